import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { invalid } from '../invalid';
import { SopsFile } from './sops-file';

/**
 * A Secret that SOPS encrypted, written byte for byte. cdk8s would write the keys in another order, and SOPS' code of authenticity
 * is over the values in their order: `sops decrypt` and `sops edit` would refuse the file. (Flux itself does not compare it:
 * fluxcd/kustomize-controller v1.9.4 internal/decryptor/decryptor.go, checkSopsMac.)
 */
export class SopsSecret extends ApiObject {
  public constructor(scope: Construct, id: string, private readonly encrypted: SopsFile) {
    super(scope, id, { apiVersion: 'v1', kind: 'Secret', metadata: { name: encrypted.name, namespace: encrypted.namespace } });
  }

  /** The object for those that read it, and the file's text for whoever writes it. */
  public override toJson(): unknown {
    return asWritten(this.encrypted);
  }

  public override addJsonPatch(): void {
    throw invalid({ at: `Secret/${this.encrypted.namespace}/${this.encrypted.name}`, what: 'an encrypted Secret cannot be patched', allowed: 'the file as it is: SOPS would refuse it otherwise', fix: `sops edit ${this.encrypted.file}` });
  }
}

/**
 * cdk8s writes by `stringify` of the package yaml, which asks what is marked as a document for its own text
 * (eemeli/yaml 2.8 public-api.ts). Nobody else sees the mark.
 */
function asWritten({ object, text }: SopsFile): object {
  return Object.defineProperties({ ...object }, {
    [Symbol.for('yaml.node.type')]: { value: Symbol.for('yaml.document') },
    toString: { value: () => text },
  });
}
