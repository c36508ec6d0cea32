import { App, Chart, Duration, Testing } from 'cdk8s';
import { flagger } from '../lib';
import { Manifest } from './operator';
import { run } from './run';

const { HeaderMatch, StringMatch } = flagger;

/** What Flagger's own router tells NGINX of a canary's conditions. */
function annotations(canary: Manifest): Record<string, string> {
  const { annotations, error } = JSON.parse(run('flagger-oracle', [], { input: `${JSON.stringify({ route: canary })}\n` }).stdout) as { annotations?: Record<string, string>; error?: string };
  if (annotations === undefined) { throw new Error(error); }
  return Object.fromEntries(Object.entries(annotations).map(([name, value]) => [name.replace('nginx.ingress.kubernetes.io/', ''), value]));
}

function canary(...match: flagger.HeaderMatch[]): Manifest {
  const chart = new Chart(new App(), 'chart', { namespace: 'shop' });
  new flagger.Canary(chart, 'podinfo', {
    target: flagger.Target.deployment('podinfo'), provider: flagger.MeshProvider.NGINX, route: flagger.RouteRef.ingress('web'), service: { port: 80 },
    analysis: flagger.Analysis.abTesting({ interval: Duration.minutes(1), threshold: 2, iterations: 5, match, metrics: [flagger.MetricCheck.requestSuccessRate({ min: 99 })] }),
  });
  return (Testing.synth(chart) as Manifest[])[0] as Manifest;
}

// NGINX asks for the header first, and for the cookie where the header does not decide: each of the two is enough.
test.each<[string, flagger.HeaderMatch[], object]>([
  ['a header', [HeaderMatch.header('x-canary', StringMatch.exact('insider'))], { 'canary-by-header': 'x-canary', 'canary-by-header-value': 'insider' }],
  ['a pattern of a header', [HeaderMatch.header('user-agent', StringMatch.regex('.*Firefox.*'))], { 'canary-by-header': 'user-agent', 'canary-by-header-pattern': '.*Firefox.*' }],
  ['a cookie', [HeaderMatch.cookie('canary')], { 'canary-by-cookie': 'canary' }],
  ['a header or a cookie', [HeaderMatch.header('x-canary', StringMatch.exact('insider')), HeaderMatch.cookie('canary')], { 'canary-by-header': 'x-canary', 'canary-by-header-value': 'insider', 'canary-by-cookie': 'canary' }],
])('%s reaches NGINX', (_, match, told) => {
  expect(annotations(canary(...match))).toMatchObject({ canary: 'true', ...told });
});

test('of two headers one is lost, as the construct says when it refuses them', () => {
  const both = [{ headers: { a: { exact: '1' } } }, { headers: { b: { exact: '2' } } }];
  const one = canary(HeaderMatch.cookie('canary')) as { readonly spec: { readonly analysis: object } };
  expect(annotations({ ...one, spec: { ...one.spec, analysis: { ...one.spec.analysis, match: both } } })).toMatchObject({ 'canary-by-header': 'b', 'canary-by-header-value': '2' });
  expect(() => canary(HeaderMatch.header('a', StringMatch.exact('1')), HeaderMatch.header('b', StringMatch.exact('2')))).toThrow('the provider nginx does not know these alternatives');
});

test('a pattern of cookies is dropped, and a header and a cookie of one entry are alternatives all the same', () => {
  const one = canary(HeaderMatch.cookie('canary')) as { readonly spec: { readonly analysis: object } };
  const of = (match: object): Record<string, string> => annotations({ ...one, spec: { ...one.spec, analysis: { ...one.spec.analysis, match: [match] } } });
  expect(Object.keys(of({ headers: { cookie: { regex: 'canary=.*' } } }))).not.toContain('canary-by-cookie');
  expect(of({ headers: { a: { exact: '1' }, cookie: { exact: 'canary' } } })).toMatchObject({ 'canary-by-header': 'a', 'canary-by-cookie': 'canary' });
});
