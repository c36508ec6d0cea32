import { CANARY_FAILURES, CANARY_METRIC_ANALYSIS, CANARY_STATUS, CANARY_SUCCESSES, CANARY_TOTAL, CANARY_WEIGHT, CanaryStatus, FLAGGER_INFO, PRIMARY_SUFFIX } from '../../facts/flagger-metrics';
import { DAEMONSET_CREATED, DEPLOYMENT_AVAILABLE, DEPLOYMENT_CREATED, SERVICE_CREATED, UP } from '../../facts/cluster-metrics';
import { Scrape } from '../world';
import { isUndecided } from './scraped';

/** What happens to a canary, as far as Flagger's metrics tell it apart. */
export type CanaryEvent =
  /** Nothing: it has been rolled out before and serves; status 1, the primary's weight 100. */
  | 'idle'
  /** An analysis runs; status 0, some of the traffic on the canary. */
  | 'progressing'
  /** An analysis has run for as long as anybody looks back; else as `progressing`. */
  | 'stuck'
  /** Rolled back; status 2, all traffic on the primary. */
  | 'failed'
  /** The promotion failed; status 2, all traffic on the canary. */
  | 'promotion-failed'
  /** The primary is told to take over, or somebody must approve; status 1, some of the traffic on the canary. */
  | 'waiting'
  /** It never came to be: no series of its own, although Flagger counts it. */
  | 'initializing'
  /** An analysis runs, and nearly all of the traffic is on the canary; status 0. */
  | 'overweight'
  /** It was deleted after it had failed: Flagger goes on saying 2, and its primary is gone. */
  | 'deleted'
  /** Flagger has no pod that answers: its scrape fails. */
  | 'down'
  /** Flagger runs, and Prometheus has no target for it. */
  | 'unscraped'
  /** Flagger is gone, or it is not scraped: no series at all. */
  | 'absent';

/** A series at a moment. */
export interface Series {
  readonly metric: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
  /** Whether it has had this value for as long as anybody looks back. */
  readonly steady: boolean;
}

/** What Prometheus knows of one canary at a moment. */
export interface CanaryState {
  readonly event: CanaryEvent;
  /** The target's name. */
  readonly name: string;
  readonly namespace: string;
  readonly series: readonly Series[];
  /** Metrics of which these are all series; of any other, nothing is known. */
  readonly known: (metric: string) => boolean;
  /** The expressions of recorded series, by name. */
  readonly records: ReadonlyMap<string, readonly string[]>;
  /** Whether the value of a label, which a series here has or has not, is for the cluster to decide. */
  readonly isUndecided: (label: string, has: boolean) => boolean;
}

/** What else a state may rest on. */
export interface StateOptions {
  /** @default 'podinfo' */
  readonly name?: string;
  /** @default 'default' */
  readonly namespace?: string;
  /** @default - honorLabels, Flagger in flagger-system */
  readonly scrape?: Pick<Scrape, 'honorLabels' | 'namespace' | 'monitor'>;
  /** The expressions of recording rules, by the series that they record. */
  readonly records?: ReadonlyMap<string, readonly string[]>;
}

/** A canary in which something happens, alone in its cluster. */
export function stateOf(event: CanaryEvent, options: StateOptions = {}): CanaryState {
  const { name = 'podinfo', namespace = 'default', scrape = { honorLabels: true, namespace: 'flagger-system' }, records = new Map<string, string[]>() } = options;
  const target = targetLabels(scrape);
  const series = isGone(event) ? [] : seriesOf(event, name, namespace).map((each): Series => {
    const own = 'namespace' in each.labels && !scrape.honorLabels
      ? Object.fromEntries(Object.entries(each.labels).map(([label, value]) => [label === 'namespace' ? 'exported_namespace' : label, value]))
      : each.labels;
    return { ...each, labels: scrape.honorLabels ? { ...target, ...own } : { ...own, ...target } };
  });
  return {
    event, name, namespace, records, isUndecided: (label, has) => isUndecided(label, has, scrape), series: [...series, ...clusterSeries(event, name, namespace), ...flaggerSeries(event, scrape)],
    known: (metric) => CLUSTER.has(metric) || (metric.startsWith('flagger_') && (isGone(event) || !isOpen(event, metric)))
      || ((event === 'down' || event === 'unscraped') && (metric === DEPLOYMENT_AVAILABLE.name || (metric === UP.name && scrape.monitor !== undefined))),
  };
}

type Gone = 'absent' | 'down' | 'unscraped';

function isGone(event: CanaryEvent): event is Gone {
  return event === 'absent' || event === 'down' || event === 'unscraped';
}

