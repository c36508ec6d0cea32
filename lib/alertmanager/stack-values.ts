import { Construct } from 'constructs';
import { HelmValues, joinedValues } from '../helm-values';
import { invalid } from '../invalid';
import { checkOptions } from '../options';
import { Resource, ResourceProps } from '../resource';
import { IConfigSecret } from './config-secret';
import { MatcherStrategy } from './matcher-strategy';
import { yamlText } from './yaml-text';

/** Which AlertmanagerConfigs the chart's Alertmanager takes, and what is added to them. */
export interface AlertmanagerConfigSelection {
  /**
   * The labels that they need.
   *
   * @default - none: the chart's Alertmanager takes all of them
   */
  readonly labels?: { readonly [label: string]: string };

  /**
   * The labels that their namespaces need.
   *
   * @default - none: it looks in all namespaces
   */
  readonly namespaceLabels?: { readonly [label: string]: string };

  /**
   * Which condition the operator adds to each of their routes.
   *
   * @default MatcherStrategy.ON_NAMESPACE: a route hears of its own namespace alone
   */
  readonly matcherStrategy?: MatcherStrategy;
}

/** What the values take. */
export interface StackValuesProps extends ResourceProps {
  /** The Secret with Alertmanager's configuration; it must be in the namespace of the Helm release. */
  readonly configSecret: IConfigSecret;

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
  private readonly configSecret: IConfigSecret;
  private readonly added: { readonly [key: string]: unknown }[] = [];

  public constructor(scope: Construct, id: string, props: StackValuesProps) {
    super(scope, id, { apiVersion: 'v1', kind: 'ConfigMap', fields: ['data'] }, props);
    checkOptions(this.reference, 'alertmanager.StackValuesProps', props);
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

  /**
   * Says which AlertmanagerConfigs are taken, beside our configuration: they come before its routes, and each of their routes goes on to it.
   * (kube-prometheus-stack 88.5.3 templates/alertmanager/alertmanager.yaml.)
   *
   * @param selection Which of them.
   */
  public selectAlertmanagerConfigs(selection: AlertmanagerConfigSelection): void {
    const { labels, namespaceLabels, matcherStrategy } = selection;
    const matching = (name: string, wanted: { readonly [label: string]: string } | undefined): object => {
      if (wanted === undefined) { return {}; }
      if (Object.keys(wanted).length === 0) { throw invalid({ at: this.reference, what: `there is no label in the selection for ${name}`, allowed: 'at least one: an empty selector takes everything', fix: 'leave it out' }); }
      return { [name]: { matchLabels: { ...wanted } } };
    };
    this.addValues({
      alertmanager: {
        alertmanagerSpec: {
          ...matching('alertmanagerConfigSelector', labels),
          ...matching('alertmanagerConfigNamespaceSelector', namespaceLabels),
          ...(matcherStrategy !== undefined && { alertmanagerConfigMatcherStrategy: { type: matcherStrategy } }),
        },
      },
    });
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
          secrets: [...this.configSecret.secretNames],
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
