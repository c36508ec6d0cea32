import { MERGED_CONDITIONS, SERVICE_FIELD_READERS, SERVICE_MATCH } from '../lib/facts/canary-service-fields';
import { MESH_PROVIDERS } from '../lib/facts/mesh-providers';
import { run } from './run';

/** What each of Flagger's routers makes of a Canary: each is called with clients that keep what it writes. */

/** Knative's client is another one: its router reads nothing of the service. */
const PROVIDERS = Object.keys(MESH_PROVIDERS).filter((provider) => provider !== 'knative');

interface Question { readonly provider: string; readonly service?: object; readonly analysis?: object; readonly weight?: number; readonly mirror?: boolean; readonly ingress?: string }
interface Answer { readonly error?: string; readonly text: string }

function written(questions: readonly Question[]): Answer[] {
  const input = questions.map(({ provider, service = {}, analysis = {}, weight = 0, mirror = false, ingress = 'web' }) => `${JSON.stringify({
    make: {
      weight, mirror,
      canary: {
        metadata: { name: 'podinfo', namespace: 'shop' },
        spec: {
          provider, targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'podinfo' }, ingressRef: { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: ingress },
          routeRef: { apiVersion: 'apisix.apache.org/v2', kind: 'ApisixRoute', name: 'web' },
          service: { port: 80, meshName: 'mesh', gatewayRefs: [{ name: 'public' }], ...service }, analysis: { interval: '1m', threshold: 1, iterations: 5, ...analysis },
        },
      },
    },
  })}\n`).join('');
  const { ok, output, stdout } = run('flagger-oracle', [], { input });
  if (!ok) { throw new Error(output); }
  return stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as Answer);
}

test('each writes something', () => {
  const answers = written(PROVIDERS.map((provider) => ({ provider })));
  expect(PROVIDERS.filter((_, index) => answers[index]?.error !== undefined).map((provider) => [provider, answers[PROVIDERS.indexOf(provider)]?.error])).toEqual([]);
  // With the provider kubernetes the Services alone are Flagger's.
  expect(PROVIDERS.filter((_, index) => answers[index]?.text === '[]')).toEqual(['kubernetes']);
});

/** A value of each field, or another one where there must be one. */
const SERVICE: { readonly [field in keyof typeof SERVICE_FIELD_READERS]: unknown } = {
  hosts: ['app.example.com'], gateways: ['shop/public'], gatewayRefs: [{ name: 'other' }], meshName: 'other', backends: ['backend.shop'], delegation: true, timeout: '7s', backendTimeout: '5s',
  retries: { attempts: 3, perTryTimeout: '1s', retryOn: '5xx' }, match: [{ uri: { prefix: '/shop' } }], rewrite: { uri: '/' }, headers: { request: { add: { 'x-a': 'b' } } },
  mirror: [{ backendRef: { name: 'copy', port: 80 } }], corsPolicy: { allowOrigins: [{ exact: 'https://example.com' }], allowMethods: ['GET'] }, trafficPolicy: { loadBalancer: { simple: 'ROUND_ROBIN' } },
};

/** What must be there for a field to be read. */
const BESIDE: { readonly [field: string]: object } = { timeout: { hosts: ['app.example.com'] } };

test.each(Object.entries(SERVICE))('service.%s is read by the routers that we say, and by no other', (field, value) => {
  const before = written(PROVIDERS.map((provider) => ({ provider, weight: 50, service: BESIDE[field] ?? {} })));
  const after = written(PROVIDERS.map((provider) => ({ provider, weight: 50, service: { ...BESIDE[field], [field]: value } })));
  expect(after.map(({ error }) => error)).toEqual(before.map(({ error }) => error));
  expect(PROVIDERS.filter((_, index) => after[index]?.text !== before[index]?.text).sort()).toEqual([...SERVICE_FIELD_READERS[field as keyof typeof SERVICE_FIELD_READERS]].sort());
});

const MARK = 'only-here';

describe('a condition of service.match', () => {
  const KINDS = ['exact', 'prefix', 'regex'];
  const compared = (make: (comparison: object) => object): [kind: string, entry: object][] => KINDS.map((kind) => [kind, make({ [kind]: MARK })]);
  const CONDITIONS: { readonly [condition: string]: readonly (readonly [kind: string, entry: object])[] } = {
    name: [['', { name: MARK }]], uri: compared((uri) => ({ uri })), scheme: compared((scheme) => ({ scheme })), method: compared((method) => ({ method })), authority: compared((authority) => ({ authority })),
    headers: compared((header) => ({ headers: { a: header } })), withoutHeaders: compared((header) => ({ withoutHeaders: { a: header } })), queryParams: compared((canary) => ({ queryParams: { canary } })),
    sourceLabels: [['', { sourceLabels: { a: MARK } }]], gateways: [['', { gateways: [MARK] }]], sourceNamespace: [['', { sourceNamespace: MARK }]],
  };

  test.each(Object.entries(CONDITIONS).flatMap(([condition, entries]) => entries.map(([kind, entry]) => [condition, kind, entry] as const)))('%s %s reaches the routes of the providers that we say', (condition, kind, entry) => {
    const answers = written(PROVIDERS.map((provider) => ({ provider, service: { match: [entry] } })));
    const reached = PROVIDERS.filter((_, index) => answers[index]?.error === undefined && answers[index]?.text.includes(MARK));
    expect(reached).toEqual(PROVIDERS.filter((provider) => {
      const facts = SERVICE_MATCH[provider];
      return facts?.conditions.includes(condition) === true && (kind === '' || facts.kinds[condition]?.includes(kind) !== false);
    }));
  });

  test('of a second entry reaches those of the providers that read more than the first', () => {
    const answers = written(PROVIDERS.map((provider) => ({ provider, service: { match: [{ uri: { prefix: '/first' } }, { uri: { prefix: `/${MARK}` } }] } })));
    expect(PROVIDERS.filter((_, index) => answers[index]?.text.includes(MARK))).toEqual(PROVIDERS.filter((provider) => SERVICE_MATCH[provider]?.firstAlone === false));
  });
});

