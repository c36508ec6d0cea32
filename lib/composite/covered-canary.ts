import { Duration } from 'cdk8s';
import * as flagger from '../flagger';
import * as grafana from '../grafana';

/** What the alerting must know of a canary, whoever wrote it. */
export interface CoveredCanary {
  /** `Canary/namespace/name`. */
  readonly reference: string;
  readonly namespace: string;
  /** What is released: `Deployment/podinfo`. */
  readonly target: string;
  /** The label `name` of Flagger's metrics. */
  readonly metricName: string;
  /** How often it is checked. */
  readonly interval: Duration;
  readonly progressDeadline: Duration;
  /** The longest that a release which nobody holds up can be in progress. */
  readonly longestProgress: Duration;
  /** The greatest share of traffic before promotion, in percent; undefined where no weight is shifted. */
  readonly highestWeight?: number;
  /** What its checks allow. */
  readonly thresholds: readonly grafana.AnalysisThreshold[];

  /** Lets Flagger post what happens to it. */
  addAlert(alert: flagger.CanaryAlert): void;
}

/** A canary of ours. */
export function coveredCanary(canary: flagger.Canary): CoveredCanary {
  const { analysis, metricName, progressDeadline, reference, target } = canary;
  const namespace = canary.namespace as string;
  return {
    reference, namespace, metricName, progressDeadline,
    target: `${target.kind}/${target.name}`,
    interval: analysis.interval,
    longestProgress: canary.longestProgress,
    highestWeight: analysis.strategy === flagger.AnalysisStrategy.CANARY ? analysis.highestWeight : undefined,
    thresholds: analysis.metrics.map(({ name, min, max }) => ({ namespace, name: metricName, metric: name, min, max })),
    addAlert: (alert) => { canary.addAlert(alert); },
  };
}
