import { rmSync } from 'node:fs';
import * as fc from 'fast-check';
import { manifestsOf, synthesize } from '../test/cli/init-repository';
import { commandLines, USUAL } from '../test/cli/init-samples';
import { Project } from '../test/cli/project';
import { ApiServer } from './api-server';
import { upstreamCrds } from './crds';
import { Manifest } from './operator';

/** What `canary-alerting init` writes, asked of the real API server: as kubectl creates it, and as Flux applies it. */

let server: ApiServer;
const projects: Project[] = [];

beforeAll(async () => {
  server = await ApiServer.start();
  await server.install(upstreamCrds().crds);
});
afterAll(async () => {
  await server.stop();
  for (const { folder } of projects) { rmSync(folder, { recursive: true, force: true }); }
});

/** What the API server refuses of a repository's manifests. */
async function refused(args: readonly string[]): Promise<string[]> {
  const project = new Project();
  projects.push(project);
  const { code, err } = await project.run('init', '--yes', ...args);
  if (code !== 0) { return [err]; }
  synthesize(project);
  const manifests = manifestsOf(project) as Manifest[];
  const namespaces = new Set(manifests.flatMap(({ metadata }) => (metadata as { namespace?: string }).namespace ?? []));
  for (const name of namespaces) { await server.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }); }
  const told: string[] = [];
  for (const manifest of manifests) {
    for (const { accepted, message } of [await server.dryRun(manifest), await server.dryRunApply(manifest)]) {
      if (!accepted) { told.push(`${args.join(' ')}: ${String(manifest['kind'])} ${(manifest.metadata as { name: string }).name}: ${message}`); }
    }
  }
  return told;
}

test('every repository that people write with it is admitted', async () => {
  const told: string[] = [];
  for (const args of [...USUAL, ...fc.sample(commandLines, { numRuns: 20, seed: 2 })]) { told.push(...await refused(args)); }
  expect(told).toEqual([]);
}, 300_000);
