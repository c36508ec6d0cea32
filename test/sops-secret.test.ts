import { ApiObject, App, Duration, JsonPatch, YamlOutputType } from 'cdk8s';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { CanaryAlerting, Channel, flux, FluxDelivery, Hears, PrometheusStack, SecretKey, SecretSource } from '../lib';
import { checkFiles } from '../lib/checks/run';

/** Encrypted by nobody, but of the form that SOPS writes; e2e/sops.real.test.ts has the real thing. */
const VALUE = 'ENC[AES256_GCM,data:YQ==,iv:FSWgC2RvM3+kLCXeWo1GDQgmDIPARiuIUH8kvMFmiVU=,tag:N6QX2i6Flan4xkC5KYsGKA==,type:str]';
const HUSH = 'hooks.slack.com/services/T0/B0/xyz';
const secretIn = (namespace: string, name = 'on-call'): string => `# kept
apiVersion: v1
kind: Secret
metadata:
    name: ${name}
    namespace: ${namespace}
type: Opaque
stringData:
    zone:   ${VALUE}
    address: ${VALUE}
sops:
    age:
        - enc: |
            -----BEGIN AGE ENCRYPTED FILE-----
          recipient: age1x
    encrypted_regex: ^(data|stringData)$
    mac: ${VALUE}
    version: 3.13.2
`;

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'sops-')); });
afterEach(() => { rmSync(folder, { recursive: true }); });

