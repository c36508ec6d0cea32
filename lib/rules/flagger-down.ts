import { Duration } from 'cdk8s';
import { DEPLOYMENT_AVAILABLE, UP } from '../facts/cluster-metrics';
import { AlertingRule } from '../prometheus/alerting-rule';
import { Expression, LabelMatch, series } from '../prometheus/promql';
import { RuleSeverity } from '../prometheus/rule-severity';
import { annotations, COMPONENT } from './alert-text';
import { RuleOptions } from './rule-options';

const NAME = 'FlaggerDown';

/** How the rules know Flagger. */
export interface FlaggerOptions extends RuleOptions {
  /** Flagger's namespace. */
  readonly namespace: string;

  /** The name of Flagger's Deployment. */
  readonly deployment: string;

  /** The label `job` of what is scraped from Flagger: `<namespace>/<name>` of a PodMonitor. */
  readonly job: string;
}

/**
 * No Flagger answers: canaries do not advance, and nobody rolls back. One replica of two is enough, and a restart is
 * shorter than what it waits.
 */
export class FlaggerDown extends AlertingRule {
  public constructor(options: FlaggerOptions) {
    const silent = series(UP, LabelMatch.is('job', options.job)).maxBy('namespace').equals(0);
    super({
      alert: NAME,
      expr: silent.or(flaggerWithoutPods(options)).toString(),
      for: Duration.minutes(2),
      severity: options.severity ?? RuleSeverity.CRITICAL,
      labels: { ...COMPONENT, namespace: options.namespace },
      annotations: annotations(NAME, options, {
        summary: 'Flagger is down.',
        description: 'No replica of Flagger has answered for 2 minutes: canaries do not advance, and a bad release is not rolled back. '
          + `See kubectl -n ${options.namespace} get pods, and the logs of deployment ${options.deployment}.`,
      }),
    });
  }
}

/** Flagger's Deployment without a pod that is available, as far as kube-state-metrics is there to tell. */
export function flaggerWithoutPods(options: FlaggerOptions): Expression<'namespace'> {
  return series(DEPLOYMENT_AVAILABLE, LabelMatch.is('namespace', options.namespace), LabelMatch.is('deployment', options.deployment))
    .maxBy('namespace').equals(0);
}
