import { analyse, CanaryEvent, labelsAfterScrape, labelsOf, outcome, stateOf, truth } from '../../lib/checks/expression';
import { Document } from '../../lib/checks/document';
import { Located } from '../../lib/checks/located';
import { ManifestObject } from '../../lib/checks/world';

const names = (expr: string, honorLabels = true): string => {
  const { names: found, open } = labelsOf(expr, { honorLabels });
  return `${[...found].sort().join(' ')}${open ? ' …' : ''}`;
};
const events: readonly CanaryEvent[] = ['idle', 'progressing', 'failed', 'promotion-failed', 'waiting', 'initializing', 'deleted', 'absent'];
const firesIn = (expr: string, records?: ReadonlyMap<string, readonly string[]>): string => events.filter((event) => truth(expr, stateOf(event, { records })) === 'fires').join(' ');
const unknownIn = (expr: string): string => events.filter((event) => truth(expr, stateOf(event)) === 'unknown').join(' ');

describe('analyse', () => {
  test('tells each selector, and what it is for', () => {
    const { selectors } = analyse('a{x="1"}[5m] and b unless on (y) (c or absent(d{z=~"q"}))');
    expect(selectors.map(({ metric, range, negated, filter, from }) => [metric, range, negated, filter, from])).toEqual([['a', true, false, false, 0], ['b', false, false, true, 17], ['c', false, true, true, 34], ['d', false, false, true, 46]]);
    expect(analyse('{__name__="up",a!~"x.*"}').selectors[0]).toMatchObject({ metric: 'up', matchers: [{ label: 'a', op: '!~', value: 'x.*', offset: 15, valueOffset: 19 }] });
  });

  test('binds ranges, offsets and signs as Prometheus does', () => {
    expect(analyse('a and b offset 5m > 1').root).toMatchObject({ op: 'and', right: { op: '>', left: { metric: 'b', shift: { offset: 300 } } } });
    expect(analyse('a + b[5m:1m] * c').root).toMatchObject({ op: '+', right: { op: '*', left: { kind: 'subquery', expr: { metric: 'b' } } } });
    expect(analyse('-2 ^ 2').root).toMatchObject({ kind: 'unary', expr: { op: '^', left: { value: 2 } } });
  });

  test('a rule about a thousand canaries is read', () => {
    const expr = Array.from({ length: 1_000 }, (_, index) => `flagger_canary_status{name="c${index}"} == 2`).join(' or ');
    expect(analyse(expr)).toMatchObject({ errors: [], selectors: { length: 1_000 } });
    expect(truth(expr, stateOf('failed', { name: 'c999' }))).toBe('fires');
  });

  test.each(['', '(', '\0', '"', '{', '}{', '💥', '${x}', '('.repeat(50_000), '-'.repeat(50_000), `${'a or '.repeat(20_000)}a`])('%#: never throws', (expr) => {
    expect(() => { analyse(expr); truth(expr, stateOf('failed')); labelsOf(expr, { honorLabels: true }); }).not.toThrow();
  });
});

test.each([
  ['sum by (name, x) (flagger_canary_status)', 'name'],
  ['sum by (a) (other)', 'a'],
  ['sum(other)', ''],
  ['max by (name) (flagger_canary_status) * on (name) group_left (version) other', 'name version'],
  ['max by (name, namespace) (flagger_canary_status) > on (name) other', 'name'],
  ['max by (name) (flagger_canary_status) or max by (workload) (flagger_canary_weight)', 'name workload'],
  ['label_join(sum(flagger_canary_status), "x", "-", "a")', 'x'],
  ['absent(flagger_canary_status{name="a",namespace=~"b"})', 'name'],
  ['vector(1)', ''],
  ['count_values("v", flagger_canary_status)', 'v'],
  ['other{a="b"}', 'a …'],
])('the labels of %s', (expr, expected) => {
  expect(names(expr)).toBe(expected);
});

