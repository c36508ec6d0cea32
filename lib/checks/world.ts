import { Document } from './document';
import { EmbeddedText } from './embedded';
import { Located } from './located';
import { AlertmanagerSource, RuleSource } from './sources';
import { CheckOptions } from './options';
import type { Change } from './patched';

/** An object of the cluster. */
export class ManifestObject extends Located {
  public readonly apiVersion: string;
  public readonly group: string;
  public readonly version: string;
  public readonly kind: string;
  public readonly name: string;
  /** The namespace; `default` where none is given. */
  public readonly namespace: string;

  private ownSpec?: Located;

  public constructor(located: Located) {
    const kind = located.at('kind').text ?? '';
    const name = located.at('metadata', 'name').text ?? '';
    const given = located.at('metadata', 'namespace').text;
    super(located.document, located.path, [kind, ...(given === undefined ? [] : [given]), name].join('/'));
    this.apiVersion = located.at('apiVersion').text ?? '';
    const slash = this.apiVersion.indexOf('/');
    this.group = slash < 0 ? '' : this.apiVersion.slice(0, slash);
    this.version = this.apiVersion.slice(slash + 1);
    this.kind = kind;
    this.name = name;
    this.namespace = given ?? 'default';
  }

  /** `Kind/namespace/name`. */
  public get reference(): string {
    return this.object as string;
  }

  public get spec(): Located {
    this.ownSpec ??= this.at('spec');
    return this.ownSpec;
  }

  public get labels(): { readonly [label: string]: string } {
    return this.at('metadata', 'labels').texts;
  }

  public get annotations(): { readonly [annotation: string]: string } {
    return this.at('metadata', 'annotations').texts;
  }

  public is(group: string, kind: string): boolean {
    return this.group === group && this.kind === kind;
  }
}

/** Everything that there is to look at, recognised for what it is. */
export interface World {
  /** Every document as it was read, those that could not be read among them. */
  readonly documents: readonly Document[];

  /** The objects of the cluster, items of Lists among them. */
  readonly objects: readonly ManifestObject[];

  /** Every rule: of PrometheusRules, of bare rule files, of kube-prometheus-stack's values. */
  readonly rules: readonly RuleSource[];

  /** Every configuration of an Alertmanager: of Secrets, of plain files, of kube-prometheus-stack's values. */
  readonly alertmanagers: readonly AlertmanagerSource[];

  /** The texts of objects that Alertmanager, Prometheus or Helm reads as YAML, those that are none among them. */
  readonly embedded: readonly EmbeddedText[];

  /** Values of kube-prometheus-stack: of files, ConfigMaps and HelmReleases. */
  readonly stackValues: readonly Located[];

  /** Values of Flagger's chart: of files, ConfigMaps and HelmReleases. */
  readonly flaggerValues: readonly Located[];

  /** Configurations of a Prometheus without the operator: of plain files, ConfigMaps, and values of the chart prometheus. */
  readonly prometheusConfigs: readonly Located[];

  /** What inline patches of Kustomizations change, by the object's reference and file. The objects are as these leave them. */
  readonly changes: ReadonlyMap<string, readonly Change[]>;

  /** How Flagger is scraped. */
  readonly scrape: Scrape;

  readonly options: CheckOptions;

  /** The objects of a kind. */
  of(group: string, kind: string): readonly ManifestObject[];

  /** An object by its name. */
  find(group: string, kind: string, namespace: string, name: string): ManifestObject | undefined;
}

/** How Prometheus scrapes Flagger. */
export interface Scrape {
  /** The monitor; undefined where there is none. */
  readonly monitor?: ManifestObject;
  /** The scrape job that somebody wrote by hand; undefined where there is none. */
  readonly job?: Located;
  readonly intervalSeconds: number;
  /** Whether the label `namespace` is the canary's; otherwise that is `exported_namespace`, and `namespace` is Flagger's. */
  readonly honorLabels: boolean;
  /** Flagger's namespace. */
  readonly namespace: string;
  /** What was assumed, where no monitor of the manifests says it. */
  readonly assuming?: string;
}
