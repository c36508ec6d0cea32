import { Duration } from 'cdk8s';
import { AlertingRule } from '../lib/prometheus/alerting-rule';
import * as rules from '../lib/rules';
import { rulesOf } from './rule-groups';
import { InputSeries, RuleFile, testRules } from './promtool';

/** What the rules remember of a canary, and which canaries they choose, in the real promtool; a sample every 5 s. */

const status = (values: string, pod = 'flagger-1', name = 'podinfo'): InputSeries =>
  ({ series: `flagger_canary_status{name="${name}",namespace="shop",pod="${pod}",job="flagger-system/flagger"}`, values });
const weight = (values: string, workload = 'podinfo', pod = 'flagger-1'): InputSeries =>
  ({ series: `flagger_canary_weight{workload="${workload}",namespace="shop",pod="${pod}"}`, values });

test('what is remembered is what Flagger said last, in random histories', () => {
  // One Flagger that restarts, and in which each status is seen by an evaluation: then the memory is what a look back at the status itself
  // gives. (After a status of another replica that was never seen again, the look back would say the failure once more; a row of rules.real.test.ts has that.)
  let seed = 20260101;
  const below = (limit: number): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor(seed / 2 ** 32 * limit);
  };
  const said = 'flagger_canary_status';
  const lookedBack = (value: number): string => `(max by (namespace, name) (${said}) or max by (namespace, name) (last_over_time(${said}[10m]))) == ${value}`;
  const differs = (record: string, value: number): string => `(${record} unless (${lookedBack(value)})) or ((${lookedBack(value)}) unless ${record})`;
  const histories = Array.from({ length: 16 }, () => {
    const parts: string[] = [];
    for (let samples = 0; samples < 400;) {
      const [length, value] = [1 + below(90), below(4)];
      // A Flagger that is gone leaves a marker, and is silent until it is back, for up to 15 minutes.
      parts.push(value === 3 ? `stale _x${1 + below(180)}` : `${value}x${length}`);
      samples += length;
    }
    return parts.join(' ');
  });
  const remembering: RuleFile = { groups: [{ name: 'alerts', interval: '5s', rules: rulesOf([new rules.CanaryFailed(), new rules.CanaryStuck({ longestRollout: Duration.minutes(20) })]) }] };
  const verdict = testRules(remembering, histories.map((values, index) => ({
    name: values, interval: '5s', input_series: [status(values)],
    promql_expr_test: Array.from({ length: 20 }, (_, i) => 60 + i * 95 + 5 * (index % 17)).flatMap((at) => [['flagger:canary:failed', 2], ['flagger:canary:unfinished', 0]].map(([record, value]) => (
      { expr: differs(String(record), Number(value)), eval_time: `${at}s`, exp_samples: [] }
    ))),
  })), '5s');
  expect(verdict.ok ? '' : verdict.output).toBe('');
});

describe('rules that choose by namespaces', () => {
  const stuck = (options: Pick<rules.CanaryStuckOptions, 'only' | 'except'>, longestRollout: Duration): AlertingRule => new rules.CanaryStuck({ ...options, longestRollout });
  const quick: rules.CanarySet[] = [{ namespace: 'shop', except: ['web'] }];
  const high = { limit: 50, longestPromotion: Duration.minutes(10) };
  const fileOf = (...alertingRules: AlertingRule[]): RuleFile => ({ groups: [{ name: 'alerts', interval: '5s', rules: rulesOf(alertingRules) }] });
  const firing = (of: RuleFile, series: InputSeries[], alertname: string, at: string, expected: readonly (readonly [name: string, label: string])[]): void => {
    const label = alertname === 'CanaryStuck' ? 'longest_rollout' : 'limit';
    const verdict = testRules(of, [{
      name: at, interval: '5s', input_series: series, promql_expr_test: [{
        expr: `ALERTS{alertname="${alertname}",alertstate="firing"} * 0`, eval_time: at,
        exp_samples: expected.map(([name, value]) => ({ labels: `{alertname="${alertname}",alertstate="firing",component="canary-alerting",severity="warning",namespace="shop",name="${name}",${label}="${value}"}`, value: 0 })),
      }],
    }], '5s');
    expect(verdict.ok ? '' : verdict.output).toBe('');
  };

  test('a canary waits by the rule of its namespace, one that is excepted by the one for all others', () => {
    const of = fileOf(stuck({ only: quick }, Duration.minutes(10)), stuck({ except: quick }, Duration.minutes(30)));
    const series = [status('0x600'), status('0x600', 'flagger-1', 'web')];
    firing(of, series, 'CanaryStuck', '9m', []);
    firing(of, series, 'CanaryStuck', '12m', [['podinfo', '10m']]);
    firing(of, series, 'CanaryStuck', '32m', [['podinfo', '10m'], ['web', '30m']]);
  });

  test('of a whole namespace the primaries are not meant, and of a mixed one not the weight of a blue/green analysis', () => {
    const series = [weight('60x300'), weight('100x300', 'web'), weight('100x300', 'web-primary'), status('0x300'), status('0x300', 'flagger-1', 'web')];
    firing(fileOf(new rules.CanaryWeightHigh({ ...high, only: [{ namespace: 'shop' }] })), series, 'CanaryWeightHigh', '12m', [['podinfo', '50'], ['web', '50']]);
    firing(fileOf(new rules.CanaryWeightHigh({ ...high, only: [], mixed: [{ namespace: 'shop' }] })), series, 'CanaryWeightHigh', '12m', [['podinfo', '50']]);
    firing(fileOf(new rules.CanaryWeightHigh({ ...high, only: [{ namespace: 'shop', names: ['web'] }], mixed: [{ namespace: 'store' }] })), series, 'CanaryWeightHigh', '12m', [['web', '50']]);
  });

  test.each<[string, () => unknown, string]>([
    ['no canary', () => stuck({ only: [] }, Duration.minutes(10)), 'CanaryStuck: only chooses no canary'],
    ['a name of no canary', () => stuck({ only: [{ namespace: 'shop', names: [] }] }, Duration.minutes(10)), 'CanaryStuck: only chooses no canary'],
    ['no weight', () => new rules.CanaryWeightHigh({ ...high, only: [] }), 'CanaryWeightHigh: no canary is given'],
  ])('%s is refused', (_, make, message) => {
    expect(make).toThrow(message);
  });
});
