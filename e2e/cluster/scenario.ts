import { App, Duration, YamlOutputType } from 'cdk8s';
import { CanaryAlerting, Channel, flagger, Hears, PrometheusStack, SecretKey, SecretSource } from '../../lib';
import { Gates } from './gates';

const key = (name: string, field = 'address'): SecretKey =>
  SecretKey.of(name, field, { filledBy: SecretSource.externalSecret({ store: 'vault', remoteKey: name, property: field }) });

/** Where each channel is in the stand-in for chats. */
export const FAILURES = '/slack-on-call/address';
export const PROGRESS = '/slack-deployments/address';
export const BRIDGE = '/bridge/url';

/** Within how many seconds whoever hears of failures is told. */
export const PROMISE = 30;

/** A canary for each thing that can happen to one. Of all, none has a mesh, and the interval is Flagger's shortest. */
export const CANARIES = ['good', 'bad', 'hangs', 'half', 'manual', 'gated'] as const;
export type CanaryName = typeof CANARIES[number];

/** Synthesizes an application whose channels and canaries show everything that can be told. */
export function synthesize(folder: string, gates: Gates): void {
  const app = new App({ outdir: folder, yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE });
  const alerting = new CanaryAlerting(app, 'alerting', {
    notifyWithin: Duration.seconds(PROMISE),
    channels: [
      Channel.slack('#deployments-alert', { webhook: key('slack-on-call'), hears: Hears.FAILURES }),
      Channel.slack('#deployments', { webhook: key('slack-deployments'), hears: Hears.PROGRESS }),
      // Flux would need its address in plain text: it tells it by Alertmanager.
      Channel.webhook('bridge', { webhook: key('bridge', 'url'), hears: Hears.FAILURES }),
    ],
    prometheus: PrometheusStack.helm({ release: 'kube-prometheus-stack', namespace: 'monitoring' }),
    flagger: { namespace: 'flagger-system' },
    flux: {},
  });
  const shop = alerting.addTeam('shop', { createNamespace: true });
  const webhooks: Partial<Record<CanaryName, flagger.Webhook[]>> = {
    manual: [flagger.Webhook.rollback('by hand', { url: gates.url('manual') })],
    gated: [
      flagger.Webhook.confirmRollout('may it begin', { url: gates.url('rollout') }),
      flagger.Webhook.confirmPromotion('may it be promoted', { url: gates.url('promotion') }),
    ],
  };
  for (const name of CANARIES) {
    shop.addCanary(name, {
      target: flagger.Target.deployment(name),
      provider: flagger.MeshProvider.KUBERNETES,
      service: { port: 9898 },
      // A Deployment that is scaled up from zero never exceeds Kubernetes' own deadline: its rollout was complete with no pod.
      ...(name === 'hangs' && { progressDeadline: Duration.seconds(20) }),
      analysis: flagger.Analysis.blueGreen({
        interval: Duration.seconds(10), threshold: 2, iterations: name === 'manual' ? 30 : 2,
        metrics: [flagger.MetricCheck.requestSuccessRate({ min: 99 })],
        webhooks: webhooks[name] ?? [],
      }),
    });
  }
  app.synth();
}
