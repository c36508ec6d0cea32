import { findingsOf } from '../findings';
import { object } from '../reference/manifests';
import { checkFiles } from '../../../lib/checks/run';

const found = (text: string): string[] => findingsOf(text, { only: ['schema'] }).map(({ check, field, what }) => `${check} ${field ?? ''}: ${what}`);

describe('schema/required', () => {
  test.each([
    ['no type', object('Provider', 'a/b', 'spec: {channel: x}'), ['schema/required spec: spec has no type']],
    ['no port', object('Canary', 'a/b', 'spec: {targetRef: {apiVersion: apps/v1, kind: Deployment, name: a}, service: {}, analysis: {interval: 1m, threshold: 1, iterations: 1}}'), ['schema/required spec.service: spec.service has no port']],
    ['no interval in an analysis', object('Canary', 'a/b', 'spec: {targetRef: {apiVersion: apps/v1, kind: Deployment, name: a}, analysis: {threshold: 1, iterations: 1}}'), ['schema/required spec.analysis: spec.analysis has no interval']],
    ['no prune', object('Kustomization', 'a/b', 'spec: {interval: 1m, sourceRef: {kind: GitRepository, name: x}}'), ['schema/required spec: spec has no prune']],
  ])('%s', (_, text, expected) => { expect(found(text)).toEqual(expected); });

  test('a patch is not a whole object', () => {
    const patch = object('Provider', 'a/b', 'spec: {channel: x}');
    const files = (name: string): string[] => checkFiles([
      { path: 'apps/kustomization.yaml', text: 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\npatches:\n  - path: patches/b.yaml\n' },
      { path: name, text: patch },
    ], { only: ['schema'] }).map(({ what }) => what);
    expect(files('apps/patches/b.yaml')).toEqual([]);
    expect(files('apps/b.yaml')).toEqual(['spec has no type']);
  });

  test.each([
    ['a field that has a default', object('Alert', 'a/b', 'spec: {eventSources: [], providerRef: {name: x}}')],
    ['an AlertProvider with all that it needs', object('AlertProvider', 'a/b', 'spec: {type: slack, secretRef: {name: x}}')],
  ])('nothing about %s', (_, text) => { expect(found(text)).toEqual([]); });
});
