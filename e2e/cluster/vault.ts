import { ApiServer } from '../api-server';
import { Loop } from './loop';

interface ExternalSecret {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: { readonly target: { readonly name: string }; readonly data: readonly { readonly secretKey: string }[] };
  readonly status?: { readonly conditions?: readonly object[] };
}

const API = '/apis/external-secrets.io/v1';

/** A stand-in for External Secrets and its vault: each Secret is filled at once. */
export class Vault {
  private readonly loop: Loop;

  /** @param value What the vault has under a key of a Secret. */
  public constructor(private readonly server: ApiServer, private readonly value: (secret: string, key: string) => string) {
    this.loop = new Loop(() => this.look());
  }

  /** Ends it. */
  public stop(): Promise<void> {
    return this.loop.stop();
  }

  private async look(): Promise<void> {
    const { status, body } = await this.server.ask('GET', `${API}/externalsecrets`);
    if (status !== 200) { return; }
    const { items } = JSON.parse(body) as { readonly items: readonly ExternalSecret[] };
    await Promise.all(items.filter((each) => each.status?.conditions === undefined).map((each) => this.fill(each)));
  }

  private async fill({ metadata: { name, namespace }, spec: { target, data } }: ExternalSecret): Promise<void> {
    const stringData = Object.fromEntries(data.map(({ secretKey }) => [secretKey, this.value(target.name, secretKey)]));
    await this.server.apply({ apiVersion: 'v1', kind: 'Secret', metadata: { name: target.name, namespace }, stringData });
    const now = new Date().toISOString();
    const status = { conditions: [{ type: 'Ready', status: 'True', reason: 'SecretSynced', message: 'secret synced', lastTransitionTime: now }] };
    await this.server.ask('PATCH', `${API}/namespaces/${namespace}/externalsecrets/${name}/status`, JSON.stringify({ status }), 'application/merge-patch+json');
  }
}
