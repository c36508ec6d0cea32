import { AlertmanagerTree, Integration } from '../../checks/alertmanager-tree';
import { alertWithoutCanary } from '../../checks/alerts';
import { analyse } from '../../checks/expression';
import { isHeartbeat } from '../../checks/heartbeat-rule';
import { PEOPLE } from '../../checks/routing/replaced';
import { RuleSource } from '../../checks/sources';
import { World } from '../../checks/world';
import { milliseconds } from '../../duration';
import { ALERTS, NOTIFICATIONS_FAILED } from '../../facts/cluster-metrics';
import { repeatsEvery } from '../../facts/latency';
import { readableTrees, treeName } from '../alertmanager-configs';
import { integrationChannel } from '../channel';
import { ruleTerms } from '../rule-times';
import { span } from '../span';
import { ruleStep, seenStep, waysOfAlert } from './alert-ways';
import { Step, Way } from './canary-explanation';
import { placeOf } from './place';
import { Ways } from './ways';

/** Who hears that Alertmanager cannot deliver: by a rule on its counters, as far as another integration still works, and by a heartbeat that stops with it. */
export function waysOfDelivery(world: World): Ways {
  const rules = world.rules.filter((rule) => rule.alert !== undefined && !isHeartbeat(rule) && analyse(rule.expr).selectors.some(({ metric }) => metric !== undefined && COUNTERS.test(metric)));
  const names = rules.map(({ alert }) => alert ?? '');
  const stops = (rule: RuleSource): boolean => analyse(rule.expr).selectors.some(({ metric, matchers, negated }) => negated && metric === ALERTS.name && matchers.some(({ label, value }) => label === 'alertname' && names.includes(value)));
  const ways = [
    ...rules.flatMap((rule) => waysOfAlert(alertWithoutCanary(rule), world, ['if another integration still delivers'])),
    ...world.rules.filter((rule) => isHeartbeat(rule) && stops(rule)).flatMap((rule) => heartbeatWays(rule, world)),
  ];
  return { ways, reasons: ways.length > 0 ? [] : [`no rule reads ${NOTIFICATIONS_FAILED.name}${world.stackValues.length > 0 ? '; the rules that the chart brings are not among the manifests' : ''}`] };
}

/** Who notices that Prometheus or Alertmanager is down: who expects an alert that fires always. */
export function waysOfHeartbeat(world: World): Ways {
  const rules = world.rules.filter(isHeartbeat);
  const own = rules.flatMap((rule) => heartbeatWays(rule, world));
  const isHeard = own.some(({ lost }) => lost === undefined);
  const ways = [...own, ...(!isHeard && world.stackValues.length > 0 && !rules.some(({ alert }) => alert === WATCHDOG) ? watchdogWays(world) : [])];
  return { ways, reasons: ways.some(({ lost }) => lost === undefined) ? [] : ['no alert that fires always goes to a service outside the cluster'] };
}

const COUNTERS = /^alertmanager_notification(?:s|_requests)_(?:failed_)?total$/;
const WATCHDOG = 'Watchdog';

function heartbeatWays(rule: RuleSource, world: World): Way[] {
  const terms = { ...ruleTerms(world, rule), scrape: undefined };
  return waysFrom({ ...rule.labels, alertname: rule.alert ?? '' }, [seenStep(rule, terms, world), ruleStep(rule, terms)], world);
}

/** The alert that kube-prometheus-stack's own rules send always. */
function watchdogWays(world: World): Way[] {
  const steps: Step[] = [{ lane: 'seen', name: 'Prometheus', waits: [] }, { lane: 'decided', name: WATCHDOG, detail: 'a rule of kube-prometheus-stack', waits: [] }];
  return waysFrom({ alertname: WATCHDOG, severity: 'none' }, steps, world);
}

function waysFrom(labels: { readonly [label: string]: string }, steps: readonly Step[], world: World): Way[] {
  return readableTrees(world).flatMap((tree) => (tree.walk(labels) ?? []).flatMap((match): Way[] => {
    const every = repeatsEvery(milliseconds(match.groupInterval), milliseconds(match.repeatInterval)) / 1000;
    const sent: Step = { lane: 'sent', name: match.path, detail: `${tree.routeAt(match.path)?.at.object ?? treeName(tree)}, receiver ${match.receiver}`, waits: [`every ${span(every)}`], at: placeOf(tree.routeAt(match.path)?.at) };
    const integrations = tree.integrationsOf(match.receiver);
    if (integrations.length === 0) { return [{ through: 'heartbeat', steps: [...steps, sent], lost: `the receiver ${match.receiver} tells nobody`, caveats: [] }]; }
    return integrations.map((each): Way => heartbeatTo(each, tree, match.receiver, [...steps, sent], every));
  }));
}

function heartbeatTo(integration: Integration, tree: AlertmanagerTree, receiver: string, steps: readonly Step[], every: number): Way {
  const channel = integrationChannel(integration, receiver, tree.at?.at('global'));
  if (PEOPLE.has(integration.service)) { return { through: 'heartbeat', steps, lost: `${channel} is read by people, who do not miss a message that is not sent`, caveats: [] }; }
  return { through: 'heartbeat', steps: [...steps, { lane: 'heard', name: channel, waits: [], at: placeOf(integration.at) }], channel, everySeconds: every, caveats: ['it is the end of these messages that tells'] };
}
