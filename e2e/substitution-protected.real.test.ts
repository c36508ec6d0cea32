import { App, Duration, YamlOutputType } from 'cdk8s';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { CanaryAlerting, Channel, flagger, Hears, PrometheusStack, SecretKey } from '../lib';
import { run } from './run';
import { inScratchFolder } from './scratch';

/** What Flux' own package makes of everything that is written, where somebody gives a Kustomization of ours variables. */

interface Manifest { readonly kind: string; readonly metadata: { readonly name: string; readonly annotations?: { readonly [name: string]: string } } }

const NASTY = 'echo "${USER} ${1} $$ ${x:-y} ${" ; hey http://podinfo';

function everything(folder: string): Manifest[] {
  const app = new App({ yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE });
  const channel = (name: string, hears: Hears): Channel => Channel.slack(`#${name}`, { webhook: SecretKey.of(name, 'address'), hears });
  const alerting = new CanaryAlerting(app, 'alerting', {
    notifyWithin: Duration.seconds(30), channels: [channel('on-call', Hears.FAILURES), channel('news', Hears.PROGRESS)], prometheus: PrometheusStack.helm({ release: 'kps', namespace: 'monitoring' }), flux: {},
    grafanaUrl: 'https://grafana.example.com/${x}', runbooks: 'https://runbooks.example.com/${y}',
  });
  alerting.addMetricTemplate('errors', { provider: flagger.MetricProvider.prometheus({ address: 'http://prometheus:9090' }), query: 'sum(rate(errors{job="${x}"}[1m]))' });
  const team = alerting.addTeam('shop');
  team.addCanary('podinfo', {
    target: flagger.Target.deployment('podinfo'), provider: flagger.MeshProvider.ISTIO, service: { port: 80 },
    analysis: flagger.Analysis.progressive({
      interval: Duration.seconds(30), threshold: 5, maxWeight: 50, stepWeight: 10, metrics: [flagger.MetricCheck.requestSuccessRate({ min: 99 })],
      webhooks: [flagger.Webhook.rollout('load', { url: 'http://load-tester.shop/', metadata: { cmd: NASTY } })],
    }),
  });
  const file = join(folder, 'canary.yaml');
  writeFileSync(file, stringify({
    apiVersion: 'flagger.app/v1beta1', kind: 'Canary', metadata: { name: 'second' },
    spec: {
      provider: 'istio', targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'second' }, service: { port: 80 },
      analysis: {
        interval: '30s', threshold: 5, maxWeight: 50, stepWeight: 10, metrics: [{ name: 'request-success-rate', interval: '1m', thresholdRange: { min: 99 } }],
        webhooks: [{ name: 'load', type: 'rollout', url: 'http://load-tester.shop/', metadata: { cmd: NASTY } }],
      },
    },
  }));
  team.includeCanary(file);
  team.addLoadTester();
  return app.charts.flatMap((chart) => chart.toJson() as Manifest[]);
}

test('everything that is written is protected, or Flux leaves it as it is', () => {
  inScratchFolder('substitution', (folder) => {
    const objects = everything(folder);
    const isProtected = ({ metadata }: Manifest): boolean => metadata.annotations?.['kustomize.toolkit.fluxcd.io/substitute'] === 'disabled';
    const texts = objects.map((object) => stringify(object));
    const answers = run('flux-oracle', [], { input: texts.map((text) => `${JSON.stringify({ substitute: { text, variables: { x: 'changed' } } })}\n`).join('') }).stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as { error?: string; text?: string });
    const mangled = objects.filter((_, index) => answers[index]?.error !== undefined || answers[index]?.text !== texts[index]);
    expect(mangled.filter((each) => !isProtected(each)).map(({ kind, metadata }) => `${kind}/${metadata.name}`)).toEqual([]);
    // Flux would indeed have changed them, or failed.
    expect(mangled.map(({ kind, metadata }) => `${kind}/${metadata.name}`)).toEqual(expect.arrayContaining(
      ['Canary/podinfo', 'Canary/second', 'MetricTemplate/errors', 'PrometheusRule/canary-alerting'],
    ));
  });
});
