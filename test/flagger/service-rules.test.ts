import { Duration } from 'cdk8s';
import { flagger } from '../../lib';
import { Analysis, canary, judged, MeshProvider, progressive } from './canary-of';

const { HeaderMatch, RewriteType, StringMatch } = flagger;
const gatewayRefs = [{ name: 'public' }];
const byHeader = Analysis.abTesting({ ...judged, iterations: 5, match: [HeaderMatch.header('x-canary', StringMatch.exact('yes'))] });
const byQuery = Analysis.abTesting({ ...judged, iterations: 5, match: [HeaderMatch.all({ queryParams: { canary: StringMatch.exact('yes') } })] });
const byBoth = Analysis.abTesting({ ...judged, iterations: 5, match: [HeaderMatch.all({ headers: { a: StringMatch.exact('1') }, queryParams: { b: StringMatch.exact('1') } })] });
const affine = Analysis.progressive({ ...judged, maxWeight: 50, stepWeight: 10, sessionAffinity: { cookieName: 'canary' } });
const blind = { interval: Duration.seconds(30), threshold: 5, webhooks: [flagger.Webhook.rollout('test', { url: 'http://tests.shop/' })] };
const tcpWeights = Analysis.progressive({ ...blind, maxWeight: 50, stepWeight: 10 });
const api = [{ uri: StringMatch.prefix('/api') }];