test.each(Object.entries(MERGED_CONDITIONS))('with %s conditions of an A/B test take the place of those of service.match that we say, and get lost where we say', (provider, { replaced, lost }) => {
  const conditions = (value: string): object => ({ headers: { h: { exact: value } }, queryParams: { q: { exact: value } }, sourceLabels: { l: value } });
  const [{ text = '[]' } = {}] = written([{ provider, weight: 100, service: { match: [{ uri: { prefix: '/' }, ...conditions('the-service') }] }, analysis: { match: [conditions(MARK)] } }]);
  const { spec } = (JSON.parse(text) as { spec: { http?: { match: Record<string, unknown>[] }[]; rules?: { matches: Record<string, unknown>[] }[] } }[]).at(-1) ?? { spec: {} };
  const [match = {}] = spec.http?.[0]?.match ?? spec.rules?.[0]?.matches ?? [];
  const holding = (value: string): string[] => Object.entries(match).filter(([, each]) => JSON.stringify(each).includes(value)).map(([condition]) => condition).sort();
  expect(holding(MARK)).toEqual([...replaced].sort());
  expect(holding('the-service')).toEqual([...lost].sort());
});

describe('a condition of an A/B test', () => {
  const reads = (condition: (kind: string) => object, kind: string): string[] => {
    const answers = written(PROVIDERS.map((provider) => ({ provider, weight: 100, analysis: { match: [condition(kind)] } })));
    return PROVIDERS.filter((_, index) => answers[index]?.error === undefined && answers[index]?.text.includes(MARK));
  };

  test.each(['exact', 'prefix', 'suffix', 'regex'] as const)('that compares a header by %s reaches the routes of the providers that we say', (kind) => {
    // A VirtualService has no suffix: Flagger writes one, and no mesh reads it.
    const known = PROVIDERS.filter((provider) => MESH_PROVIDERS[provider]?.match?.kinds.includes(kind) === true || (provider === 'istio' && kind === 'suffix'));
    expect(reads((each) => ({ headers: { 'x-canary': { [each]: MARK } } }), kind)).toEqual(known);
  });

  test('of a query parameter', () => {
    expect(reads(() => ({ queryParams: { canary: { exact: MARK } } }), 'exact')).toEqual(PROVIDERS.filter((provider) => MESH_PROVIDERS[provider]?.match?.queryParams === true));
  });

  test('of the source\'s labels', () => {
    expect(reads(() => ({ sourceLabels: { app: MARK } }), '')).toEqual(PROVIDERS.filter((provider) => MESH_PROVIDERS[provider]?.match?.sourceLabels === true));
  });
});

test('a session is kept by the providers that we say', () => {
  const affinity = (provider: string, with_: boolean): Question => ({ provider, weight: 50, analysis: { iterations: 0, stepWeight: 10, ...with_ && { sessionAffinity: { cookieName: 'canary' } } } });
  const [without, kept] = [false, true].map((with_) => written(PROVIDERS.map((provider) => affinity(provider, with_)))) as [Answer[], Answer[]];
  expect(PROVIDERS.filter((_, index) => kept[index]?.text.includes('canary=') === true && kept[index]?.text !== without[index]?.text)).toEqual(PROVIDERS.filter((provider) => MESH_PROVIDERS[provider]?.sessionAffinity));
});

test.each([['iterations', { iterations: 5, mirror: true }], ['weights', { iterations: 0, stepWeight: 10, mirror: true }]])('traffic is mirrored beside %s by the providers that we say', (what, analysis) => {
  const [without, mirrored] = [false, true].map((mirror) => written(PROVIDERS.map((provider) => ({ provider, analysis, mirror })))) as [Answer[], Answer[]];
  expect(PROVIDERS.filter((_, index) => mirrored[index]?.text !== without[index]?.text))
    .toEqual(PROVIDERS.filter((provider) => MESH_PROVIDERS[provider]?.mirror === 'all' || (what === 'iterations' && MESH_PROVIDERS[provider]?.mirror === 'iterations')));
});

test('with Skipper an Ingress without an annotation ends Flagger itself', () => {
  expect(() => written([{ provider: 'skipper', ingress: 'bare' }])).toThrow('panic: assignment to entry in nil map');
  expect(written([{ provider: 'nginx', ingress: 'bare' }])[0]?.error).toBeUndefined();
});
