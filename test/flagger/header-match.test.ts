import { flagger } from '../../lib';
import { Analysis, judged, MeshProvider, spec } from './canary-of';

const { HeaderMatch, RouteRef, StringMatch } = flagger;
const needs: Record<string, Partial<flagger.CanaryProps>> = {
  'nginx': { route: RouteRef.ingress('podinfo') },
  'appmesh': { service: { port: 80, meshName: 'global' } },
  'gatewayapi:v1': { service: { port: 80, gatewayRefs: [{ name: 'public' }] } },
};

function match(provider: flagger.MeshProvider, ...conditions: flagger.HeaderMatch[]): unknown {
  return spec({ provider, ...needs[provider], analysis: Analysis.abTesting({ ...judged, iterations: 2, match: conditions }) }).analysis.match;
}

describe('HeaderMatch', () => {
  test.each([
    ['a header', MeshProvider.ISTIO, HeaderMatch.header('x-canary', StringMatch.exact('insider')), { headers: { 'x-canary': { exact: 'insider' } } }],
    ['a prefix with Istio', MeshProvider.ISTIO, HeaderMatch.header('x-canary', StringMatch.prefix('in')), { headers: { 'x-canary': { prefix: 'in' } } }],
    ['a suffix with App Mesh', MeshProvider.APPMESH, HeaderMatch.header('x-canary', StringMatch.suffix('der')), { headers: { 'x-canary': { suffix: 'der' } } }],
    ['a regular expression with NGINX', MeshProvider.NGINX, HeaderMatch.header('user-agent', StringMatch.regex('.*Firefox.*')), { headers: { 'user-agent': { regex: '.*Firefox.*' } } }],
    ['a cookie with Istio', MeshProvider.ISTIO, HeaderMatch.cookie('canary'), { headers: { cookie: { regex: '^(.*?;\\s*)?(canary=always)(;.*)?$' } } }],
    ['a cookie with dots', MeshProvider.GLOO, HeaderMatch.cookie('shop.canary', '1.0'), { headers: { cookie: { regex: '^(.*?;\\s*)?(shop\\.canary=1\\.0)(;.*)?$' } } }],
    ['a cookie with NGINX, which takes its name', MeshProvider.NGINX, HeaderMatch.cookie('canary'), { headers: { cookie: { exact: 'canary' } } }],
    ['a query parameter with Gateway API', MeshProvider.GATEWAY_API_V1, HeaderMatch.all({ queryParams: { canary: StringMatch.exact('true') } }), { queryParams: { canary: { exact: 'true' } } }],
    ['a header of some pods with Istio', MeshProvider.ISTIO, HeaderMatch.all({ headers: { 'x-canary': StringMatch.exact('1') }, sourceLabels: { app: 'frontend' } }),
      { headers: { 'x-canary': { exact: '1' } }, sourceLabels: { app: 'frontend' } }],
  ])('%s', (_, provider, condition, written) => {
    expect(match(provider, condition)).toEqual([written]);
  });

  test('alternatives', () => {
    expect(match(MeshProvider.ISTIO, HeaderMatch.header('a', StringMatch.exact('1')), HeaderMatch.header('b', StringMatch.exact('1')))).toEqual([
      { headers: { a: { exact: '1' } } },
      { headers: { b: { exact: '1' } } },
    ]);
  });

  test.each<[string, flagger.HeaderMatch]>([
    ['by its name', HeaderMatch.cookie('canary')],
    ['as a header', HeaderMatch.header('cookie', StringMatch.exact('canary'))],
  ])('a header, or a cookie %s, with NGINX', (_, cookie) => {
    expect(match(MeshProvider.NGINX, cookie, HeaderMatch.header('x-canary', StringMatch.exact('insider')))).toEqual([{ headers: { cookie: { exact: 'canary' } } }, { headers: { 'x-canary': { exact: 'insider' } } }]);
  });

  test('a cookie is found among others, and no other one is', () => {
    const { regex } = (match(MeshProvider.ISTIO, HeaderMatch.cookie('canary')) as { headers: { cookie: { regex: string } } }[])[0]?.headers.cookie ?? { regex: '' };
    expect(['canary=always', 'a=b; canary=always', 'canary=always; a=b', 'xcanary=always', 'canary=always2', 'a=canary=always'].map((cookies) => new RegExp(regex).test(cookies)))
      .toEqual([true, true, true, false, false, false]);
  });

  test.each([
    ['a suffix with Istio, which would match any value', () => match(MeshProvider.ISTIO, HeaderMatch.header('x', StringMatch.suffix('a'))), 'cannot compare "x" by suffix'],
    ['a prefix with Gateway API', () => match(MeshProvider.GATEWAY_API_V1, HeaderMatch.header('x', StringMatch.prefix('a'))), 'cannot compare "x" by prefix'],
    ['a cookie with Contour, which knows no regular expression', () => match(MeshProvider.CONTOUR, HeaderMatch.cookie('canary')), 'cannot compare "cookie" by regex'],
    ['a query parameter with NGINX', () => match(MeshProvider.NGINX, HeaderMatch.all({ queryParams: { a: StringMatch.exact('1') } })), 'the provider nginx ignores queryParams'],
    ['pods\' labels with Gloo', () => match(MeshProvider.GLOO, HeaderMatch.all({ sourceLabels: { app: 'a' } })), 'the provider gloo ignores sourceLabels\n  value:   ["app"]\n  allowed: only with istio'],
    ['a cookie\'s value with NGINX', () => match(MeshProvider.NGINX, HeaderMatch.cookie('canary', 'yes')), 'NGINX follows a cookie by its name alone'],
    ['two headers with NGINX', () => match(MeshProvider.NGINX, HeaderMatch.all({ headers: { a: StringMatch.exact('1'), b: StringMatch.exact('1') } })), 'NGINX takes one header'],
    ['a header and a cookie at once with NGINX', () => match(MeshProvider.NGINX, HeaderMatch.all({ headers: { a: StringMatch.exact('1'), cookie: StringMatch.exact('b') } })), 'NGINX does not ask for a header and a cookie at once'],
    ['a pattern of cookies with NGINX', () => match(MeshProvider.NGINX, HeaderMatch.header('cookie', StringMatch.regex('canary=.*'))), 'NGINX follows a cookie by its name alone'],
    ['an empty condition, which matches everything', () => HeaderMatch.all({}), 'the condition is empty'],
    ['an empty text', () => StringMatch.exact(''), 'StringMatch.exact: the text is empty'],
    ['a cookie that no browser sends', () => HeaderMatch.cookie('a b'), 'the cookie is not one that a browser sends'],
  ])('refuses %s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});
