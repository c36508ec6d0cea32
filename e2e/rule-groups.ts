import { Testing } from 'cdk8s';
import * as prometheus from '../lib/prometheus';

/** The alerts of a group as a PrometheusRule writes them: what they rest on first. */
export function rulesOf(alertingRules: prometheus.AlertingRule[]): readonly object[] {
  const rule = new prometheus.PrometheusRule(Testing.chart(), 'rules', { groups: [{ name: 'alerts', alertingRules }] });
  const { spec } = rule._toManifest() as { spec: { groups: { rules: object[] }[] } };
  return spec.groups.flatMap(({ rules: made }) => made);
}
