import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Crd } from './crds';
import { Answer, HttpsClient } from './https';
import { Manifest } from './operator';
import { Server } from './server';
import { ServerOptions } from '../lib/drill/process/server';

/** What the API server says of an object. */
export interface Admission {
  readonly accepted: boolean;

  /** Why not; empty where it is accepted. */
  readonly message: string;
}

/** The object as far as a request is made from it; a test may send what has none of it. */
interface Named {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: { readonly name: string; readonly namespace?: string };
}

interface Resource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** Who the changes are from, as `kubectl apply --field-manager` would say. */
const MANAGER = 'e2e';

/** After how many seconds both are stopped, whatever happens: tests that ask for much take longer than most. */
const LIFE = 1800;

/** A real API server with its etcd, on loopback, empty at first. Nothing of it is left when the test ends, however that happens. */
export class ApiServer {
  /** Starts both; about two seconds. */
  public static async start(): Promise<ApiServer> {
    const etcdOptions: ServerOptions = {
      program: 'etcd',
      life: LIFE,
      ready: '/readyz',
      args: (folder, port) => [
        `--data-dir=${join(folder, 'data')}`,
        `--listen-client-urls=http://127.0.0.1:${port}`,
        `--advertise-client-urls=http://127.0.0.1:${port}`,
        // Nobody joins; the default is a fixed port, on which a second etcd would end.
        '--listen-peer-urls=http://127.0.0.1:0',
        '--unsafe-no-fsync',
      ],
    };
    const etcd = await Server.start(etcdOptions);
    const token = randomBytes(16).toString('hex');
    try {
      const options: ServerOptions = {
        program: 'kube-apiserver',
        life: LIFE,
        ready: async (folder, port) => {
          const client = new HttpsClient(`https://127.0.0.1:${port}`, certificate(folder));
          try {
            return (await client.ask('/readyz', { headers: { authorization: `Bearer ${token}` } })).status === 200;
          } finally {
            client.close();
          }
        },
        args: (folder, port) => {
          const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
          writeFileSync(join(folder, 'accounts.key'), privateKey.export({ type: 'sec1', format: 'pem' }), { mode: 0o600 });
          writeFileSync(join(folder, 'tokens.csv'), `${token},admin,admin,system:masters\n`, { mode: 0o600 });
          return [
            `--etcd-servers=${etcd.url}`,
            '--bind-address=127.0.0.1',
            `--secure-port=${port}`,
            `--cert-dir=${folder}`,
            '--service-cluster-ip-range=10.0.0.0/24',
            '--service-account-issuer=https://kubernetes.default.svc',
            `--service-account-key-file=${join(folder, 'accounts.key')}`,
            `--service-account-signing-key-file=${join(folder, 'accounts.key')}`,
            `--token-auth-file=${join(folder, 'tokens.csv')}`,
            '--authorization-mode=RBAC',
            // It would refuse every pod until a controller has made the account of its namespace.
            '--disable-admission-plugins=ServiceAccount',
          ];
        },
      };
      return new ApiServer(etcd, await Server.start(options), token, { etcd: etcdOptions, server: options });
    } catch (error) {
      await etcd.stop();
      throw error;
    }
  }

  /** A kubeconfig of its administrator: what programs take as `--kubeconfig` or KUBECONFIG. */
  public readonly kubeconfig: string;

  private readonly client: HttpsClient;
  private readonly resources = new Map<string, Promise<readonly Resource[]>>();

  private constructor(
    public etcd: Server, public server: Server, private readonly token: string, private readonly options: Readonly<Record<'etcd' | 'server', ServerOptions>>,
  ) {
    const origin = server.url.replace('http:', 'https:');
    this.client = new HttpsClient(origin, certificate(server.folder));
    this.kubeconfig = join(server.folder, 'kubeconfig');
    writeFileSync(this.kubeconfig, kubeconfig(origin, join(server.folder, CERTIFICATE), token), { mode: 0o600 });
  }

  /** Installs CRDs, and waits until their kinds are served. */
  public async install(crds: readonly Crd[]): Promise<void> {
    // A server-side apply of the operator's CRDs would take five times as long.
    await Promise.all(crds.map((crd) => this.create(crd)));
    const deadline = Date.now() + 30_000;
    for (const crd of crds) {
      for (const version of crd.spec.versions.filter(({ served }) => served)) {
        const apiVersion = `${crd.spec.group}/${version.name}`;
        while (await this.resource(apiVersion, crd.spec.names.kind) === undefined) {
          if (Date.now() > deadline) { throw new Error(`the API server does not serve ${apiVersion} ${crd.spec.names.kind} after 30 s`); }
          await sleep(50);
        }
      }
    }
  }

  /**
   * Applies an object as Flux does, server-side and by force, and gives what there is then.
   *
   * @throws With the API server's own words, when it refuses the object.
   */
  public async apply(object: Manifest): Promise<Manifest> {
    const answer = await this.patch(object, '');
    if (answer.status >= 300) { throw new Error(`${reference(object)}: ${messageOf(answer)}`); }
    return JSON.parse(answer.body) as Manifest;
  }

  /**
   * Creates an object.
   *
   * @throws With the API server's own words, when it refuses the object, or there is one of the name.
   */
  public async create(object: Manifest): Promise<Manifest> {
    const answer = await this.ask('POST', await this.collection(object as unknown as Named), JSON.stringify(object), 'application/json');
    if (answer.status >= 300) { throw new Error(`${reference(object)}: ${messageOf(answer)}`); }
    return JSON.parse(answer.body) as Manifest;
  }

