import { found } from '../findings';
import { testPage } from '../page';
import { ruleFile } from './rule';

describe('promql/phase', () => {
  const told = (alert: string, expr: string): string[] => found(ruleFile(expr, alert), 'promql/phase').map((each) => each.replace(/^5:(\d+) (\w+) promql\/phase: the alert \w+ /, '$1 $2: '));

  test.each([
    ['a failure at 0', 'CanaryFailed', 'flagger_canary_status == 0', ['40 error: fires in every rollout, and not when it fails']],
    ['a rollback below 1', 'canary_rollback', 'max by (name) (flagger_canary_status) < 1', ['55 error: fires in every rollout, and not when it fails']],
    ['a failure in another language', '카나리실패', 'flagger_canary_status == 0', ['5:40 error promql/phase: the alert 카나리실패 fires in every rollout, and not when it fails']],
    ['a failure that is everything but 1', 'CanaryFailed', 'flagger_canary_status != 1', ['40 warning: fires in every rollout, and not when it fails alone']],
    ['a success at 2', 'CanarySucceeded', 'flagger_canary_status == 2', ['40 error: fires when a canary has failed']],
    ['a success at 0', 'CanaryPromoted', 'flagger_canary_status{name="a"} == 0', ['50 error: fires while a canary progresses']],
    ['progress at 2', 'CanaryProgressing', 'flagger_canary_status > 1', ['39 error: fires when a canary has failed']],
  ])('%s', (_, alert, expr, expected) => {
    expect(told(alert, expr)).toEqual(expected);
  });

  test.each([
    ['CanaryFailed', 'flagger_canary_status == 2'],
    ['CanaryFailed', 'flagger_canary_status == 3'],
    ['CanaryFailed', 'flagger_canary_status == 1'],
    ['CanaryFailedToProgress', 'flagger_canary_status == 0'],
    ['CanaryStuck', 'flagger_canary_status == 0'],
    ['CanaryProgressing', 'flagger_canary_status == 0'],
    ['CanaryNotPromoted', 'flagger_canary_status == 2'],
    ['CanaryPromotionFailed', 'flagger_canary_status == 2'],
    ['CanarySucceeded', 'increase(flagger_canary_successes_total[5m]) > 0'],
    ['CanaryFailed', 'flagger_canary_status == 0 and on (name) my_failures > 0'],
    ['ErrorsWhileCanaryRuns', 'http_errors > 5 and on () flagger_canary_status == 0'],
    ['CanaryFailed', 'flagger_canary_status =='],
  ])('%s on %s is left alone', (alert, expr) => {
    expect(told(alert, expr)).toEqual([]);
  });

  testPage('promql/phase');
});
