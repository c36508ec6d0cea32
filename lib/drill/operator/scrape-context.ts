import { fields, Fields, list, text } from './fields';
import { Monitor } from './monitor';

/** What the Prometheus object says of every scrape job. */
export class ScrapeContext {
  /** How many shards there are. */
  public readonly shards: number;

  /** @param prometheus The Prometheus object's spec. */
  public constructor(public readonly prometheus: Fields) {
    const { shards } = prometheus;
    this.shards = typeof shards === 'number' && shards > 1 ? shards : 1;
  }

  /** The settings that a monitor takes from its scrape class, or from the default one. */
  public scrapeClass({ spec }: Monitor): Fields {
    const classes = list(this.prometheus.scrapeClasses).map(fields);
    return classes.find(({ name }) => name === spec.scrapeClass && text(name) !== undefined) ?? classes.find((each) => each.default === true) ?? {};
  }

  /** The role by which a ServiceMonitor's targets are found. */
  public endpointsRole(spec: Fields): 'endpoints' | 'endpointslice' {
    return (spec.serviceDiscoveryRole ?? this.prometheus.serviceDiscoveryRole) === 'EndpointSlice' ? 'endpointslice' : 'endpoints';
  }

  /** Relabelings, the one that enforces the namespace's label after them. */
  public enforced(monitor: Monitor, relabelings: readonly unknown[]): readonly unknown[] {
    const label = text(this.prometheus.enforcedNamespaceLabel);
    return label === undefined || this.isExcluded(monitor) ? relabelings : [...relabelings, { targetLabel: label, replacement: monitor.namespace }];
  }

  /**
   * Whether an object is excluded from what is enforced.
   * Source: prometheus-operator v0.93.0 pkg/namespacelabeler/labeler.go (IsExcluded), pkg/apis/monitoring/v1/types.go (ObjectReference).
   */
  public isExcluded({ kind, namespace, name }: { readonly kind: string; readonly namespace: string; readonly name: string }): boolean {
    const resource = `${kind.toLowerCase()}s`;
    return list(this.prometheus.excludedFromEnforcement).map(fields).some((each) => (text(each.group) ?? 'monitoring.coreos.com') === 'monitoring.coreos.com'
      && each.resource === resource && each.namespace === namespace && (text(each.name) === undefined || each.name === name));
  }
}
