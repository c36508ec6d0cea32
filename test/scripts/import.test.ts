import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { importCrds, main } from '../../scripts/import';
import { files } from '../../scripts/import/folder';
import { everyCrd } from './import/fixture';

let root: string;
let crds: string;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'import-'));
  crds = path.join(root, 'crds');
  mkdirSync(crds);
  mkdirSync(path.join(root, 'imports'));
  writeFileSync(path.join(root, 'imports/stale.ts'), 'old');
  writeFileSync(path.join(root, 'cdk8s.yaml'), 'imports: [http://127.0.0.1:1/crd.yaml]\n');
});

afterEach(() => { rmSync(root, { recursive: true, force: true }); });

function writeCrds(...definitions: unknown[]): void {
  definitions.forEach((definition, index) => { writeFileSync(path.join(crds, `${index}.yaml`), JSON.stringify(definition)); });
}

async function run(...args: string[]): Promise<{ readonly code: number; readonly text: string }> {
  const lines: string[] = [];
  const spies = (['log', 'error'] as const).map((method) => jest.spyOn(console, method).mockImplementation((...line: unknown[]) => { lines.push(line.join(' ')); }));
  try {
    const code = await main(args, root);
    return { code, text: lines.join('\n').replaceAll(root, '') };
  } finally {
    spies.forEach((spy) => { spy.mockRestore(); });
  }
}

async function served(text: string, use: (url: string) => Promise<void>): Promise<void> {
  const server: Server = createServer((request, response) => {
    response.statusCode = request.url === '/crd.yaml' ? 200 : 404;
    response.end(text);
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    await new Promise((resolve) => { server.close(resolve); });
  }
}

describe('npm run import', () => {
  test('makes modules and schemas, removes what is stale, and then is current', async () => {
    writeCrds(...everyCrd());
    const made = await run('--from', crds);
    expect(made.code).toBe(0);
    expect(made.text).toContain('imports/: 26 files, changed:');
    expect(made.text).toContain('stale   stale.ts');
    const imports = files(path.join(root, 'imports'));
    expect(imports).toEqual([
      'alertmanagerconfig-monitoring.coreos.com.ts',
      'external-secrets.io.ts',
      'flagger.app.ts',
      'helm.toolkit.fluxcd.io.ts',
      'kustomize.toolkit.fluxcd.io.ts',
      'monitoring.coreos.com.ts',
      'notification.toolkit.fluxcd.io.ts',
      ...imports.filter((file) => file.startsWith('schemas/')),
      'source.toolkit.fluxcd.io.ts',
    ]);
    expect(imports).toHaveLength(26);
    const monitoring = readFileSync(path.join(root, 'imports/monitoring.coreos.com.ts'), 'utf8');
    expect(monitoring.match(/export class \w+ extends ApiObject/g)).toEqual([
      'export class PodMonitor extends ApiObject', 'export class PrometheusRule extends ApiObject', 'export class ServiceMonitor extends ApiObject',
    ]);
    expect(await run('--from', crds, '--check')).toEqual({ code: 0, text: 'imports/ is current: 26 files' });

    writeFileSync(path.join(root, 'imports/flagger.app.ts'), 'edited');
    expect(await run('--from', crds, '--check')).toEqual({
      code: 1,
      text: 'imports/ is not current:\n  differs flagger.app.ts\nRun npm run import and commit what it makes.',
    });
    expect(readFileSync(path.join(root, 'imports/flagger.app.ts'), 'utf8')).toBe('edited');

    // The same definitions from a URL, in another order, give the same bytes.
    await served(everyCrd().reverse().map((definition) => JSON.stringify(definition)).join('\n---\n'), async (url) => {
      writeFileSync(path.join(root, 'cdk8s.yaml'), `imports: ['${url}/crd.yaml']\n`);
      expect((await importCrds({ root, check: true })).different).toEqual(['differs flagger.app.ts']);
    });
    expect(readdirSync(root).sort()).toEqual(['cdk8s.yaml', 'crds', 'imports']);
  }, 60_000);

  test.each<[string, () => void, string[], string]>([
    ['no such folder', () => undefined, ['--from', '/no/such/folder'], '--from: there is no such folder\n  value:   "/no/such/folder"'],
    ['an empty folder', () => undefined, ['--from', 'CRDS'], '--from: the folder holds no YAML file'],
    ['a file without a CRD', () => { writeCrds({ kind: 'Namespace' }); }, ['--from', 'CRDS'], '/crds/0.yaml: there is no CustomResourceDefinition in it'],
    ['a kind that is missing', () => { writeCrds(...everyCrd().slice(1)); }, ['--from', 'CRDS'], '/crds: no CustomResourceDefinition of ExternalSecret.external-secrets.io is there'],
    ['a kind that is there twice', () => { writeCrds(...everyCrd(), everyCrd()[0]); }, ['--from', 'CRDS'], '/crds: ExternalSecret.external-secrets.io is defined twice\n  value:   ["/crds/0.yaml","/crds/18.yaml"]'],
    ['a release that cannot be reached', () => undefined, [], 'http://127.0.0.1:1/crd.yaml: cannot be reached: '],
    ['no list of releases', () => { writeFileSync(path.join(root, 'cdk8s.yaml'), 'language: typescript\n'); }, [], '/cdk8s.yaml: imports is not a list of URLs'],
    ['a check without its folder', () => undefined, ['--check', '--from', '/no/such/folder'], '--from: there is no such folder'],
  ])('%s is said, and the old imports stay', async (_, prepare, args, message) => {
    prepare();
    const { code, text } = await run(...args.map((arg) => (arg === 'CRDS' ? crds : arg)));
    expect(text).toContain(message);
    expect(code).toBe(1);
    expect(readdirSync(path.join(root, 'imports'))).toEqual(['stale.ts']);
  });

  test('a release that cannot be reached says how to go on without it', async () => {
    expect((await run()).text).toContain('fix:     npm run import -- --from DIR');
  });

  test('a release that is not there is said', async () => {
    await served('', async (url) => {
      writeFileSync(path.join(root, 'cdk8s.yaml'), `imports: ['${url}/gone.yaml']\n`);
      expect((await run()).text).toContain('/gone.yaml: answers 404 Not Found\n  fix:     mend the URL in cdk8s.yaml');
    });
  });

  test('an argument that it does not know is refused with the usage', async () => {
    const { code, text } = await run('--form', crds);
    expect(code).toBe(2);
    expect(text).toContain('npm run import -- --from DIR');
  });
});
