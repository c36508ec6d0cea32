import { invalid } from '../invalid';
import { SecretKey } from '../secret-key';

/** Who may have signed an artifact without a key of its own. */
export interface OidcIdentity {
  /** A regular expression for the issuer, such as `^https://token.actions.githubusercontent.com$`. */
  readonly issuer: string;

  /** A regular expression for the subject, such as `^https://github.com/owner/.*$`. */
  readonly subject: string;
}

/** How an artifact's signature is verified. */
export class OciVerification {
  /**
   * Cosign, with public keys.
   *
   * @param secret A Secret whose keys that end in `.pub` are the public keys; name any of them.
   */
  public static cosign(secret: SecretKey): OciVerification {
    if (!secret.key.endsWith('.pub')) {
      throw invalid({ at: 'OciVerification.cosign', what: 'the key of the Secret is not that of a public key', value: secret.key, allowed: 'a key that ends in .pub: source-controller reads these alone', fix: `SecretKey.of('${secret.secretName}', 'cosign.pub')` });
    }
    return new OciVerification('cosign', secret, []);
  }

  /**
   * Cosign, without keys: by the identity in the transparency log.
   *
   * @param identities Of which one must match.
   */
  public static cosignKeyless(...identities: OidcIdentity[]): OciVerification {
    if (identities.length === 0) {
      throw invalid({ at: 'OciVerification.cosignKeyless', what: 'there is no identity', allowed: 'at least one: without it anybody\'s signature counts', fix: 'cosignKeyless({ issuer, subject })' });
    }
    return new OciVerification('cosign', undefined, identities);
  }

  /**
   * Notation.
   *
   * @param secret A Secret with certificates and the key `trustpolicy.json`; name any of them.
   */
  public static notation(secret: SecretKey): OciVerification {
    return new OciVerification('notation', secret, []);
  }

  /**
   * The same, with the keys of a Sigstore of your own in place of the public one's.
   *
   * @param secret A Secret with the key `trusted_root.json`.
   */
  public withTrustedRoot(secret: SecretKey): OciVerification {
    if (this.tool !== 'cosign' || this.secret !== undefined) {
      throw invalid({ at: 'OciVerification.withTrustedRoot', what: 'there are keys', allowed: 'with cosignKeyless alone: keys need no root', fix: 'OciVerification.cosignKeyless(…).withTrustedRoot(…)' });
    }
    if (secret.key !== 'trusted_root.json') {
      throw invalid({ at: 'OciVerification.withTrustedRoot', what: 'the Secret\'s key is not the one that Flux reads', value: secret.key, allowed: 'trusted_root.json', fix: `SecretKey.of('${secret.secretName}', 'trusted_root.json')` });
    }
    return new OciVerification(this.tool, undefined, this.identities, secret);
  }

  private constructor(
    /** The tool: cosign or notation. */
    public readonly tool: string,
    /** The Secret with the keys. */
    public readonly secret: SecretKey | undefined,
    /** The identities. */
    public readonly identities: OidcIdentity[],
    /** The Secret with the root of trust of a Sigstore of your own. */
    public readonly trustedRoot?: SecretKey,
  ) {}

  /** @internal */
  public _toManifest(): { readonly [field: string]: unknown } {
    return {
      provider: this.tool,
      ...(this.secret && { secretRef: { name: this.secret.secretName } }),
      ...(this.identities.length > 0 && { matchOidcIdentity: this.identities }),
      ...(this.trustedRoot && { trustedRootSecretRef: { name: this.trustedRoot.secretName } }),
    };
  }
}
