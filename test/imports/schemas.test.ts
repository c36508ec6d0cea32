import Ajv from 'ajv';
import { WANTED } from '../../scripts/import/wanted';
import { knownKinds, read, validate } from '../schema';

/** An object with this spec, as far as it is not given. */
function object(apiVersion: string, kind: string, spec: unknown): unknown {
  return { apiVersion, kind, metadata: { name: 'x', namespace: 'shop' }, spec };
}

const canary = (spec: object) => object('flagger.app/v1beta1', 'Canary', {
  targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'podinfo' }, service: { port: 9898 }, ...spec,
});
const analysis = (fields: object) => canary({ analysis: { interval: '30s', threshold: 5, ...fields } });
const alertProvider = (spec: object) => object('flagger.app/v1beta1', 'AlertProvider', { type: 'slack', ...spec });
const provider = (spec: object) => object('notification.toolkit.fluxcd.io/v1beta3', 'Provider', spec);
const alert = (spec: object) => object('notification.toolkit.fluxcd.io/v1beta3', 'Alert', {
  providerRef: { name: 'news' }, eventSources: [{ kind: 'Kustomization', name: '*' }], ...spec,
});
const kustomization = (spec: object) => object('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', {
  interval: '10m', prune: true, sourceRef: { kind: 'GitRepository', name: 'x' }, ...spec,
});
const rule = (fields: object) => object('monitoring.coreos.com/v1', 'PrometheusRule', { groups: [{ name: 'g', rules: [{ alert: 'A', expr: 'up', ...fields }] }] });
const serviceMonitor = (endpoint: object) => object('monitoring.coreos.com/v1', 'ServiceMonitor', { selector: {}, endpoints: [endpoint] });

describe('imports/schemas', () => {
  test('has a file for each kind that is wanted', () => {
    expect(knownKinds()).toEqual(WANTED.flatMap(({ group, kinds }) => kinds.map((kind) => `${group}/${kind}`)).sort());
  });

  test.each(knownKinds().flatMap((known) => {
    const [group, kind] = known.split('/') as [string, string];
    return Object.entries(read(group, kind).versions).map(([version, schema]) => [`${group}/${version} ${kind}`, schema] as const);
  }))('%s compiles in ajv\'s strict mode', (_, schema) => {
    expect(() => new Ajv({ strict: true }).compile(schema)).not.toThrow();
  });

  test.each([
    ['an AlertProvider with an address', alertProvider({ address: 'http://bridge' })],
    ['an AlertProvider with a Secret', alertProvider({ secretRef: { name: 'slack' } })],
    ['an analysis by iterations', analysis({ iterations: 10 })],
    ['an analysis by weight', analysis({ stepWeight: 10, maxWeight: 50 })],
    ['an analysis by weights', analysis({ stepWeights: [1, 10, 80] })],
    ['a port by name', canary({ service: { port: 80, targetPort: 'http' }, analysis: { interval: '30s', threshold: 5, iterations: 10 } })],
    ['an Alert', alert({ eventSeverity: 'error' })],
    ['a Kustomization', kustomization({ path: './dist', timeout: '1m30s' })],
    ['a rule by number', rule({ expr: 1 })],
    ['a rule with its durations', rule({ 'for': '1h30m', 'keep_firing_for': '0s' })],
    ['a relabelling', serviceMonitor({ port: 'http', honorLabels: true, metricRelabelings: [{ action: 'LabelDrop', regex: 'x' }] })],
  ])('takes %s', (_, manifest) => {
    expect(validate(manifest)).toEqual([]);
  });

  test.each<[string, unknown, string[]]>([
    ['an AlertProvider with both', alertProvider({ address: 'http://bridge', secretRef: { name: 'slack' } }), ['spec: must match exactly one schema in oneOf']],
    ['Flux\' name for Google Chat', object('flagger.app/v1beta1', 'AlertProvider', { type: 'googlechat', address: 'http://bridge' }), [
      'spec.type: must be equal to one of the allowed values (slack, msteams, discord, rocket, gchat)',
    ]],
    ['an analysis by iterations and weight', analysis({ iterations: 10, stepWeight: 10 }), ['spec.analysis: must match exactly one schema in oneOf']],
    ['an analysis by weight and weights', analysis({ stepWeight: 10, stepWeights: [1] }), expect.arrayContaining(['spec.analysis: must match exactly one schema in oneOf']) as never],
    ['canaryAnalysis of an older API', canary({ canaryAnalysis: {} }), expect.arrayContaining(['spec: must NOT have additional properties (canaryAnalysis)']) as never],
    ['an interval in hours', analysis({ iterations: 1, interval: '1h' }), expect.arrayContaining(['spec.analysis.interval: must match pattern "^[0-9]+(m|s)"']) as never],
    ['a warning of Flux', alert({ eventSeverity: 'warn' }), ['spec.eventSeverity: must be equal to one of the allowed values (info, error)']],
    ['a list of severities', alert({ eventSeverity: ['error'] }), expect.arrayContaining(['spec.eventSeverity: must be string']) as never],
    ['a channel of an Alert', alert({ channel: '#x' }), ['spec: must NOT have additional properties (channel)']],
    ['a Canary for an event source', alert({ eventSources: [{ kind: 'Canary', name: 'x' }] }), [expect.stringContaining('spec.eventSources.0.kind: must be equal to one of the allowed values') as never]],
    ['a timeout in hours', provider({ type: 'slack', timeout: '1h' }), ['spec.timeout: must match pattern "^([0-9]+(\\.[0-9]+)?(ms|s|m))+$"']],
    ['validation of an older API', kustomization({ validation: 'client' }), ['spec: must NOT have additional properties (validation)']],
    ['a Kustomization without prune', object('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', { interval: '1m', sourceRef: { kind: 'GitRepository', name: 'x' } }), ['spec: must have required property \'prune\'']],
    ['a duration that is none', rule({ for: '1 minute' }), [expect.stringContaining('spec.groups.0.rules.0.for: must match pattern') as never]],
    ['an action that is none', serviceMonitor({ metricRelabelings: [{ action: 'remove' }] }), [expect.stringContaining('spec.endpoints.0.metricRelabelings.0.action: must be equal to one of the allowed values') as never]],
    ['a version that is not served', object('notification.toolkit.fluxcd.io/v1beta1', 'Alert', {}), [
      'apiVersion: notification.toolkit.fluxcd.io/v1beta1 is not served, only notification.toolkit.fluxcd.io/v1beta3',
    ]],
    ['an object without a name', { apiVersion: 'flagger.app/v1beta1', kind: 'AlertProvider', metadata: {}, spec: { type: 'slack', address: 'x' } }, ['metadata: must have required property \'name\'']],
  ])('refuses %s', (_, manifest, faults) => {
    expect(validate(manifest)).toEqual(faults);
  });

  test('says nothing of kinds that it does not have', () => {
    expect(validate({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'x' } })).toBeUndefined();
    expect(validate({ apiVersion: 'monitoring.coreos.com/v1', kind: 'Prometheus', metadata: { name: 'x' } })).toBeUndefined();
  });
});
