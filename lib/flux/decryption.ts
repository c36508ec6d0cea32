import { invalid } from '../invalid';
import { SecretKey } from '../secret-key';

/** How Flux decrypts the Secrets of a folder; without it one encrypted Secret fails the whole Kustomization. */
export class Decryption {
  /**
   * SOPS, with keys from a Secret beside the Kustomization.
   *
   * @param secret The Secret and one of its keys: ending in `.agekey` (age) or `.asc` (OpenPGP), or `sops.aws-kms`,
   *   `sops.azure-kv`, `sops.gcp-kms`, `sops.vault-token` (fluxcd/kustomize-controller v1.9.4 internal/decryptor/decryptor.go).
   */
  public static sops(secret: SecretKey): Decryption {
    if (!/\.(agekey|asc)$|^sops\.(aws-kms|azure-kv|gcp-kms|vault-token)$/.test(secret.key)) {
      throw invalid({
        at: 'Decryption.sops',
        what: 'the key of the Secret is none that Flux reads',
        value: secret.key,
        allowed: '*.agekey, *.asc, sops.aws-kms, sops.azure-kv, sops.gcp-kms, sops.vault-token',
        fix: `SecretKey.of('${secret.secretName}', 'age.agekey')`,
      });
    }
    return new Decryption(secret);
  }

  /**
   * SOPS, with the keys that kustomize-controller has itself, or by its workload identity.
   *
   * @param serviceAccountName The service account whose identity is used; the controller's own unless given (since
   *   kustomize-controller 1.6).
   */
  public static sopsByIdentity(serviceAccountName?: string): Decryption {
    return new Decryption(undefined, serviceAccountName);
  }

  private constructor(
    /** The Secret with the keys. */
    public readonly secret?: SecretKey,
    /** The service account. */
    public readonly serviceAccountName?: string,
  ) {}
}
