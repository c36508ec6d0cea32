import { Check, Report } from '../check';
import { Located } from '../located';
import { KeyPlace } from '../schema/key-place';

/** A value of kube-prometheus-stack or of Flagger's chart at a place where the chart does not look. */
export const misplaced: Check = {
  id: 'reference/misplaced',
  run: (world, report) => {
    for (const values of world.stackValues) {
      for (const [from, to] of PLACES) {
        const at = values.at(...from);
        if (at.exists) { tell(at, from, to, 'kube-prometheus-stack', report); }
      }
    }
    for (const [chart, all] of [['kube-prometheus-stack', world.stackValues], ['flagger', world.flaggerValues]] as const) {
      for (const values of all) { dotted(values, chart, report); }
    }
  },
};

const SPEC_OF_PROMETHEUS = ['ruleSelector', 'ruleNamespaceSelector', 'ruleSelectorNilUsesHelmValues', 'serviceMonitorSelectorNilUsesHelmValues', 'podMonitorSelectorNilUsesHelmValues', 'scrapeInterval', 'evaluationInterval', 'additionalScrapeConfigs', 'externalLabels'];
const SPEC_OF_ALERTMANAGER = ['secrets', 'configSecret', 'useExistingSecret', 'alertmanagerConfigSelector', 'alertmanagerConfigNamespaceSelector', 'alertmanagerConfigMatcherStrategy', 'alertmanagerConfiguration'];
const CONFIG_OF_ALERTMANAGER = ['route', 'receivers', 'inhibit_rules', 'global', 'time_intervals'];

/** Where people write a value, and where the chart reads it: prometheus-community/helm-charts kube-prometheus-stack 88.5.3 values.yaml. */
const PLACES: readonly (readonly [readonly string[], readonly string[]])[] = [
  ...['additionalPrometheusRulesMap', 'additionalPrometheusRules'].flatMap((name): [string[], string[]][] => [[['prometheus', name], [name]], [['prometheus', 'prometheusSpec', name], [name]]]),
  ...SPEC_OF_PROMETHEUS.map((name): [string[], string[]] => [['prometheus', name], ['prometheus', 'prometheusSpec', name]]),
  ...SPEC_OF_ALERTMANAGER.map((name): [string[], string[]] => [['alertmanager', name], ['alertmanager', 'alertmanagerSpec', name]]),
  ...CONFIG_OF_ALERTMANAGER.map((name): [string[], string[]] => [['alertmanager', name], ['alertmanager', 'config', name]]),
  [['alertmanager', 'alertmanagerSpec', 'config'], ['alertmanager', 'config']],
  [['prometheusSpec'], ['prometheus', 'prometheusSpec']],
  [['alertmanagerSpec'], ['alertmanager', 'alertmanagerSpec']],
];

function tell(at: Located, from: readonly string[], to: readonly string[], chart: string, report: Report): void {
  report(new KeyPlace(at), {
    severity: 'error', what: `${chart} does not read ${from.join('.')}: what stands there has no effect`, value: from.join('.'),
    allowed: `${to.join('.')}: Helm takes any value, and a chart ignores those that it does not know`, fix: `move it to ${to.join('.')}`,
  });
}

/** `prometheus.install: false` in a file is one name with a dot in it; only --set reads it as two. */
function dotted(values: Located, chart: string, report: Report): void {
  for (const [name, at] of values.entries) {
    if (!/^[a-z]\w*(?:\.\w+)+$/i.test(name)) { continue; }
    report(new KeyPlace(at), {
      severity: 'error', what: `${chart} does not read "${name}": what stands there has no effect`, value: name,
      allowed: 'a map in a map: dots part names only in `helm --set`', fix: `${name.split('.').join(': { ')}: …${' }'.repeat(name.split('.').length - 1)}`,
    });
  }
}
