import { Duration } from 'cdk8s';
import { parseDuration } from '../alertmanager/route-walk';
import { fields, items, Manifests, text, textMap } from './manifest';

/** An alerting rule of a PrometheusRule. */
export interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly [name: string]: string };
  readonly annotations: { readonly [name: string]: string };
  /** The interval of its group. */
  readonly evaluation: Duration;
  readonly pending?: Duration;
}

/**
 * How often the operator's Prometheus scrapes and evaluates where an object says nothing.
 * Source: prometheus-operator v0.93.0 pkg/apis/monitoring/v1/prometheus_types.go (scrapeInterval, evaluationInterval: "30s").
 */
export const DEFAULT_INTERVAL = '30s';

/** The alerting rules of all PrometheusRules. */
export function alertingRules(manifests: Manifests): Rule[] {
  return manifests.of('monitoring.coreos.com', 'PrometheusRule').flatMap((object) =>
    items(object.spec.groups).flatMap((group) => items(group.rules).flatMap((rule) => {
      const alert = text(rule.alert);
      if (alert === undefined) { return []; }
      return [{
        alert,
        expr: String(rule.expr ?? ''),
        labels: textMap(rule.labels),
        annotations: textMap(rule.annotations),
        evaluation: parseDuration(text(group.interval) ?? DEFAULT_INTERVAL),
        ...(text(rule.for) !== undefined && { pending: parseDuration(text(rule.for) ?? '') }),
      }];
    })));
}

/** What scrapes Flagger. */
export interface FlaggerScrape {
  readonly interval: Duration;
  /** Whether the label `namespace` is the canary's; otherwise it is Flagger's. */
  readonly honorLabels: boolean;
  /** Flagger's namespace. */
  readonly namespace: string;
}

/** The monitor that scrapes Flagger: the one whose selector, or else whose name, says so. */
export function flaggerScrape(manifests: Manifests): FlaggerScrape | undefined {
  const monitors = ['PodMonitor', 'ServiceMonitor'].flatMap((kind) => manifests.of('monitoring.coreos.com', kind));
  const monitor = monitors.find((each) => Object.values(textMap(fields(each.spec.selector).matchLabels)).includes('flagger'))
    ?? monitors.find((each) => each.name.includes('flagger'));
  if (monitor === undefined) { return undefined; }
  const [endpoint = {}] = [...items(monitor.spec.podMetricsEndpoints), ...items(monitor.spec.endpoints)];
  const [namespace] = Array.isArray(fields(monitor.spec.namespaceSelector).matchNames) ? fields(monitor.spec.namespaceSelector).matchNames as unknown[] : [];
  return {
    interval: parseDuration(text(endpoint.interval) ?? DEFAULT_INTERVAL),
    honorLabels: endpoint.honorLabels === true,
    namespace: text(namespace) ?? monitor.namespace,
  };
}
