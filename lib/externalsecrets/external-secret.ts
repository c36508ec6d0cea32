import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import * as k8s from '../../imports/external-secrets.io';
import { fluxDuration, milliseconds } from '../duration';
import { invalid, present } from '../invalid';
import { checkOptions } from '../options';
import { Resource, ResourceProps } from '../resource';
import { ExternalSecretSourceOptions, SecretKey, SecretStoreKind } from '../secret-key';

/** What an ExternalSecret takes. */
export interface ExternalSecretProps extends ResourceProps {
  /**
   * The keys of one Secret, each filled by `SecretSource.externalSecret`. The key is what the program reads, such as
   * `address`; the entry in the store may be called anything. More can be added by `addKey`.
   */
  readonly keys: SecretKey[];

  /**
   * How often the store is read again: a rotated value reaches the Secret within that time.
   *
   * @default Duration.hours(1)
   */
  readonly refreshInterval?: Duration;

  /**
   * The Secret's type, where a program wants one: `kubernetes.io/dockerconfigjson` for the key `.dockerconfigjson`.
   *
   * @default - Opaque
   */
  readonly type?: string;

  /**
   * Labels of the Secret, such as `reconcile.fluxcd.io/watch: Enabled`.
   *
   * @default - those of the ExternalSecret
   */
  readonly labels?: { [name: string]: string };

  /**
   * Annotations of the Secret.
   *
   * @default - those of the ExternalSecret
   */
  readonly annotations?: { [name: string]: string };

  /**
   * What becomes of the Secret when every entry is gone from the store.
   *
   * @default DeletionPolicy.RETAIN
   */
  readonly deletionPolicy?: DeletionPolicy;

  /**
   * Whether the Secret stays when the ExternalSecret is deleted.
   *
   * @default false
   */
  readonly orphan?: boolean;
}

/** What becomes of a Secret when every entry of it is gone from the store. */
export enum DeletionPolicy {
  /** It stays as it was. */
  RETAIN = 'Retain',
  /** It is deleted. */
  DELETE = 'Delete',
}

/**
 * Makes an ExternalSecret (external-secrets.io/v1): External Secrets fills one Secret, in the ExternalSecret's own namespace,
 * from entries of a store. The Secret is owned by the ExternalSecret and goes with it; where an entry vanishes from the store,
 * the Secret stays as it was.
 */
export class ExternalSecret extends Resource {
  /** The name of the Secret that is filled. */
  public readonly secretName: string;

  private readonly props: ExternalSecretProps;
  private readonly refreshInterval: Duration;
  private readonly keys: SecretKey[] = [];

  public constructor(scope: Construct, id: string, props: ExternalSecretProps) {
    super(scope, id, k8s.ExternalSecret.GVK, { ...props, metadata: { name: props.keys?.[0]?.secretName, ...props.metadata } });
    this.props = props;
    present(this.reference, props, { keys: '[SecretKey.of(…)]' });
    checkOptions(this.reference, 'externalsecrets.ExternalSecretProps', props);
    const [first] = props.keys;
    if (first === undefined) {
      throw invalid({ at: this.reference, what: 'there is no key to fill', allowed: 'at least one', fix: 'keys: [SecretKey.of(…)]' });
    }
    this.secretName = first.secretName;
    this.refreshInterval = props.refreshInterval ?? Duration.hours(1);
    if (milliseconds(this.refreshInterval) <= 0) {
      throw invalid({ at: this.reference, what: 'the refreshInterval is not positive', value: fluxDuration(this.refreshInterval), allowed: 'a time: with 0 a rotated value never arrives', fix: 'Duration.hours(1)' });
    }
    if (props.type?.trim() === '') { throw invalid({ at: this.reference, what: 'the type is empty', fix: 'leave it out for Opaque' }); }
    for (const key of props.keys) { this.addKey(key); }
  }

