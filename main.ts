import { Duration, YamlOutputType } from 'cdk8s';
import { App, CanaryAlerting, Channel, flagger, flux, Hears, Heartbeat, PrometheusStack, SecretKey, SecretSource } from './lib';

const app = new App({ yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE });
const installedBy = (name: string) => flux.Kustomization.fromKustomizationName(app, `${name}-kustomization`, name, 'flux-system');
const vault = (name: string, key = 'address') =>
  SecretKey.of(name, key, { filledBy: SecretSource.externalSecret({ store: 'vault', remoteKey: `canaries/${name}`, property: key }) });

// Who must hear what, and how fast.
const alerting = new CanaryAlerting(app, 'alerting', {
  notifyWithin: Duration.seconds(30),
  channels: [
    Channel.slack('#deployments-alert', { webhook: vault('slack-on-call'), hears: Hears.FAILURES }),
    Channel.slack('#deployments', { webhook: vault('slack-deployments'), hears: Hears.PROGRESS }),
  ],
  heartbeat: Heartbeat.webhook(vault('dead-mans-switch')),
  prometheus: PrometheusStack.helm({ release: 'kube-prometheus-stack', namespace: 'monitoring' }),
  flagger: { namespace: 'flagger-system' },
  flux: { flagger: installedBy('flagger'), prometheus: installedBy('kube-prometheus-stack'), externalSecrets: installedBy('external-secrets') },
  grafanaUrl: 'https://grafana.example.com',
});

const checkoutErrors = alerting.addMetricTemplate('checkout-errors', {
  provider: flagger.MetricProvider.datadog({ apiKey: vault('datadog', 'datadog_api_key'), applicationKey: vault('datadog', 'datadog_application_key') }),
  query: 'sum:trace.http.request.errors{service:{{ target }},version:canary}.as_count() / sum:trace.http.request.hits{service:{{ target }},version:canary}.as_count() * 100',
});

// The checkout team: the whole company hears of its canaries, and its own channel in Teams does, too.
const checkout = alerting.addTeam('checkout', {
  createNamespace: true,
  channels: [Channel.msTeams('checkout', { webhook: vault('teams-checkout'), hears: Hears.FAILURES })],
});
const checkoutLoad = checkout.addLoadTester();
checkout.addCanary('cart', {
  target: flagger.Target.deployment('cart'),
  provider: flagger.MeshProvider.ISTIO,
  service: { port: 8080 },
  analysis: flagger.Analysis.progressive({
    interval: Duration.seconds(30), threshold: 5, maxWeight: 50, stepWeight: 10,
    metrics: [
      flagger.MetricCheck.requestSuccessRate({ min: 99 }),
      flagger.MetricCheck.requestDuration({ max: Duration.millis(500) }),
      flagger.MetricCheck.fromTemplate(checkoutErrors, { max: 1, interval: Duration.minutes(2) }),
    ],
    webhooks: [checkoutLoad.loadTest('load', { command: flagger.LoadTester.hey({ url: 'http://cart-canary.checkout:8080/', duration: Duration.seconds(30) }) })],
  }),
});
checkout.addCanary('payment-form', {
  target: flagger.Target.deployment('payment-form'),
  provider: flagger.MeshProvider.NGINX,
  route: flagger.RouteRef.ingress('payment-form'),
  service: { port: 80, targetPort: 3000 },
  analysis: flagger.Analysis.abTesting({
    interval: Duration.minutes(1), threshold: 3, iterations: 20,
    match: [flagger.HeaderMatch.cookie('canary')],
    metrics: [flagger.MetricCheck.requestSuccessRate({ min: 99.5 })],
    webhooks: [checkoutLoad.loadTest('load', {
      command: flagger.LoadTester.hey({ url: 'https://pay.example.com/', headers: { Cookie: 'canary=always' }, duration: Duration.minutes(1) }),
    })],
  }),
});

// The search team: no mesh; a blue/green release is tested before anybody sees it.
const search = alerting.addTeam('search', { createNamespace: true });
const searchLoad = search.addLoadTester();
const suggestSuccess = alerting.addMetricTemplate('success-rate', {
  provider: flagger.MetricProvider.prometheus({ address: 'http://prometheus-operated.monitoring:9090' }),
  query: `100 * sum(rate(http_requests_total{namespace="{{ namespace }}",service="{{ service }}-canary",code!~"5.."}[{{ interval }}]))
/ sum(rate(http_requests_total{namespace="{{ namespace }}",service="{{ service }}-canary"}[{{ interval }}]))`,
});
search.addCanary('suggest', {
  target: flagger.Target.deployment('suggest'),
  provider: flagger.MeshProvider.KUBERNETES,
  service: { port: 9898 },
  analysis: flagger.Analysis.blueGreen({
    interval: Duration.seconds(20), threshold: 2, iterations: 6,
    metrics: [flagger.MetricCheck.fromTemplate(suggestSuccess, { min: 99 })],
    webhooks: [
      searchLoad.acceptanceTest('smoke', { command: 'curl -fsS http://suggest-canary.search:9898/healthz' }),
      searchLoad.loadTest('load', { command: flagger.LoadTester.hey({ url: 'http://suggest-canary.search:9898/suggest?q=a', duration: Duration.seconds(20) }) }),
    ],
  }),
});

app.synth();
