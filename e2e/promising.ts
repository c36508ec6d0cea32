import { App, Chart, Duration, Testing } from 'cdk8s';
import { worldOfObjects } from '../lib/checks/open';
import { World } from '../lib/checks/world';
import { CanaryAlerting, Channel, flagger, Hears, PrometheusStack, SecretKey } from '../lib';

/** One channel that hears every failure within so many seconds. */
export function alertingWithin(app: App, seconds: number): CanaryAlerting {
  return new CanaryAlerting(app, 'alerting', {
    notifyWithin: Duration.seconds(seconds),
    channels: [Channel.slack('#on-call', { webhook: SecretKey.of('slack-on-call', 'address'), hears: Hears.FAILURES })],
    prometheus: PrometheusStack.helm({ release: 'kube-prometheus-stack', namespace: 'monitoring' }),
    flagger: { namespace: 'flagger-system' },
  });
}

/** The objects of an app, as the checks see them. */
export function worldOf(app: App): World {
  return worldOfObjects(app.charts.flatMap((chart: Chart) => Testing.synth(chart) as unknown[]));
}

/** What a team gets that wants to be told within so many seconds, with one canary. */
export function promising(seconds: number, canary: { readonly namespace: string; readonly name: string }): World {
  const app = new App();
  alertingWithin(app, seconds).addTeam(canary.namespace).addCanary(canary.name, {
    target: flagger.Target.deployment(canary.name),
    provider: flagger.MeshProvider.ISTIO,
    service: { port: 9898 },
    analysis: flagger.Analysis.progressive({
      interval: Duration.seconds(30), threshold: 5, maxWeight: 50, stepWeight: 10, metrics: [flagger.MetricCheck.requestSuccessRate({ min: 99 })],
    }),
  });
  return worldOf(app);
}
