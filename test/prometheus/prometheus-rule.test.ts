import { Duration, JsonPatch } from 'cdk8s';
import { prometheus, rules } from '../../lib';
import { chart, manifest } from '../render';
import { validate } from '../schema';
import { GROUP_REFUSALS, RULE_REFUSALS, RuleRefusal, tooMany } from './refusals';

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

  test('what an alert of the library rests on is recorded once, where it is evaluated most often, before the alert', () => {
    const c = chart();
    const high = new rules.CanaryWeightHigh({ limit: 50, longestPromotion: Duration.minutes(10), only: [{ namespace: 'shop' }] });
    const stuck = (longestRollout: Duration, sets: Pick<rules.CanaryStuckOptions, 'only' | 'except'>): rules.CanaryStuck => new rules.CanaryStuck({ longestRollout, ...sets });
    const shop = [{ namespace: 'shop' }];
    new PrometheusRule(c, 'canaries', {
      groups: [
        { name: 'weight', alertingRules: [high] },
        { name: 'failure', interval: Duration.seconds(5), alertingRules: [new rules.CanaryFailed()] },
        { name: 'stuck', interval: Duration.seconds(30), alertingRules: [stuck(Duration.minutes(20), { only: shop }), stuck(Duration.minutes(30), { except: shop })] },
      ],
    });
    const named = (manifest(c).spec.groups as { rules: { record?: string; alert?: string }[] }[]).map((group) => group.rules.map(({ record, alert }) => record ?? alert));
    expect(named).toEqual([
      ['CanaryWeightHigh'], ['flagger:canary:failing', 'flagger:canary:failed', 'CanaryFailed'], ['flagger:canary:progressing', 'flagger:canary:unfinished', 'CanaryStuck', 'CanaryStuck'],
    ]);
  });

  test('each alert of the library comes with all that it rests on, and what somebody records himself is his', () => {
    const alone = (alert: prometheus.AlertingRule, recordingRules: prometheus.RecordingRule[] = []): { record?: string; expr: string }[] => {
      const c = chart();
      new PrometheusRule(c, 'canaries', { groups: [{ name: 'a', alertingRules: [alert], recordingRules }] });
      return manifest(c).spec.groups[0].rules;
    };
    const flagger = { namespace: 'flagger-system', deployment: 'flagger', job: 'flagger' };
    const all = [
      new rules.CanaryFailed(), new rules.CanaryStuck({ longestRollout: Duration.minutes(20) }), new rules.CanaryNotInitialized({ longestInitialization: Duration.minutes(10) }),
      new rules.CanaryWeightHigh({ limit: 50, longestPromotion: Duration.minutes(10), only: [{ namespace: 'shop' }] }), new rules.FlaggerDown(flagger), new rules.FlaggerNotScraped(flagger),
      new rules.AlertmanagerNotificationsFailing(), new rules.CanaryAlertingHeartbeat(),
    ];
    for (const alert of all) {
      const made = alone(alert);
      const read = new Set(made.flatMap(({ expr }) => expr.match(/flagger:[a-z_:]+/g) ?? []));
      // Who records no deletion takes each canary for a living one.
      read.delete('flagger:canary:deleted');
      expect(made.flatMap(({ record }) => record ?? []).sort()).toEqual([...read].sort());
    }
    const own = new RecordingRule({ record: 'flagger:canary:failed', expr: 'flagger_canary_status == 2' });
    expect(alone(new rules.CanaryFailed(), [own]).map(({ record }) => record)).toEqual(['flagger:canary:failed', 'flagger:canary:failing', undefined]);
  });

  test('a `for` of nothing is left out', () => {
    expect(new AlertingRule({ alert: 'A', expr: 'up', severity: RuleSeverity.INFO, for: Duration.seconds(0) })._toRule()).toEqual({ alert: 'A', expr: 'up', labels: { severity: 'info' } });
  });

  test('a JsonPatch sets a field that this library does not have', () => {
    const c = chart();
    new PrometheusRule(c, 'canaries', { groups: [{ name: 'a', alertingRules: [failed] }] }).addJsonPatch(JsonPatch.add('/spec/groups/0/limit', 10));
    expect(manifest(c).spec.groups[0].limit).toBe(10);
  });

  test('a group says how it is evaluated', () => {
    const c = chart();
    new PrometheusRule(c, 'canaries', {
      groups: [{
        name: 'a', interval: Duration.seconds(30), queryOffset: Duration.seconds(90), limit: 10, labels: { team: 'shop' }, partialResponseStrategy: prometheus.PartialResponseStrategy.WARN, alertingRules: [failed],
      }],
    });
    expect(manifest(c).spec.groups[0]).toMatchObject({ name: 'a', interval: '30s', query_offset: '1m30s', limit: 10, labels: { team: 'shop' }, partial_response_strategy: 'warn' });
  });

  test('a JsonPatch sets a field that the CRD does not have yet', () => {
    const c = chart();
    new PrometheusRule(c, 'canaries', { groups: [{ name: 'a', alertingRules: [failed] }] }).addJsonPatch(JsonPatch.add('/spec/groups/0/rules/0/tomorrow', true), JsonPatch.remove('/spec/groups/0/rules/0/labels'));
    expect(manifest(c).spec.groups[0].rules[0]).toEqual({ alert: 'CanaryFailed', expr: 'flagger_canary_status == 2', tomorrow: true });
  });

  test('a series that is recorded may have the label alertname', () => {
    expect(new RecordingRule({ record: 'a:b', expr: 'up', labels: { alertname: 'A' } }).labels).toEqual({ alertname: 'A' });
  });

  const yaml = (groups: readonly object[]): object => JSON.parse(JSON.stringify({ apiVersion: 'monitoring.coreos.com/v1', kind: 'PrometheusRule', metadata: { name: 'r', namespace: 'shop' }, spec: { groups } })) as object;
  // Whether the operator, or promtool, refuses it is asked of them in e2e/prometheus-room.real.test.ts.
  const isRefused = (refused: RuleRefusal['refused'], object: object): void => expect((validate(object) ?? []).length > 0).toBe('by' in refused && refused.by === 'schema');

  test.each(RULE_REFUSALS)('refuses a rule with $name', ({ make, says, yaml: rule, refused }) => {
    expect(make).toThrow(says);
    if (rule !== undefined) { isRefused(refused, yaml([{ name: 'g', rules: [rule] }])); }
  });

  test.each(GROUP_REFUSALS)('refuses $name', ({ groups, says, yaml: written, refused }) => {
    expect(() => new PrometheusRule(chart(), 'r', { groups: groups() })).toThrow(says);
    if (written !== undefined) { isRefused(refused, yaml(written)); }
  });

  // One of those without a rule is left out: nobody knows before whether it will have one.
  test.each(GROUP_REFUSALS.filter(({ says }) => says !== 'group g has no rule'))('refuses $name of a group that is made last', ({ groups, says }) => {
    const c = chart();
    const rule = new PrometheusRule(c, 'r');
    for (const each of groups()) { rule._addLazyGroup(() => each); }
    expect(() => manifest(c)).toThrow(says);
  });

  test('refuses to watch nothing, and more than the operator can give to Prometheus', () => {
    const [empty, large] = [chart(), chart()];
    new PrometheusRule(empty, 'r');
    new PrometheusRule(large, 'r', { groups: tooMany() });
    expect(() => manifest(empty)).toThrow('PrometheusRule/shop/r: no group has been added');
    expect(() => manifest(large)).toThrow('PrometheusRule/shop/r: the rules are too large for the ConfigMap that the operator writes');
  });
});
