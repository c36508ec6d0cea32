import { Located } from './located';
import type { ManifestObject } from './world';

/** The values that an object or a file gives to a chart. */
export interface ChartValues {
  /** The chart's name, where the object says it. */
  readonly chart?: string;
  readonly at: Located;
}

/**
 * Whether these are values of kube-prometheus-stack. The chart prometheus has an `alertmanager.config` as well, with other
 * defaults, and its own rule files (prometheus-community/helm-charts charts/prometheus/values.yaml).
 */
export function isStackValues({ chart, at }: ChartValues): boolean {
  if (chart === 'kube-prometheus-stack') { return true; }
  if (!isValues(at) || at.at('route').exists) { return false; }
  const alertmanager = at.at('alertmanager');
  if (alertmanager.at('alertmanagerSpec').exists || alertmanager.at('stringConfig').exists || at.at('additionalPrometheusRulesMap').exists || at.at('prometheus', 'prometheusSpec').exists) { return true; }
  // At the wrong place, which reference/misplaced tells; a stack that is a part of something may be called prometheus.
  if (at.at('prometheus', 'additionalPrometheusRulesMap').exists && !at.at('prometheus', 'prometheus').exists && !at.at('prometheus', 'alertmanager').exists) { return true; }
  return alertmanager.at('config').exists && !OTHER_STACKS.has(chart ?? '') && !['serverFiles', 'server', 'ruleFiles', 'vmagent', 'vmsingle', 'vmcluster'].some((key) => at.at(key).exists);
}

/** Charts that have an `alertmanager.config` with defaults of their own. */
const OTHER_STACKS: ReadonlySet<string> = new Set(['prometheus', 'alertmanager', 'victoria-metrics-k8s-stack', 'victoria-metrics-alert', 'mimir-distributed']);

/** Whether these are values of Flagger's chart, by keys that no other chart is likely to have (fluxcd/flagger v1.44.0 charts/flagger/values.yaml). */
export function isFlaggerValues({ chart, at }: ChartValues): boolean {
  return chart === 'flagger' || (chart === undefined && isValues(at) && (at.at('meshProvider').text !== undefined || at.at('metricsServer').text !== undefined));
}

/** The rule files in values of the chart prometheus. */
export function ruleFilesIn(at: Located): Located[] {
  return isValues(at) ? [...at.at('serverFiles').entries, ...at.at('ruleFiles').entries].map(([, file]) => file).filter((file) => file.at('groups').exists) : [];
}

/** Values with those of the charts that they hold: an umbrella chart gives each of its charts what stands under its name. */
export function withSubcharts(values: ChartValues): ChartValues[] {
  if (values.chart === 'kube-prometheus-stack' || values.chart === 'flagger' || !isValues(values.at) || isStackValues(values) || isFlaggerValues(values)) { return [values]; }
  return [values, ...values.at.entries.flatMap(([name, at]): ChartValues[] => {
    if (name === 'flagger' && at.entries.some(([key]) => FLAGGERS_KEYS.has(key))) { return [{ chart: 'flagger', at }]; }
    // `prometheus` is a part of the stack's own values, unless it holds them as a whole.
    return isStackValues({ at }) && (name !== 'prometheus' || at.at('prometheus').exists || at.at('alertmanager').exists) ? [{ chart: 'kube-prometheus-stack', at }] : [];
  })];
}

/** What the values of Flagger's chart have, and those of a chart that makes Canaries have not. */
const FLAGGERS_KEYS: ReadonlySet<string> = new Set(['meshProvider', 'metricsServer', 'slack', 'msteams', 'eventWebhook', 'podMonitor', 'serviceMonitor', 'selectorLabels', 'leaderElection', 'clusterName']);

/** The values in an Application of Argo CD: as a text, or as an object. */
export function applicationValues(object: ManifestObject): ChartValues[] {
  if (!object.is('argoproj.io', 'Application')) { return []; }
  return [object.spec.at('source'), ...object.spec.at('sources').items].flatMap((source) => {
    const chart = source.at('chart').text;
    return [source.at('helm', 'valuesObject'), ...source.at('helm', 'values').embedded()].filter(({ exists }) => exists).map((at) => ({ chart, at }));
  });
}

/** No object, and no list. */
function isValues(at: Located): boolean {
  return !at.at('apiVersion').exists && at.entries.length > 0;
}
