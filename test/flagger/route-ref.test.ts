import { ApiObject } from 'cdk8s';
import { flagger } from '../../lib';
import { chart } from '../render';
import { canary, MeshProvider, problems, rendered, Target } from './canary-of';

const { RouteRef } = flagger;

function ingress(c = chart(), service = 'podinfo', metadata: object = {}): ApiObject {
  return new ApiObject(c, 'ingress', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'web', ...metadata },
    spec: { rules: [{ host: 'a.example.com' }, { http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: service, port: { number: 80 } } } }] } }] },
  });
}

describe('RouteRef', () => {
  test.each([
    ['an Ingress', MeshProvider.NGINX, RouteRef.ingress('web'), { ingressRef: { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'web' } }],
    ['an ApisixRoute', MeshProvider.APISIX, RouteRef.apisixRoute('web'), { routeRef: { apiVersion: 'apisix.apache.org/v2', kind: 'ApisixRoute', name: 'web' } }],
    ['an Upstream', MeshProvider.GLOO, RouteRef.glooUpstream('web'), { upstreamRef: { apiVersion: 'gloo.solo.io/v1', kind: 'Upstream', name: 'web' } }],
    ['an Upstream elsewhere', MeshProvider.GLOO, RouteRef.glooUpstream('web', 'gloo'),
      { upstreamRef: { apiVersion: 'gloo.solo.io/v1', kind: 'Upstream', name: 'web', namespace: 'gloo' } }],
    ['an ApiObject', MeshProvider.SKIPPER, RouteRef.of(ingress()), { ingressRef: { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'web' } }],
  ])('%s', (_, provider, route, written) => {
    expect(rendered(canary({ provider, route }))['spec']).toMatchObject(written);
  });

  test.each([
    ['leads elsewhere', 'podinfo-svc', {}, 'no rule of the Ingress web leads to the canary\'s Service\n  value:   ["podinfo-svc"]\n  allowed: a path with the backend podinfo:'],
    ['is in another namespace', 'podinfo', { namespace: 'bank' }, 'the Ingress web is in another namespace\n  value:   "bank"'],
  ])('tells of an Ingress that %s when the app is synthesized', (_, service, metadata, message) => {
    const c = chart();
    canary({ provider: MeshProvider.NGINX, route: RouteRef.of(ingress(c, service, metadata)) }, c);
    expect(problems(c)).toEqual([expect.stringContaining(`Canary/shop/podinfo: ${message}`)]);
  });

  test('an Ingress that leads to a Service of another name than the target\'s', () => {
    const c = chart();
    canary({ provider: MeshProvider.NGINX, target: Target.deployment('backend'), service: { port: 80, name: 'api' }, route: RouteRef.of(ingress(c, 'api')) }, c);
    expect(problems(c)).toEqual([]);
  });

  test('refuses what is no route', () => {
    const service = new ApiObject(chart(), 's', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' } });
    expect(() => RouteRef.of(service)).toThrow('this is nothing that Flagger can take a route from\n  value:   "Service"\n  allowed: Ingress, ApisixRoute, Upstream');
  });
});
