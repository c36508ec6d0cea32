import { Duration } from 'cdk8s';
import { flagger } from '../../lib';
import { chart } from '../render';
import { Analysis, canary, judged, MeshProvider, MetricCheck, progressive, Target } from './canary-of';

const { AlertProvider, AlertSeverity, Autoscaler, HeaderMatch, RouteRef, StringMatch, Webhook } = flagger;
const header = HeaderMatch.header('x-canary', StringMatch.exact('insider'));
const abTesting = Analysis.abTesting({ ...judged, iterations: 5, match: [header] });
const blueGreen = Analysis.blueGreen({ ...judged, iterations: 5 });
const mirrored = Analysis.progressive({ ...judged, maxWeight: 50, stepWeight: 10, mirror: true });
const mirroredBlueGreen = Analysis.blueGreen({ ...judged, iterations: 5, mirror: true });
const affine = Analysis.progressive({ ...judged, maxWeight: 50, stepWeight: 10, sessionAffinity: { cookieName: 'canary' } });
const gateways = { port: 80, gatewayRefs: [{ name: 'public' }] };

describe('what fits together in a Canary', () => {
  test.each<[string, Partial<flagger.CanaryProps>, string]>([
    ['weights without a mesh', { provider: MeshProvider.KUBERNETES }, 'the provider kubernetes cannot shift traffic by weight'],
    ['an A/B test without a mesh', { provider: MeshProvider.KUBERNETES, analysis: abTesting }, 'the provider kubernetes ignores the conditions of an A/B test'],
    ['an A/B test whose conditions are ignored', { provider: MeshProvider.LINKERD, analysis: abTesting },
      'the provider linkerd ignores the conditions of an A/B test\n  value:   {"provider":"linkerd","strategy":"ab-testing"}\n'
      + '  allowed: only with istio, nginx, contour, gloo, appmesh, appmesh:v1beta2, gatewayapi:v1, gatewayapi:v1beta1: elsewhere all traffic goes to the canary'],
    ['alternatives that are joined into one', {
      provider: MeshProvider.GLOO,
      analysis: Analysis.abTesting({ ...judged, iterations: 5, match: [header, HeaderMatch.cookie('canary')] }),
    }, 'the provider gloo does not know alternatives in match'],
    ['two headers and NGINX, of which one is kept', {
      provider: MeshProvider.NGINX,
      route: RouteRef.ingress('podinfo'),
      analysis: Analysis.abTesting({ ...judged, iterations: 5, match: [header, HeaderMatch.header('b', StringMatch.exact('1'))] }),
    }, 'the provider nginx does not know these alternatives in match'],
    ['three conditions and NGINX', {
      provider: MeshProvider.NGINX,
      route: RouteRef.ingress('podinfo'),
      analysis: Analysis.abTesting({ ...judged, iterations: 5, match: [header, header, HeaderMatch.cookie('canary')] }),
    }, 'the provider nginx does not know these alternatives in match\n  value:   "3 conditions"'],
    ['a comparison that is dropped', {
      provider: MeshProvider.CONTOUR,
      analysis: Analysis.abTesting({ ...judged, iterations: 5, match: [HeaderMatch.header('x-canary', StringMatch.regex('a.*'))] }),
    }, 'the provider contour cannot compare "x-canary" by regex'],
    ['mirroring where it never ends', { provider: MeshProvider.LINKERD, analysis: mirrored }, 'the provider linkerd cannot mirror traffic'],
    ['mirroring with weights and Gateway API', { provider: MeshProvider.GATEWAY_API_V1, service: gateways, analysis: mirrored },
      'the provider gatewayapi:v1 cannot mirror traffic while it shifts weight'],
    ['affinity that is ignored', { provider: MeshProvider.LINKERD, analysis: affine }, 'the provider linkerd ignores sessionAffinity\n  allowed: only with istio, gatewayapi:v1, gatewayapi:v1beta1\n  fix:     leave sessionAffinity out'],
    ['affinity where an A/B test is known', { provider: MeshProvider.NGINX, route: RouteRef.ingress('podinfo'), analysis: affine },
      'the provider nginx ignores sessionAffinity\n  allowed: only with istio, gatewayapi:v1, gatewayapi:v1beta1\n  fix:     flagger.Analysis.abTesting({ …, match: [flagger.HeaderMatch.cookie(\'canary\')] })'],
    ['NGINX without an Ingress', { provider: MeshProvider.NGINX }, 'the provider nginx needs an Ingress'],
    ['Skipper without an Ingress', { provider: MeshProvider.SKIPPER }, 'the provider skipper needs an Ingress'],
    ['APISIX with an Ingress', { provider: MeshProvider.APISIX, route: RouteRef.ingress('podinfo') }, 'the provider apisix needs an ApisixRoute'],
    ['Gateway API without a Gateway', { provider: MeshProvider.GATEWAY_API_V1 }, 'the provider gatewayapi:v1 needs a Gateway'],
    ['App Mesh without a mesh', { provider: MeshProvider.APPMESH }, 'the provider appmesh needs the mesh\'s name'],
    ['an Ingress that nobody reads', { route: RouteRef.ingress('podinfo') }, 'the provider istio does not read Ingress/podinfo'],
    ['an Upstream that nobody reads', { provider: MeshProvider.CONTOUR, route: RouteRef.glooUpstream('podinfo') }, 'the provider contour does not read Upstream/podinfo'],
    ['a Knative Service with Istio', { target: Target.knativeService('podinfo') }, 'a Knative Service needs the provider knative'],
    ['Knative with a Deployment', { provider: MeshProvider.KNATIVE }, 'the provider knative releases Knative Services alone'],
    ['Knative with an autoscaler', { provider: MeshProvider.KNATIVE, target: Target.knativeService('podinfo'), autoscaler: Autoscaler.horizontalPodAutoscaler('podinfo') },
      'a Knative Service is given an autoscaler'],
    ['a DaemonSet with an autoscaler', { target: Target.daemonSet('agent'), autoscaler: Autoscaler.horizontalPodAutoscaler('agent') }, 'a DaemonSet is given an autoscaler'],
    ['a metrics server that is no URL', { metricsServer: 'prometheus:9090' }, 'metricsServer is not an HTTP URL'],
    ['a built-in check of a Service that queries another mesh', { provider: MeshProvider.LINKERD, target: Target.service('podinfo') },
      'request-success-rate never has a value for a target of kind Service with the provider linkerd'],
    ['two metrics of one name', { analysis: Analysis.blueGreen({ ...judged, iterations: 2, metrics: [...judged.metrics, ...judged.metrics] }) }, 'two metrics have the same name'],
    ['a gate that is never asked', {
      analysis: Analysis.blueGreen({ ...judged, iterations: 2, webhooks: [Webhook.confirmTrafficIncrease('gate', { url: 'http://gates.shop/' })] }),
    }, 'the webhook gate would never be called'],
    ['webhooks that take longer than a tick', {
      analysis: Analysis.blueGreen({
        ...judged,
        iterations: 2,
        webhooks: ['a', 'b', 'c'].map((name) => Webhook.rollout(name, { url: 'http://tests.shop/' })),
      }),
    }, 'the rollout webhooks may take longer than the analysis interval\n  value:   ["a: 10s","b: 10s","c: 10s"]'],
    ['retries that take longer than a tick', {
      analysis: Analysis.blueGreen({ ...judged, iterations: 2, webhooks: [Webhook.rollout('a', { url: 'http://tests.shop/', retries: 2 })] }),
    }, 'the rollout webhooks may take longer than the analysis interval'],
  ])('refuses %s', (_, props, message) => {
    expect(() => canary(props)).toThrow(`Canary/shop/podinfo: ${message}`);
  });

  test.each<[string, Partial<flagger.CanaryProps>]>([
    ['Blue/Green without a mesh', { provider: MeshProvider.KUBERNETES, analysis: blueGreen }],
    ['an A/B test with alternatives and Istio', { analysis: Analysis.abTesting({ ...judged, iterations: 5, match: [header, HeaderMatch.cookie('canary')] }) }],
    ['mirroring with weights and Istio', { analysis: mirrored }],
    ['mirroring with Blue/Green and Gateway API', { provider: MeshProvider.GATEWAY_API_V1, service: gateways, analysis: mirroredBlueGreen }],
    ['affinity with Gateway API', { provider: MeshProvider.GATEWAY_API_V1, service: gateways, analysis: affine }],
    ['Gloo without an Upstream', { provider: MeshProvider.GLOO }],
    ['App Mesh v1beta2 without a mesh', { provider: MeshProvider.APPMESH_V1BETA2 }],
    ['a built-in check of a Service with Istio', { target: Target.service('podinfo') }],
    ['a rollout webhook that fits a tick', {
      analysis: Analysis.blueGreen({ ...judged, iterations: 2, webhooks: [Webhook.rollout('a', { url: 'http://tests.shop/', timeout: Duration.seconds(29) })] }),
    }],
    ['a slow test before traffic', {
      analysis: Analysis.blueGreen({ ...judged, iterations: 2, webhooks: [Webhook.preRollout('a', { url: 'http://tests.shop/', timeout: Duration.minutes(5) })] }),
    }],
  ])('takes %s', (_, props) => {
    expect(() => canary(props)).not.toThrow();
  });

  test('refuses an AlertProvider twice, whose messages would arrive twice', () => {
    const c = chart();
    const provider = AlertProvider.fromAlertProviderName(c, 'news', 'news');
    const podinfo = canary({ alerts: [{ severity: AlertSeverity.INFO, provider }] }, c);
    expect(() => { podinfo.addAlert({ severity: AlertSeverity.ERROR, provider }); }).toThrow('two alerts use the AlertProvider news\n  value:   ["info","error"]');
  });

  test('refuses two Canaries of one target, and takes its namesake in another namespace', () => {
    const c = chart();
    canary({}, c);
    expect(() => canary({}, c, 'second')).toThrow('Canary/shop/second: the target Deployment/podinfo has another Canary\n  value:   "Canary/shop/podinfo"');
    expect(() => canary({ metadata: { name: 'podinfo', namespace: 'bank' } }, c, 'third')).not.toThrow();
    expect(() => canary({ target: Target.service('podinfo'), analysis: progressive }, c, 'fourth')).not.toThrow();
  });

  test('refuses a metric that is added twice', () => {
    expect(() => { canary().addMetric(MetricCheck.requestSuccessRate({ min: 95 })); }).toThrow('two metrics have the same name');
  });
});
