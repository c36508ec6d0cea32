import { Duration } from 'cdk8s';
import { flagger } from '../../lib';
import { canary, spec } from './canary-of';

describe('CanaryService', () => {
  test('whole', () => {
    const service: flagger.CanaryService = {
      port: 80,
      name: 'api',
      portName: 'grpc',
      targetPort: 9999,
      portDiscovery: true,
      hosts: ['api.example.com'],
      gateways: ['mesh'],
      gatewayRefs: [{ name: 'public', namespace: 'gateways', sectionName: 'https', port: 443 }],
      meshName: 'global',
      timeout: Duration.seconds(15),
      retries: { attempts: 3, perTryTimeout: Duration.seconds(1), retryOn: 'gateway-error' },
      tlsMode: flagger.TrafficTlsMode.DISABLE,
    };
    expect(spec({ service }).service).toEqual({
      port: 80,
      name: 'api',
      portName: 'grpc',
      targetPort: 9999,
      portDiscovery: true,
      hosts: ['api.example.com'],
      gateways: ['mesh'],
      gatewayRefs: [{ name: 'public', namespace: 'gateways', sectionName: 'https', port: 443 }],
      meshName: 'global',
      timeout: '15s',
      retries: { attempts: 3, perTryTimeout: '1s', retryOn: 'gateway-error' },
      trafficPolicy: { tls: { mode: 'DISABLE' } },
    });
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
    ['a timeout with a fraction', { port: 80, timeout: Duration.millis(100) }, 'service.timeout is not in whole seconds'],
    ['no attempt', { port: 80, retries: { attempts: 0 } }, 'service.retries.attempts is not a whole number of at least 1'],
    ['a Gateway\'s port that is too high', { port: 80, gatewayRefs: [{ name: 'public', port: 70000 }] }, 'the port of the Gateway public is not a whole number'],
    ['too many Gateways', { port: 80, gatewayRefs: Array.from({ length: 33 }, (_, i) => ({ name: `g${i}` })) }, 'service.gatewayRefs has too many entries'],
  ])('refuses %s', (_, service, message) => {
    expect(() => canary({ service })).toThrow(`Canary/shop/podinfo: ${message}`);
  });
});
