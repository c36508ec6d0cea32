import { found, findingsOf } from '../findings';
import { object } from '../reference/manifests';

const fields = (text: string): (string | undefined)[][] => findingsOf(text, { only: ['schema'] }).map(({ check, field, fix }) => [check, field, fix]);

describe('schema/field', () => {
  test('the name of a field that was renamed, once, at its key', () => {
    expect(found('apiVersion: flagger.app/v1beta1\nkind: Canary\nmetadata:\n  name: a\nspec:\n  targetRef: {apiVersion: apps/v1, kind: Deployment, name: a}\n  canaryAnalysis:\n    interval: 1m\n', 'schema'))
      .toEqual(['7:3 error schema/field: spec has no field canaryAnalysis']);
  });

  test.each([
    ['a field that is gone', object('Kustomization', 'a/b', 'spec: {interval: 1m, prune: true, sourceRef: {kind: GitRepository, name: x}, validation: client}'), [['schema/field', 'spec.validation', 'remove it']]],
    ['camelCase in a rule', object('PrometheusRule', 'a/b', 'spec: {groups: [{name: g, rules: [{alert: A, expr: x, keepFiringFor: 1m}]}]}'), [['schema/field', 'spec.groups[0].rules[0].keepFiringFor', 'did you mean keep_firing_for?']]],
    ['a misspelt required field, which is not missing besides', object('Alert', 'a/b', 'spec: {eventSource: [], providerRef: {name: x}}'), [['schema/field', 'spec.eventSource', 'did you mean eventSources?']]],
    ['a misspelt field of which one is wanted', object('AlertProvider', 'a/b', 'spec: {type: slack, adress: x}'), [['schema/field', 'spec.adress', 'did you mean address?']]],
    ['a field of another place', object('PodMonitor', 'a/b', 'spec: {selector: {}, honorLabels: true, podMetricsEndpoints: [{port: http}]}'), [['schema/field', 'spec.honorLabels', 'did you mean spec.podMetricsEndpoints[].honorLabels?']]],
    ['a channel in an Alert', object('Alert', 'a/b', 'spec: {eventSources: [], providerRef: {name: x}, channel: c}'), [['schema/field', 'spec.channel', 'write it in spec.channel of the Provider']]],
    ['the endpoints of the other monitor', object('PodMonitor', 'a/b', 'spec: {selector: {}, endpoints: [{port: http}]}'), [['schema/field', 'spec.endpoints', 'did you mean podMetricsEndpoints?']]],
    ['a field that nothing is like', object('Provider', 'a/b', 'spec: {type: slack, zzz: 1}'), [['schema/field', 'spec.zzz', undefined]]],
    ['a field of metadata in the wrong case', '{apiVersion: notification.toolkit.fluxcd.io/v1beta3, kind: Provider, metadata: {name: a, nameSpace: b}, spec: {type: slack}}', [['schema/field', 'metadata.nameSpace', 'did you mean namespace?']]],
    ['a field of the status that there is not', object('Canary', 'a/b', 'spec: {targetRef: {apiVersion: apps/v1, kind: Deployment, name: a}, service: {port: 80}, analysis: {interval: 1m, threshold: 1, iterations: 1}}, status: {phases: Failed}'), [['schema/field', 'status.phases', 'did you mean phase?']]],
    ['names that every object inherits', object('Provider', 'a/b', 'spec: {type: slack, constructor: 1}'), [['schema/field', 'spec.constructor', undefined]]],
  ])('%s', (_, text, expected) => { expect(fields(text)).toEqual(expected); });

  test.each([
    ['a field of a map with any names', object('Alert', 'a/b', 'spec: {eventSources: [], providerRef: {name: x}, eventMetadata: {anything: x}}')],
    ['a status', object('Canary', 'a/b', 'spec: {targetRef: {apiVersion: apps/v1, kind: Deployment, name: a}, service: {port: 80}, analysis: {interval: 1m, threshold: 1, iterations: 1}}, status: {phase: Failed, canaryWeight: 0, failedChecks: 1, iterations: 0}')],
    ['a status whose values are none: it is dropped', object('Canary', 'a/b', 'spec: {targetRef: {apiVersion: apps/v1, kind: Deployment, name: a}, service: {port: 80}, analysis: {interval: 1m, threshold: 1, iterations: 1}}, status: {phase: Broken}')],
    ['a kind that is not known', '{apiVersion: example.org/v1, kind: Canary, metadata: {name: a}, spec: {x: 1}}'],
    ['an encrypted object', object('Provider', 'a/b', 'spec: {type: "ENC[x]"}, sops: {version: 3.9.0}')],
  ])('nothing about %s', (_, text) => { expect(fields(text)).toEqual([]); });
});