  /** An object; undefined where there is none. */
  public async get(apiVersion: string, kind: string, namespace: string | undefined, name: string): Promise<Manifest | undefined> {
    const answer = await this.ask('GET', `${await this.collection({ apiVersion, kind, metadata: { name, namespace } })}/${encodeURIComponent(name)}`);
    if (answer.status === 404) { return undefined; }
    if (answer.status >= 300) { throw new Error(`${kind} ${namespace ?? ''}/${name}: ${messageOf(answer)}`); }
    return JSON.parse(answer.body) as Manifest;
  }

  /** What it would say if the object were created: nothing is stored. Unknown fields are refused, as `kubectl` asks for. */
  public async dryRun(object: Manifest): Promise<Admission> {
    const collection = await this.collection(object as unknown as Named).catch((error: Error) => error);
    if (collection instanceof Error) { return { accepted: false, message: collection.message }; }
    return admission(await this.ask('POST', `${collection}?dryRun=All&fieldValidation=Strict`, JSON.stringify(object), 'application/json'));
  }

  /** What it would say if the object were applied as kustomize-controller does: server-side, by force, with no word about unknown fields. */
  public async dryRunApply(object: Manifest): Promise<Admission> {
    return admission(await this.patch(object, '&dryRun=All').catch((error: Error) => ({ status: 404, body: error.message })));
  }

  /** Any request, such as one for a subresource. */
  public ask(method: string, path: string, body?: string, contentType?: string): Promise<Answer> {
    return this.client.ask(path, {
      method, body, headers: { authorization: `Bearer ${this.token}`, accept: 'application/json', ...(contentType !== undefined && { 'content-type': contentType }) },
    });
  }

  /** What both have printed. */
  public log(): string {
    return `${this.etcd.log()}\n${this.server.log()}`;
  }

  /** Ends both by SIGKILL, for a while. */
  public async kill(): Promise<void> {
    await Promise.all([this.server.kill(), this.etcd.kill()]);
  }

  /** Starts both again on what they have stored, where they were. */
  public async resume(): Promise<void> {
    this.etcd = await Server.start({ ...this.options.etcd, again: this.etcd });
    this.server = await Server.start({ ...this.options.server, again: this.server });
  }

  /** Ends both and removes their folders. */
  public async stop(): Promise<void> {
    this.client.close();
    // First, because it tries for long to reach an etcd that is gone.
    await this.server.stop();
    await this.etcd.stop();
  }

  private async patch(object: Manifest, options: string): Promise<Answer> {
    const named = object as unknown as Named;
    return this.ask('PATCH', `${await this.collection(named)}/${encodeURIComponent(named.metadata?.name ?? '')}?fieldManager=${MANAGER}&force=true${options}`,
      JSON.stringify(object), 'application/apply-patch+yaml');
  }

  /** Where objects of its kind and namespace are. */
  private async collection({ apiVersion, kind, metadata }: Named): Promise<string> {
    if (typeof apiVersion !== 'string' || typeof kind !== 'string') { throw new Error('apiVersion or kind is not set'); }
    const resource = await this.resource(apiVersion, kind);
    if (resource === undefined) { throw new Error(`no matches for kind "${kind}" in version "${apiVersion}"`); }
    const namespace = typeof metadata?.namespace === 'string' && metadata.namespace !== '' ? metadata.namespace : 'default';
    return `${root(apiVersion)}${resource.namespaced ? `/namespaces/${encodeURIComponent(namespace)}` : ''}/${resource.name}`;
  }

  private async resource(apiVersion: string, kind: string): Promise<Resource | undefined> {
    const list = this.resources.get(apiVersion) ?? this.discover(apiVersion);
    this.resources.set(apiVersion, list);
    const found = (await list).find((each) => each.kind === kind && !each.name.includes('/'));
    // It may be a kind that is installed in a moment.
    if (found === undefined) { this.resources.delete(apiVersion); }
    return found;
  }

  private async discover(apiVersion: string): Promise<readonly Resource[]> {
    const { status, body } = await this.ask('GET', root(apiVersion));
    return status === 200 ? (JSON.parse(body) as { readonly resources: readonly Resource[] }).resources : [];
  }
}

/** What the API server writes beside its key, with `--cert-dir`. */
const CERTIFICATE = 'apiserver.crt';

function certificate(folder: string): string {
  return readFileSync(join(folder, CERTIFICATE), 'utf8');
}

function root(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

function reference(object: Manifest): string {
  const { kind, metadata } = object as unknown as Named;
  return [kind, metadata?.namespace, metadata?.name].filter((each) => each !== undefined).join('/');
}

function admission(answer: Answer): Admission {
  return answer.status < 300 ? { accepted: true, message: '' } : { accepted: false, message: messageOf(answer) };
}

function messageOf({ status, body }: Answer): string {
  try {
    return (JSON.parse(body) as { readonly message: string }).message;
  } catch {
    return `${status} ${body}`;
  }
}

function kubeconfig(server: string, ca: string, token: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'e2e', cluster: { server, 'certificate-authority': ca } }],
    users: [{ name: 'admin', user: { token } }],
    contexts: [{ name: 'e2e', context: { cluster: 'e2e', user: 'admin' } }],
    'current-context': 'e2e',
  }, undefined, 2);
}
