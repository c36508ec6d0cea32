import { ApiObject, ApiObjectMetadata, Chart, JsonPatch, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { invalid } from './invalid';
import { placedId } from './place';

/** What every kind of this library takes. */
export interface ResourceProps {
  /**
   * The object's metadata.
   *
   * @default - the name is the construct's id, the namespace that of the chart
   */
  readonly metadata?: ApiObjectMetadata;
}

/** A Kubernetes object that this library writes. */
export abstract class Resource extends Construct {
  /** The object as cdk8s knows it. */
  public readonly apiObject: ApiObject;

  /** The object's API version, such as `flagger.app/v1beta1`. */
  public readonly apiVersion: string;

  /** The object's kind. */
  public readonly kind: string;

  /** The object's name. */
  public readonly name: string;

  /** The object's namespace; undefined for an object of the cluster, or where the chart has none. */
  public readonly namespace?: string;

  /**
   * @param scope The construct that holds this one, within a Chart.
   * @param id The id; the object's name unless the metadata says otherwise.
   * @param type The object's type.
   * @param props The properties.
   */
  protected constructor(scope: Construct, id: string, type: ResourceType, props: ResourceProps) {
    super(scope, placedId(type.kind, scope, id));
    if ((props as ResourceProps | undefined | null) === undefined || props === null) {
      throw invalid({ at: `${type.kind} ${id}`, what: 'the properties are not given', allowed: 'an object with them', fix: `new ${type.kind}(scope, '${id}', { … })` });
    }
    this.apiVersion = type.apiVersion;
    this.kind = type.kind;
    this.name = props.metadata?.name ?? id;
    this.namespace = type.clusterScoped ? undefined : props.metadata?.namespace ?? Chart.of(this).namespace;
    this.checkName();
    // A plain ApiObject, not the imported L1 class: that one drops a JsonPatch on every field that it does not know.
    this.apiObject = new ApiObject(this, 'Resource', {
      apiVersion: type.apiVersion,
      kind: type.kind,
      metadata: { ...props.metadata, name: this.name, ...(this.namespace === undefined ? {} : { namespace: this.namespace }) },
      ...lazyFields(this, type.fields ?? ['spec']),
    });
  }

  /** `Kind/namespace/name`, as messages name this object. */
  public get reference(): string {
    return [this.kind, ...(this.namespace === undefined ? [] : [this.namespace]), this.name].join('/');
  }

  /**
   * The escape hatch: changes the manifest by JSON Patch (RFC 6902), by the names that the manifest has, fields newer than
   * the CRD that this library was made from included.
   *
   * @param ops The operations, applied in order when the object is rendered.
   */
  public addJsonPatch(...ops: JsonPatch[]): void {
    this.apiObject.addJsonPatch(...ops);
  }

  /**
   * The object's top-level fields beside apiVersion, kind and metadata, as the API server spells them.
   *
   * @internal
   */
  public abstract _toManifest(): { readonly [field: string]: unknown };

  private checkName(): void {
    // Canary, Alertmanager Secret and the like become parts of names, labels and file names: the subdomain rule of
    // Kubernetes' object names (RFC 1123), which the API server would otherwise be the first to apply.
    if (this.name.length <= 253 && /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(this.name)) { return; }
    throw invalid({
      at: this.reference,
      what: 'the name is not a Kubernetes object name',
      value: this.name,
      allowed: 'lower-case letters, digits, "-" and ".", beginning and ending with a letter or digit, at most 253 characters',
      fix: 'give metadata: { name: … }, or another construct id',
    });
  }
}

/** The type of a Kubernetes object, and which fields stand beside its metadata. */
export interface ResourceType {
  /** Such as `flagger.app/v1beta1`. */
  readonly apiVersion: string;

  /** Such as `Canary`. */
  readonly kind: string;

  /**
   * Whether the object has no namespace.
   *
   * @default false
   */
  readonly clusterScoped?: boolean;

  /**
   * The fields that `_toManifest()` gives.
   *
   * @default ['spec']
   */
  readonly fields?: string[];
}

function lazyFields(resource: Resource, fields: readonly string[]): { [field: string]: unknown } {
  return Object.fromEntries(fields.map((field) => [field, Lazy.any({ produce: () => resource._toManifest()[field] })]));
}
