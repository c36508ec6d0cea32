import { Chart } from 'cdk8s';
import fc from 'fast-check';
import { flux, SecretKey } from '../../../lib';
import { oneOf, props } from '../arbitraries';
import { duration, mostly, name, text } from '../rarely-wrong';
import { swept } from '../sweep';
import { certificates, Making, proxy, secret, timeout } from './flux-objects';

const GROUP = 'notification.toolkit.fluxcd.io';

const key = (name: string): SecretKey => SecretKey.of('chat', name);
const wired = { timeout, suspend: fc.boolean(), proxy, certificates };

export const fluxProvider = swept<Making>({
  group: GROUP,
  kind: 'Provider',
  props: fc.record({
    id: name,
    rest: fc.oneof(
      props<flux.ProviderProps>({ type: fc.constantFrom(flux.ProviderType.SLACK, flux.ProviderType.ROCKET), secret: secret('address') }, { channel: text, username: text, ...wired }),
      props<flux.ProviderProps>({ type: fc.constant(flux.ProviderType.GENERIC), address: mostly(fc.constant('http://bridge.shop:8080/hook'), '', 'bridge', 'https://a:b@c') }, wired),
      props<flux.ProviderProps>({ type: fc.constant(flux.ProviderType.GITHUB), secret: secret('token'), address: mostly(fc.constant('https://github.com/owner/shop'), 'https://github.com') }, { commitStatusExpr: text }),
      props<flux.ProviderProps>({ type: fc.constant(flux.ProviderType.GOOGLEPUBSUB), address: text, channel: text, serviceAccountName: mostly(fc.constant('flux'), '') }),
      // Any service with anything: most of it is refused.
      props<flux.ProviderProps>({ type: oneOf(flux.ProviderType) }, { secret: fc.constantFrom('address', 'token').map(key), address: text, channel: text, username: text, ...wired }),
    ),
  }).map(({ id, rest }) => (scope: Chart) => { new flux.Provider(scope, id, rest); }),
  make: (scope, making) => { making(scope); },
});

const KINDS = ['kustomization', 'helmRelease', 'gitRepository', 'ociRepository', 'bucket', 'helmRepository', 'helmChart', 'imageRepository', 'imagePolicy', 'imageUpdateAutomation', 'artifactGenerator', 'externalArtifact'] as const;

const labels = fc.constantFrom<{ [label: string]: string }>({ team: 'shop' }, { a: 'b', c: '' });
const namespace = mostly(fc.constantFrom('shop', 'flux-system'), '*', 'Shop', '');
const events = fc.record({ kind: fc.constantFrom(...KINDS), name: mostly(fc.constantFrom('*', 'shop'), 'sh*', '', 'x'.repeat(254)), options: props<flux.EventSourceOptions>({}, { namespace, matchLabels: labels }) });
const patterns = fc.array(mostly(fc.constantFrom('^a', 'Canary/.*', '(?i)failed'), '(?=a)', '', '('), { maxLength: 2 });

export const fluxAlert = swept<Making>({
  group: GROUP,
  kind: 'Alert',
  props: fc.record({
    id: name,
    sources: mostly(fc.array(events, { minLength: 1, maxLength: 3 }), []),
    provider: mostly<string | undefined>(fc.constantFrom('shop', undefined), 'other'),
    rest: props<Partial<flux.AlertProps>>({}, {
      eventSeverity: oneOf(flux.EventSeverity), inclusionList: patterns, exclusionList: patterns, eventMetadata: fc.dictionary(fc.constantFrom('cluster', 'summary'), text), suspend: fc.boolean(),
    }),
  }).map(({ id, sources, provider, rest }) => (scope: Chart) => {
    new flux.Alert(scope, id, {
      ...rest, provider: flux.Provider.fromProviderName(scope, 'provider', 'chat', provider), eventSources: sources.map(({ kind, name, options }) => flux.EventSource[kind](name, options)),
    });
  }),
  make: (scope, making) => { making(scope); },
});

const resource = fc.record({
  kind: fc.constantFrom(...KINDS),
  which: mostly<{ readonly name: string; readonly matchLabels?: { [name: string]: string } }>(fc.constantFrom({ name: 'shop' }, { name: '*', matchLabels: { team: 'shop' } }), { name: '*' }, { name: 'shop', matchLabels: { a: 'b' } }, { name: '' }),
  namespace: fc.option(namespace, { nil: undefined }),
  filter: fc.option(mostly(fc.constant('res.metadata.name == req.name'), '', 'claims.sub == "x"'), { nil: undefined }),
});

const oidcProvider = mostly<flux.OidcProvider>(
  fc.record({
    issuerUrl: fc.constantFrom('https://token.actions.githubusercontent.com', 'https://gitlab.com'),
    audience: fc.option(text, { nil: undefined }),
    variables: fc.option(fc.constant([{ name: 'owner', expression: 'claims.repository_owner' }]), { nil: undefined }),
    validations: fc.constant([{ expression: 'vars.owner == "acme"', message: 'not acme' }]),
  }) as fc.Arbitrary<flux.OidcProvider>,
  { issuerUrl: 'gitlab.com', validations: [] }, { issuerUrl: 'https://gitlab.com', validations: [] }, { issuerUrl: 'https://a', validations: [{ expression: '', message: '' }] },
);

export const fluxReceiver = swept<Making>({
  group: GROUP,
  kind: 'Receiver',
  props: fc.record({
    id: name,
    resources: mostly(fc.array(resource, { minLength: 1, maxLength: 3 }), []),
    caller: fc.oneof(
      props<Partial<flux.ReceiverProps>>({ type: fc.constantFrom(flux.ReceiverType.GITHUB, flux.ReceiverType.GITLAB), secret: secret('token') }, { events: fc.array(mostly(fc.constantFrom('push', 'ping'), ''), { maxLength: 2 }) }),
      props<Partial<flux.ReceiverProps>>({ type: fc.constant(flux.ReceiverType.GCR), secret: secret('token'), moreKeys: fc.constant([SecretKey.of('secret', 'email'), SecretKey.of('secret', 'audience')]) }),
      props<Partial<flux.ReceiverProps>>({ type: fc.constant(flux.ReceiverType.GENERIC_OIDC), oidcProviders: fc.array(oidcProvider, { minLength: 1, maxLength: 2 }) }),
      props<Partial<flux.ReceiverProps>>({ type: oneOf(flux.ReceiverType) }, { secret: secret('token') }),
    ),
    rest: props<Partial<flux.ReceiverProps>>({}, { interval: duration, suspend: fc.boolean(), resourceFilter: mostly(fc.constant('req.ref == "main"'), '', ' ') }),
  }).map(({ id, resources, caller, rest }) => (scope: Chart) => {
    new flux.Receiver(scope, id, {
      ...caller, ...rest, resources: resources.map(({ kind, which: { name, matchLabels }, namespace, filter }) => ({ object: flux.EventSource[kind](name, { namespace, matchLabels }), filter })),
    } as flux.ReceiverProps);
  }),
  make: (scope, making) => { making(scope); },
});
