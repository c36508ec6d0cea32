import { RouteMatch } from '../alertmanager/route-walk';
import { CanaryAlert, canariesOf, readsFlaggersMetrics, targetName, waysOf } from '../checks/alerts';
import { isHeartbeat } from '../checks/heartbeat-rule';
import { RuleSource } from '../checks/sources';
import { World } from '../checks/world';
import { milliseconds } from '../duration';
import { repeatsEvery } from '../facts/latency';
import { readableTrees, refusal, treeName } from './alertmanager-configs';
import { integrationChannel } from './channel';
import { Ledger } from './ledger';
import { alertsOf } from './rule-alerts';
import { isAboutFlagger, messageTimes, ruleTerms } from './rule-times';

/** Follows every alert of the rules through Alertmanager's routes to the channels that it reaches. */
export function explainAlerts(world: World, ledger: Ledger): void {
  const rules = world.rules.filter(({ alert }) => alert !== undefined);
  for (const { at, owner } of world.alertmanagers.filter((each) => each.at.document.unreadable.length > 0)) {
    ledger.note(`${owner?.reference ?? at.document.file ?? 'Alertmanager'}: alertmanager.yaml is not YAML.`);
  }
  if (rules.length === 0) { return; }
  const trees = readableTrees(world);
  if (trees.length === 0) {
    ledger.note(`No configuration of Alertmanager is among the manifests: who hears of the ${rules.length} alerting rules is not known here.`);
    return;
  }
  for (const tree of trees) {
    const why = refusal(tree);
    if (why !== undefined) { ledger.note(`${treeName(tree)}: Alertmanager refuses this configuration: ${why}.`); }
    if (!tree.complete) { ledger.note(`No main configuration of Alertmanager is among the manifests: what the AlertmanagerConfigs do not take is assumed to reach nobody.`); }
  }
  noteScrape(rules, world, ledger);
  for (const rule of rules) {
    if (isHeartbeat(rule)) { explainHeartbeat(rule, world, ledger); } else { explainRule(rule, world, ledger); }
  }
}

function explainRule(rule: RuleSource, world: World, ledger: Ledger): void {
  const alerts = alertsOf(rule, world);
  if (alerts.length === 0) { ledger.unheard({ what: rule.alert ?? '', why: `nothing makes it fire: ${shortened(rule.expr)}` }); }
  const terms = ruleTerms(world, rule);
  for (const alert of alerts) {
    const about = alert.canary === undefined ? undefined : `${alert.canary.namespace}/${targetName(alert.canary)}`;
    const { heard, silent } = endsOf(alert, world);
    for (const { channel, route } of heard) {
      ledger.hearing({ channel, what: rule.alert ?? '', through: 'Alertmanager', ...messageTimes(terms, route), ...silence(route) }, about);
    }
    if (heard.length === 0 && silent !== undefined) { ledger.unheard({ what: rule.alert ?? '', why: silent }, about); }
  }
}

function explainHeartbeat(rule: RuleSource, world: World, ledger: Ledger): void {
  const { heard, silent } = endsOf({ rule, labels: { ...rule.labels, alertname: rule.alert ?? '' }, open: new Set() }, world);
  for (const { channel, route } of heard) {
    ledger.heartbeat({ alert: rule.alert ?? '', channel, every: repeatsEvery(milliseconds(route.groupInterval), milliseconds(route.repeatInterval)) / 1000 });
  }
  if (heard.length === 0 && silent !== undefined) {
    ledger.unheard({ what: rule.alert ?? '', why: 'nobody notices when Prometheus or Alertmanager is down; set `heartbeat`' });
  }
}

interface Ends {
  readonly heard: readonly { readonly channel: string; readonly route: RouteMatch }[];
  /** Where it ends without anybody. */
  readonly silent?: string;
}

/** Where an alert ends, in all configurations. */
function endsOf(alert: CanaryAlert, world: World): Ends {
  const ends = readableTrees(world).flatMap((tree) => (waysOf(tree, alert, world)?.[0] ?? []).map((route) => ({ tree, route, integrations: tree.integrationsOf(route.receiver) })));
  const heard = ends.flatMap(({ tree, route, integrations }) => integrations.map((each) => ({ channel: integrationChannel(each, route.receiver, tree.at?.at('global')), route })));
  const silent = ends.find(({ integrations }) => integrations.length === 0)?.route;
  return { heard, ...(silent !== undefined && { silent: `${silent.path} ends at the receiver ${silent.receiver}, which tells nobody` }) };
}

/** When a route is silent. */
export function silence(route: RouteMatch): { readonly silent?: string } {
  const parts = [
    ...(route.muteTimeIntervals.length === 0 ? [] : [`silent in ${route.muteTimeIntervals.join(', ')}`]),
    ...(route.activeTimeIntervals.length === 0 ? [] : [`only in ${route.activeTimeIntervals.join(', ')}`]),
  ];
  return parts.length === 0 ? {} : { silent: parts.join('; ') };
}

function noteScrape(rules: readonly RuleSource[], world: World, ledger: Ledger): void {
  const { scrape } = world;
  if (!rules.some((rule) => isAboutFlagger(world, rule))) { return; }
  if (scrape.assuming !== undefined) {
    ledger.note(`No monitor that scrapes Flagger is among the manifests. Assumed: ${scrape.assuming}.`);
  } else if (!scrape.honorLabels && canariesOf(world).length > 0 && rules.some((rule) => readsFlaggersMetrics(world, rule.expr))) {
    ledger.note(`Flagger is scraped without honorLabels: every alert about a canary carries namespace="${scrape.namespace}".`);
  }
}

function shortened(expr: string): string {
  const line = expr.replace(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
