import { Construct } from 'constructs';
import { stringify } from 'yaml';
import { Resource, ResourceProps } from '../resource';
import { SecretKey } from '../secret-key';
import { chartSecrets, chartValues } from './chart-values';
import { FlaggerOptions } from './flagger-options';
import { checkOptions } from '../options';

/** What the values of Flagger's Helm chart take. */
export interface FlaggerValuesProps extends FlaggerOptions, ResourceProps {
  /**
   * The Prometheus that the built-in checks query, such as `http://prometheus-operated.monitoring:9090`. The chart's own default leads
   * nowhere in most clusters.
   */
  readonly metricsServer: string;
}

/**
 * Makes a ConfigMap with values of Flagger's Helm chart (1.44.0), for the `valuesFrom` of a HelmRelease that exists, whose key `values.yaml`
 * is the default. It belongs into the release's namespace, and so do the Secrets. Secrets are read by environment variables: the
 * chart's own values for addresses would stand among the container's arguments. The chart's monitors stay off: `CanaryAlerting`
 * makes a PodMonitor that keeps the canaries' namespaces, and two of them count everything twice. Where Flagger is not installed yet,
 * `FlaggerRelease` installs it.
 */
export class FlaggerValues extends Resource {
  private readonly props: FlaggerValuesProps;

  public constructor(scope: Construct, id: string, props: FlaggerValuesProps) {
    super(scope, id, { apiVersion: 'v1', kind: 'ConfigMap', fields: ['data'] }, props);
    checkOptions(this.reference, 'flagger.FlaggerValuesProps', props);
    this.props = props;
    chartValues(this.reference, props);
  }

  /** The keys of Secrets that Flagger's pods read; a pod does not start while one is missing. */
  public get secretKeys(): SecretKey[] {
    return chartSecrets(this.props);
  }

  /** @internal */
  public _toManifest(): { readonly [field: string]: unknown } {
    // Every text is quoted, so that readers of YAML 1.1 and 1.2 agree what it is.
    const text = stringify(chartValues(this.reference, this.props), { version: '1.1', aliasDuplicateObjects: false, lineWidth: 0, defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' });
    return { data: { 'values.yaml': text } };
  }
}
