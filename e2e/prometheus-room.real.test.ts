import fc from 'fast-check';
import { parse } from 'yaml';
import { fields, Fields, list } from '../lib/drill/operator/fields';
import { Monitor } from '../lib/drill/operator/monitor';
import { prometheusConfig as planned } from '../lib/drill/operator/prometheus-config';
import { ruleFault } from '../lib/drill/operator/rule-fault';
import { validate } from '../test/schema';
import { found } from '../test/checks/findings';
import { ENDPOINT_REFUSALS, GROUP_REFUSALS, MONITOR_REFUSALS, POD_ENDPOINT_REFUSALS, Refusal, RULE_REFUSALS, RuleRefusal, SERVICE_ENDPOINT_REFUSALS, tooMany } from '../test/prometheus/refusals';
import { podMonitor, prometheusRule, serviceMonitor } from '../test/sweep/kinds/prometheus';
import { outcomeOf, SweptKind } from '../test/sweep/sweep';
import { certificateAndKey, Manifest, prometheusConfig, prometheusConfigs, validateRules } from './operator';
import { checkConfig, checkRules, RuleFile } from './promtool';

/** How many props of each kind are drawn; more by E2E_SWEEP. */
const SWEEP = Number(process.env['E2E_SWEEP'] ?? 400);

/** What the operator writes of the way to a target, and the drill leaves out. */
const TRANSPORT = ['scheme', 'tls_config', 'authorization', 'basic_auth', 'oauth2', 'proxy_url', 'no_proxy', 'proxy_from_environment', 'proxy_connect_header'];

const spec = { scrapeInterval: '30s', evaluationInterval: '30s', scrapeClasses: [{ name: 'gold' }] };

/** Anything will do for a password, but not for a certificate. */
const VALUE = certificateAndKey();

/** The objects that a construct makes of props of all shapes, each with a name of its own. */
function made(kind: SweptKind, seed: number): Manifest[] {
  const objects = fc.sample(kind.props, { seed, numRuns: SWEEP }).flatMap((props) => {
    const outcome = outcomeOf(kind, props);
    return outcome.is === 'made' ? [outcome.object as Manifest] : [];
  });
  return objects.map((object, index) => ({ ...object, metadata: { ...object['metadata'] as object, name: `m${index}` } }));
}

/** The Secrets and ConfigMaps that objects of the namespace refer to. */
function referred(objects: unknown): Manifest[] {
  const found = new Map<string, { kind: string; name: string; keys: Set<string> }>();
  const walk = (value: unknown, kind: string): void => {
    if (Array.isArray(value)) { value.forEach((each) => { walk(each, kind); }); return; }
    if (typeof value !== 'object' || value === null) { return; }
    const { name, key } = value as { name?: unknown; key?: unknown };
    if (typeof name === 'string' && typeof key === 'string') {
      const id = `${kind}/${name}`;
      found.set(id, { kind, name, keys: (found.get(id)?.keys ?? new Set()).add(key) });
      return;
    }
    for (const [field, each] of Object.entries(value)) { walk(each, field === 'configMap' ? 'ConfigMap' : 'Secret'); }
  };
  walk(objects, 'Secret');
  return [...found.values()].map(({ kind, name, keys }) => ({
    apiVersion: 'v1', kind, metadata: { name, namespace: 'shop' }, [kind === 'Secret' ? 'stringData' : 'data']: Object.fromEntries([...keys].map((key) => [key, VALUE])),
  }));
}

describe.each([['PodMonitor', podMonitor], ['ServiceMonitor', serviceMonitor]] as const)('a %s of ours', (kind, swept) => {
  const monitors = made(swept, 11);
  const { errors, selected = [], config = '' } = prometheusConfig({ monitors, secrets: referred(monitors), spec });

  test('is selected by the operator, whatever its props', () => {
    expect(monitors.length).toBeGreaterThan(SWEEP / 4);
    expect(errors).toEqual([]);
    expect(selected).toHaveLength(monitors.length);
  });

  test('becomes a configuration that Prometheus loads', () => {
    const { ok, output } = checkConfig(config);
    expect(ok ? '' : output).toBe('');
  });

  test('is played by the drill as the operator writes it', () => {
    const theirs = (parse(config) as { scrape_configs: Fields[] }).scrape_configs.map((job) => Object.fromEntries(Object.entries(job).filter(([field]) => !TRANSPORT.includes(field))));
    const ours = planned({ namespace: 'monitoring', name: 'prometheus', spec }, monitors.map((each) => ({
      kind: kind as Monitor['kind'], namespace: 'shop', name: String((each['metadata'] as Fields)['name']), spec: fields(each['spec']),
    })));
    expect(ours.refused).toEqual([]);
    // One by one: what differs is found at once.
    expect(ours.scrape_configs.map(({ job_name: name }) => name)).toEqual(theirs.map(({ job_name: name }) => name));
    theirs.forEach((job, index) => { expect(ours.scrape_configs[index]).toEqual(job); });
    expect(theirs.length).toBeGreaterThan(monitors.length);
  });
});

