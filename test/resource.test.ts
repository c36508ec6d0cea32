import { App, Chart } from 'cdk8s';
import { prometheus } from '../lib';
import { chart, manifest } from './render';

const rule = new prometheus.AlertingRule({ alert: 'A', expr: 'up', severity: prometheus.RuleSeverity.INFO });
const groups = [{ name: 'a', alertingRules: [rule] }];

describe('Resource', () => {
  test('the construct\'s id is the name, the chart\'s namespace the namespace', () => {
    const c = chart('shop');
    const resource = new prometheus.PrometheusRule(c, 'rules', { groups });
    expect(manifest(c).metadata).toEqual({ name: 'rules', namespace: 'shop' });
    expect(resource.reference).toBe('PrometheusRule/shop/rules');
  });

  test('the metadata says otherwise', () => {
    const c = chart('shop');
    new prometheus.PrometheusRule(c, 'rules', { groups, metadata: { name: 'others', namespace: 'ops', labels: { a: 'b' } } });
    expect(manifest(c).metadata).toEqual({ name: 'others', namespace: 'ops', labels: { a: 'b' } });
  });

  test('a chart without a namespace leaves it to the reader', () => {
    const c = new Chart(new App(), 'chart');
    expect(new prometheus.PrometheusRule(c, 'rules', { groups }).reference).toBe('PrometheusRule/rules');
  });

  test.each(['My_Rule', 'rules.', '-rules', 'x'.repeat(254)])('refuses the name %s', (name) => {
    expect(() => new prometheus.PrometheusRule(chart(), 'rules', { groups, metadata: { name } })).toThrow(`PrometheusRule/shop/${name}: the name is not a Kubernetes object name`);
  });
});
