import { testPage } from '../page';
import { canary, alerts, FAILED, rule, told } from '../routing/samples';

describe('coverage/failure', () => {
  test.each([
    ['a status that does not exist', rule('flagger_canary_status == 3'), ['error at canaries']],
    ['the same beside a canary', rule('flagger_canary_status == 3') + canary(), ['error at canaries']],
    ['the same beside a canary with alerts', rule('flagger_canary_status == 3') + canary(alerts('warn')), ['warning at canaries']],
    ['a rule for another canary', rule('flagger_canary_status{name="web"} == 2') + canary(), ['error at cart, namespace: shop }']],
    ['a canary alone', canary(), ['info at cart, namespace: shop }']],
    ['a canary and its alert alone', canary(alerts('warn')), ['info at cart, namespace: shop }']],
    ['an event webhook, under the old name, too', canary(', webhooks: [{ name: a, type: event, url: http://a }]', 'canaryAnalysis'), []],
    ['a rule on every canary', rule(FAILED) + canary(), []],
    ['above 1', rule('flagger_canary_status > 1') + canary(), []],
    ['a rule for canaries by expression', rule('flagger_canary_status{name=~"ca.*"} == 2') + canary(), []],
    ['the canary\'s namespace, however it is scraped', rule('flagger_canary_status{namespace="shop"} == 2') + canary(), []],
    ['a rule about stuck canaries, alone', rule('flagger_canary_status == 0').replace('CanaryFailed', 'CanaryStuck'), []],
    ['the weight, which a rollback leaves at 0', rule('flagger_canary_weight{workload!~".+-primary"} > 50').replace('CanaryFailed', 'CanaryWeightHigh') + canary(), ['error at canaries']],
    ['a metric without the label that says failed', rule('increase(flagger_canary_total{phase="Failed"}[5m]) > 0'), ['error at canaries']],
    ['Flagger itself, which fails', rule('absent(flagger_info)').replace('CanaryFailed', 'FlaggerFailed'), []],
    ['a label that the cluster decides', rule('flagger_canary_status{cluster=~"prod-.*", job="flagger"} == 2') + canary(), []],
    ['a counter of failures', rule('increase(flagger_canary_failures_total[5m]) > 0') + canary(), []],
  ])('%s', (_, text, expected) => {
    expect(told(text, 'coverage/failure')).toEqual(expected);
  });

  testPage('coverage/failure');
});
