import { BuiltinCheck } from '../../facts/flagger-metrics';
import { analysesOf } from '../canary-analysis';
import { Check } from '../check';

/** Metrics of requests without anything that makes requests: no value is a failed check, and the canary is rolled back. */
export const noTraffic: Check = {
  id: 'analysis/no-traffic',
  run: (world, report) => {
    for (const { canary, at, strategy, metrics, webhooks, provider } of analysesOf(world)) {
      const metric = metrics.find((each) => [BuiltinCheck.SUCCESS_RATE, BuiltinCheck.DURATION].some((name) => name === each.at('name').text) && !each.at('templateRef').exists);
      if (metric === undefined || webhooks.some(({ type }) => type === 'rollout' || type === 'pre-rollout')) { continue; }
      const withoutUsers = at.at('mirror').value !== true && (strategy === 'blue-green' || provider?.facts.weights === false);
      report(metric, {
        severity: withoutUsers ? 'warning' : 'info',
        what: withoutUsers ? `no user's request reaches the canary ${canary.name} during its analysis, and nothing else makes any` : `the canary ${canary.name} is rolled back when nobody asks it: it has no load test`,
        value: metric.at('name').text,
        allowed: 'requests at every tick: "no values found" counts as a failed check (pkg/controller/scheduler_metrics.go)',
        fix: 'webhooks: [{ name: load, type: rollout, url: http://load-tester/, timeout: 5s, metadata: { cmd: "hey -z 1m -q 10 -c 2 http://…-canary/" } }]',
        assuming: withoutUsers ? 'nothing that the manifests do not show sends requests to the canary' : undefined,
      });
    }
  },
};
