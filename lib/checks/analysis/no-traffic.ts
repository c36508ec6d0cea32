import { BuiltinCheck } from '../../facts/flagger-metrics';
import { analysesOf, Webhook } from '../canary-analysis';
import { Check, Report } from '../check';
import { heyRequest, surelyFails } from '../load-headers';
import { Located } from '../located';

/** Metrics of requests without anything that makes requests: no value is a failed check, and the canary is rolled back. */
export const noTraffic: Check = {
  id: 'analysis/no-traffic',
  run: (world, report) => {
    for (const { canary, at, strategy, metrics, webhooks, provider } of analysesOf(world)) {
      const metric = metrics.find((each) => [BuiltinCheck.SUCCESS_RATE, BuiltinCheck.DURATION].some((name) => name === each.at('name').text) && !each.at('templateRef').exists);
      if (metric !== undefined && strategy === 'ab-testing') { checkHeaders(canary.name, at.at('match').items, provider?.name, webhooks, report); }
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

/** An A/B test whose load test sends other headers than those that lead to the canary. */
function checkHeaders(name: string, conditions: readonly Located[], provider: string | undefined, webhooks: readonly Webhook[], report: Report): void {
  const loads = webhooks.filter(({ type }) => type === 'rollout' || type === 'pre-rollout').map((webhook) => ({ webhook, request: heyRequest(webhook) }));
  // What asks the canary's own Service reaches it whatever it sends, and of another command nobody knows what it sends.
  const isElsewhere = loads.every(({ request }) => request !== undefined && !/-canary\b/.test(request.url) && !/-canary\b/.test(request.headers.get('host')?.join() ?? '') && conditions.every((each) => surelyFails(each, provider, request)));
  const [first] = loads;
  if (first === undefined || !isElsewhere) { return; }
  report(first.webhook.at.at('metadata', 'cmd'), {
    severity: 'warning', what: `the load test ${first.webhook.name} does not reach the canary ${name}: it sends no header by which the A/B test knows its users`,
    value: [...first.request?.headers ?? []].map(([header, values]) => `${header}: ${values.join(', ')}`).join('; ') || undefined,
    allowed: 'the header or cookie of one of the conditions in match: all other requests go to the primary, and "no values found" counts as a failed check',
    fix: 'hey -H \'…: …\', as match has it',
    assuming: 'no user sends such a header while the canary is analysed',
  });
}
