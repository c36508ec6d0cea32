import { JsonPatch } from 'cdk8s';
import * as flux from '../../lib/flux';
import { SecretKey } from '../../lib/secret-key';
import { chart, manifests } from '../render';
import { validate } from '../schema';

const { EventSource } = flux;

function provider(c = chart()): flux.Provider {
  return new flux.Provider(c, 'news', { type: flux.ProviderType.SLACK, secret: SecretKey.of('slack', 'address') });
}

describe('Alert', () => {
  test('passes events of named objects, of all of a kind, and of labelled ones', () => {
    const c = chart('flux-system');
    const source = flux.GitRepository.fromGitRepositoryName(c, 'source', 'flux-system');
    const apps = new flux.Kustomization(c, 'apps', { source, path: './dist/apps' });
    const alert = new flux.Alert(c, 'failures', {
      provider: provider(c),
      eventSeverity: flux.EventSeverity.ERROR,
      eventSources: [EventSource.of(apps), EventSource.helmRelease(EventSource.ALL, { namespace: 'monitoring' })],
      inclusionList: ['status: \'Failed\''],
      exclusionList: ['dependencies do not meet ready condition'],
      eventMetadata: { cluster: 'production' },
      suspend: false,
    });
    alert.addEventSource(EventSource.gitRepository(EventSource.ALL, { matchLabels: { team: 'shop' } }), EventSource.of(source));
    const rendered = manifests(c).find(({ kind }) => kind === 'Alert');
    expect(rendered).toEqual({
      apiVersion: 'notification.toolkit.fluxcd.io/v1beta3',
      kind: 'Alert',
      metadata: { name: 'failures', namespace: 'flux-system' },
      spec: {
        providerRef: { name: 'news' },
        eventSeverity: 'error',
        eventSources: [
          { kind: 'Kustomization', name: 'apps' },
          { kind: 'HelmRelease', name: '*', namespace: 'monitoring' },
          { kind: 'GitRepository', name: '*', matchLabels: { team: 'shop' } },
          { kind: 'GitRepository', name: 'flux-system' },
        ],
        inclusionList: ['status: \'Failed\''],
        exclusionList: ['dependencies do not meet ready condition'],
        eventMetadata: { cluster: 'production' },
        suspend: false,
      },
    });
    expect(validate(rendered)).toEqual([]);
  });

  test('knows the twelve kinds of the CRD', () => {
    const c = chart();
    new flux.Alert(c, 'all', {
      provider: provider(c),
      eventSources: [
        EventSource.kustomization('*'), EventSource.helmRelease('*'), EventSource.gitRepository('*'), EventSource.ociRepository('*'),
        EventSource.bucket('*'), EventSource.helmRepository('*'), EventSource.helmChart('*'), EventSource.imageRepository('*'),
        EventSource.imagePolicy('*'), EventSource.imageUpdateAutomation('*'), EventSource.artifactGenerator('*'), EventSource.externalArtifact('*'),
      ],
    });
    const rendered = manifests(c).find(({ kind }) => kind === 'Alert');
    expect(new Set(rendered?.spec.eventSources.map((source: { kind: string }) => source.kind)).size).toBe(12);
    expect(validate(rendered)).toEqual([]);
  });

  test('refuses a Provider of another namespace', () => {
    const c = chart('shop');
    const elsewhere = flux.Provider.fromProviderName(c, 'ref', 'news', 'flux-system');
    expect(() => new flux.Alert(c, 'failures', { provider: elsewhere })).toThrow('Alert/shop/failures: the Provider is in another namespace\n  value:   "Provider/flux-system/news"');
  });

  test('refuses to have no source', () => {
    const c = chart();
    new flux.Alert(c, 'failures', { provider: provider(c) });
    expect(c.node.findAll().flatMap((each) => each.node.validate())).toEqual([expect.stringContaining('Alert/shop/failures: there is no event source')]);
  });

  test.each([
    ['a look-ahead', { inclusionList: ['(?!x)'] }, 'inclusionList has a pattern that Flux cannot read'],
    ['a back-reference', { exclusionList: ['(x)\\1'] }, 'exclusionList has a pattern that Flux cannot read'],
  ])('refuses %s', (_, lists, message) => {
    const c = chart();
    expect(() => new flux.Alert(c, 'failures', { provider: provider(c), ...lists })).toThrow(`Alert/shop/failures: ${message}`);
  });
});

describe('EventSource', () => {
  test.each([
    ['an empty name', () => EventSource.kustomization(''), 'the name is empty'],
    ['part of a name', () => EventSource.kustomization('apps-*'), 'the name has a wildcard in it'],
    ['every namespace', () => EventSource.kustomization('*', { namespace: '*' }), 'the namespace is not the name of one'],
  ])('refuses %s', (_, make, message) => {
    expect(make).toThrow(`EventSource Kustomization: ${message}`);
  });
});

test('JSON Patch writes fields that the CRDs do not have yet', () => {
  const c = chart();
  const news = provider(c);
  news.addJsonPatch(JsonPatch.add('/spec/newer', { deep: true }));
  new flux.Alert(c, 'failures', { provider: news, eventSources: [EventSource.kustomization(EventSource.ALL)] }).addJsonPatch(JsonPatch.add('/spec/newer', { deep: true }));
  expect(manifests(c).map(({ kind, spec }) => [kind, spec.newer])).toEqual([['Provider', { deep: true }], ['Alert', { deep: true }]]);
});
