import { Construct } from 'constructs';
import { HelmValues, joinedValues } from '../helm-values';
import { invalid } from '../invalid';
import { Resource, ResourceProps } from '../resource';
import { ConfigSecret } from './config-secret';
import { yamlText } from './yaml-text';

/** What the values take. */
export interface StackValuesProps extends ResourceProps {
  /** The Secret with Alertmanager's configuration; it must be in the namespace of the Helm release. */
  readonly configSecret: ConfigSecret;

  /**
   * More values of kube-prometheus-stack, merged with ours map by map.
   *
   * @default - none; `addValues` adds some
   */
  readonly values?: { readonly [key: string]: unknown };
}

/**
 * Makes a ConfigMap with the Helm values by which kube-prometheus-stack uses our configuration and mounts the Secrets that it
 * reads files from. A HelmRelease names it in `valuesFrom`, where the key `values.yaml` is the default.
 * (kube-prometheus-stack 88.5.3 templates/alertmanager/alertmanager.yaml, secret.yaml: without `useExistingSecret` the chart
 * writes a Secret of its own.)
 */
export class StackValues extends Resource {
  private readonly configSecret: ConfigSecret;
  private readonly added: { readonly [key: string]: unknown }[] = [];

  public constructor(scope: Construct, id: string, props: StackValuesProps) {
    super(scope, id, { apiVersion: 'v1', kind: 'ConfigMap', fields: ['data'] }, props);
    this.configSecret = props.configSecret;
    this.addValues(props.values ?? {});
  }

  /**
   * Merges more values with ours, map by map. A list or a single value may be given once; the same value twice is no conflict.
   *
   * @param values Values of kube-prometheus-stack.
   */
  public addValues(values: { readonly [key: string]: unknown }): void {
    this.added.push(values);
    this.merged();
  }

  /** @internal */
  public _toManifest(): { readonly [field: string]: unknown } {
    return { data: { 'values.yaml': yamlText(this.merged()) } };
  }

  private merged(): HelmValues {
    const ours: HelmValues = {
      alertmanager: {
        alertmanagerSpec: {
          useExistingSecret: true,
          configSecret: this.configSecret.name,
          secrets: [...new Set(this.configSecret.config.secrets.map((secret) => secret.secretName))].sort(),
        },
      },
    };
    return this.added.reduce<HelmValues>((all, values) => joinedValues(all, values, (before, value, path) => this.both(before, value, path)), ours);
  }

  /** Lists of Secrets are joined; nothing else can be given twice. The value itself is not repeated: Helm values may hold anything. */
  private both(before: unknown, value: unknown, path: string): unknown {
    if (path === 'alertmanager.alertmanagerSpec.secrets' && Array.isArray(before) && Array.isArray(value)) {
      return [...new Set<unknown>([...before as unknown[], ...value as unknown[]])].sort();
    }
    throw invalid({
      at: this.reference, what: `${path} is given twice, with different values`,
      allowed: 'one value: Helm merges maps and replaces everything else', fix: 'leave it out of values',
    });
  }
}