describe('what of a service fits its provider', () => {
  test.each<[string, Partial<flagger.CanaryProps>, string]>([
    ['a timeout that nobody reads', { provider: MeshProvider.LINKERD, service: { port: 80, timeout: Duration.seconds(5) } }, 'the provider linkerd ignores service.timeout\n  allowed: only with istio'],
    ['Gateways with Istio', { service: { port: 80, gatewayRefs } }, 'the provider istio ignores service.gatewayRefs\n  allowed: only with gatewayapi:v1, gatewayapi:v1beta1'],
    ['CORS with the older Gateway API', { provider: MeshProvider.GATEWAY_API_V1BETA1, service: { port: 80, gatewayRefs, corsPolicy: { allowOrigins: [StringMatch.exact('a')] } } },
      'the provider gatewayapi:v1beta1 ignores service.corsPolicy'],
    ['Istio\'s policy elsewhere', { provider: MeshProvider.CONTOUR, service: { port: 80, trafficPolicy: {} } }, 'the provider contour ignores service.trafficPolicy'],
    ['a prefix origin with Gateway API', { provider: MeshProvider.GATEWAY_API_V1, service: { port: 80, gatewayRefs, corsPolicy: { allowOrigins: [StringMatch.prefix('a')] } } },
      'the provider gatewayapi:v1 cannot compare an origin by prefix'],
    ['a condition that Gateway API drops', { provider: MeshProvider.GATEWAY_API_V1, service: { port: 80, gatewayRefs, match: [{ authority: StringMatch.exact('a') }] } },
      'the provider gatewayapi:v1 ignores service.match.authority'],
    ['a comparison that Gateway API refuses', { provider: MeshProvider.GATEWAY_API_V1, service: { port: 80, gatewayRefs, match: [{ headers: { a: StringMatch.prefix('b') } }] } },
      'the provider gatewayapi:v1 cannot compare service.match.headers.a by prefix'],
    ['an exact path with Contour', { provider: MeshProvider.CONTOUR, service: { port: 80, match: [{ uri: StringMatch.exact('/api') }] } }, 'the provider contour cannot compare service.match.uri by exact'],
    ['two paths with App Mesh', { provider: MeshProvider.APPMESH_V1BETA2, service: { port: 80, match: [...api, ...api] } }, 'the provider appmesh:v1beta2 reads the first entry of service.match alone'],
    ['retries on nothing with Contour', { provider: MeshProvider.CONTOUR, service: { port: 80, retries: { attempts: 3 } } }, 'service.retries.retryOn is not given'],
    ['a rewrite\'s type with Istio', { service: { port: 80, rewrite: { uri: '/', type: RewriteType.PREFIX_MATCH } } }, 'the provider istio ignores service.rewrite.type'],
    ['a rewritten prefix that is none', {
      provider: MeshProvider.GATEWAY_API_V1,
      service: { port: 80, gatewayRefs, match: [{ uri: StringMatch.exact('/api') }], rewrite: { uri: '/', type: RewriteType.PREFIX_MATCH } },
    }, 'service.rewrite replaces a prefix, and service.match is not one prefix'],
    ['delegation with hosts', { service: { port: 80, delegation: true, hosts: ['a.example.com'] } }, 'service.delegation is given with hosts or gateways'],
    ['an A/B test whose only condition is lost', { service: { port: 80, match: api }, analysis: byQuery },
      'with service.match, the provider istio loses queryParams of the A/B test\n  value:   ["queryParams"]\n  allowed: headers or sourceLabels: without a condition that is left, all traffic goes to the canary'],
    ['an A/B test that loses one condition of two', { service: { port: 80, match: api }, analysis: byBoth }, 'with service.match, the provider istio loses queryParams of the A/B test'],
    ['an A/B test that replaces a condition of the service', { service: { port: 80, match: [{ headers: { a: StringMatch.exact('b') } }] }, analysis: byHeader },
      'the A/B test replaces the headers of service.match on the route to the canary'],
    ['affinity that replaces a condition of the service', { service: { port: 80, match: [{ headers: { a: StringMatch.exact('b') } }] }, analysis: affine },
      'session affinity replaces the headers of service.match'],
    ['an A/B test of TCP', { service: { port: 80, appProtocol: 'TCP' }, analysis: Analysis.abTesting({ ...blind, iterations: 5, match: [HeaderMatch.cookie('canary')] }) },
      'an A/B test of a TCP service matches nothing'],
    ['a mirror of TCP', { service: { port: 80, appProtocol: 'tcp' }, analysis: Analysis.progressive({ ...blind, maxWeight: 50, stepWeight: 10, mirror: true }) }, 'a TCP service has no mirror'],
    ['retries of TCP', { service: { port: 80, appProtocol: 'tcp', retries: { attempts: 1 } }, analysis: tcpWeights }, 'a TCP service ignores service.retries'],
    ['a path of TCP', { service: { port: 80, appProtocol: 'tcp', match: api }, analysis: tcpWeights }, 'a TCP service ignores service.match.uri'],
    ['a built-in check of TCP', { service: { port: 80, appProtocol: 'tcp' }, analysis: progressive }, 'request-success-rate never has a value for a TCP service'],
    ['a share of mirrored requests with Gateway API', {
      provider: MeshProvider.GATEWAY_API_V1,
      service: { port: 80, gatewayRefs },
      analysis: Analysis.blueGreen({ ...judged, iterations: 2, mirror: true, mirrorWeight: 10 }),
    }, 'the provider gatewayapi:v1 ignores mirrorWeight'],
  ])('refuses %s', (_, props, message) => {
    expect(() => canary(props)).toThrow(`Canary/shop/podinfo: ${message}`);
  });

  test.each<[string, Partial<flagger.CanaryProps>]>([
    ['an A/B test by query with Gateway API', { provider: MeshProvider.GATEWAY_API_V1, service: { port: 80, gatewayRefs, match: api }, analysis: byQuery }],
    ['an A/B test by query where the service has no conditions', { service: { port: 80 }, analysis: byQuery }],
    ['an A/B test by header of one path', { service: { port: 80, match: api }, analysis: byHeader }],
    ['weights of TCP by port', { service: { port: 80, appProtocol: 'tcp', match: [{ port: 80 }] }, analysis: tcpWeights }],
    ['TCP as a name alone, elsewhere', { provider: MeshProvider.LINKERD, service: { port: 80, appProtocol: 'tcp' } }],
    ['one prefix that is rewritten', { provider: MeshProvider.GATEWAY_API_V1, service: { port: 80, gatewayRefs, match: api, rewrite: { uri: '/', type: RewriteType.PREFIX_MATCH } } }],
    ['what is switched off', { provider: MeshProvider.LINKERD, service: { port: 80, delegation: false } }],
  ])('takes %s', (_, props) => {
    expect(() => canary(props)).not.toThrow();
  });
});
