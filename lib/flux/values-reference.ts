import { invalid } from '../invalid';
import { SecretKey } from '../secret-key';

/** How values are taken from a ConfigMap or a Secret. */
export interface ValuesReferenceOptions {
  /**
   * Where among the values the text goes, in the words of `helm --set`: `alertmanager.config.global`. It wins over everything,
   * inline values too.
   *
   * @default - the text is YAML, and is merged at the root, before the inline values
   */
  readonly targetPath?: string;

  /**
   * Whether the text is taken as it is (`helm --set-literal`): without this, commas, braces and dots in it mean something. With
   * `targetPath` alone (since helm-controller 1.6).
   *
   * @default false
   */
  readonly literal?: boolean;

  /**
   * Whether the object may be absent. A key that is absent fails the release either way.
   *
   * @default false
   */
  readonly optional?: boolean;
}

/** Values of a HelmRelease that stand in a ConfigMap or a Secret beside it. */
export class ValuesReference {
  /**
   * A key of a ConfigMap.
   *
   * @param name The ConfigMap's name.
   * @param key The key; `values.yaml` unless given.
   * @param options Where the values go.
   */
  public static configMap(name: string, key?: string, options: ValuesReferenceOptions = {}): ValuesReference {
    return new ValuesReference('ConfigMap', name, key, options);
  }

  /**
   * A key of a Secret.
   *
   * @param secret The Secret and the key.
   * @param options Where the value goes.
   */
  public static secret(secret: SecretKey, options: ValuesReferenceOptions = {}): ValuesReference {
    return new ValuesReference('Secret', secret.secretName, secret.key, options);
  }

  private constructor(
    /** ConfigMap or Secret. */
    public readonly kind: string,
    /** The object's name. */
    public readonly name: string,
    /** The key; `values.yaml` where there is none. */
    public readonly key: string | undefined,
    /** Where the values go. */
    public readonly options: ValuesReferenceOptions,
  ) {
    const at = `ValuesReference ${kind} ${name}`;
    const { targetPath, literal } = options;
    if (!/^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/.test(name)) { throw invalid({ at, what: 'the name is not that of an object', value: name, allowed: 'lower-case letters, digits, "-" and "."' }); }
    if (key !== undefined && !/^[-._a-zA-Z0-9]{1,253}$/.test(key)) { throw invalid({ at, what: 'the key is not one', value: key, allowed: 'letters, digits, "-", "_" and "."' }); }
    if (targetPath !== undefined && (targetPath.length > 250 || !/^([a-zA-Z0-9_\-.\\/]|\[[0-9]{1,5}\])+$/.test(targetPath))) {
      throw invalid({ at, what: 'targetPath is not a path of values', value: targetPath, allowed: 'at most 250 letters, digits, "_", "-", "/", dots between names, [0] for places in lists, \\. for a dot within a name' });
    }
    if (literal !== undefined && targetPath === undefined) {
      throw invalid({ at, what: 'literal is given without targetPath', allowed: 'both, or none: at the root Flux does not read it', fix: 'targetPath: \'…\', or leave literal out' });
    }
  }

  /** @internal */
  public _toManifest(): { readonly kind: string; readonly name: string; readonly valuesKey?: string; readonly targetPath?: string; readonly literal?: boolean; readonly optional?: boolean } {
    return { kind: this.kind, name: this.name, valuesKey: this.key, ...this.options };
  }
}
