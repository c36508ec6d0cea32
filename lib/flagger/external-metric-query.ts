import { invalid } from '../invalid';
import { bareName, outsideActions } from './query-text';

/** Writes queries of a MetricTemplate for Kubernetes' external metrics API. */
export class ExternalMetricQuery {
  /**
   * A metric.
   *
   * @param namespace Its namespace; `{{ namespace }}` for the canary's.
   * @param name Its name, such as `datadogmetric@shop:errors`.
   * @param labels Which series: labels and their values. The first of several counts.
   */
  public static metric(namespace: string, name: string, labels: { [label: string]: string } = {}): string {
    const at = 'ExternalMetricQuery.metric';
    const path = `${bareName(at, 'namespace', namespace, /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/)}/${bareName(at, 'name', name, /^[^\s/?#%]+$/)}`;
    const selector = Object.entries(labels).map(([label, value]) => {
      if (/^[\w./-]+$/.test(label) && /^[\w.-]*$/.test(value.replace(/\{\{.*?\}\}/g, ''))) { return `${label}=${value}`; }
      throw invalid({
        at,
        what: 'this is not a label',
        value: { [label]: value },
        allowed: 'letters, digits, "-", "_" and "."; functions of Flagger\'s template in the value',
      });
    }).join(',');
    return selector === '' ? path : `${path}?labelSelector=${outsideActions(selector, encodeURIComponent)}`;
  }

  private constructor() {}
}
