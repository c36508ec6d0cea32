import { Chart } from 'cdk8s';
import fc from 'fast-check';
import { ExternalSecretSourceOptions, externalsecrets, SecretDecoding, SecretKey, SecretSource, SecretStoreKind } from '../../../lib';
import { oneOf, props } from '../arbitraries';
import { duration, mostly, name, text } from '../rarely-wrong';
import { swept, SweptKind } from '../sweep';

const source = fc.record({
  secret: mostly(fc.constant('slack-on-call'), 'other', 'A'),
  key: mostly(fc.constantFrom('address', 'token', 'url'), '', 'a/b'),
  from: props<ExternalSecretSourceOptions>({ store: mostly(fc.constantFrom('vault', 'aws'), 'Vault', ''), remoteKey: mostly(fc.constant('slack/on-call'), '') }, {
    storeKind: oneOf(SecretStoreKind), property: mostly(fc.constant('url'), ''), version: mostly(fc.constantFrom('1', 'latest'), ' '), decoding: oneOf(SecretDecoding),
  }),
});

const labels = fc.dictionary(fc.constantFrom('team', 'reconcile.fluxcd.io/watch'), text);

export const externalSecret = swept<(scope: Chart) => void>({
  group: 'external-secrets.io',
  kind: 'ExternalSecret',
  props: fc.record({
    id: name,
    sources: mostly(fc.uniqueArray(source, { minLength: 1, maxLength: 3, selector: ({ key }) => key }), []),
    rest: props<Partial<externalsecrets.ExternalSecretProps>>({}, {
      refreshInterval: duration, type: mostly(fc.constant('kubernetes.io/dockerconfigjson'), ''), labels, annotations: labels, deletionPolicy: oneOf(externalsecrets.DeletionPolicy), orphan: fc.boolean(),
    }),
  }).map(({ id, sources, rest }) => (scope: Chart) => {
    const keys = sources.map(({ secret, key, from }) => SecretKey.of(secret, key, { filledBy: SecretSource.externalSecret(from) }));
    new externalsecrets.ExternalSecret(scope, id, { ...rest, keys });
  }),
  make: (scope, making) => { making(scope); },
});

/** The kinds of the room externalsecrets. */
export const EXTERNAL_SECRETS_KINDS: readonly SweptKind[] = [externalSecret];
