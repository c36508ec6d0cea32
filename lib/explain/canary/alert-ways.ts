import { RouteMatch } from '../../alertmanager/route-walk';
import { AlertmanagerTree } from '../../checks/alertmanager-tree';
import { CanaryAlert, waysOf } from '../../checks/alerts';
import { analyse } from '../../checks/expression';
import { isHeartbeat } from '../../checks/heartbeat-rule';
import { missingLabels, selectorOf } from '../../checks/reference/selector';
import { alwaysFiring, isInfoInhibited, reasonOf, sidesOf } from '../../checks/routing/inhibited';
import { isAlwaysMuted } from '../../checks/routing/muted';
import { RuleSource } from '../../checks/sources';
import { ManifestObject, World } from '../../checks/world';
import { milliseconds } from '../../duration';
import { silence } from '../alerts';
import { readableTrees, refusal, treeName } from '../alertmanager-configs';
import { integrationChannel } from '../channel';
import { isAboutFlagger, messageTimes, ruleTerms, RuleTerms } from '../rule-times';
import { span } from '../span';
import { Step, Way } from './canary-explanation';
import { placeOf } from './place';

/** The ways of one alert from what its rule reads through all configurations of Alertmanager. */
export function waysOfAlert(alert: CanaryAlert, world: World, caveats: readonly string[] = []): readonly Way[] {
  const { rule } = alert;
  const terms = ruleTerms(world, rule);
  const steps = [seenStep(rule, terms, world), ruleStep(rule, terms)];
  const end = (why: Pick<Way, 'lost' | 'unknown'>): Way => ({ through: 'Alertmanager', steps, caveats, ...why });
  const gone = notLoaded(rule, world);
  if (gone !== undefined) { return [end({ lost: gone })]; }
  const trees = readableTrees(world);
  if (trees.length === 0) { return [end({ unknown: 'no configuration of Alertmanager is among the manifests' })]; }
  return trees.flatMap((tree) => {
    const why = refusal(tree);
    if (why !== undefined) { return [end({ lost: `Alertmanager refuses ${treeName(tree)}: ${why}` })]; }
    const ways = waysOf(tree, alert, world);
    const [way] = ways ?? [];
    if (way === undefined) { return [end({ unknown: `its way through ${treeName(tree)} rests on labels that the manifests do not show` })]; }
    return way.flatMap((match) => waysOfRoute(alert, tree, match, { steps, terms, caveats }, world));
  });
}

interface Beginning {
  readonly steps: readonly Step[];
  readonly terms: RuleTerms;
  readonly caveats: readonly string[];
}

function waysOfRoute(alert: CanaryAlert, tree: AlertmanagerTree, match: RouteMatch, { steps, terms, caveats: before }: Beginning, world: World): Way[] {
  const route = tree.routeAt(match.path);
  const { lost: muted, caveats: muting } = mutedBy(alert, tree, match, world);
  const silent = silence(match).silent;
  const sent: Step = {
    lane: 'sent', name: match.path, detail: `${route?.at.object ?? treeName(tree)}, receiver ${match.receiver}`, at: placeOf(route?.at),
    waits: [`group_wait ${span(milliseconds(match.groupWait) / 1000)}`, `again ${span(milliseconds(match.groupInterval) / 1000)}`],
  };
  const integrations = tree.integrationsOf(match.receiver);
  const lost = muted ?? (tree.receivers.has(match.receiver) ? undefined : `there is no receiver ${match.receiver}: Alertmanager refuses its configuration`)
    ?? (integrations.length === 0 ? `the receiver ${match.receiver} tells nobody` : undefined);
  const caveats = [
    ...before, ...(silent === undefined ? [] : [silent]), ...muting,
    ...(tree.complete ? [] : ['the main configuration of Alertmanager is not among the manifests']),
  ];
  if (lost !== undefined) { return [{ through: 'Alertmanager', steps: [...steps, sent], lost, caveats }]; }
  const { first, next } = messageTimes(terms, match);
  return integrations.map((each): Way => {
    const channel = integrationChannel(each, match.receiver, tree.at?.at('global'));
    return { through: 'Alertmanager', steps: [...steps, sent, { lane: 'heard', name: channel, waits: [], at: placeOf(each.at) }], channel, firstSeconds: first, againSeconds: next, caveats };
  });
}