function fileOf(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

const decryption = flux.Decryption.sops(SecretKey.of('sops-age', 'age.agekey'));

function alertingWith(files: readonly string[], delivery: { readonly flux?: FluxDelivery } = { flux: { decryption } }): App {
  const app = new App({ outdir: join(folder, 'dist'), yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE });
  const webhook = SecretKey.of('on-call', 'address', { filledBy: SecretSource.sopsFile(...files) });
  new CanaryAlerting(app, 'alerting', {
    notifyWithin: Duration.seconds(30), prometheus: PrometheusStack.helm({ release: 'kps', namespace: 'monitoring' }), ...delivery, channels: [Channel.slack('#on-call', { webhook, hears: Hears.FAILURES })],
  });
  return app;
}

const both = (): string[] => ['monitoring', 'flux-system'].map((namespace) => fileOf(`${namespace}.sops.yaml`, secretIn(namespace)));

test('the files are in dist/ byte for byte, each in a folder that Flux decrypts, before what mounts it', () => {
  alertingWith(both()).synth();
  const dist = join(folder, 'dist');
  for (const namespace of ['monitoring', 'flux-system']) {
    expect(readdirSync(join(dist, `encrypted-${namespace}`))).toEqual(['Secret.on-call.k8s.yaml']);
    expect(readFileSync(join(dist, `encrypted-${namespace}/Secret.on-call.k8s.yaml`), 'utf8')).toBe(secretIn(namespace));
    expect(parse(readFileSync(join(dist, `flux-system/Kustomization.canary-alerting-encrypted-${namespace}.k8s.yaml`), 'utf8')).spec).toMatchObject({
      path: `./dist/encrypted-${namespace}`, decryption: { provider: 'sops', secretRef: { name: 'sops-age' } },
    });
  }
  const alertmanager = parse(readFileSync(join(dist, 'flux-system/Kustomization.canary-alerting-alertmanager.k8s.yaml'), 'utf8'));
  expect(alertmanager.spec.dependsOn).toContainEqual({ name: 'canary-alerting-encrypted-monitoring' });
  expect(alertmanager.spec).not.toHaveProperty('decryption');
});

test('the checks find nothing wrong with what is written', () => {
  alertingWith(both()).synth();
  const dist = join(folder, 'dist');
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml')).map((path) => ({ path, text: readFileSync(join(dist, path), 'utf8') }));
  expect(checkFiles(files).filter(({ severity }) => severity === 'error')).toEqual([]);
});

test('whoever reads the App sees the object', () => {
  const secret = alertingWith(both()).node.findAll().find((each) => ApiObject.isApiObject(each) && each.kind === 'Secret' && each.name === 'on-call') as ApiObject;
  expect(secret.toJson()).toEqual(parse(secretIn('monitoring')));
  expect(() => { secret.addJsonPatch(JsonPatch.add('/data', {})); }).toThrow('Secret/monitoring/on-call: an encrypted Secret cannot be patched');
});

test('without Flux, somebody else decrypts', () => {
  const app = alertingWith([fileOf('a.yaml', secretIn('monitoring'))], {});
  expect(app.charts.map(({ node }) => node.id)).toContain('encrypted-monitoring');
});

test.each<[string, string, string]>([
  ['not encrypted', secretIn('monitoring').replace(/^sops:[^]*/m, '').replaceAll(VALUE, HUSH), ':2:1: the Secret is not encrypted'],
  ['a value that was added afterwards', secretIn('monitoring').replace(`address: ${VALUE}`, `address: ${HUSH}`), ':10:14: stringData.address is not encrypted'],
  ['a value that only begins as an encrypted one', secretIn('monitoring').replace(`address: ${VALUE}`, `address: ENC[${HUSH}]`), ':10:14: stringData.address is not encrypted'],
  ['plain data beside encrypted texts', secretIn('monitoring').replace('sops:\n', 'data:\n    token: c2VjcmV0\nsops:\n'), ':12:12: data.token is not encrypted'],
  ['a list for the keys', secretIn('monitoring').replace('sops:\n', `data: [${HUSH}]\nsops:\n`), ': data is no map'],
  ['nobody who can decrypt', secretIn('monitoring').replace(/ {4}age:\n.*\n.*\n.*\n/, ''), ': nobody can decrypt the Secret'],
  ['no code of authenticity', secretIn('monitoring').replace(/ {4}mac: .*\n/, ''), ': sops.mac is missing'],
  ['an encrypted name', secretIn('monitoring').replace('name: on-call', `name: ${VALUE}`), ': name is encrypted, too'],
  ['an encrypted kind', secretIn('monitoring').replace('kind: Secret', `kind: ${VALUE}`), ': kind is encrypted, too'],
  ['another kind', secretIn('monitoring').replace('kind: Secret', 'kind: ConfigMap'), ': the object is no Secret'],
  ['another version', secretIn('monitoring').replace('v1', 'v2'), ': the object is no Secret'],
  ['no name', secretIn('monitoring').replace('    name: on-call\n', ''), ': the Secret has no name'],
  ['no namespace', secretIn('monitoring').replace('    namespace: monitoring\n', ''), ': Secret on-call has no namespace'],
  ['another name', secretIn('monitoring', 'other'), ': the Secret has another name than the SecretKey\n  value:   "other"'],
  ['another namespace', secretIn('shop'), ': none of the files is of the namespace monitoring, where Secret on-call is read\n  value:   ["shop"]'],
  ['no keys', secretIn('monitoring').replace(/stringData:\n.*\n.*\n/, ''), ': the Secret has no keys'],
  ['two objects', `${secretIn('monitoring')}---\n${secretIn('shop')}`, ': there is more than one object in the file'],
  ['nothing', '# nothing\n', ': there is no object in the file'],
  ['no YAML', `a: [\n${HUSH}`, ': the file is not YAML'],
  ['no line break at the end', secretIn('monitoring').trimEnd(), ': the file does not end with a line break'],
])('refused, and no value is repeated: %s', (_, text, message) => {
  const file = fileOf('a.sops.yaml', text);
  let told = '';
  try { alertingWith([file]); } catch (error) { told = (error as Error).message; }
  expect(told.startsWith(file) ? told.slice(file.length).replace(/^:\d+:\d+/, message.startsWith(': ') ? '' : '$&') : told).toContain(message);
  expect(told).not.toContain(HUSH);
  expect(told).not.toContain('c2VjcmV0');
});

test('refused: what is not there, or not enough', () => {
  mkdirSync(join(folder, 'empty'));
  expect(() => SecretSource.sopsFile()).toThrow('SecretSource.sopsFile: there is no file');
  expect(() => alertingWith([join(folder, 'none.yaml')])).toThrow(`${folder}/none.yaml: the file cannot be read: ENOENT`);
  expect(() => alertingWith([join(folder, 'empty')])).toThrow('the file cannot be read: EISDIR');
  expect(() => alertingWith(both(), { flux: {} })).toThrow('monitoring.sops.yaml: Flux is not told how to decrypt it');
  expect(() => alertingWith([fileOf('a.yaml', secretIn('monitoring').replace('    address:', '    url:'))])).toThrow('a.yaml: Secret on-call has no key address\n  value:   ["zone","url"]');
});
