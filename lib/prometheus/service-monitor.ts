import { Construct } from 'constructs';
import * as k8s from '../../imports/monitoring.coreos.com';
import { Resource, ResourceProps } from '../resource';
import { MetricsEndpoint } from './metrics-endpoint';
import { checkScrape, scrapeFields } from './scrape';

/** What a ServiceMonitor takes. */
export interface ServiceMonitorProps extends ResourceProps {
  /** The labels of the Services whose endpoints to scrape. */
  readonly selector: { readonly [label: string]: string };

  /**
   * The namespaces of the Services.
   *
   * @default - the ServiceMonitor's own
   */
  readonly namespaces?: string[];

  /** How the endpoints are scraped; `port` is the name of the Service's port. */
  readonly endpoint: MetricsEndpoint;
}

/**
 * Makes a ServiceMonitor (monitoring.coreos.com/v1). For Flagger it finds something only where Flagger's chart has
 * `serviceMonitor.enabled`, because the chart makes the Service under that condition alone: prefer a PodMonitor. The label
 * `job` of what it scrapes is the Service's name.
 */
export class ServiceMonitor extends Resource {
  private readonly props: ServiceMonitorProps;

  public constructor(scope: Construct, id: string, props: ServiceMonitorProps) {
    super(scope, id, k8s.ServiceMonitor.GVK, props);
    this.props = props;
    checkScrape(this.reference, props.selector, props.endpoint);
  }

  /** @internal */
  public _toManifest(): { readonly [field: string]: unknown } {
    const { selector, namespaces, endpoint } = this.props;
    return {
      spec: k8s.toJson_ServiceMonitorSpec({
        selector: { matchLabels: { ...selector } },
        ...(namespaces && { namespaceSelector: { matchNames: [...namespaces] } }),
        endpoints: [scrapeFields(endpoint)],
      }),
    };
  }
}
