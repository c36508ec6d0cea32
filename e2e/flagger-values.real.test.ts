import { App, Chart, Testing } from 'cdk8s';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { flagger, SecretKey } from '../lib';
import { moduleFolder } from './crds';
import versions from './versions.json';

const chart = join(moduleFolder(`github.com/fluxcd/flagger@${versions.programs.flagger.version}`), 'charts/flagger');

/** The ways to the values of a chart: a list counts as one. */
function paths(value: unknown, path: readonly string[] = []): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) { return [path.join('.')]; }
  const below = Object.entries(value);
  return below.length === 0 ? [path.join('.')] : below.flatMap(([key, each]) => paths(each, [...path, key]));
}

test('Flagger\'s chart knows each value that is written, and reads it', () => {
  const scope = new Chart(new App(), 'chart', { namespace: 'flagger-system' });
  new flagger.FlaggerValues(scope, 'values', {
    metricsServer: 'http://prometheus:9090', meshProvider: flagger.MeshProvider.ISTIO, clusterName: 'a', noCrossNamespaceRefs: true, watchNamespace: 'shop', replicas: 2,
    slack: { channel: 'a', url: SecretKey.of('slack', 'url'), token: SecretKey.of('slack', 'token') }, eventWebhookUrl: SecretKey.of('events', 'url'),
  });
  const [configMap] = Testing.synth(scope) as [{ readonly data: { readonly 'values.yaml': string } }];
  const written = paths(parse(configMap.data['values.yaml']));
  const known = paths(parse(readFileSync(join(chart, 'values.yaml'), 'utf8')));
  expect(written.filter((path) => !known.includes(path))).toEqual([]);
  const templates = readdirSync(join(chart, 'templates')).map((file) => readFileSync(join(chart, 'templates', file), 'utf8')).join('\n');
  expect(written.filter((path) => !new RegExp(`\\.Values\\.${path.replaceAll('.', '\\.')}(?![\\w.])`).test(templates))).toEqual([]);
  expect(written).toHaveLength(13);
});

test('Flagger reads the environment that is written', () => {
  const main = readFileSync(join(chart, '../../cmd/flagger/main.go'), 'utf8');
  for (const name of ['SLACK_URL', 'SLACK_TOKEN', 'MSTEAMS_URL', 'EVENT_WEBHOOK_URL']) { expect(main).toContain(`"${name}"`); }
});
