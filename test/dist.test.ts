import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { Manifest } from './render';
import { validate } from './schema';

/** The committed dist/: the golden output of main.ts, and what Flux applies. */

const root = resolve(__dirname, '..');
const dist = join(root, 'dist');
const filesOf = (folder: string): string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.yaml')).sort();
const files = filesOf(dist);
const objects = files.flatMap((path) => parseAllDocuments(readFileSync(join(dist, path), 'utf8'), { version: '1.1' })
  .map((document) => ({ path, folder: path.split('/')[0] as string, manifest: document.toJS() as Manifest })));
const id = ({ apiVersion, kind, metadata }: Manifest): string => [apiVersion.includes('/') ? apiVersion.split('/')[0] : '', kind, metadata.namespace ?? '', metadata.name].join('/');
const of = (kind: string): Manifest[] => objects.map(({ manifest }) => manifest).filter((manifest) => manifest['kind'] === kind);
const kustomizations = of('Kustomization');
const folderOf = (kustomization: Manifest): string => (kustomization['spec'].path as string).replace('./dist/', '');

test('is what main.ts writes', () => {
  const fresh = mkdtempSync(join(tmpdir(), 'canary-alerting-dist-'));
  try {
    execFileSync(process.execPath, ['--import', 'tsx', 'main.ts'], { cwd: root, env: { ...process.env, CDK8S_OUTDIR: fresh } });
    expect(filesOf(fresh)).toEqual(files);
    for (const file of files) { expect([file, readFileSync(join(fresh, file), 'utf8')]).toEqual([file, readFileSync(join(dist, file), 'utf8')]); }
  } finally {
    rmSync(fresh, { recursive: true });
  }
});

test('is what `cdk8s synth` writes, too', () => {
  const fresh = mkdtempSync(join(tmpdir(), 'canary-alerting-cdk8s-'));
  try {
    execFileSync(process.execPath, [join(root, 'node_modules/cdk8s-cli/bin/cdk8s'), 'synth', '--check-upgrade=false', '--output', fresh], { cwd: root, stdio: 'pipe' });
    expect(filesOf(fresh).map((file) => [file, readFileSync(join(fresh, file), 'utf8')])).toEqual(files.map((file) => [file, readFileSync(join(dist, file), 'utf8')]));
  } finally {
    rmSync(fresh, { recursive: true });
  }
}, 30_000);

describe('every object', () => {
  /** Kinds of Kubernetes itself have no CRD. */
  const BUILT_IN = ['ConfigMap', 'Deployment', 'NetworkPolicy', 'Namespace', 'Secret', 'Service'];

  test.each(objects.map(({ path, manifest }) => [path, manifest] as const))('%s is valid against its schema', (_, manifest) => {
    expect(validate(manifest)).toEqual(BUILT_IN.includes(manifest['kind']) ? undefined : []);
  });

  test('stands in a file of its own, once', () => {
    expect(objects.map(({ path }) => path)).toEqual(files);
    expect(new Set(objects.map(({ manifest }) => id(manifest))).size).toBe(objects.length);
  });

  test('holds no secret', () => {
    for (const { path, manifest } of objects) {
      const text = JSON.stringify(manifest);
      expect([path, text.match(/hooks\.slack\.com|webhook\.office|discord\.com\/api|xox[abp]-|https?:\/\/[^/\s"]+:[^/\s"]+@|-----BEGIN/)]).toEqual([path, null]);
    }
    expect(of('Secret').map(({ metadata, data, stringData }) => [metadata.name, data, Object.keys(stringData)]))
      .toEqual([['alertmanager-canary-alerting', undefined, ['alertmanager.yaml', 'canary-alerting.tmpl']]]);
    expect(of('Secret')[0]?.['stringData']['alertmanager.yaml']).not.toMatch(/(api_url|webhook_url|url|token|password|key): /);
  });
});

describe('Flux', () => {
  test('applies each folder by one Kustomization', () => {
    expect(kustomizations.map(folderOf).sort()).toEqual([...new Set(objects.map(({ folder }) => folder))].sort());
  });

  /** Which Kustomization brings a CRD or a namespace; what is not named here is part of Flux. */
  const CRDS: Readonly<Record<string, string>> = { 'flagger.app': 'flagger', 'monitoring.coreos.com': 'kube-prometheus-stack', 'external-secrets.io': 'external-secrets' };
  const NAMESPACES: Readonly<Record<string, string>> = {
    'flagger-system': 'flagger', monitoring: 'kube-prometheus-stack', ...Object.fromEntries(of('Namespace').map(({ metadata }) => [metadata.name, 'canary-alerting-namespaces'])),
  };

  function before(name: string): Set<string> {
    const direct: string[] = (kustomizations.find(({ metadata }) => metadata.name === name)?.['spec'].dependsOn ?? []).map((each: { name: string }) => each.name);
    return new Set(direct.flatMap((each) => [each, ...before(each)]));
  }

  test.each(kustomizations.map((each) => [each['metadata'].name as string, each] as const))('applies %s when the CRDs and namespaces that it needs are there', (name, kustomization) => {
    const needed = objects.filter(({ folder }) => folder === folderOf(kustomization)).flatMap(({ manifest }) => {
      const crd = CRDS[(manifest['apiVersion'] as string).split('/')[0] as string];
      const namespace = manifest['metadata'].namespace === undefined ? undefined : NAMESPACES[manifest['metadata'].namespace];
      return [crd, namespace].filter((each) => each !== undefined);
    });
    expect(needed.filter((each) => !before(name).has(each))).toEqual([]);
  });
});

describe('every reference leads somewhere', () => {
  const exists = (kind: string, namespace: string, name: string): boolean => of(kind).some(({ metadata }) => metadata.namespace === namespace && metadata.name === name);
  const filled = of('ExternalSecret').flatMap(({ metadata, spec }) => spec.data.map((each: { secretKey: string }) => `${metadata.namespace}/${spec.target.name}/${each.secretKey}`));

  test.each(of('Canary').map((each) => [each['metadata'].name as string, each] as const))('of canary %s', (_, { metadata, spec }) => {
    const { alerts, metrics, webhooks } = spec.analysis;
    for (const { providerRef } of alerts) { expect([providerRef, exists('AlertProvider', providerRef.namespace, providerRef.name)]).toEqual([providerRef, true]); }
    for (const { templateRef } of metrics.filter((each: Manifest) => each['templateRef'])) {
      expect([templateRef, exists('MetricTemplate', templateRef.namespace, templateRef.name)]).toEqual([templateRef, true]);
    }
    for (const { url } of webhooks) {
      const [name, namespace] = new URL(url).hostname.split('.') as [string, string];
      expect([url, exists('Service', namespace, name), namespace]).toEqual([url, true, metadata.namespace]);
    }
  });

  test.each([...of('AlertProvider'), ...of('Provider')].map((each) => [`${each['kind']} ${each['metadata'].name}`, each] as const))('of %s, to the key that is read', (_, { metadata, spec }) => {
    expect(filled).toContain(`${metadata.namespace}/${spec.secretRef.name}/address`);
  });

  test('of the MetricTemplate for Datadog', () => {
    expect(filled).toEqual(expect.arrayContaining(['flagger-system/datadog/datadog_api_key', 'flagger-system/datadog/datadog_application_key']));
  });

  test('of Alerts, to a Provider of their namespace', () => {
    for (const { metadata, spec } of of('Alert')) { expect([metadata.name, exists('Provider', metadata.namespace, spec.providerRef.name)]).toEqual([metadata.name, true]); }
  });
});