/** What Prometheus or an exporter shows, as far as it decides. */
export function seenStep(rule: RuleSource, terms: RuleTerms, world: World): Step {
  const { monitor } = world.scrape;
  const sources = [...new Set(analyse(rule.expr).selectors.filter(({ filter }) => !filter).map(({ metric }) => exporterOf(metric)))];
  const fromFlagger = sources.includes('Flagger') || (isAboutFlagger(world, rule) && terms.scrape?.at !== undefined);
  return {
    lane: 'seen', name: sources.length === 0 ? 'Prometheus' : sources.join(', '),
    ...(fromFlagger && monitor !== undefined && { detail: `${monitor.kind} ${monitor.namespace}/${monitor.name}`, at: placeOf(terms.scrape?.at ?? monitor) }),
    waits: sources.length === 0 || terms.scrape === undefined ? [] : [`scrape ${span(terms.scrape.seconds)}`],
  };
}

function exporterOf(metric: string | undefined): string {
  if (metric === undefined) { return 'Prometheus'; }
  if (metric.startsWith('kube_')) { return 'kube-state-metrics'; }
  if (metric.startsWith('alertmanager_')) { return 'Alertmanager'; }
  return metric.startsWith('flagger_') || metric.startsWith('flagger:') ? 'Flagger' : 'Prometheus';
}

export function ruleStep(rule: RuleSource, { recording, evaluation, pending }: RuleTerms): Step {
  return {
    lane: 'decided', name: rule.alert ?? '', at: placeOf(rule.at.at('alert')),
    detail: rule.owner === undefined ? `rule group ${rule.groupName}` : `${rule.owner.kind} ${rule.owner.namespace}/${rule.owner.name}`,
    waits: [...(recording === undefined ? [] : [`recording ${span(recording.seconds)}`]), ...(evaluation === undefined ? [] : [`evaluation ${span(evaluation.seconds)}`]), ...(pending === undefined ? [] : [`for ${span(pending.seconds)}`])],
  };
}

/** Why Prometheus does not have a rule, or not what it reads; undefined where nothing speaks against it. */
function notLoaded(rule: RuleSource, world: World): string | undefined {
  const { errors } = analyse(rule.expr);
  if (errors[0] !== undefined) { return `Prometheus does not load ${rule.alert ?? ''}: ${errors[0].message}`; }
  const objects = [rule.owner, isAboutFlagger(world, rule) ? world.scrape.monitor : undefined];
  return objects.map((object) => object === undefined ? undefined : notSelected(object, world)).find((each) => each !== undefined);
}

function notSelected(object: ManifestObject, world: World): string | undefined {
  const selector = selectorOf(world, object.kind);
  const missing = selector === undefined ? undefined : missingLabels(object, selector);
  if (selector === undefined || missing === undefined) { return undefined; }
  return `Prometheus does not select ${object.kind} ${object.namespace}/${object.name}: it has no label ${missing}${selector.assuming === undefined ? '' : ` (assuming that ${selector.assuming})`}`;
}

/** What mutes an alert on its route: always, or at times. */
function mutedBy(alert: CanaryAlert, tree: AlertmanagerTree, match: RouteMatch, world: World): { readonly lost?: string; readonly caveats: readonly string[] } {
  if (isAlwaysMuted(tree.at, match)) { return { lost: `the route is always muted by ${[...match.muteTimeIntervals, ...match.activeTimeIntervals].join(', ')}`, caveats: [] }; }
  if (isInfoInhibited(tree) && alert.labels.severity === 'info') { return { lost: 'InfoInhibitor mutes every alert of severity info, by the chart\'s own rule', caveats: [] }; }
  const sides = (tree.at?.at('inhibit_rules').items ?? []).flatMap((each) => sidesOf(each) ?? []);
  const reasons = sides.map((each) => reasonOf(each, alert, alwaysFiring(world))).filter((each) => each !== undefined);
  const certain = reasons.find((each) => each.certain);
  if (certain !== undefined) { return { lost: `it is muted: ${certain.why}`, caveats: [] }; }
  const names = sides.filter(({ target }) => target.every((each) => each._matches(alert.labels))).flatMap(({ source }) => world.rules
    .filter((each) => each.alert !== undefined && each.alert !== alert.labels.alertname && !isHeartbeat(each))
    .filter(({ alert: name, labels }) => source.every((each) => each._matches({ ...labels, alertname: name ?? '' })))
    .map((each) => each.alert ?? ''));
  return { caveats: names.length === 0 ? [] : [`muted while ${[...new Set(names)].join(' or ')} fires`] };
}
