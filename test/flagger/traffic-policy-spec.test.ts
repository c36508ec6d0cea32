import { Duration } from 'cdk8s';
import { flagger } from '../../lib';
import { canary, spec } from './canary-of';

const { H2UpgradePolicy, TrafficLoadBalancer, TrafficTlsMode } = flagger;

function written(trafficPolicy: flagger.TrafficPolicy): unknown {
  return spec({ service: { port: 80, trafficPolicy } }).service.trafficPolicy;
}

describe('TrafficPolicy', () => {
  test('whole', () => {
    expect(written({
      tls: {
        mode: TrafficTlsMode.MUTUAL,
        clientCertificate: '/etc/certs/cert.pem',
        privateKey: '/etc/certs/key.pem',
        caCertificates: '/etc/certs/ca.pem',
        subjectAltNames: ['api.shop'],
        sni: 'api.shop',
      },
      connectionPool: {
        http1MaxPendingRequests: 10,
        http2MaxRequests: 100,
        maxRequestsPerConnection: 5,
        maxRetries: 3,
        idleTimeout: Duration.minutes(1),
        h2UpgradePolicy: H2UpgradePolicy.UPGRADE,
      },
      outlierDetection: {
        consecutive5xxErrors: 5,
        consecutiveGatewayErrors: 5,
        consecutiveLocalOriginFailures: 5,
        splitExternalLocalOriginErrors: true,
        interval: Duration.seconds(10),
        baseEjectionTime: Duration.seconds(30),
        maxEjectionPercent: 50,
        minHealthPercent: 0,
      },
      loadBalancer: TrafficLoadBalancer.leastRequest({
        warmup: Duration.seconds(30),
        locality: { distribute: [{ from: 'eu/a/*', to: { 'eu/a/*': 80, 'eu/b/*': 20 } }] },
      }),
    })).toEqual({
      tls: {
        mode: 'MUTUAL',
        clientCertificate: '/etc/certs/cert.pem',
        privateKey: '/etc/certs/key.pem',
        caCertificates: '/etc/certs/ca.pem',
        subjectAltNames: ['api.shop'],
        sni: 'api.shop',
      },
      connectionPool: {
        http: { http1MaxPendingRequests: 10, http2MaxRequests: 100, maxRequestsPerConnection: 5, maxRetries: 3, idleTimeout: '1m', h2UpgradePolicy: 'UPGRADE' },
      },
      outlierDetection: {
        consecutive5xxErrors: 5,
        consecutiveGatewayErrors: 5,
        consecutiveLocalOriginFailures: 5,
        splitExternalLocalOriginErrors: true,
        interval: '10s',
        baseEjectionTime: '30s',
        maxEjectionPercent: 50,
        minHealthPercent: 0,
      },
      loadBalancer: {
        simple: 'LEAST_REQUEST',
        warmupDurationSecs: '30s',
        localityLbSetting: { enabled: true, distribute: [{ from: 'eu/a/*', to: { 'eu/a/*': 80, 'eu/b/*': 20 } }] },
      },
    });
  });

  test.each([
    ['one after the other', TrafficLoadBalancer.roundRobin(), { simple: 'ROUND_ROBIN' }],
    ['any', TrafficLoadBalancer.random(), { simple: 'RANDOM' }],
    ['none', TrafficLoadBalancer.passthrough(), { simple: 'PASSTHROUGH' }],
    ['by header', TrafficLoadBalancer.byHeader('x-user', { minimumRingSize: 2048 }), { consistentHash: { httpHeaderName: 'x-user', minimumRingSize: 2048 } }],
    ['by cookie', TrafficLoadBalancer.byCookie('user', { ttl: Duration.seconds(0), path: '/' }), { consistentHash: { httpCookie: { name: 'user', path: '/', ttl: '0s' } } }],
    ['by address', TrafficLoadBalancer.bySourceIp(), { consistentHash: { useSourceIp: true } }],
    ['by query parameter', TrafficLoadBalancer.byQueryParameter('user'), { consistentHash: { httpQueryParameterName: 'user' } }],
    ['with failover', TrafficLoadBalancer.roundRobin({ locality: { failover: [{ from: 'eu', to: 'us' }] } }),
      { simple: 'ROUND_ROBIN', localityLbSetting: { enabled: true, failover: [{ from: 'eu', to: 'us' }] } }],
  ])('the load balancer %s', (_, loadBalancer, expected) => {
    expect(written({ loadBalancer })).toEqual({ loadBalancer: expected });
  });

  test.each<[string, flagger.TrafficPolicy, string]>([
    ['mutual TLS without a key', { tls: { mode: TrafficTlsMode.MUTUAL, clientCertificate: '/cert.pem' } }, 'has the mode MUTUAL and no whole pair of certificate and key'],
    ['a key that is not used', { tls: { mode: TrafficTlsMode.ISTIO_MUTUAL, clientCertificate: '/cert.pem', privateKey: '/key.pem' } }, 'has the mode ISTIO_MUTUAL and a certificate of the client'],
    ['a key that is no file', { tls: { mode: TrafficTlsMode.MUTUAL, clientCertificate: '/cert.pem', privateKey: 'hunter2' } }, 'tls.privateKey is not the path of a file'],
    ['no mode', { tls: {} as flagger.TrafficTls }, 'mode is not given'],
    ['a fraction of a retry', { connectionPool: { maxRetries: 0.5 } }, 'maxRetries is not a whole number'],
    ['more than all pods', { outlierDetection: { maxEjectionPercent: 101 } }, 'maxEjectionPercent is not a whole number from 0 to 100'],
    ['a fraction of a second', { outlierDetection: { interval: Duration.millis(10) } }, 'interval is not in whole seconds'],
    ['a count of what is not counted apart', { outlierDetection: { consecutiveLocalOriginFailures: 5 } }, 'consecutiveLocalOriginFailures has no effect'],
  ])('refuses %s', (_, trafficPolicy, message) => {
    const make = (): unknown => canary({ service: { port: 80, trafficPolicy } });
    expect(make).toThrow(message);
    expect(make).toThrow('Canary/shop/podinfo: ');
    expect(make).not.toThrow('hunter2');
  });

  test.each([
    ['a warm-up that is ignored', () => TrafficLoadBalancer.random({ warmup: Duration.seconds(30) }), 'knows no warm-up'],
    ['a header with a space', () => TrafficLoadBalancer.byHeader('a b'), 'TrafficLoadBalancer.byHeader: this is not a name that a request can have'],
    ['a ring that is too large', () => TrafficLoadBalancer.bySourceIp({ minimumRingSize: 9_000_000 }), 'minimumRingSize is not a whole number'],
    ['shares that are not all', () => TrafficLoadBalancer.roundRobin({ locality: { distribute: [{ from: 'a', to: { a: 80, b: 10 } }] } }), 'the shares for a are not 100 in sum'],
    ['shares and failover', () => TrafficLoadBalancer.roundRobin({ locality: { distribute: [{ from: 'a', to: { a: 100 } }], failover: [{ from: 'a', to: 'b' }] } }), 'locality has distribute and failover'],
    ['a region for itself', () => TrafficLoadBalancer.roundRobin({ locality: { failover: [{ from: 'a', to: 'a' }] } }), 'a region would step in for itself'],
  ])('refuses %s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});
