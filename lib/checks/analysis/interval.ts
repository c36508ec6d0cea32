import { analysesOf, goSeconds } from '../canary-analysis';
import { Check } from '../check';
import { World } from '../world';

/** Metric providers that fail without an interval (fluxcd/flagger v1.44.0 pkg/metrics/providers). */
const NEED_INTERVAL: ReadonlySet<string> = new Set(['datadog', 'cloudwatch', 'newrelic', 'dynatrace', 'splunk']);

/** Intervals that Flagger takes for others, or that a query needs and does not get. */
export const interval: Check = {
  id: 'analysis/interval',
  run: (world: World, report) => {
    for (const { canary, at, metrics } of analysesOf(world)) {
      const own = at.at('interval');
      const seconds = goSeconds(own.text);
      // What is no duration is told by schema/value and schema/rule.
      if (seconds !== undefined && seconds < 10 && /^[0-9]+(m|s)/.test(own.text ?? '')) {
        report(own, { severity: 'warning', what: `the interval of the canary ${canary.name} counts as 10 s`, value: own.text, allowed: 'at least 10s: Flagger takes 10 seconds for anything shorter, without a word (pkg/apis/flagger/v1beta1/canary.go GetAnalysisInterval)', fix: 'interval: 10s' });
      }
      for (const metric of metrics) {
        const ref = metric.at('templateRef');
        const given = metric.at('interval');
        if (!ref.exists || (given.exists && given.text !== '')) { continue; }
        const namespace = ref.at('namespace').text ?? canary.namespace;
        const template = world.find('flagger.app', 'MetricTemplate', namespace, ref.at('name').text ?? '');
        const type = template?.spec.at('provider', 'type').text ?? '';
        const inQuery = /\{\{-?[^}]*\binterval\b[^}]*\}\}/.test(template?.spec.at('query').text ?? '');
        if (template !== undefined && !inQuery && !NEED_INTERVAL.has(type)) { continue; }
        report(metric, {
          severity: template === undefined ? 'info' : 'error',
          what: `the metric ${metric.at('name').text ?? ''} has no interval, and its template gets none`,
          allowed: `an interval: only built-in metrics take 1m by themselves, and ${inQuery || template === undefined ? '{{ interval }} in the query becomes nothing' : `${type} refuses to query`} (pkg/controller/scheduler_metrics.go)`,
          fix: 'interval: 1m',
          assuming: template === undefined ? `the MetricTemplate ${namespace}/${ref.at('name').text ?? ''}, which is not among the manifests, uses the interval` : undefined,
        });
      }
    }
  },
};
