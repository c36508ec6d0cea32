import { Duration, YamlOutputType } from 'cdk8s';
import type * as lib from '../../lib';

/** This library, with all that it makes: `ours.js OUTDIR CANARIES TEAM [checks] [cdk8s]`. */
// eslint-disable-next-line @typescript-eslint/no-require-imports -- which package is measured, the measurement says
const { App, CanaryAlerting, Channel, Checks, flagger, Hears, PrometheusStack, SecretKey } = require(process.env['BENCH_PACKAGE'] as string) as typeof lib;
const [outdir, canaries = 0, size = 50] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const app = new App({ ...(outdir !== undefined && { outdir }), yamlOutputType: YamlOutputType.FILE_PER_CHART });
const alerting = new CanaryAlerting(app, 'alerting', {
  notifyWithin: Duration.seconds(30),
  channels: [Channel.slack('#on-call', { webhook: SecretKey.of('slack', 'address'), hears: Hears.FAILURES })],
  prometheus: PrometheusStack.helm({ release: 'kube-prometheus-stack', namespace: 'monitoring' }),
  flagger: { namespace: 'flagger-system' },
});
for (let first = 0; first < canaries; first += size) {
  const space = `team-${first / size}`;
  const team = alerting.addTeam(space);
  const tester = team.addLoadTester();
  for (let index = first; index < Math.min(first + size, canaries); index++) {
    const name = `app-${index}`;
    team.addCanary(name, {
      target: flagger.Target.deployment(name),
      provider: flagger.MeshProvider.ISTIO,
      service: { port: 8080 },
      analysis: flagger.Analysis.progressive({
        interval: Duration.seconds(30), threshold: 5, maxWeight: 50, stepWeight: 10,
        metrics: [flagger.MetricCheck.requestSuccessRate({ min: 99 }), flagger.MetricCheck.requestDuration({ max: Duration.millis(500) })],
        webhooks: [tester.loadTest('load', { command: flagger.LoadTester.hey({ url: `http://${name}-canary.${space}:8080/`, duration: Duration.seconds(30) }) })],
      }),
    });
  }
}
if (process.argv[5] === 'checks') { Checks.attach(app); }
app.synth();
