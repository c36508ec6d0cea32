import { App, Chart, Duration, Include, YamlOutputType } from 'cdk8s';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CanaryAlerting, Channel, flux, Hears, PrometheusStack, SecretKey, SecretSource } from '../lib';
import { run } from './run';
import { inScratchFolder } from './scratch';
import { tool } from './tools';

/** Secrets that the real SOPS encrypts for a key of age, and decrypts from dist/. */

const plain = (namespace: string): string => `apiVersion: v1
kind: Secret
metadata:
    name: on-call
    namespace: ${namespace}
type: Opaque
stringData:
    # Keys are not in the order of the alphabet.
    zone: z
    address: https://hooks.slack.com/services/T0/B0/${namespace}
    "0": |
        two
        lines
`;

const REGEX = ['--encrypted-regex', '^(data|stringData)$'];

function encrypt(folder: string, recipient: string, file: string, text: string, args: readonly string[] = REGEX): string {
  const path = join(folder, file);
  writeFileSync(path, text);
  const { ok, output } = run('sops', ['encrypt', '--in-place', '--age', recipient, ...args, path]);
  if (!ok) { throw new Error(output); }
  return path;
}

/** What SOPS decrypts, with the key of the folder. */
function decrypt(folder: string, path: string): { readonly ok: boolean; readonly stdout: string; readonly stderr: string } {
  const { status, stdout, stderr } = spawnSync(tool('sops'), ['decrypt', path], { encoding: 'utf8', env: { SOPS_AGE_KEY_FILE: join(folder, 'key.txt') }, timeout: 60_000 });
  return { ok: status === 0, stdout, stderr };
}

/** Makes a key, and says for whom to encrypt. */
function recipientIn(folder: string): string {
  const { output } = run('age-keygen', ['-o', join(folder, 'key.txt')]);
  return output.match(/age1[a-z0-9]+/)?.[0] as string;
}

function synth(folder: string, files: readonly string[]): string {
  const outdir = join(folder, 'dist');
  const app = new App({ outdir, yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE });
  const webhook = SecretKey.of('on-call', 'address', { filledBy: SecretSource.sopsFile(...files) });
  new CanaryAlerting(app, 'alerting', {
    notifyWithin: Duration.seconds(30), prometheus: PrometheusStack.helm({ release: 'kps', namespace: 'monitoring' }), channels: [Channel.slack('#on-call', { webhook, hears: Hears.FAILURES })],
    flux: { decryption: flux.Decryption.sops(SecretKey.of('sops-age', 'age.agekey')) },
  });
  app.synth();
  return outdir;
}

test('what the real SOPS encrypted is in dist/ as it was, and decrypts to what it was', () => {
  inScratchFolder('sops', (folder) => {
    const recipient = recipientIn(folder);
    const namespaces = ['monitoring', 'flux-system'];
    const files = namespaces.map((namespace) => encrypt(folder, recipient, `${namespace}.sops.yaml`, plain(namespace)));
    const dist = synth(folder, files);
    for (const [index, namespace] of namespaces.entries()) {
      const written = join(dist, `encrypted-${namespace}/Secret.on-call.k8s.yaml`);
      expect(readFileSync(written, 'utf8')).toBe(readFileSync(files[index] as string, 'utf8'));
      const { ok, stdout } = decrypt(folder, written);
      expect([ok, stdout]).toEqual([true, expect.stringContaining(`https://hooks.slack.com/services/T0/B0/${namespace}`)]);
    }
  });
});

test('as cdk8s itself would write it, SOPS refuses it', () => {
  inScratchFolder('sops', (folder) => {
    const file = encrypt(folder, recipientIn(folder), 'a.sops.yaml', plain('monitoring'));
    const app = new App({ outdir: join(folder, 'dist') });
    new Include(new Chart(app, 'included'), 'secret', { url: file });
    app.synth();
    const { ok, stderr } = decrypt(folder, join(folder, 'dist/included.k8s.yaml'));
    expect(ok).toBe(false);
    expect(stderr).toMatch(/MAC mismatch/);
  });
});

test.each<[string, readonly string[], string]>([
  ['all of the object', [], 'is encrypted, too'],
  ['one of the keys', ['--encrypted-regex', '^address$'], 'is not encrypted'],
  ['with a suffix that leaves a key out', ['--unencrypted-regex', '^(apiVersion|kind|metadata|type|zone)$'], 'stringData.zone is not encrypted'],
])('what SOPS encrypts otherwise is refused: %s', (_, args, message) => {
  inScratchFolder('sops', (folder) => {
    const file = encrypt(folder, recipientIn(folder), 'a.sops.yaml', plain('monitoring'), args);
    expect(() => synth(folder, [file])).toThrow(message);
    expect(() => synth(folder, [file])).not.toThrow('hooks.slack.com');
  });
});