describe('a PrometheusRule of ours', () => {
  const files = made(prometheusRule, 11).map((object) => object['spec'] as unknown as RuleFile);

  test('is loaded by the operator, whatever its props', () => {
    expect(files.length).toBeGreaterThan(SWEEP / 4);
    expect(validateRules(...files).flat()).toEqual([]);
  });

  test('is loaded by Prometheus', () => {
    const loaded = files.map(({ groups }) => ({ groups: groups.map((group) => Object.fromEntries(Object.entries(group).filter(([field]) => field !== 'partial_response_strategy'))) }));
    const { ok, output } = checkRules(...loaded);
    expect(ok ? '' : output).toBe('');
    expect(loaded.map(({ groups }) => ruleFault(groups)).filter((fault) => fault !== undefined)).toEqual([]);
  });
});

/** What is refused here is refused by somebody in plain YAML as well, or is taken by all of them, and the reason stands beside it. */
describe.each([
  { kind: 'PodMonitor', endpoints: 'podMetricsEndpoints', own: POD_ENDPOINT_REFUSALS },
  { kind: 'ServiceMonitor', endpoints: 'endpoints', own: SERVICE_ENDPOINT_REFUSALS },
])('in plain YAML a $kind', ({ kind, endpoints, own }) => {
  const of = (part: object, over: object = {}): Manifest => JSON.parse(JSON.stringify({
    apiVersion: 'monitoring.coreos.com/v1', kind, metadata: { name: 'm', namespace: 'shop' },
    spec: { selector: { matchLabels: { app: 'flagger' } }, [endpoints]: [{ port: 'http', interval: '30s', ...part }], ...over },
  })) as Manifest;
  const all = [
    ...([...ENDPOINT_REFUSALS, ...own] as readonly Refusal<object>[]).map(({ name, yaml, refused }) => ({ name, refused, object: of(yaml ?? {}) })),
    ...MONITOR_REFUSALS.map(({ name, yaml, refused }) => ({ name, refused, object: of({}, 'endpoints' in (yaml ?? {}) ? { [endpoints]: [] } : yaml) })),
  ].filter(({ refused }) => !('by' in refused && refused.by === 'schema'));
  const answers = prometheusConfigs(all.map(({ object }) => ({ monitors: [object], secrets: referred(object), spec })));

  test.each(all.map((each, index) => ({ ...each, answer: answers[index] as (typeof answers)[number] })))('with $name is refused by whom we say', ({ refused, object, answer }) => {
    expect(validate(object) ?? []).toEqual([]);
    const by = answer.errors.length > 0 ? 'operator' : checkConfig(answer.config as string).ok ? 'nobody' : 'prometheus';
    expect(by).toBe('by' in refused ? refused.by : 'nobody');
    // Who keeps such objects as plain YAML is told, and nobody else.
    expect(found(JSON.stringify(object), 'reference/reload').length > 0).toBe(by === 'prometheus');
  });
});

test.each([['targetLabels', ['']], ['targetLabels', ['a/b']], ['podTargetLabels', ['a b']], ['jobLabel', '']])('with the %s %j a ServiceMonitor is told where Prometheus refuses it', (field, value) => {
  const object = {
    apiVersion: 'monitoring.coreos.com/v1', kind: 'ServiceMonitor', metadata: { name: 'm', namespace: 'shop' }, spec: { selector: { matchLabels: { app: 'a' } }, endpoints: [{ port: 'http' }], [field]: value },
  } as Manifest;
  const { config, errors } = prometheusConfig({ monitors: [object], spec });
  expect(found(JSON.stringify(object), 'reference/reload').length > 0).toBe(errors.length === 0 && !checkConfig(config as string).ok);
});

describe('in plain YAML a PrometheusRule', () => {
  const all = [
    ...RULE_REFUSALS.map(({ name, yaml, refused }) => ({ name, refused, file: { groups: [{ name: 'g', rules: [yaml ?? {}] }] } })),
    ...GROUP_REFUSALS.map(({ name, yaml, refused }) => ({ name, refused, file: { groups: yaml ?? [] } })),
  ].filter(({ refused }) => !('by' in refused && refused.by === 'schema'));
  const answers = validateRules(...all.map(({ file }) => file));
  const who = (file: RuleFile, errors: readonly string[]): string => (errors.length > 0 ? 'operator' : checkRules(file).ok ? 'nobody' : 'promtool');

  test.each(all.map((each, index) => ({ ...each, errors: answers[index] ?? [] })))('with $name is refused by whom we say', ({ refused, file, errors }: { refused: RuleRefusal['refused']; file: RuleFile; errors: readonly string[] }) => {
    expect(who(file, errors)).toBe('by' in refused ? refused.by : 'nobody');
  });

  test('that is too large is refused by the operator', () => {
    const [errors] = validateRules({ groups: tooMany().map(({ name, alertingRules }) => ({ name, rules: list(alertingRules).map((rule) => (rule as { _toRule(): object })._toRule()) })) });
    expect(errors?.join()).toContain('above the maximum limit');
  });
});