/** What Prometheus itself and kube-state-metrics say of Flagger, where it is Flagger that is in trouble. */
function flaggerSeries(event: CanaryEvent, scrape: Pick<Scrape, 'namespace' | 'monitor'>): Series[] {
  if (event !== 'down' && event !== 'unscraped') { return []; }
  const up = (labels: Readonly<Record<string, string>>, value: number): Series => ({ metric: UP.name, labels, value, steady: true });
  return [
    up({ job: 'kube-state-metrics', namespace: 'monitoring', instance: '10.0.0.2:8080' }, 1),
    // How its job is called is not known without a monitor.
    ...(event === 'down' && scrape.monitor !== undefined ? [up(targetLabels(scrape), 0)] : []),
    { metric: DEPLOYMENT_AVAILABLE.name, labels: { job: 'kube-state-metrics', namespace: scrape.namespace, deployment: 'flagger' }, value: event === 'down' ? 0 : 1, steady: true },
  ];
}

const CLUSTER: ReadonlySet<string> = new Set([DEPLOYMENT_CREATED.name, DAEMONSET_CREATED.name, SERVICE_CREATED.name]);

/** What kube-state-metrics says of a canary whose target is a Deployment. */
function clusterSeries(event: CanaryEvent, name: string, namespace: string): Series[] {
  const target = { job: 'kube-state-metrics' };
  const created = (metric: string, kind: string, of: string, where = namespace): Series => ({ metric, labels: { ...target, namespace: where, [kind]: of }, value: 1_700_000_000, steady: true });
  const deployments = event === 'deleted' ? [name] : event === 'initializing' ? [name] : [name, `${name}${PRIMARY_SUFFIX}`];
  const services = event === 'deleted' || event === 'initializing' ? [] : [name, `${name}-canary`, `${name}${PRIMARY_SUFFIX}`];
  return [
    ...deployments.map((each) => created(DEPLOYMENT_CREATED.name, 'deployment', each)),
    created(DEPLOYMENT_CREATED.name, 'deployment', 'another', 'kube-system'),
    ...services.map((each) => created(SERVICE_CREATED.name, 'service', each)),
  ];
}

/** Whether a state says too little of a metric: what a check measured, how long a tick took, what happened before. */
function isOpen(event: CanaryEvent, metric: string): boolean {
  if (metric === CANARY_SUCCESSES.name) { return event !== 'idle'; }
  if (metric === CANARY_FAILURES.name) { return event !== 'failed' && event !== 'promotion-failed' && event !== 'deleted'; }
  return metric === CANARY_METRIC_ANALYSIS.name || /_(bucket|sum|count)$/.test(metric);
}

/**
 * The labels that the operator's monitors give every series, beside those that the exporter gives.
 * Source: prometheus-operator v0.93.0 pkg/prometheus/promcfg.go (generatePodMonitorConfig, generateServiceMonitorConfig).
 */
function targetLabels(scrape: Pick<Scrape, 'namespace' | 'monitor'>): Record<string, string> {
  const { monitor } = scrape;
  const job = monitor?.is('monitoring.coreos.com', 'ServiceMonitor') === true ? 'flagger' : `${monitor?.namespace ?? scrape.namespace}/${monitor?.name ?? 'flagger'}`;
  return { namespace: scrape.namespace, pod: 'flagger-7d4b9c5d6f-abcde', container: 'flagger', endpoint: 'http', job, instance: '10.0.0.1:8080' };
}

function seriesOf(event: Exclude<CanaryEvent, Gone>, name: string, namespace: string): Series[] {
  const steady = event === 'idle' || event === 'stuck';
  const common: Series[] = [
    { metric: FLAGGER_INFO.name, labels: { version: '1.44.0', mesh_provider: 'istio' }, value: 1, steady: true },
    { metric: CANARY_TOTAL.name, labels: { namespace }, value: 1, steady: true },
  ];
  if (event === 'initializing') { return common; }
  const counters = { deployment_strategy: 'canary', analysis_status: 'completed' };
  const weight = WEIGHTS[event];
  return [
    ...common,
    { metric: CANARY_STATUS.name, labels: { name, namespace }, value: STATUS[event], steady },
    { metric: CANARY_WEIGHT.name, labels: { workload: name, namespace }, value: weight, steady },
    { metric: CANARY_WEIGHT.name, labels: { workload: `${name}${PRIMARY_SUFFIX}`, namespace }, value: 100 - weight, steady },
    ...(event === 'idle' ? [{ metric: CANARY_SUCCESSES.name, labels: { name, namespace, ...counters }, value: 1, steady }] : []),
    ...(STATUS[event] === CanaryStatus.FAILED ? [{ metric: CANARY_FAILURES.name, labels: { name, namespace, ...counters }, value: 1, steady: false }] : []),
  ];
}

type Living = Exclude<CanaryEvent, Gone | 'initializing'>;
const STATUS: Record<Living, number> = { idle: CanaryStatus.OTHER, progressing: CanaryStatus.PROGRESSING, stuck: CanaryStatus.PROGRESSING, overweight: CanaryStatus.PROGRESSING, failed: CanaryStatus.FAILED, 'promotion-failed': CanaryStatus.FAILED, deleted: CanaryStatus.FAILED, waiting: CanaryStatus.OTHER };
const WEIGHTS: Record<Living, number> = { idle: 0, progressing: 10, stuck: 10, overweight: 99, failed: 0, 'promotion-failed': 100, deleted: 0, waiting: 50 };