describe('a label that the cluster decides', () => {
  const scrape = { honorLabels: true, namespace: 'flagger-system' };
  const monitor = new ManifestObject(new Located(Document.of({ apiVersion: 'monitoring.coreos.com/v1', kind: 'PodMonitor', metadata: { name: 'flagger', namespace: 'flagger-system' }, spec: {} }), []));

  test.each([
    ['an external label', 'flagger_canary_status{cluster=~"prod-.*"} == 2', 'failed'],
    ['a job of another name', 'flagger_canary_status{job="flagger"} == 2', 'failed'],
    ['a label of an old scrape configuration', 'flagger_canary_status{kubernetes_namespace="istio-system"} == 2', 'failed'],
    ['on one side of an operator alone', 'flagger_canary_status{job="flagger"} == 2 and flagger_canary_status != 1', 'failed'],
    ['what it may take away stays possible', 'flagger_canary_status{cluster="a"} == 2 unless flagger_canary_status{cluster="b"} == 2', ''],
    ['a label of Flagger\'s own is not among them', 'flagger_canary_status{phase="Failed"} == 2', ''],
    ['nor one that the scrape would have made', 'flagger_info{exported_namespace="shop"}', ''],
    ['nor is one that must not be there', 'flagger_canary_status{job!~".*flagger.*"} == 2', ''],
  ])('%s', (_, expr, expected) => {
    expect(['idle', 'failed'].filter((event) => truth(expr, stateOf(event as CanaryEvent, { scrape })) === 'fires').join(' ')).toBe(expected);
  });

  test('the monitor decides some of them', () => {
    const fires = (expr: string): string => truth(expr, stateOf('failed', { scrape: { ...scrape, monitor } }));
    expect([fires('flagger_canary_status{job="other"} == 2'), fires('flagger_canary_status{team="shop"} == 2'), fires('flagger_canary_status{cluster="a"} == 2'), fires('flagger_canary_status{pod="x"} == 2')])
      .toEqual(['silent', 'silent', 'fires', 'fires']);
    expect(truth('flagger_canary_status{cluster="a"} == 2 unless flagger_canary_status{cluster="b"} == 2', stateOf('failed', { scrape }))).toBe('unknown');
  });
});

test('the scrape moves the namespace', () => {
  expect(labelsAfterScrape('flagger_canary_status', { honorLabels: false })?.has('exported_namespace')).toBe(true);
  expect(labelsAfterScrape('flagger_canary_status', { honorLabels: true })?.has('exported_namespace')).toBe(false);
  expect(labelsAfterScrape('flagger_info', { honorLabels: false })?.has('exported_namespace')).toBe(false);
  expect(labelsAfterScrape('up', { honorLabels: false })).toBeUndefined();
});

test.each([
  ['flagger_canary_status == 2', 'failed promotion-failed deleted'],
  ['flagger_canary_status == 0', 'progressing'],
  ['flagger_canary_weight{workload="podinfo"} == 100', 'promotion-failed'],
  ['max by (name) (last_over_time(flagger_canary_status[10m])) > 1', 'failed promotion-failed deleted'],
  ['flagger_canary_status == 2 unless on (namespace, name) label_replace(kube_deployment_created, "x", "", "", "")', 'failed promotion-failed deleted'],
  ['increase(flagger_canary_failures_total[5m]) > 0', ''],
  ['absent(flagger_canary_status)', 'initializing absent'],
  ['flagger_canary_total unless on (namespace) flagger_canary_status', 'initializing'],
])('%s fires when the canary is %s', (expr, expected) => {
  expect(firesIn(expr)).toBe(expected);
});

test('what rests on more is not known', () => {
  expect(unknownIn('up == 0')).toBe(events.join(' '));
  expect(unknownIn('flagger_canary_status == 2 and on () up == 1')).toBe('failed promotion-failed deleted');
  expect(unknownIn('flagger_canary_status == 2 or up == 0')).not.toContain('failed');
});

test('recorded series are evaluated, and one that rests on itself is not known', () => {
  expect(firesIn('canary:failed > 0', new Map([['canary:failed', ['flagger_canary_status == bool 2']]]))).toBe('failed promotion-failed deleted');
  expect(truth('a', stateOf('failed', { records: new Map([['a', ['b']], ['b', ['a']]]) }))).toBe('unknown');
});

test('one that remembers is what the rest of it says, as long as the state lasts', () => {
  const records = new Map([['now', ['max by (namespace, name) (flagger_canary_status == 2)']], ['ever', ['now or ever and on (namespace, name) last_over_time(now[10m]) unless on (namespace, name) flagger_canary_status']]]);
  expect(firesIn('ever', records)).toBe('failed promotion-failed deleted');
  // What was before is not known where nothing is told of a canary, nor where an evaluation changes what the one before gave.
  expect(events.filter((event) => truth('ever', stateOf(event, { records })) === 'unknown')).toEqual(['initializing', 'absent']);
  expect(truth('count > 3', stateOf('failed', { records: new Map([['count', ['max(count) + 1 or vector(0)']]]) }))).toBe('unknown');
  // Nor what rests on more than Flagger's metrics.
  expect(truth('ever', stateOf('idle', { records: new Map([['ever', ['up == 0 or ever']]]) }))).toBe('unknown');
});

test('the samples carry their labels', () => {
  const scrape = { honorLabels: false, namespace: 'flagger-system' };
  expect(outcome('max by (name, namespace, exported_namespace) (flagger_canary_status) == 2', stateOf('failed', { name: 'cart', namespace: 'shop', scrape })))
    .toEqual({ complete: true, samples: [{ labels: { name: 'cart', namespace: 'flagger-system', exported_namespace: 'shop' }, value: 2, certain: true }] });
});
