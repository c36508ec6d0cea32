import { Chart, Duration } from 'cdk8s';
import fc from 'fast-check';
import { flagger } from '../../../lib';
import { oneOf, props } from '../arbitraries';
import { duration, mostly, name, text, whole } from '../rarely-wrong';
import { all, Made, stringMatch } from './flagger-analysis';

const { StringMatch, TrafficLoadBalancer } = flagger;

const port = whole(1, 65535);
const label = mostly(fc.constantFrom('shop', 'v1', ''), 'a b', '-a', 'ü');
const metadata = props<flagger.ServiceMetadata>({}, { labels: fc.dictionary(name, label, { maxKeys: 2 }), annotations: fc.dictionary(name, text, { maxKeys: 2 }) });

/** What the Kubernetes router reads, whatever the provider. */
export const plainService = props<flagger.CanaryService>({ port }, {
  name: mostly(fc.constantFrom('api', 'podinfo'), 'A', '1a', 'a.b', 'x'.repeat(56)),
  portName: mostly(fc.constantFrom('http', 'grpc'), 'HTTP', ''),
  targetPort: port,
  portDiscovery: fc.boolean(),
  appProtocol: mostly(fc.constantFrom('http', 'grpc', 'kubernetes.io/h2c'), 'a b'),
  trafficDistribution: oneOf(flagger.TrafficDistribution),
  headless: fc.boolean(),
  apex: metadata,
  primary: metadata,
  canary: metadata,
  unmanagedMetadata: props<flagger.UnmanagedMetadata>({}, { labels: fc.array(name, { maxLength: 2 }), annotations: fc.array(name, { maxLength: 2 }) }),
}).chain((service) => fc.constantFrom(service, service, { ...service, targetPort: undefined, targetPortName: 'http' }));

const headers = fc.record({
  add: fc.dictionary(fc.constantFrom('x-a', 'x-b'), text),
  set: fc.dictionary(fc.constantFrom('x-a', ':authority'), text),
  remove: fc.array(mostly(fc.constantFrom('server', 'x-c'), 'a b'), { maxLength: 2 }),
});

const host = fc.constantFrom('api.example.com', '*');
const retries = props<flagger.ServiceRetries>({ attempts: whole(1, 10), retryOn: fc.constantFrom('gateway-error', '5xx') }, { perTryTimeout: duration });
const rewrite = props<flagger.ServiceRewrite>({ uri: mostly(fc.constantFrom('/', '/api'), 'api', '') }, { authority: host });

const locality = mostly<flagger.LocalityLoadBalancing>(fc.constantFrom(
  { enabled: false },
  { distribute: [{ from: 'eu/*', to: { 'eu/*': 80, 'us/*': 20 } }] },
  { failover: [{ from: 'eu', to: 'us' }] }),
  { distribute: [{ from: 'eu/*', to: { 'eu/*': 80 } }] },
);

const loadBalancer: fc.Arbitrary<Made<flagger.TrafficLoadBalancer>> = fc.record({
  how: fc.constantFrom('roundRobin', 'leastRequest', 'random', 'passthrough', 'byHeader', 'byCookie', 'bySourceIp', 'byQueryParameter'),
  options: props<flagger.TrafficLoadBalancerOptions>({}, { locality, warmup: duration }),
  hash: props<flagger.CookieHashOptions>({ ttl: duration }, { path: fc.constant('/'), minimumRingSize: whole(1, 2048), locality }),
}).map(({ how, options, hash }) => () => {
  switch (how) {
    case 'roundRobin': return TrafficLoadBalancer.roundRobin(options);
    case 'leastRequest': return TrafficLoadBalancer.leastRequest(options);
    case 'random': return TrafficLoadBalancer.random({ locality: options.locality });
    case 'passthrough': return TrafficLoadBalancer.passthrough();
    case 'byHeader': return TrafficLoadBalancer.byHeader('x-user', hash);
    case 'byCookie': return TrafficLoadBalancer.byCookie('user', hash);
    case 'bySourceIp': return TrafficLoadBalancer.bySourceIp(hash);
    default: return TrafficLoadBalancer.byQueryParameter('user', hash);
  }
});

const tls = fc.oneof(
  props<flagger.TrafficTls>({ mode: fc.constantFrom(flagger.TrafficTlsMode.DISABLE, flagger.TrafficTlsMode.SIMPLE, flagger.TrafficTlsMode.ISTIO_MUTUAL) }, {
    caCertificates: fc.constant('/etc/certs/ca.pem'), subjectAltNames: fc.array(text, { maxLength: 2 }), sni: text,
  }),
  mostly<flagger.TrafficTls>(fc.constantFrom<flagger.TrafficTls>(
    { mode: flagger.TrafficTlsMode.MUTUAL, clientCertificate: '/etc/certs/cert.pem', privateKey: '/etc/certs/key.pem' },
  ), { mode: flagger.TrafficTlsMode.MUTUAL }),
);

const trafficPolicy: fc.Arbitrary<Made<flagger.TrafficPolicy>> = fc.record({
  plain: props<flagger.TrafficPolicy>({}, {
    tls,
    connectionPool: props<flagger.HttpConnectionPool>({}, {
      http1MaxPendingRequests: whole(1, 100), http2MaxRequests: whole(1, 100), maxRequestsPerConnection: whole(1, 100), maxRetries: whole(1, 100),
      idleTimeout: duration, h2UpgradePolicy: oneOf(flagger.H2UpgradePolicy),
    }),
    outlierDetection: props<flagger.OutlierDetection>({ splitExternalLocalOriginErrors: fc.constant(true) }, {
      consecutive5xxErrors: whole(1, 10), consecutiveGatewayErrors: whole(1, 10), consecutiveLocalOriginFailures: whole(1, 10), interval: duration, baseEjectionTime: duration,
      maxEjectionPercent: whole(0, 100), minHealthPercent: whole(0, 100),
    }),
  }),
  balance: fc.option(loadBalancer, { nil: undefined }),
}).map(({ plain, balance }) => (scope: Chart) => ({ ...plain, loadBalancer: balance?.(scope) }));

