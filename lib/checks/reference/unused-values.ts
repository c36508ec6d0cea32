import { Check, Report } from '../check';
import { Located } from '../located';
import { stackAlertmanager } from '../stack-alertmanager';

/** Values of kube-prometheus-stack that it reads nothing of. */
export const unusedValues: Check = {
  id: 'reference/unused-values',
  run: ({ stackValues }, report) => {
    for (const values of stackValues) {
      for (const { at, what, allowed, fix } of stackAlertmanager(values).unused) { report(at, { severity: 'error', what, allowed, fix }); }
      const map = values.at('additionalPrometheusRulesMap');
      if (map.exists && map.entries.length === 0 && !isEmptyMap(map)) {
        report(map, { severity: 'error', what: 'additionalPrometheusRulesMap is no map: the chart makes no rule of it', allowed: 'a name for each file of rules, with its groups; a list is additionalPrometheusRules', fix: Array.isArray(map.value) ? 'additionalPrometheusRules' : undefined });
      }
      for (const [name, file] of map.entries) { rules(file, `additionalPrometheusRulesMap.${name}`, report); }
      for (const [index, file] of values.at('additionalPrometheusRules').items.entries()) { rules(file, `additionalPrometheusRules[${index}]`, report); }
    }
  },
};

/** Source: prometheus-community/helm-charts kube-prometheus-stack 88.5.3 templates/prometheus/additionalPrometheusRules.yaml. */
function rules(file: Located, name: string, report: Report): void {
  if (!file.exists || Array.isArray(file.at('groups').value)) { return; }
  const isObject = file.at('spec', 'groups').exists;
  const isText = file.text !== undefined;
  report(file, {
    severity: 'error',
    what: `${name} has no groups of its own${isObject ? ', but an object with a spec' : isText ? ', but a text' : ''}: none of its alerts exists`,
    allowed: 'groups, and additionalLabels beside them: the chart writes the PrometheusRule around them', fix: isObject ? 'what is below spec, without apiVersion, kind and metadata' : isText ? 'remove the "|" after the name' : 'groups: […]',
  });
}

function isEmptyMap({ value }: Located): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
