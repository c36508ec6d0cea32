import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Listener } from '../../lib/drill/process/listener';
import { ApiServer } from '../api-server';
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
    const archive = inScratchFolder('commit', (scratch) => {
      const file = join(scratch, 'archive.tar.gz');
      execFileSync('tar', ['-C', folder, '--transform', `s,^\\.,./${path},`, '-czf', file, '.']);
      return readFileSync(file);
    });
    this.commits += 1;
    const digest = `sha256:${createHash('sha256').update(archive).digest('hex')}`;
    const url = `/${namespace}/${name}/${this.commits}.tar.gz`;
    const revision = `main@sha1:${this.commits.toString(16).padStart(40, '0')}`;
    this.archives.set(url, archive);
    await this.server.apply({ ...GIT_REPOSITORY, metadata: { name, namespace }, spec: { interval: '1m', url: 'https://git.test/repository' } });
    const now = new Date().toISOString();
    const status = {
      artifact: { digest, path: url.slice(1), url: `http://${this.listener.address}${url}`, revision, lastUpdateTime: now.replace(/\.\d+Z$/, 'Z') },
      conditions: [{ type: 'Ready', status: 'True', reason: 'Succeeded', message: `stored artifact for revision '${revision}'`, lastTransitionTime: now }],
    };
    const answer = await this.server.ask('PATCH', `/apis/source.toolkit.fluxcd.io/v1/namespaces/${namespace}/gitrepositories/${name}/status`,
      JSON.stringify({ status }), 'application/merge-patch+json');
    if (answer.status >= 300) { throw new Error(`the commit is refused: ${answer.body}`); }
    return revision;
  }

  /** Ends it. */
  public stop(): Promise<void> {
    return this.listener.stop();
  }
}
