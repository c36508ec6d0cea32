import { found } from '../findings';
import { testPage } from '../page';

const canary = (analysis: string, spec: string = ''): string => `apiVersion: flagger.app/v1beta1\nkind: Canary\nmetadata: { name: a, namespace: n }\nspec:\n  ${spec}\n  analysis: { ${analysis} }\n`;
const ingress = (metadata: string): string => `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: web, namespace: n${metadata} }\nspec: { rules: [] }\n`;
const chart = (mesh: string): string => `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: f }\nspec: { chart: { spec: { chart: flagger } }, values: { meshProvider: ${mesh} } }\n`;

describe('analysis/provider', () => {
  test.each([
    ['an A/B test with linkerd', canary('iterations: 5, match: [{ headers: { a: { exact: b } } }]', 'provider: linkerd'), ['6:37 error analysis/provider: the provider linkerd ignores match: all traffic goes to the canary a from the first check']],
    ['an A/B test without a mesh', canary('iterations: 5, match: [{ headers: { a: { exact: b } } }]', 'provider: kubernetes'), ['6:37 error analysis/provider: the provider kubernetes ignores match: no request reaches the canary a before its promotion']],
    ['nginx without its Ingress', canary('stepWeight: 5', 'provider: nginx'), ['5:3 error analysis/provider: the canary a has no ingressRef: the provider nginx needs an Ingress']],
    ['Gateway API without a Gateway', canary('stepWeight: 5', 'provider: gatewayapi:v1'), ['5:3 error analysis/provider: the canary a has no service.gatewayRefs: the provider gatewayapi:v1 needs a Gateway']],
    ['no Gateway in the list', canary('stepWeight: 5', 'provider: gatewayapi:v1\n  service: { gatewayRefs: [] }'), ['6:27 error analysis/provider: the canary a has no service.gatewayRefs: the provider gatewayapi:v1 needs a Gateway']],
    ['apisix without a route', canary('stepWeight: 5', 'provider: apisix'), ['5:3 error analysis/provider: the canary a has no routeRef: the provider apisix needs an ApisixRoute']],
    ['App Mesh without its name', canary('stepWeight: 5', 'provider: appmesh'), ['5:3 error analysis/provider: the canary a has no service.meshName: the provider appmesh needs the mesh\'s name']],
    ['sessionAffinity that is ignored', canary('stepWeight: 5, sessionAffinity: { cookieName: a }', 'provider: linkerd'), ['6:47 warning analysis/provider: the provider linkerd ignores sessionAffinity']],
    ['mirroring that is ignored', canary('iterations: 5, mirror: true', 'provider: linkerd'), ['6:38 warning analysis/provider: the provider linkerd ignores mirror: no request reaches the canary']],
    ['alternatives', canary('iterations: 5, match: [{ headers: { a: { exact: b } } }, { headers: { c: { exact: d } } }]', 'provider: contour'), ['6:37 warning analysis/provider: the provider contour does not know alternatives in match']],
    ['two headers and nginx', canary('iterations: 5, match: [{ headers: { a: { exact: b } } }, { headers: { c: { exact: d } } }]', 'provider: nginx\n  ingressRef: { name: a }'), ['7:37 warning analysis/provider: the provider nginx does not know alternatives in match']],
    ['a header and a cookie at once and nginx', canary('iterations: 5, match: [{ headers: { a: { exact: b }, cookie: { exact: d } } }]', 'provider: nginx\n  ingressRef: { name: a }'), ['7:38 warning analysis/provider: the provider nginx does not ask for a header and a cookie at once: either of them leads to the canary']],
    ['a cookie\'s value and nginx', canary('iterations: 5, match: [{ headers: { cookie: { regex: "canary=always" } } }]', 'provider: nginx\n  ingressRef: { name: a }'), ['7:68 warning analysis/provider: the provider nginx cannot compare "cookie" by regex']],
    ['a comparison that is dropped', canary('iterations: 5, match: [{ headers: { a: { suffix: b } } }]', 'provider: istio'), ['6:64 warning analysis/provider: the provider istio cannot compare "a" by suffix']],
    ['match beside weights', canary('stepWeight: 5, match: [{ headers: { a: { exact: b } } }]', 'provider: istio'), ['6:37 warning analysis/provider: match stands beside weights in the canary a']],
    ['Skipper and an Ingress without an annotation', canary('stepWeight: 5', 'provider: skipper\n  ingressRef: { name: web }') + '---\n' + ingress(''), ['11:11 error analysis/provider: the Ingress web has no annotation: Flagger ends as soon as it copies it for the canary a, and again each time that it starts']],
    ['a chart with half a name', chart('gatewayapi'), ['4:70 error analysis/provider: Flagger knows no provider gatewayapi, and writes Istio\'s objects instead']],
    ['the chart\'s provider', canary('iterations: 5, match: [{ headers: { a: { exact: b } } }]') + '---\n' + chart('linkerd'), ['6:37 error analysis/provider: the provider linkerd ignores match: all traffic goes to the canary a from the first check']],
    ['a Knative Service', canary('stepWeight: 5', 'targetRef: { apiVersion: serving.knative.dev/v1, kind: Service, name: a }'), ['5:14 error analysis/provider: the Knative Service of the canary a needs provider: knative']],
  ])('%s', (_, text, expected) => {
    expect(found(text, 'analysis/provider')).toEqual(expected);
  });

  test.each([
    ['Skipper and an Ingress with an annotation', canary('stepWeight: 5', 'provider: skipper\n  ingressRef: { name: web }') + '---\n' + ingress(', annotations: { team: a }')],
    ['NGINX and an Ingress without', canary('stepWeight: 5', 'provider: nginx\n  ingressRef: { name: web }') + '---\n' + ingress('')],
    ['an A/B test with Istio', canary('iterations: 5, match: [{ headers: { a: { exact: b } } }]', 'provider: istio')],
    ['nginx with its Ingress', canary('stepWeight: 5', 'provider: nginx\n  ingressRef: { apiVersion: networking.k8s.io/v1, kind: Ingress, name: a }')],
    ['a header or a cookie with nginx', canary('iterations: 5, match: [{ headers: { a: { exact: b } } }, { headers: { cookie: { exact: d } } }]', 'provider: nginx\n  ingressRef: { name: a }')],
    ['a Gateway', canary('stepWeight: 5', 'provider: gatewayapi:v1\n  service: { gatewayRefs: [{ name: a }] }')],
    ['a provider that is not shown', canary('iterations: 5, match: [{ headers: { a: { exact: b } } }]')],
    ['a chart with a version', chart('gatewayapi:v1')],
    ['a chart that says nothing', chart('""')],
    ['a provider that the schema refuses', canary('iterations: 5, match: [{ headers: { a: { exact: b } } }]', 'provider: gatewayapi')],
    ['Knative', canary('stepWeight: 5', 'provider: knative\n  targetRef: { apiVersion: serving.knative.dev/v1, kind: Service, name: a }')],
  ])('%s is right', (_, text) => {
    expect(found(text, 'analysis/provider')).toEqual([]);
  });

  testPage('analysis/provider');
});
