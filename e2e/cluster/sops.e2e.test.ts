import { App, Duration, YamlOutputType } from 'cdk8s';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { CanaryAlerting, Channel, flux, Hears, PrometheusStack, SecretKey, SecretSource } from '../../lib';
import { Manifest } from '../operator';
import { run } from '../run';
import { inScratchFolder } from '../scratch';
import { Cluster } from './cluster';
import { Delivery, readyOf } from './delivery';
import { Heard } from './heard';
import { until } from './until';

const NAMESPACES = ['flux-system', 'monitoring'];

interface Key {
  /** For whom to encrypt. */
  readonly recipient: string;

  /** What decrypts: the content of a key file of age. */
  readonly identity: string;
}

function makeKey(): Key {
  return inScratchFolder('age', (folder) => {
    const { output } = run('age-keygen', ['-o', join(folder, 'key.txt')]);
    return { recipient: /age1[a-z0-9]+/.exec(output)?.[0] as string, identity: readFileSync(join(folder, 'key.txt'), 'utf8') };
  });
}

/** Secrets that the real SOPS encrypts, in dist/ as the constructs write it, and the real kustomize-controller applies. */
describe('a Secret that SOPS has encrypted', () => {
  let cluster: Cluster;
  let delivery: Delivery;
  let heard: Heard;
  const [key, other] = [makeKey(), makeKey()];
  beforeAll(async () => {
    cluster = await Cluster.start();
    delivery = new Delivery(cluster);
    heard = new Heard(cluster.chat);
    await holds(key);
  });
  afterAll(() => cluster?.stop());

  /** The key that the Secret of spec.decryption has. */
  const holds = ({ identity }: Key): Promise<Manifest> => cluster.server.apply({
    apiVersion: 'v1', kind: 'Secret', metadata: { name: 'sops-age', namespace: 'flux-system' }, stringData: { 'age.agekey': identity },
  });
  /** Commits dist/ with Secrets that are encrypted for a key. */
  const commit = (recipient: string, path: string): Promise<string> => inScratchFolder('sops', (folder) => {
    const files = NAMESPACES.map((namespace) => {
      const file = join(folder, `${namespace}.sops.yaml`);
      writeFileSync(file, `apiVersion: v1\nkind: Secret\nmetadata:\n    name: on-call\n    namespace: ${namespace}\nstringData:\n    zone: z\n    address: ${cluster.chat.url(path)}\n`);
      const { ok, output } = run('sops', ['encrypt', '--in-place', '--age', recipient, '--encrypted-regex', '^(data|stringData)$', file]);
      if (!ok) { throw new Error(output); }
      return file;
    });
    const outdir = join(folder, 'dist');
    const app = new App({ outdir, yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE });
    const webhook = SecretKey.of('on-call', 'address', { filledBy: SecretSource.sopsFile(...files) });
    new CanaryAlerting(app, 'alerting', {
      notifyWithin: Duration.seconds(30), prometheus: PrometheusStack.helm({ release: 'kube-prometheus-stack', namespace: 'monitoring' }),
      channels: [Channel.slack('#on-call', { webhook, hears: Hears.FAILURES })],
      flux: { decryption: flux.Decryption.sops(SecretKey.of('sops-age', 'age.agekey')) },
    });
    app.synth();
    entry = parse(readFileSync(join(outdir, 'flux-system/Kustomization.canary-alerting.k8s.yaml'), 'utf8')) as Manifest;
    return cluster.artifacts.commit(outdir);
  });
  let entry: Manifest;
  const address = async (namespace: string): Promise<string | undefined> => {
    const secret = await cluster.server.get('v1', 'Secret', namespace, 'on-call') as { data?: { address?: string } } | undefined;
    return secret?.data?.address === undefined ? undefined : Buffer.from(secret.data.address, 'base64').toString();
  };

  test('is decrypted and applied, in each namespace', async () => {
    await commit(key.recipient, '/first');
    await cluster.server.apply(entry);
    for (const namespace of NAMESPACES) { await until(namespace, async () => await address(namespace) === cluster.chat.url('/first'), 90, () => delivery.kustomizations()); }
    const names = (await delivery.kustomizations()).map(({ metadata }) => metadata.name);
    expect(names).toEqual(expect.arrayContaining(NAMESPACES.map((namespace) => `canary-alerting-encrypted-${namespace}`)));
  });

  test('with a key that is not the Secret\'s, is not applied: what was there stays, and Flux tells it', async () => {
    await until('everything is ready', async () => (await delivery.kustomizations()).every((each) => readyOf(each)?.status === 'True'), 90, () => delivery.kustomizations());
    await commit(other.recipient, '/second');
    await until('both fail', async () => (await delivery.kustomizations())
      .filter((each) => each.metadata.name.includes('encrypted') && readyOf(each)?.status === 'False' && readyOf(each)?.message.includes('cannot get sops data key')).length === NAMESPACES.length,
    90, async () => (await delivery.kustomizations()).map(readyOf));
    for (const namespace of NAMESPACES) { expect(await address(namespace)).toBe(cluster.chat.url('/first')); }
    await until('it is told', () => Promise.resolve(heard.byFlux('/first').length >= NAMESPACES.length));
    expect(heard.byFlux('/first')).toEqual(NAMESPACES.map(() => expect.stringContaining('cannot get sops data key') as string));
  });

  test('with the right key again, is applied when Flux looks again', async () => {
    await holds(other);
    for (const namespace of NAMESPACES) { await delivery.reconcile(`canary-alerting-encrypted-${namespace}`); }
    for (const namespace of NAMESPACES) { await until(namespace, async () => await address(namespace) === cluster.chat.url('/second'), 90, () => delivery.kustomizations()); }
  });
});
