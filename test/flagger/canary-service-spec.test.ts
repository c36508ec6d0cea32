import { Duration } from 'cdk8s';
import { flagger } from '../../lib';
import { Analysis, canary, judged, MeshProvider, spec } from './canary-of';

const { StringMatch, TrafficDistribution } = flagger;
const whole: flagger.CanaryService = {
  port: 80,
  name: 'api',
  portName: 'grpc',
  targetPort: 9999,
  portDiscovery: true,
  appProtocol: 'grpc',
  trafficDistribution: TrafficDistribution.PREFER_SAME_ZONE,
  headless: true,
  apex: { labels: { team: 'shop' }, annotations: { 'example.com/owner': 'the shop\'s team' } },
  primary: { labels: { team: 'shop' } },
  canary: { annotations: { note: '' } },
  unmanagedMetadata: { labels: ['kustomize.toolkit.fluxcd.io/name'], annotations: ['networking.gke.io/neg-status'] },
};
const metadata = {
  appProtocol: 'grpc',
  trafficDistribution: 'PreferSameZone',
  headless: true,
  apex: whole.apex,
  primary: whole.primary,
  canary: whole.canary,
  unmanagedMetadata: whole.unmanagedMetadata,
};
const gatewayApi = { provider: MeshProvider.GATEWAY_API_V1, analysis: Analysis.blueGreen({ ...judged, iterations: 2 }) };
const gatewayRefs = [{ name: 'public', namespace: 'gateways', sectionName: 'https', port: 443 }];