const routeMatch: fc.Arbitrary<Made<flagger.RouteMatch>> = fc.record({
  plain: props<flagger.RouteMatch>({ port }, {
    name: text, sourceLabels: fc.dictionary(fc.constant('app'), text), gateways: fc.array(fc.constant('mesh'), { maxLength: 1 }), sourceNamespace: name, ignoreUriCase: fc.boolean(),
  }),
  single: fc.dictionary(fc.constantFrom('uri', 'scheme', 'method', 'authority'), stringMatch, { minKeys: 1, maxKeys: 4 }),
  headers: fc.dictionary(fc.constantFrom('a', 'b'), stringMatch, { maxKeys: 1 }),
  withoutHeaders: fc.dictionary(fc.constantFrom('c', 'd'), stringMatch, { maxKeys: 1 }),
  queryParams: fc.dictionary(fc.constant('q'), stringMatch, { maxKeys: 1 }),
}).map(({ plain, single, headers: withHeaders, withoutHeaders, queryParams }) => (scope: Chart) => ({
  ...plain, ...all(single, scope), headers: all(withHeaders, scope), withoutHeaders: all(withoutHeaders, scope), queryParams: all(queryParams, scope),
}));

const cors = props<Omit<flagger.CorsPolicy, 'allowOrigins'>>({}, {
  allowMethods: fc.array(fc.constantFrom('GET', 'POST'), { maxLength: 2 }), allowHeaders: fc.array(text, { maxLength: 1 }), exposeHeaders: fc.array(text, { maxLength: 1 }),
  allowCredentials: fc.boolean(), maxAge: duration,
});

/** What Istio's router reads beside. */
export const istioService: fc.Arbitrary<Made<flagger.CanaryService>> = fc.record({
  service: plainService,
  routing: props<flagger.CanaryService>({ port: fc.constant(80) }, {
    hosts: fc.array(host, { maxLength: 2 }), gateways: fc.array(fc.constantFrom('mesh', 'istio-system/public'), { maxLength: 2 }), timeout: duration, retries, rewrite,
    headers: props<flagger.ServiceHeaders>({}, { request: headers, response: headers }),
  }),
  delegation: fc.constantFrom(false, false, true, undefined),
  match: fc.array(routeMatch, { maxLength: 2 }),
  policy: fc.option(trafficPolicy, { nil: undefined }),
  corsPolicy: fc.option(fc.record({ policy: cors, origins: fc.array(stringMatch, { minLength: 1, maxLength: 2 }) }), { nil: undefined }),
}).map(({ service, routing, delegation, match, policy, corsPolicy }) => (scope: Chart) => ({
  ...service,
  ...routing,
  ...(delegation === true ? { delegation, hosts: undefined, gateways: undefined } : { delegation }),
  ...(match.length > 0 && { match: match.map((each) => each(scope)) }),
  trafficPolicy: policy?.(scope),
  corsPolicy: corsPolicy && { ...corsPolicy.policy, allowOrigins: corsPolicy.origins.map((each) => each(scope)) },
}));

const gatewayRef = props<flagger.GatewayRef>({ name: mostly(fc.constantFrom('public', 'internal'), 'A B') }, {
  namespace: name, sectionName: fc.constantFrom('http', 'https'), port, kind: fc.constantFrom('Gateway', 'Service'), group: fc.constantFrom('', 'gateway.networking.k8s.io'),
});
const mirrorBackend = props<flagger.MirrorBackend>({ name: fc.constantFrom('shadow', 'copy'), port }, {
  namespace: name, kind: fc.constant('Service'), group: fc.constantFrom('', 'net.example.com'),
});

/** What the routers of Gateway API read beside. */
export const gatewayService: fc.Arbitrary<Made<flagger.CanaryService>> = fc.record({
  service: plainService,
  routing: props<flagger.CanaryService>({ port: fc.constant(80), gatewayRefs: fc.array(gatewayRef, { minLength: 1, maxLength: 2 }) }, {
    hosts: fc.array(host, { maxLength: 2 }), timeout: fc.integer({ min: 10, max: 60 }).map((given) => Duration.seconds(given)),
    backendTimeout: fc.integer({ min: 1, max: 12 }).map((given) => Duration.seconds(given)),
    mirror: fc.array(mirrorBackend, { maxLength: 2 }),
  }),
  rewrite: fc.option(fc.record({ uri: fc.constantFrom('/', '/api'), type: oneOf(flagger.RewriteType) }), { nil: undefined }),
  match: fc.array(fc.constantFrom<Made<flagger.RouteMatch>>(
    () => ({ uri: StringMatch.prefix('/api') }), () => ({ uri: StringMatch.regex('/.*'), method: StringMatch.exact('GET') }), () => ({ headers: { a: StringMatch.regex('b') } }),
  ), { maxLength: 2 }),
  corsPolicy: fc.option(cors, { nil: undefined }),
}).map(({ service, routing, rewrite: rewritten, match, corsPolicy }) => (scope: Chart) => ({
  ...service,
  ...routing,
  rewrite: rewritten,
  ...(match.length > 0 && { match: match.map((each) => each(scope)) }),
  corsPolicy: corsPolicy && { ...corsPolicy, allowOrigins: [StringMatch.exact('https://shop.example.com')] },
}));
