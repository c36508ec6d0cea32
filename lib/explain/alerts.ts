import { Duration } from 'cdk8s';
import { RouteMatch, walk, parseDuration } from '../alertmanager/route-walk';
import { milliseconds } from '../duration';
import { repeatsEvery, worstCase } from '../facts/latency';
import { alertsOf, CanaryName, LabelledAlert } from './alert-labels';
import { alertingRules, DEFAULT_INTERVAL, flaggerScrape, FlaggerScrape, Rule } from './alerting-rules';
import { AlertmanagerConfig, integrationsOf } from './alertmanager-config';
import { integrationChannel } from './channel';
import { Ledger } from './ledger';
import { fields, Manifests } from './manifest';

/** Follows every alert of the PrometheusRules through Alertmanager's routes to the channels that it reaches. */
export function explainAlerts(manifests: Manifests, configs: readonly AlertmanagerConfig[], canaries: readonly CanaryName[], ledger: Ledger): void {
  const rules = alertingRules(manifests);
  if (rules.length === 0) { return; }
  const scrape = flaggerScrape(manifests);
  if (configs.length === 0) {
    ledger.note(`No Secret with Alertmanager's configuration is among the manifests: who hears of the ${rules.length} alerting rules is not known here.`);
    return;
  }
  noteScrape(rules, scrape, ledger);
  for (const rule of rules) {
    for (const alert of alertsOf(rule, canaries, scrape)) {
      explainAlert(rule, alert, scrape, configs, ledger);
    }
  }
}

function explainAlert(rule: Rule, alert: LabelledAlert, scrape: FlaggerScrape | undefined, configs: readonly AlertmanagerConfig[], ledger: Ledger): void {
  const about = alert.about === undefined ? undefined : `${alert.about.namespace}/${alert.about.target}`;
  const silent: string[] = [];
  let heard = false;
  for (const { secret, config } of configs) {
    for (const route of routesOf(config, alert, secret.reference, ledger)) {
      const integrations = integrationsOf(config, route.receiver);
      if (integrations.length === 0) { silent.push(`${route.path} ends at the receiver ${route.receiver}, which tells nobody`); }
      for (const { section, entry } of integrations) {
        heard = true;
        const channel = integrationChannel(section, entry, route.receiver, fields(config.global));
        if (firesAlways(rule)) {
          ledger.heartbeat({ alert: rule.alert, channel, every: repeatsEvery(milliseconds(route.groupInterval), milliseconds(route.repeatInterval)) / 1000 });
        } else {
          ledger.hearing({ channel, what: rule.alert, through: 'Alertmanager', ...times(rule, route, scrape), ...silence(route) }, about);
        }
      }
    }
  }
  if (heard || silent[0] === undefined) { return; }
  const why = firesAlways(rule) ? 'nobody notices when Prometheus or Alertmanager is down; set `heartbeat`' : silent[0];
  ledger.unheard({ what: rule.alert, why }, about);
}

function routesOf(config: AlertmanagerConfig['config'], alert: LabelledAlert, reference: string, ledger: Ledger): RouteMatch[] {
  try {
    return walk(config, alert.labels);
  } catch (error) {
    ledger.note(`${reference}: Alertmanager refuses this configuration: ${(error as Error).message}.`);
    return [];
  }
}

function times(rule: Rule, route: RouteMatch, scrape: FlaggerScrape | undefined): { readonly first: number; readonly next: number } {
  // What Flagger does not export is scraped by the stack's own monitors, as often as the stack does it.
  const scraped = aboutFlagger(rule) ? scrape?.interval : undefined;
  const until = (group: Duration): number =>
    worstCase({ scrape: scraped ?? parseDuration(DEFAULT_INTERVAL), evaluation: rule.evaluation, pending: rule.pending, group }) / 1000;
  return { first: until(route.groupWait), next: until(route.groupInterval) };
}

function silence(route: RouteMatch): { readonly silent?: string } {
  const parts = [
    ...(route.muteTimeIntervals.length === 0 ? [] : [`silent in ${route.muteTimeIntervals.join(', ')}`]),
    ...(route.activeTimeIntervals.length === 0 ? [] : [`only in ${route.activeTimeIntervals.join(', ')}`]),
  ];
  return parts.length === 0 ? {} : { silent: parts.join('; ') };
}

function noteScrape(rules: readonly Rule[], scrape: FlaggerScrape | undefined, ledger: Ledger): void {
  if (!rules.some(aboutFlagger)) { return; }
  if (scrape === undefined) {
    ledger.note(`No monitor that scrapes Flagger is among the manifests: ${DEFAULT_INTERVAL} between two scrapes are assumed, with honorLabels.`);
  } else if (!scrape.honorLabels) {
    ledger.note(`Flagger is scraped without honorLabels: every alert about a canary carries namespace="${scrape.namespace}".`);
  }
}

function aboutFlagger(rule: Rule): boolean {
  return rule.expr.includes('flagger');
}

/** A heartbeat: its end is the news. */
function firesAlways(rule: Rule): boolean {
  return /^\s*vector\(\s*1\s*\)/.test(rule.expr);
}
