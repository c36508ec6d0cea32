import { ExternalSecret } from '../externalsecrets';
import { FluxDelivery } from '../flux-delivery';
import { invalid } from '../invalid';
import { SecretKey } from '../secret-key';
import { Folder, Folders } from './folders';
import { readSopsFile, SopsFile } from './sops-file';
import { SopsSecret } from './sops-secret';

/** Who reads which Secret: in each namespace where we fill it, it is filled. */
export class Secrets {
  private readonly externals = new Map<string, ExternalSecret>();
  private readonly encrypted = new Map<string, SopsFile>();

  public constructor(private readonly folders: Folders, private readonly delivery: FluxDelivery | undefined) {}

  /**
   * Says that somebody in a namespace reads a key.
   *
   * @param mountedBy The folder of what makes a pod mount the Secret: a pod whose Secret is missing does not start, so that the
   *   folder waits. Flagger and Flux read a Secret when they send, and nothing of theirs need wait.
   */
  public need(key: SecretKey, namespace: string, mountedBy?: string): void {
    const { external, sopsFiles } = key.filledBy;
    const folder = external !== undefined ? this.fillByStore(key, namespace) : sopsFiles !== undefined ? this.fillByFile(key, namespace, sopsFiles) : undefined;
    if (folder !== undefined && mountedBy !== undefined) { this.folders.order(mountedBy, folder); }
  }

  private fillByStore(key: SecretKey, namespace: string): string {
    const chart = this.folders.chart(Folder.SECRETS, { after: [this.delivery?.externalSecrets, this.delivery?.prometheus, this.delivery?.flagger], wait: true });
    // The folder holds the Secrets of several namespaces, and a file of cdk8s is called by kind and name alone.
    const id = `${namespace}-${key.secretName}`;
    const existing = this.externals.get(id);
    if (existing === undefined) {
      this.externals.set(id, new ExternalSecret(chart, id, { metadata: { name: id, namespace }, keys: [key] }));
    } else {
      existing.addKey(key);
    }
    return Folder.SECRETS;
  }

  private fillByFile(key: SecretKey, namespace: string, files: readonly string[]): string {
    const file = fileOf(key, namespace, files);
    // An encrypted Secret keeps its name, so that those of each namespace have a folder.
    const folder = `encrypted-${namespace}`;
    const id = `${namespace}/${key.secretName}`;
    const existing = this.encrypted.get(id);
    if (existing === undefined) {
      this.checkDecryption(file);
      const { decryption, prometheus, flagger } = this.delivery ?? {};
      new SopsSecret(this.folders.chart(folder, { after: [prometheus, flagger], decryption, namespace }), key.secretName, file);
      this.folders.order(folder, Folder.NAMESPACES);
      this.encrypted.set(id, file);
    } else if (existing.text !== file.text) {
      throw invalid({ at: file.file, what: `the Secret ${id} is also in another file`, value: existing.file, allowed: 'one file for each Secret, with all of its keys' });
    }
    return folder;
  }

  private checkDecryption({ file }: SopsFile): void {
    if (this.delivery === undefined || this.delivery.decryption !== undefined) { return; }
    throw invalid({
      at: file, what: 'Flux is not told how to decrypt it', allowed: 'flux: { decryption }: Flux applies nothing of a folder with an encrypted Secret otherwise',
      fix: 'flux: { decryption: flux.Decryption.sops(SecretKey.of(\'sops-age\', \'age.agekey\')) }',
    });
  }
}

/** The file whose Secret a namespace needs. */
function fileOf({ secretName, key }: SecretKey, namespace: string, files: readonly string[]): SopsFile {
  const read = files.map(readSopsFile);
  const other = read.find(({ name }) => name !== secretName);
  if (other !== undefined) { throw invalid({ at: other.file, what: 'the Secret has another name than the SecretKey', value: other.name, allowed: secretName, fix: `SecretKey.of('${other.name}', '${key}', …)` }); }
  const own = read.find((each) => each.namespace === namespace);
  if (own === undefined) {
    throw invalid({
      at: files.join(', '), what: `none of the files is of the namespace ${namespace}, where Secret ${secretName} is read`, value: read.map((each) => each.namespace), allowed: 'a file for each namespace that reads it',
      fix: `SecretSource.sopsFile(${[...files, `…${namespace}.sops.yaml`].map((each) => `'${each}'`).join(', ')})`,
    });
  }
  if (!own.keys.includes(key)) { throw invalid({ at: own.file, what: `Secret ${secretName} has no key ${key}`, value: own.keys, allowed: `the key ${key}, which is read in ${namespace}`, fix: `sops edit ${own.file}` }); }
  return own;
}
