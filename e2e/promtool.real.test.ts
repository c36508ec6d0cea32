import { checkMetrics, checkRules, RuleFile, RuleTest, testRules } from './promtool';

const failed: RuleFile = {
  groups: [{
    name: 'canaries',
    interval: '5s',
    rules: [{
      alert: 'CanaryFailed',
      expr: 'max by (namespace, name) (flagger_canary_status) == 2',
      labels: { severity: 'critical' },
      annotations: { summary: '{{ $labels.name }} failed.' },
    }],
  }],
};

const rollback: RuleTest = {
  name: 'a rollback',
  interval: '5s',
  input_series: [{ series: 'flagger_canary_status{namespace="shop", name="podinfo", pod="flagger-1"}', values: '0x3 2x3' }],
  alert_rule_test: [
    { eval_time: '15s', alertname: 'CanaryFailed', exp_alerts: [] },
    {
      eval_time: '20s',
      alertname: 'CanaryFailed',
      exp_alerts: [{
        exp_labels: { severity: 'critical', namespace: 'shop', name: 'podinfo' },
        exp_annotations: { summary: 'podinfo failed.' },
      }],
    },
  ],
};

describe('checkRules', () => {
  test('accepts a rule', () => {
    expect(checkRules(failed)).toMatchObject({ ok: true, output: expect.stringContaining('1 rules found') });
  });

  test.each([
    ['an expression that does not parse', { alert: 'A', expr: 'up ==' }, 'could not parse expression'],
    ['a template function that rules do not have', { alert: 'A', expr: 'up', annotations: { a: '{{ toJSON "x" }}' } }, 'function "toJSON" not defined'],
    ['a field that is not a rule\'s', { alert: 'A', expr: 'up', keepFiringFor: '1m' }, 'field keepFiringFor not found'],
  ])('refuses %s', (_, rule, message) => {
    expect(checkRules({ groups: [{ name: 'g', rules: [rule] }] })).toMatchObject({ ok: false, output: expect.stringContaining(message) });
  });

  test('refuses the same rule twice', () => {
    const rule = { alert: 'A', expr: 'up == 0' };
    expect(checkRules({ groups: [{ name: 'g', rules: [rule, rule] }] })).toMatchObject({ ok: false, output: expect.stringContaining('duplicate') });
  });
});

describe('testRules', () => {
  test('passes where the alert fires as expected', () => {
    expect(testRules(failed, [rollback])).toMatchObject({ ok: true });
  });

  test('fails, and shows both sides, where a label differs', () => {
    const other = structuredClone(rollback) as { alert_rule_test: { exp_alerts: { exp_labels: object }[] }[] } & RuleTest;
    Object.assign(other.alert_rule_test[1]?.exp_alerts[0]?.exp_labels as object, { namespace: 'flagger-system' });
    const { ok, output } = testRules([failed], [other]);
    expect(ok).toBe(false);
    expect(output).toContain('namespace="flagger-system"');
    expect(output).toContain('namespace="shop"');
  });
});

test('checkMetrics refuses text that is no exposition', () => {
  expect(checkMetrics('# HELP m A metric.\n# TYPE m gauge\nm{a="1"} 2\n').output).toBe('');
  expect(checkMetrics('m{a=1} 2\n').ok).toBe(false);
});
