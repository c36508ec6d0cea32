import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Listener } from '../../lib/drill/process/listener';
import { ApiServer } from '../api-server';
import { Manifest } from '../operator';
import { inScratchFolder } from '../scratch';

const GIT_REPOSITORY = { apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'GitRepository' };

/** A stand-in for source-controller: what is committed is an archive on loopback, which the GitRepository's status names. */
export class ArtifactServer {
  /** Begins to serve. */
  public static async start(server: ApiServer): Promise<ArtifactServer> {
    const artifacts: ArtifactServer = new ArtifactServer(server, await Listener.start((request, _, response) => {
      const archive = artifacts.archives.get(request.url ?? '');
      response.writeHead(archive === undefined ? 404 : 200).end(archive);
    }));
    return artifacts;
  }

  private readonly archives = new Map<string, Buffer>();
  private commits = 0;

  private constructor(private readonly server: ApiServer, private readonly listener: Listener) {}

  /**
   * Commits a folder, as the whole content of the repository under a path.
   *
   * @param folder What is committed.
   * @param path Where it lies in the repository.
   * @returns The revision, as Flux calls it.
   */
  public async commit(folder: string, path = 'dist', { namespace = 'flux-system', name = 'flux-system' } = {}): Promise<string> {
    this.commits += 1;
    const revision = `main@sha1:${this.commits.toString(16).padStart(40, '0')}`;
    const metadata = { name, namespace };
    await this.publish({ ...GIT_REPOSITORY, metadata, spec: { interval: '1m', url: 'https://git.test/repository' } }, 'gitrepositories', revision, archiveOf(folder, path));
    return revision;
  }

  /**
   * Packs a chart of Helm, as a HelmChart that is ready.
   *
   * @param folder The chart.
   * @param version Its version.
   */
  public async pack(folder: string, version: string, { namespace, name }: { readonly namespace: string; readonly name: string }): Promise<void> {
    this.commits += 1;
    const spec = { interval: '1h', chart: name, sourceRef: { kind: 'HelmRepository', name } };
    await this.publish({ ...GIT_REPOSITORY, kind: 'HelmChart', metadata: { name, namespace }, spec }, 'helmcharts', version, archiveOf(folder, name));
  }

  /** Ends it. */
  public stop(): Promise<void> {
    return this.listener.stop();
  }

  private async publish(object: Manifest & { readonly metadata: { readonly namespace: string; readonly name: string } }, plural: string, revision: string, archive: Buffer): Promise<void> {
    const { namespace, name } = object.metadata;
    const digest = `sha256:${createHash('sha256').update(archive).digest('hex')}`;
    const url = `/${plural}/${namespace}/${name}/${this.commits}.tar.gz`;
    this.archives.set(url, archive);
    await this.server.apply(object);
    const now = new Date().toISOString();
    const status = {
      observedGeneration: 1,
      artifact: { digest, path: url.slice(1), url: `http://${this.listener.address}${url}`, revision, lastUpdateTime: now.replace(/\.\d+Z$/, 'Z') },
      conditions: [{ type: 'Ready', status: 'True', reason: 'Succeeded', message: `stored artifact for revision '${revision}'`, lastTransitionTime: now }],
    };
    const answer = await this.server.ask('PATCH', `/apis/source.toolkit.fluxcd.io/v1/namespaces/${namespace}/${plural}/${name}/status`,
      JSON.stringify({ status }), 'application/merge-patch+json');
    if (answer.status >= 300) { throw new Error(`the artifact is refused: ${answer.body}`); }
  }
}

/** A folder, under a path. */
function archiveOf(folder: string, path: string): Buffer {
  return inScratchFolder('archive', (scratch) => {
    const file = join(scratch, 'archive.tar.gz');
    execFileSync('tar', ['-C', folder, '--transform', `s,^\\.,${path},`, '-czf', file, '.']);
    return readFileSync(file);
  });
}
