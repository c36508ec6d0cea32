import { invalid, present } from './invalid';
import { checkOptions } from './options';

/** What kind of store an ExternalSecret reads. */
export enum SecretStoreKind {
  /** A store of one namespace: every namespace that needs the Secret must have a store of this name. */
  SECRET_STORE = 'SecretStore',

  /** A store of the cluster. */
  CLUSTER_SECRET_STORE = 'ClusterSecretStore',
}

/** How a value is written in a store. */
export enum SecretDecoding {
  /** As it is. */
  NONE = 'None',
  /** In base64. */
  BASE64 = 'Base64',
  /** In base64 for URLs. */
  BASE64_URL = 'Base64URL',
  /** In either, or as it is: External Secrets tries. */
  AUTO = 'Auto',
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

  /**
   * The version of the entry. A version that is named is never rotated.
   *
   * @default - the newest
   */
  readonly version?: string;

  /**
   * How the value is written there.
   *
   * @default SecretDecoding.NONE
   */
  readonly decoding?: SecretDecoding;
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
    const at = 'SecretSource.externalSecret';
    present(at, options, { store: '\'vault\'', remoteKey: '\'slack/on-call\'' });
    if (options.store.length > 253 || !/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(options.store)) {
      throw invalid({ at, what: 'the store is not the name of one', value: options.store, allowed: 'lower-case letters, digits, "-" and "."' });
    }
    const empty = (['remoteKey', 'property', 'version'] as const).find((name) => options[name]?.trim() === '');
    if (empty !== undefined) { throw invalid({ at, what: `${empty} is empty`, allowed: 'as the store has it', fix: empty === 'remoteKey' ? 'remoteKey: \'slack/on-call\'' : 'leave it out' }); }
    return new SecretSource(options);
  }

  /**
   * Files that SOPS encrypted: each is written into dist/ byte for byte, and Flux decrypts it, by `flux: { decryption }`. They are read
   * at synth, and refused unless each is one Secret of which every value is encrypted, with that key.
   *
   * To rotate a value: `sops edit` the file, and synthesize, or copy the file over the one in dist/, which is all that a synth does.
   * Where to encrypt for is in the file: a new recipient is `sops updatekeys`.
   *
   * @param files A file for each namespace that needs the Secret, as seen from the working directory: the Alertmanager's and Flux' for
   *   a channel that hears failures, Flagger's for one that hears progress. The namespace stands in the file.
   */
  public static sopsFile(...files: string[]): SecretSource {
    if (files.length === 0) { throw invalid({ at: 'SecretSource.sopsFile', what: 'there is no file', allowed: 'at least one', fix: 'SecretSource.sopsFile(\'secrets/slack.sops.yaml\')' }); }
    return new SecretSource(undefined, files);
  }

  private constructor(
    /** Where External Secrets finds the value; undefined where somebody else fills the Secret. */
    public readonly external?: ExternalSecretSourceOptions,
    /** The files that SOPS encrypted; undefined where somebody else fills the Secret. */
    public readonly sopsFiles?: string[],
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
    checkOptions(`SecretKey ${secretName}/${key}`, 'base.SecretKeyOptions', options);
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
