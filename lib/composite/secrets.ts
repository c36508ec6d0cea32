import { ExternalSecret } from '../externalsecrets';
import { SecretKey } from '../secret-key';
import { Folder, Folders } from './folders';

/** Who reads which Secret: an ExternalSecret is made in each namespace where one fills it. */
export class Secrets {
  private readonly externals = new Map<string, ExternalSecret>();

  public constructor(private readonly folders: Folders, private readonly options: Parameters<Folders['chart']>[1]) {}

  /**
   * Says that somebody in a namespace reads a key.
   *
   * @param mountedBy The folder of what makes a pod mount the Secret: a pod whose Secret is missing does not start, so that the
   *   folder waits. Flagger and Flux read a Secret when they send, and nothing of theirs need wait.
   */
  public need(key: SecretKey, namespace: string, mountedBy?: string): void {
    if (key.filledBy.external === undefined) { return; }
    const chart = this.folders.chart(Folder.SECRETS, this.options);
    // The folder holds the Secrets of several namespaces, and a file of cdk8s is called by kind and name alone.
    const id = `${namespace}-${key.secretName}`;
    const existing = this.externals.get(id);
    if (existing === undefined) {
      this.externals.set(id, new ExternalSecret(chart, id, { metadata: { name: id, namespace }, keys: [key] }));
    } else {
      existing.addKey(key);
    }
    if (mountedBy !== undefined) { this.folders.order(mountedBy, Folder.SECRETS); }
  }
}
