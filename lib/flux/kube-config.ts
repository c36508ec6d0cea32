import { SecretKey } from '../secret-key';

/** Another cluster, which Flux applies to in place of its own. */
export class KubeConfig {
  /**
   * By a kubeconfig in a Secret beside the object. It must stand alone: programs that fetch a token are not in Flux' pod.
   *
   * @param secret The Secret and the key; Flux reads `value` or `value.yaml` where the key is not one that it is told.
   */
  public static secret(secret: SecretKey): KubeConfig {
    return new KubeConfig(secret);
  }

  /**
   * By the workload identity of a cloud, as a ConfigMap beside the object says (since Flux 2.7).
   *
   * @param name The ConfigMap's name.
   */
  public static configMap(name: string): KubeConfig {
    return new KubeConfig(undefined, name);
  }

  private constructor(
    /** The Secret. */
    public readonly secretKey?: SecretKey,
    /** The ConfigMap. */
    public readonly configMapName?: string,
  ) {}

  /** @internal */
  public _toManifest(): { readonly secretRef?: { readonly name: string; readonly key: string }; readonly configMapRef?: { readonly name: string } } {
    return {
      ...(this.secretKey && { secretRef: { name: this.secretKey.secretName, key: this.secretKey.key } }),
      ...(this.configMapName !== undefined && { configMapRef: { name: this.configMapName } }),
    };
  }
}
