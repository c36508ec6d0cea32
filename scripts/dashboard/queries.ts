import { Duration } from 'cdk8s';
import { ALERTS } from '../../lib/facts/cluster-metrics';
import {
  CANARY_FAILURES, CANARY_METRIC_ANALYSIS, CANARY_STATUS, CANARY_SUCCESSES, CANARY_WEIGHT, CanaryStatus, FLAGGER_INFO, PRIMARY_SUFFIX,
} from '../../lib/facts/flagger-metrics';
import { Metric } from '../../lib/facts/metric';
import { Expression, LabelMatch, Selector, series } from '../../lib/prometheus/promql';
import { AlertmanagerNotificationsFailing, CanaryAlertingHeartbeat, FlaggerDown, FlaggerNotScraped } from '../../lib/rules';
import { COMPONENT } from '../../lib/rules/alert-text';
import { CANARY, CanaryLabel, ofLiving } from '../../lib/rules/canary-state';

/**
 * What the dashboard asks Prometheus. Everything is taken over the replicas of Flagger, so that a restart or a second
 * replica is not another series. Grafana puts in the variables, a choice of several as a regular expression in parentheses.
 */

/** As long as the rules remember a status after the Flagger that told it is gone. */
const REMEMBERED = Duration.minutes(10);

/** How long a counter may be out of Prometheus' sight without being taken for a new one. */
const OUT_OF_SIGHT = '1h';

const ZERO = new Expression<never>('vector(0)');

export const flaggerVersions = series(FLAGGER_INFO).maxBy('version', 'mesh_provider');

/** Replicas that do not lead tell their version, too. */
export const flaggerReplicas = series(FLAGGER_INFO).countBy<never>().or(ZERO);

const chosen = chosenOf(CANARY_STATUS);

export const status = ofLiving(chosen.maxBy(...CANARY).or(chosen.lastWithin(REMEMBERED).maxBy(...CANARY)));

export function canariesWith(value: number): Expression<never> {
  return status.equals(value).countBy<never>().or(ZERO);
}

/**
 * The canaries that had a rollout in the time that is shown; the lines of the others say nothing, and there may be
 * hundreds. Flagger sets the status to 0 in each rollout.
 */
const rolledOut = new Expression<CanaryLabel>(`min by (${CANARY.join(', ')}) (min_over_time(${chosen}[$__range] @ end()))`)
  .equals(CanaryStatus.PROGRESSING);

export const canaryWeight = weight('');
export const primaryWeight = weight(PRIMARY_SUFFIX);

function weight(suffix: string): Expression<CanaryLabel> {
  return series(CANARY_WEIGHT, LabelMatch.matches('namespace', '$namespace'), LabelMatch.matches('workload', `$name${suffix}`))
    .relabel('name', 'workload', `(.+)${suffix}`).maxBy(...CANARY).and(CANARY, rolledOut);
}

/** The last values of a check, by the name that is matched. */
export function analysis(check: LabelMatch<'metric'>): Expression<CanaryLabel | 'metric'> {
  return chosenOf(CANARY_METRIC_ANALYSIS).where(check).maxBy(...CANARY, 'metric').and(CANARY, rolledOut);
}

export const succeeded = grown(chosenOf(CANARY_SUCCESSES)).sumBy('analysis_status');
export const failed = grown(chosenOf(CANARY_FAILURES)).sumBy<never>();

/**
 * By how much a counter has grown since the point before, exactly: `increase` misses the first rollout after a restart,
 * because Flagger's counters are born at 1, and extrapolates to fractions. A counter that was not there before, or that is
 * smaller than before, has started anew and counts whole.
 */
function grown<L extends string>(counter: Selector<L>): Expression<L> {
  return new Expression<L>(`(${counter} - last_over_time(${counter}[${OUT_OF_SIGHT}] offset $__interval) >= 0) or ${counter}`);
}

const anybody = { namespace: '', deployment: '', job: '' };
/** The alerts that are about no canary and no namespace of one: they concern whatever is chosen. */
const GENERAL = [new FlaggerDown(anybody), new FlaggerNotScraped(anybody), new AlertmanagerNotificationsFailing()].map((rule) => rule.alert);

const firing = series(ALERTS, LabelMatch.is('component', COMPONENT.component), LabelMatch.is('alertstate', 'firing'));

/** An alert about a whole namespace has no label `name`; the heartbeat fires always. */
export const alerts = firing
  .where(
    LabelMatch.isNot('alertname', new CanaryAlertingHeartbeat().alert),
    LabelMatch.matches('namespace', '$namespace'),
    LabelMatch.matches('name', '|$name'),
  )
  .or(firing.where(LabelMatch.isOneOf('alertname', GENERAL)))
  .maxBy('alertname', 'severity', ...CANARY);

/** A query of Grafana for the values of a label. */
export function labelValues<L extends string>(from: Selector<L>, label: L): string {
  return `label_values(${from}, ${label})`;
}

export const namespaces = labelValues(series(CANARY_STATUS), 'namespace');
export const names = labelValues(series(CANARY_STATUS, LabelMatch.matches('namespace', '$namespace')), 'name');
export const checks = labelValues(chosenOf(CANARY_METRIC_ANALYSIS), 'metric');

function chosenOf<L extends string>(metric: Metric<L | CanaryLabel>): Selector<L | CanaryLabel> {
  return series<L | CanaryLabel>(metric, LabelMatch.matches('namespace', '$namespace'), LabelMatch.matches('name', '$name'));
}
