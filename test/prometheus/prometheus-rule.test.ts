import { Duration, JsonPatch } from 'cdk8s';
import { prometheus } from '../../lib';
import { chart, manifest } from '../render';

const { AlertingRule, PrometheusRule, RecordingRule, RuleSeverity } = prometheus;
const failed = new AlertingRule({ alert: 'CanaryFailed', expr: 'flagger_canary_status == 2', severity: RuleSeverity.CRITICAL });

describe('PrometheusRule', () => {
  test('has groups of recording and alerting rules', () => {
    const c = chart('monitoring');
    const rule = new PrometheusRule(c, 'canaries', { metadata: { labels: { release: 'kps' } } });
    rule.addGroup({
      name: 'canaries',
      interval: Duration.seconds(5),
      alertingRules: [new AlertingRule({
        alert: 'CanaryFailed',
        expr: ' flagger_canary_status == 2\n',
        for: Duration.seconds(90),
        keepFiringFor: Duration.minutes(5),
        severity: RuleSeverity.CRITICAL,
        labels: { team: 'shop' },
        annotations: { summary: '{{ $labels.name }} failed' },
      })],
      recordingRules: [new RecordingRule({ record: 'canary:status', expr: 'max(flagger_canary_status)', labels: { a: 'b' } })],
    });
    expect(manifest(c)).toEqual({
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      metadata: { name: 'canaries', namespace: 'monitoring', labels: { release: 'kps' } },
      spec: {
        groups: [{
          name: 'canaries',
          interval: '5s',
          rules: [
            { record: 'canary:status', expr: 'max(flagger_canary_status)', labels: { a: 'b' } },
            {
              alert: 'CanaryFailed',
              expr: 'flagger_canary_status == 2',
              for: '1m30s',
              keep_firing_for: '5m',
              labels: { severity: 'critical', team: 'shop' },
              annotations: { summary: '{{ $labels.name }} failed' },
            },
          ],
        }],
      },
    });
    expect(rule.alertingRules.map((each) => each.alert)).toEqual(['CanaryFailed']);
  });

  test('a `for` of nothing is left out', () => {
    expect(new AlertingRule({ alert: 'A', expr: 'up', severity: RuleSeverity.INFO, for: Duration.seconds(0) })._toRule()).toEqual({ alert: 'A', expr: 'up', labels: { severity: 'info' } });
  });

  test('a JsonPatch sets a field that this library does not have', () => {
    const c = chart();
    new PrometheusRule(c, 'canaries', { groups: [{ name: 'a', alertingRules: [failed] }] }).addJsonPatch(JsonPatch.add('/spec/groups/0/limit', 10));
    expect(manifest(c).spec.groups[0].limit).toBe(10);
  });

  test.each<[string, () => unknown, string]>([
    ['two groups of one name', () => new PrometheusRule(chart(), 'r', { groups: [{ name: 'a', alertingRules: [failed] }, { name: 'a', alertingRules: [failed] }] }),
      'PrometheusRule/shop/r: two groups have one name\n  value:   "a"'],
    ['a group without a rule', () => new PrometheusRule(chart(), 'r', { groups: [{ name: 'a' }] }), 'PrometheusRule/shop/r: group a has no rule'],
    ['an interval of nothing', () => new PrometheusRule(chart(), 'r', { groups: [{ name: 'a', alertingRules: [failed], interval: Duration.seconds(0) }] }),
      'PrometheusRule/shop/r: the interval of group a is zero'],
    ['no group at all', () => { const c = chart(); new PrometheusRule(c, 'r'); manifest(c); }, 'PrometheusRule/shop/r: no group has been added'],
    ['an alert that is no word', () => new AlertingRule({ alert: 'canary failed', expr: 'up', severity: RuleSeverity.INFO }), 'alerting rule canary failed: the alert\'s name is not a word'],
    ['an empty expression', () => new AlertingRule({ alert: 'A', expr: ' ', severity: RuleSeverity.INFO }), 'alerting rule A: the expression is empty'],
    ['the label alertname', () => new AlertingRule({ alert: 'A', expr: 'up', severity: RuleSeverity.INFO, labels: { alertname: 'B' } }), 'alerting rule A: a label has a name that an alert cannot carry'],
    ['a record that is no metric name', () => new RecordingRule({ record: 'a-b', expr: 'up' }), 'recording rule a-b: the series\' name is not a metric name'],
    ['an empty record', () => new RecordingRule({ record: 'a', expr: '' }), 'recording rule a: the expression is empty'],
  ])('refuses %s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});
