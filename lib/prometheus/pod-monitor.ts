import { Construct } from 'constructs';
import * as k8s from '../../imports/monitoring.coreos.com';
import { Resource, ResourceProps } from '../resource';
import { MetricsEndpoint } from './metrics-endpoint';
import { checkScrape, scrapeFields } from './scrape';

/** What a PodMonitor takes. */
export interface PodMonitorProps extends ResourceProps {
  /** The labels of the pods to scrape. */
  readonly selector: { readonly [label: string]: string };

  /**
   * The namespaces of the pods.
   *
   * @default - the PodMonitor's own
   */
  readonly namespaces?: string[];

  /** How the pods are scraped; `port` is the name of a container's port. */
  readonly endpoint: MetricsEndpoint;
}

/**
 * Makes a PodMonitor (monitoring.coreos.com/v1). It needs no Service: Flagger's chart makes one only with
 * `serviceMonitor.enabled` (fluxcd/flagger v1.44.0 charts/flagger/templates/service.yaml), so that for Flagger a PodMonitor
 * always works and a ServiceMonitor sometimes. The label `job` of what it scrapes is `<namespace>/<name>`.
 */
export class PodMonitor extends Resource {
  private readonly props: PodMonitorProps;

  public constructor(scope: Construct, id: string, props: PodMonitorProps) {
    super(scope, id, k8s.PodMonitor.GVK, props);
    this.props = props;
    checkScrape(this.reference, props.selector, props.endpoint);
  }

  /** The label `job` of the series that it scrapes. */
  public get job(): string {
    return [...(this.namespace === undefined ? [] : [this.namespace]), this.name].join('/');
  }

  /** @internal */
  public _toManifest(): { readonly [field: string]: unknown } {
    const { selector, namespaces, endpoint } = this.props;
    return {
      spec: k8s.toJson_PodMonitorSpec({
        selector: { matchLabels: { ...selector } },
        ...(namespaces && { namespaceSelector: { matchNames: [...namespaces] } }),
        podMetricsEndpoints: [scrapeFields(endpoint)],
      }),
    };
  }
}
