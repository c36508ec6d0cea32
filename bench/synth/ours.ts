import { Chart, Duration, YamlOutputType } from 'cdk8s';
import type * as lib from '../../lib';

/**
 * This library: `ours.js OUTDIR CANARIES TEAM [whole] [checks] [files]`. With `whole` each canary's application has beside the Canary what else it has in a repository: its own metrics, six
 * rules on them that page, a Secret out of a vault; with `checks` everything is checked; with `files` each object is a file.
 */
// eslint-disable-next-line @typescript-eslint/no-require-imports -- which package is measured, the measurement says
const { App, CanaryAlerting, Channel, Checks, externalsecrets, flagger, Hears, prometheus, PrometheusStack, SecretKey, SecretSource } = require(process.env['BENCH_PACKAGE'] as string) as typeof lib;
const [outdir, canaries = 0, size = 50] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const [whole, checks, files] = ['whole', 'checks', 'files'].map((word) => process.argv.includes(word));
const channel = Channel.slack('#on-call', { webhook: SecretKey.of('slack', 'address'), hears: Hears.FAILURES });
const app = new App({ ...(outdir !== undefined && { outdir }), yamlOutputType: files ? YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE : YamlOutputType.FILE_PER_CHART });
const alerting = new CanaryAlerting(app, 'alerting', {
  notifyWithin: Duration.seconds(30),
  channels: [channel],
  ...(whole && { otherAlerts: channel }),
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
    if (whole) { addApplication(team.chart, space, name); }
  }
}
function addApplication(scope: Chart, namespace: string, name: string): void {
  const metadata = { namespace, labels: { release: 'kube-prometheus-stack' } };
  const record = (per: string, selector: string): lib.prometheus.RecordingRule => new prometheus.RecordingRule({
    record: `job:http_requests:${per}`, expr: `sum by (namespace, job) (rate(http_requests_total{namespace="${namespace}", job="${name}"${selector}}[5m]))`,
  });
  const alert = (title: string, expr: string): lib.prometheus.AlertingRule => new prometheus.AlertingRule({
    alert: title, expr, for: Duration.minutes(5), severity: prometheus.RuleSeverity.WARNING,
    annotations: { summary: `${title} in {{ $labels.namespace }}/${name}`, description: `{{ $labels.job }} has been at {{ $value }} for five minutes.` },
  });
  const selector = `namespace="${namespace}", job="${name}"`;
  new prometheus.ServiceMonitor(scope, `${name}-monitor`, { metadata: { ...metadata, name }, selector: { app: name }, endpoints: [{ port: 'http', interval: Duration.seconds(15) }] });
  new prometheus.PrometheusRule(scope, `${name}-rules`, { metadata: { ...metadata, name }, groups: [{
    name, interval: Duration.seconds(30),
    recordingRules: [record('rate5m', ''), record('errors_rate5m', ', code=~"5.."')],
    alertingRules: [
      alert('ErrorsHigh', `sum by (namespace, job) (rate(http_requests_total{${selector}, code=~"5.."}[5m])) / sum by (namespace, job) (rate(http_requests_total{${selector}}[5m])) > 0.01`),
      alert('RequestsSlow', `histogram_quantile(0.99, sum by (namespace, job, le) (rate(http_request_duration_seconds_bucket{${selector}}[5m]))) > 0.5`),
      alert('ContainerRestarts', `sum by (namespace, pod, job) (increase(kube_pod_container_status_restarts_total{namespace="${namespace}", pod=~"${name}-.*"}[15m])) > 3`),
      alert('NoRequests', `sum by (namespace, job) (rate(http_requests_total{${selector}}[10m])) == 0`),
    ],
  }] });
  new externalsecrets.ExternalSecret(scope, `${name}-secret`, {
    metadata: { namespace, name }, keys: [SecretKey.of(name, 'password', { filledBy: SecretSource.externalSecret({ store: 'vault', remoteKey: `${namespace}/${name}`, property: 'password' }) })],
  });
}
if (checks) { Checks.attach(app); }
app.synth();
