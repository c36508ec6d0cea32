import { CANARY_FAILURES, CANARY_STATUS, CANARY_SUCCESSES, CANARY_TOTAL, CANARY_WEIGHT, PRIMARY_SUFFIX } from '../../facts/flagger-metrics';
import { Check } from '../check';
import { ExpressionAnalysis, stateOf, truth } from '../expression';
import { isFlaggers } from '../expression/metrics';
import { World } from '../world';
import { causeIn } from './cause';
import { loadableRules, recordsOf } from './rules';

/** An alert that fires although all canaries are well and nothing happens. */
export const always: Check = {
  id: 'promql/always',
  run: (world, report) => {
    const records = recordsOf(world);
    for (const { rule, at, analysis, name } of loadableRules(world)) {
      if (rule.alert === undefined || isHeartbeat(rule.alert, rule.labels.severity) || !analysis.selectors.some(({ metric, negated }) => metric !== undefined && isFlaggers(metric) && !negated)) { continue; }
      const firing = candidates(analysis, world).find((canary) => truth(analysis.expr, stateOf('idle', { ...canary, scrape: world.scrape, records })) === 'fires');
      if (firing === undefined) { continue; }
      const cause = causeIn(analysis.expr, (part) => truth(part, stateOf('idle', { ...firing, scrape: world.scrape, records })) === 'fires');
      // That a counter's comparison never ends is told by promql/counter.
      if (cause.metric === CANARY_FAILURES.name || cause.metric === CANARY_SUCCESSES.name) { continue; }
      report(cause.offset === undefined ? at : at.from(cause.offset), {
        severity: 'error',
        what: `${name} fires for every healthy canary, as long as it exists`,
        value: cause.text ?? analysis.expr,
        ...(cause.isBool === true ? { allowed: 'with `bool` a comparison gives 0 instead of nothing, and an alert fires for any value', fix: 'leave bool out' } : reason(cause.metric)),
      });
    }
  },
};

/** What is meant to fire always. */
function isHeartbeat(alert: string, severity: string | undefined): boolean {
  return severity === 'none' || /watchdog|heart-?_?beat|dead-?_?man|always-?_?fir/i.test(alert);
}

/** Canaries that the expression may be about: those of the manifests, and those that it names. */
function candidates({ selectors }: ExpressionAnalysis, world: World): { name: string; namespace: string }[] {
  const known = world.of('flagger.app', 'Canary').map((each) => ({ name: each.spec.at('targetRef', 'name').text ?? each.name, namespace: each.namespace }));
  const matchers = selectors.flatMap((each) => each.metric !== undefined && isFlaggers(each.metric) ? each.matchers : []);
  const values = (labels: readonly string[]): string[] => matchers
    .filter(({ label }) => labels.includes(label))
    .flatMap(({ op, value }) => op === '=' || op === '!=' ? [value] : /^[\w|.-]*$/.test(value) ? value.split('|') : []);
  const names = [...new Set(values(['name', 'workload']).map((each) => each.endsWith(PRIMARY_SUFFIX) ? each.slice(0, -PRIMARY_SUFFIX.length) : each))].filter((each) => each !== '').slice(0, 4);
  const namespaces = [...new Set(values(['namespace', 'exported_namespace']))].filter((each) => each !== '').slice(0, 3);
  const shown = known.slice(0, 8);
  const named = (names.length > 0 ? names : ['podinfo']).flatMap((name) => (namespaces.length > 0 ? namespaces : ['default']).map((namespace) => ({ name, namespace })));
  return [...named, ...shown];
}

function reason(metric: string | undefined): { allowed?: string; fix?: string } {
  switch (metric) {
    case CANARY_STATUS.name: return { allowed: 'flagger_canary_status is 0 while the canary progresses, 2 when it failed, and 1 in every other phase, when nothing happens too', fix: 'flagger_canary_status == 2 for a failure, == 0 for a canary that progresses' };
    case CANARY_WEIGHT.name: return { allowed: `there is a series for the target, and one for <target>${PRIMARY_SUFFIX} that is 100 whenever no canary runs`, fix: `flagger_canary_weight{workload!~".+${PRIMARY_SUFFIX}"}` };
    case CANARY_TOTAL.name: return { allowed: 'flagger_canary_total counts the canaries that Flagger watches: it is 1 or more wherever there is one' };
    default: return { allowed: 'an alert that fires always tells nothing when something happens' };
  }
}
