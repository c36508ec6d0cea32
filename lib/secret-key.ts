import { invalid } from './invalid';

/** What kind of store an ExternalSecret reads. */
export enum SecretStoreKind {
  /** A store of one namespace: every namespace that needs the Secret must have a store of this name. */
  SECRET_STORE = 'SecretStore',

  /** A store of the cluster. */
  CLUSTER_SECRET_STORE = 'ClusterSecretStore',
}

/** Where External Secrets finds a value. */
export interface ExternalSecretSourceOptions {
  /** The name of the store. */
  readonly store: string;

  /**
   * The kind of the store.
   *
   * @default SecretStoreKind.CLUSTER_SECRET_STORE
   */
  readonly storeKind?: SecretStoreKind;

  /** The entry in the store, such as `slack/on-call`. */
  readonly remoteKey: string;

  /**
   * The property of the entry.
   *
   * @default - the entry itself is the value
   */
  readonly property?: string;
}

/** Who fills a Secret. */
export class SecretSource {
  /** Somebody else: the Secret exists in each namespace that needs it, with that key. Nothing is written. */
  public static existing(): SecretSource {
    return new SecretSource();
  }

  /**
   * External Secrets: an ExternalSecret is written into each namespace that needs the Secret, and gives it the key that the
   * program there reads.
   *
   * @param options Where the value is.
   */
  public static externalSecret(options: ExternalSecretSourceOptions): SecretSource {
    return new SecretSource(options);
  }

  private constructor(
    /** Where External Secrets finds the value; undefined where the Secret exists already. */
    public readonly external?: ExternalSecretSourceOptions,
  ) {}
}

/** What `SecretKey.of` takes beside the names. */
export interface SecretKeyOptions {
  /**
   * Who fills the Secret.
   *
   * @default SecretSource.existing()
   */
  readonly filledBy?: SecretSource;
}

/**
 * A reference to one key of a Secret: never a value, because what this library writes is committed to git. Rotating the
 * value needs no synth.
 */
export class SecretKey {
  /**
   * Names a key of a Secret.
   *
   * @param secretName The Secret's name; it lives in the namespace of whoever reads it.
   * @param key The key. Flagger's AlertProvider and Flux' Provider read the key `address` and no other (Flagger 1.44.0
   *   pkg/controller/events.go; notification-controller 1.9.3 internal/server/event_handlers.go).
   * @param options Who fills it.
   */
  public static of(secretName: string, key: string, options: SecretKeyOptions = {}): SecretKey {
    return new SecretKey(secretName, key, options.filledBy ?? SecretSource.existing());
  }

  private constructor(
    /** The Secret's name. */
    public readonly secretName: string,
    /** The key in the Secret. */
    public readonly key: string,
    /** Who fills the Secret. */
    public readonly filledBy: SecretSource,
  ) {
    if (typeof secretName !== 'string' || !/^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/.test(secretName)) {
      // The name is not repeated: what does not look like a name may be the secret itself.
      throw invalid({
        at: 'SecretKey.of',
        what: 'the first argument is not the name of a Secret',
        allowed: 'lower-case letters, digits, "-" and "."; the name of the Secret, never its value',
        fix: 'SecretKey.of(\'slack-on-call\', \'address\')',
      });
    }
    if (typeof key !== 'string' || !/^[-._a-zA-Z0-9]{1,253}$/.test(key)) {
      throw invalid({
        at: `Secret/${secretName}`,
        what: 'the second argument is not a key of a Secret',
        allowed: 'letters, digits, "-", "_" and "."; the key that holds the value, never the value',
        fix: `SecretKey.of('${secretName}', 'address')`,
      });
    }
  }
}
