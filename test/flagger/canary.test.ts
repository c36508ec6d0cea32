import { Duration, JsonPatch } from 'cdk8s';
import { flagger, SecretKey } from '../../lib';
import { chart, manifests } from '../render';
import { Analysis, canary, judged, MeshProvider, MetricCheck, problems, progressive, rendered, spec, Target } from './canary-of';

const { AlertProvider, AlertProviderType, AlertSeverity, Autoscaler, Canary, HeaderMatch, RouteRef, StringMatch, TrafficTlsMode, Webhook } = flagger;

describe('Canary', () => {
  test('weights with Istio, whole', () => {
    const c = chart('shop');
    const onCall = AlertProvider.fromAlertProviderName(c, 'on-call', 'on-call', 'flagger-system');
    const template = flagger.MetricTemplate.fromMetricTemplateName(c, 'errors', 'errors', 'monitoring');
    const podinfo = new Canary(c, 'podinfo', {
      target: Target.deployment('podinfo'),
      provider: MeshProvider.ISTIO,
      autoscaler: Autoscaler.horizontalPodAutoscaler('podinfo'),
      progressDeadline: Duration.minutes(2),
      service: { port: 9898, targetPortName: 'http', gateways: ['istio-system/public'], hosts: ['podinfo.example.com'], trafficPolicy: { tls: { mode: TrafficTlsMode.ISTIO_MUTUAL } } },
      analysis: Analysis.progressive({
        interval: Duration.minutes(1),
        threshold: 5,
        maxWeight: 50,
        stepWeight: 10,
        metrics: [
          MetricCheck.requestSuccessRate({ min: 99 }),
          MetricCheck.requestDuration({ max: Duration.millis(500), interval: Duration.seconds(30) }),
          MetricCheck.fromTemplate(template, { max: 5, variables: { direction: 'inbound' } }),
        ],
        webhooks: [Webhook.preRollout('smoke', { url: 'http://tests.shop/smoke', timeout: Duration.minutes(1), retries: 2, metadata: { suite: 'smoke' } })],
      }),
      alerts: [{ severity: AlertSeverity.ERROR, provider: onCall, name: 'failures' }],
    });
    expect(rendered(podinfo)).toEqual({
      apiVersion: 'flagger.app/v1beta1',
      kind: 'Canary',
      metadata: { name: 'podinfo', namespace: 'shop' },
      spec: {
        provider: 'istio',
        targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'podinfo' },
        autoscalerRef: { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', name: 'podinfo' },
        progressDeadlineSeconds: 120,
        service: {
          port: 9898,
          targetPort: 'http',
          gateways: ['istio-system/public'],
          hosts: ['podinfo.example.com'],
          trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } },
        },
        analysis: {
          interval: '1m',
          threshold: 5,
          maxWeight: 50,
          stepWeight: 10,
          metrics: [
            { name: 'request-success-rate', interval: '1m', thresholdRange: { min: 99 } },
            { name: 'request-duration', interval: '30s', thresholdRange: { max: 500 } },
            {
              name: 'errors',
              interval: '1m',
              thresholdRange: { max: 5 },
              templateRef: { name: 'errors', namespace: 'monitoring' },
              templateVariables: { direction: 'inbound' },
            },
          ],
          webhooks: [{ name: 'smoke', type: 'pre-rollout', url: 'http://tests.shop/smoke', timeout: '1m', retries: 2, metadata: { suite: 'smoke' } }],
          alerts: [{ name: 'failures', severity: 'error', providerRef: { name: 'on-call', namespace: 'flagger-system' } }],
        },
      },
    });
    expect(podinfo.longestProgress.toSeconds()).toBe(60 * (5 + 5 + 5) + 2 * 120);
  });

  test('an A/B test with NGINX, whole', () => {
    const podinfo = canary({
      provider: MeshProvider.NGINX,
      route: RouteRef.ingress('podinfo'),
      service: { port: 80, targetPort: 9898 },
      analysis: Analysis.abTesting({ ...judged, iterations: 10, match: [HeaderMatch.header('x-canary', StringMatch.regex('.*Firefox.*')), HeaderMatch.cookie('canary')] }),
    });
    expect(rendered(podinfo)).toEqual({
      apiVersion: 'flagger.app/v1beta1',
      kind: 'Canary',
      metadata: { name: 'podinfo', namespace: 'shop' },
      spec: {
        provider: 'nginx',
        targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'podinfo' },
        ingressRef: { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'podinfo' },
        service: { port: 80, targetPort: 9898 },
        analysis: {
          interval: '30s',
          threshold: 5,
          iterations: 10,
          match: [{ headers: { 'x-canary': { regex: '.*Firefox.*' } } }, { headers: { cookie: { exact: 'canary' } } }],
          metrics: [{ name: 'request-success-rate', interval: '1m', thresholdRange: { min: 99 } }],
        },
      },
    });
  });

  test('Blue/Green without a mesh, whole', () => {
    const podinfo = canary({
      provider: MeshProvider.KUBERNETES,
      target: Target.daemonSet('podinfo'),
      skipAnalysis: true,
      suspend: true,
      revertOnDeletion: true,
      metricsServer: 'http://prometheus.monitoring:9090',
      analysis: Analysis.blueGreen({ interval: Duration.seconds(10), threshold: 2, iterations: 4 }),
    });
    expect(rendered(podinfo)).toEqual({
      apiVersion: 'flagger.app/v1beta1',
      kind: 'Canary',
      metadata: { name: 'podinfo', namespace: 'shop' },
      spec: {
        provider: 'kubernetes',
        targetRef: { apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'podinfo' },
        metricsServer: 'http://prometheus.monitoring:9090',
        skipAnalysis: true,
        suspend: true,
        revertOnDeletion: true,
        service: { port: 9898 },
        analysis: { interval: '10s', threshold: 2, iterations: 4 },
      },
    });
  });

  test('a Knative Service needs no service of Flagger\'s', () => {
    const podinfo = canary({ provider: MeshProvider.KNATIVE, target: Target.knativeService('podinfo'), service: undefined });
    const { targetRef, service } = rendered(podinfo)['spec'];
    expect({ targetRef, service }).toEqual({ targetRef: { apiVersion: 'serving.knative.dev/v1', kind: 'Service', name: 'podinfo' }, service: undefined });
  });

  test('grows by metrics, webhooks and alerts', () => {
    const c = chart();
    const podinfo = canary({}, c);
    podinfo.addMetric(MetricCheck.requestDuration({ max: Duration.millis(500) }));
    podinfo.addWebhook(Webhook.event('events', { url: 'http://receiver.shop/' }));
    podinfo.addAlert({ severity: AlertSeverity.WARN, provider: new AlertProvider(c, 'news', { type: AlertProviderType.SLACK, secret: SecretKey.of('slack', 'address') }) });
    const { metrics, webhooks, alerts } = rendered(podinfo)['spec'].analysis;
    expect(metrics.map(({ name }: { name: string }) => name)).toEqual(['request-success-rate', 'request-duration']);
    expect(webhooks).toEqual([{ name: 'events', type: 'event', url: 'http://receiver.shop/' }]);
    expect(alerts).toEqual([{ name: 'news', severity: 'warn', providerRef: { name: 'news', namespace: 'shop' } }]);
  });

  test('an analysis that two canaries share stays as it was', () => {
    const c = chart();
    canary({}, c).addMetric(MetricCheck.requestDuration({ max: Duration.millis(500) }));
    const other = canary({ target: Target.deployment('backend') }, c, 'backend');
    expect(rendered(other)['spec'].analysis.metrics).toHaveLength(1);
  });

  test('an alert of a provider without a namespace looks in the canary\'s own', () => {
    const c = chart();
    const podinfo = canary({ alerts: [{ severity: AlertSeverity.INFO, provider: AlertProvider.fromAlertProviderName(c, 'ref', 'news') }] }, c);
    expect(rendered(podinfo)['spec'].analysis.alerts).toEqual([{ name: 'news', severity: 'info', providerRef: { name: 'news' } }]);
  });

  test('metrics carry the target\'s name, not the canary\'s', () => {
    const podinfo = canary({ target: Target.deployment('backend'), service: { port: 80, name: 'api' } });
    expect([podinfo.name, podinfo.metricName, podinfo.serviceName]).toEqual(['podinfo', 'backend', 'api']);
  });

  test('a JsonPatch sets what this library does not', () => {
    const c = chart();
    canary({}, c).addJsonPatch(JsonPatch.add('/spec/analysis/mirrorWeight', 20), JsonPatch.add('/spec/futureField', 1));
    expect(manifests(c)[0]).toMatchObject({ spec: { analysis: { mirrorWeight: 20 }, futureField: 1 } });
  });

  test('refers to a Canary that exists', () => {
    const { name, namespace } = Canary.fromCanaryName(chart(), 'ref', 'podinfo', 'shop');
    expect([name, namespace]).toEqual(['podinfo', 'shop']);
  });

  test.each([
    ['a deadline with a fraction', { progressDeadline: Duration.millis(1500) }, 'progressDeadline is not in whole seconds'],
    ['no service', { service: undefined }, 'service is not given'],
  ])('refuses %s', (_, props, message) => {
    expect(() => canary(props)).toThrow(`Canary/shop/podinfo: ${message}`);
  });

  test('a test when the app is synthesized: no check can fail', () => {
    const c = chart();
    const podinfo = canary({ analysis: Analysis.progressive({ interval: Duration.seconds(30), threshold: 5, maxWeight: 50, stepWeight: 10 }) }, c);
    expect(problems(c).join()).toContain('Canary/shop/podinfo: no check can fail');
    podinfo.addWebhook(Webhook.rollout('load', { url: 'http://load-tester.shop/', metadata: { cmd: 'hey http://podinfo-canary.shop/' } }));
    expect(problems(c)).toHaveLength(1);
    podinfo.addMetric(MetricCheck.requestSuccessRate({ min: 99 }));
    expect(problems(c)).toEqual([]);
  });

  test.each([
    ['is skipped', { skipAnalysis: true, analysis: Analysis.blueGreen({ interval: Duration.seconds(30), threshold: 5, iterations: 2 }) }],
    ['has a test before traffic', {
      analysis: Analysis.blueGreen({ interval: Duration.seconds(30), threshold: 5, iterations: 2, webhooks: [Webhook.preRollout('smoke', { url: 'http://tests.shop/' })] }),
    }],
    ['has a test at every tick', {
      analysis: Analysis.blueGreen({ interval: Duration.seconds(30), threshold: 5, iterations: 2, webhooks: [Webhook.rollout('smoke', { url: 'http://tests.shop/' })] }),
    }],
    ['has a metric', { analysis: progressive }],
  ])('an analysis that %s is fine', (_, props) => {
    const c = chart();
    canary(props, c);
    expect(problems(c)).toEqual([]);
  });

  test('every provider renders what its CRD accepts', () => {
    const needs: Record<string, Partial<flagger.CanaryProps>> = {
      'kubernetes': { analysis: Analysis.blueGreen({ ...judged, iterations: 2 }) },
      'nginx': { route: RouteRef.ingress('podinfo') },
      'skipper': { route: RouteRef.ingress('podinfo') },
      'apisix': { route: RouteRef.apisixRoute('podinfo') },
      'gloo': { route: RouteRef.glooUpstream('podinfo', 'gloo-system') },
      'appmesh': { service: { port: 80, meshName: 'global' } },
      'knative': { target: Target.knativeService('podinfo') },
      'gatewayapi:v1': { service: { port: 80, gatewayRefs: [{ name: 'public', namespace: 'gateways', sectionName: 'http', port: 80 }] } },
      'gatewayapi:v1beta1': { service: { port: 80, gatewayRefs: [{ name: 'public' }] } },
    };
    for (const provider of Object.values(MeshProvider)) {
      expect(spec({ provider, ...needs[provider] })['provider']).toBe(provider);
    }
  });
});