describe('CanaryService', () => {
  test('whole with Istio', () => {
    const service: flagger.CanaryService = {
      ...whole,
      hosts: ['api.example.com'],
      gateways: ['mesh'],
      timeout: Duration.seconds(15),
      retries: { attempts: 3, perTryTimeout: Duration.seconds(1), retryOn: 'gateway-error' },
      rewrite: { uri: '/', authority: 'api.shop' },
      headers: { request: { add: { 'x-a': '1' }, set: { ':authority': 'b' }, remove: ['x-c'] }, response: { remove: ['server'] } },
      match: [{
        name: 'api',
        uri: StringMatch.prefix('/api'),
        scheme: StringMatch.exact('https'),
        method: StringMatch.regex('GET|HEAD'),
        authority: StringMatch.exact('api.example.com'),
        headers: { 'x-a': StringMatch.exact('1') },
        withoutHeaders: { 'x-b': StringMatch.prefix('2') },
        queryParams: { q: StringMatch.regex('.+') },
        port: 80,
        sourceLabels: { app: 'web' },
        gateways: ['mesh'],
        sourceNamespace: 'shop',
        ignoreUriCase: true,
      }],
      corsPolicy: {
        allowOrigins: [StringMatch.exact('https://shop.example.com'), StringMatch.regex('https://.*\\.example\\.com')],
        allowMethods: ['GET'],
        allowHeaders: ['x-a'],
        exposeHeaders: ['x-b'],
        allowCredentials: true,
        maxAge: Duration.minutes(10),
      },
    };
    expect(spec({ service }).service).toEqual({
      ...metadata,
      port: 80,
      name: 'api',
      portName: 'grpc',
      targetPort: 9999,
      portDiscovery: true,
      hosts: ['api.example.com'],
      gateways: ['mesh'],
      timeout: '15s',
      retries: { attempts: 3, perTryTimeout: '1s', retryOn: 'gateway-error' },
      rewrite: { uri: '/', authority: 'api.shop' },
      headers: { request: { add: { 'x-a': '1' }, set: { ':authority': 'b' }, remove: ['x-c'] }, response: { remove: ['server'] } },
      match: [{
        name: 'api',
        uri: { prefix: '/api' },
        scheme: { exact: 'https' },
        method: { regex: 'GET|HEAD' },
        authority: { exact: 'api.example.com' },
        headers: { 'x-a': { exact: '1' } },
        withoutHeaders: { 'x-b': { prefix: '2' } },
        queryParams: { q: { regex: '.+' } },
        port: 80,
        sourceLabels: { app: 'web' },
        gateways: ['mesh'],
        sourceNamespace: 'shop',
        ignoreUriCase: true,
      }],
      corsPolicy: {
        allowOrigins: [{ exact: 'https://shop.example.com' }, { regex: 'https://.*\\.example\\.com' }],
        allowMethods: ['GET'],
        allowHeaders: ['x-a'],
        exposeHeaders: ['x-b'],
        allowCredentials: true,
        maxAge: '10m',
      },
    });
  });

  test('whole with Gateway API, whose origins stand in the older field', () => {
    const service: flagger.CanaryService = {
      port: 80,
      gatewayRefs: [...gatewayRefs, { name: 'api', kind: 'Service', group: '' }],
      timeout: Duration.seconds(15),
      backendTimeout: Duration.seconds(5),
      match: [{ uri: StringMatch.prefix('/api'), method: StringMatch.exact('GET') }],
      rewrite: { uri: '/', type: flagger.RewriteType.PREFIX_MATCH },
      mirror: [{ name: 'shadow', port: 80, namespace: 'lab', kind: 'Service', group: '' }],
      corsPolicy: { allowOrigins: [StringMatch.exact('https://shop.example.com')] },
    };
    expect(spec({ ...gatewayApi, service }).service).toEqual({
      port: 80,
      gatewayRefs: [...gatewayRefs, { name: 'api', kind: 'Service', group: '' }],
      timeout: '15s',
      backendTimeout: '5s',
      match: [{ uri: { prefix: '/api' }, method: { exact: 'GET' } }],
      rewrite: { uri: '/', type: 'ReplacePrefixMatch' },
      mirror: [{ backendRef: { name: 'shadow', port: 80, namespace: 'lab', kind: 'Service', group: '' } }],
      corsPolicy: { allowOrigin: ['https://shop.example.com'] },
    });
  });

  test('App Mesh\'s own', () => {
    const service = { port: 80, meshName: 'global', backends: ['backend.shop'] };
    expect(spec({ provider: MeshProvider.APPMESH, service }).service).toEqual(service);
  });

  test.each<[string, flagger.CanaryService, string]>([
    ['port 0', { port: 0 }, 'service.port is not a whole number from 1 to 65535'],
    ['a port that is too high', { port: 99999 }, 'service.port is not a whole number from 1 to 65535'],
    ['a fraction of a port', { port: 80, targetPort: 80.5 }, 'service.targetPort is not a whole number from 1 to 65535'],
    ['a target port by number and name', { port: 80, targetPort: 80, targetPortName: 'http' }, 'service.targetPort and service.targetPortName are both given'],
    ['a port\'s name in capitals', { port: 80, portName: 'HTTP' }, 'service.portName is not the name of a Service\'s port'],
    ['a container port\'s name that is too long', { port: 80, targetPortName: 'a-very-long-name' }, 'service.targetPortName is not the name of a container\'s port'],
    ['a container port\'s name of digits', { port: 80, targetPortName: '8080' }, 'service.targetPortName is not the name of a container\'s port'],
    ['a name with a dot', { port: 80, name: 'my.api' }, 'service.name is not the name of a Service'],
    ['a name that is too long for "-primary"', { port: 80, name: 'a'.repeat(56) }, 'service.name is not the name of a Service'],
    ['a protocol of two words', { port: 80, appProtocol: 'http 2' }, 'service.appProtocol is not the name of a protocol'],
    ['a timeout with a fraction', { port: 80, timeout: Duration.millis(100) }, 'service.timeout is not in whole seconds'],
    ['a longer timeout of the pods than of the request', { port: 80, timeout: Duration.seconds(5), backendTimeout: Duration.seconds(6) },
      'service.backendTimeout is longer than service.timeout\n  value:   ["6 seconds","5 seconds"]'],
    ['no attempt', { port: 80, retries: { attempts: 0 } }, 'service.retries.attempts is not a whole number from 1 to 2147483647'],
    ['a Gateway\'s port that is too high', { port: 80, gatewayRefs: [{ name: 'public', port: 70000 }] }, 'the port of public in service.gatewayRefs is not a whole number'],
    ['a Gateway\'s namespace in capitals', { port: 80, gatewayRefs: [{ name: 'public', namespace: 'A' }] }, 'an entry of service.gatewayRefs has a namespace that Kubernetes refuses'],
    ['a mirror without a name', { port: 80, mirror: [{ name: '', port: 80 }] }, 'an entry of service.mirror has a name that Kubernetes refuses'],
    ['too many Gateways', { port: 80, gatewayRefs: Array.from({ length: 33 }, (_, i) => ({ name: `g${i}` })) }, 'service.gatewayRefs has too many entries'],
    ['a condition that matches everything', { port: 80, match: [{}] }, 'an entry of service.match is empty'],
    ['a condition on no header at all', { port: 80, match: [{ headers: {} }] }, 'an entry of service.match is empty'],
    ['a comparison that the CRD does not have', { port: 80, match: [{ uri: StringMatch.suffix('.css') }] }, 'service.match.uri compares by suffix'],
    ['a condition\'s port that is too high', { port: 80, match: [{ port: 70000 }] }, 'service.match.port is not a whole number'],
    ['a header with a space', { port: 80, headers: { request: { set: { 'a b': '1' } } } }, 'service.headers.request has a name that no header has\n  value:   "a b"'],
    ['a rewrite of nothing', { port: 80, rewrite: {} }, 'service.rewrite is empty'],
    ['a rewrite to no path', { port: 80, rewrite: { uri: 'api' } }, 'service.rewrite.uri is not a path'],
    ['no origin', { port: 80, corsPolicy: { allowOrigins: [] } }, 'service.corsPolicy.allowOrigins is empty'],
    ['credentials of every origin', { port: 80, corsPolicy: { allowOrigins: [StringMatch.regex('.*')], allowCredentials: true } }, 'service.corsPolicy lets every origin send credentials'],
    ['a fraction of a second for the preflight', { port: 80, corsPolicy: { allowOrigins: [StringMatch.exact('a')], maxAge: Duration.millis(1) } },
      'service.corsPolicy.maxAge is not in whole seconds'],
    ['an origin by its end', { port: 80, corsPolicy: { allowOrigins: [StringMatch.suffix('.com')] } }, 'the provider istio cannot compare an origin by suffix'],
    ['a label that Kubernetes refuses', { port: 80, apex: { labels: { team: 'the shop' } } }, 'service.apex.labels has a value that no label can have'],
    ['an annotation\'s name with a space', { port: 80, canary: { annotations: { 'a b': '' } } }, 'service.canary.annotations has a name that Kubernetes refuses'],
    ['a name with two slashes', { port: 80, unmanagedMetadata: { labels: ['a/b/c'] } }, 'service.unmanagedMetadata.labels has a name that Kubernetes refuses'],
  ])('refuses %s', (_, service, message) => {
    expect(() => canary({ service })).toThrow(`Canary/shop/podinfo: ${message}`);
  });
});