  /**
   * Fills one more key of the same Secret. A key that is there already from the same entry is not repeated.
   *
   * @param key The key, filled by `SecretSource.externalSecret`.
   */
  public addKey(key: SecretKey): void {
    const source = this.sourceOf(key);
    if (key.secretName !== this.secretName) {
      throw invalid({ at: this.reference, what: 'the keys are of two Secrets', value: [this.secretName, key.secretName], allowed: 'one Secret for each ExternalSecret', fix: 'another ExternalSecret' });
    }
    const same = this.keys.find((each) => each.key === key.key);
    if (same === undefined) {
      this.keys.push(key);
      return;
    }
    if (JSON.stringify(this.sourceOf(same)) !== JSON.stringify(source)) {
      throw invalid({ at: this.reference, what: `the key ${key.key} is filled from two entries`, value: [entryOf(this.sourceOf(same)), entryOf(source)], allowed: 'one entry for each key', fix: 'another key, or another Secret' });
    }
  }

  /** @internal */
  public _toManifest(): { readonly [field: string]: unknown } {
    const stores = new Set(this.keys.map((key) => JSON.stringify(storeOf(this.sourceOf(key)))));
    const shared = stores.size === 1;
    const [first] = this.keys as [SecretKey];
    return {
      spec: k8s.toJson_ExternalSecretSpec({
        refreshInterval: fluxDuration(this.refreshInterval),
        ...(shared && { secretStoreRef: storeOf(this.sourceOf(first)) }),
        target: {
          name: this.secretName,
          creationPolicy: this.props.orphan === true ? k8s.ExternalSecretSpecTargetCreationPolicy.ORPHAN : k8s.ExternalSecretSpecTargetCreationPolicy.OWNER,
          deletionPolicy: (this.props.deletionPolicy ?? DeletionPolicy.RETAIN) as string as k8s.ExternalSecretSpecTargetDeletionPolicy,
          ...this.template(),
        },
        data: this.keys.map((key) => {
          const source = this.sourceOf(key);
          return {
            secretKey: key.key,
            remoteRef: {
              key: source.remoteKey, property: source.property, version: source.version,
              decodingStrategy: source.decoding as string | undefined as k8s.ExternalSecretSpecDataRemoteRefDecodingStrategy | undefined,
            },
            ...(!shared && { sourceRef: { storeRef: storeOf(source) as k8s.ExternalSecretSpecDataSourceRefStoreRef } }),
          };
        }),
      }),
    };
  }

  /** Without data of its own a template leaves the values as they are. */
  private template(): { readonly template?: k8s.ExternalSecretSpecTargetTemplate } {
    const { type, labels, annotations } = this.props;
    if (type === undefined && labels === undefined && annotations === undefined) { return {}; }
    return { template: { type, ...((labels ?? annotations) && { metadata: { labels, annotations } }) } };
  }

  private sourceOf(key: SecretKey): ExternalSecretSourceOptions {
    if (key.filledBy.external !== undefined) { return key.filledBy.external; }
    throw invalid({
      at: this.reference,
      what: `nobody says from where the key ${key.key} is filled`,
      value: `Secret/${key.secretName}`,
      allowed: 'a key that is filled by SecretSource.externalSecret; for a Secret that exists no ExternalSecret is needed',
      fix: `SecretKey.of('${key.secretName}', '${key.key}', { filledBy: SecretSource.externalSecret({ store: …, remoteKey: … }) })`,
    });
  }
}

function storeOf(source: ExternalSecretSourceOptions): k8s.ExternalSecretSpecSecretStoreRef {
  return {
    name: source.store,
    kind: (source.storeKind ?? SecretStoreKind.CLUSTER_SECRET_STORE) as string as k8s.ExternalSecretSpecSecretStoreRefKind,
  };
}

function entryOf({ store, remoteKey, property }: ExternalSecretSourceOptions): string {
  return [store, remoteKey, ...(property === undefined ? [] : [property])].join(' ');
}
