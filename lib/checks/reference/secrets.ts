import { CONFIG_KEY } from '../../facts/alertmanager';
import { METRIC_PROVIDERS } from '../../facts/flagger-metric-providers';
import { ADDRESS, TOKEN } from '../../facts/secret-keys';
import { AddressForm, PROVIDER_NEEDS, ProviderNeeds } from '../../facts/flux-provider-needs';
import { Located } from '../located';
import { ManifestObject, World } from '../world';
import { givenNamespace, isFilledIn, Named, Names } from './lookup';

/** A Secret that the manifests hold, or that one of their objects will make. */
export interface SecretSource extends Named {
  readonly by: ManifestObject;
  /** Its keys and where they are written; undefined where the manifests do not show all of them. */
  readonly keys: ReadonlyMap<string, Located> | undefined;
}

/** A Secret that somebody reads. */
export interface SecretUse {
  readonly by: ManifestObject;
  /** The name in the reference. */
  readonly at: Located;
  readonly name: string;
  readonly namespace: string | undefined;
  /** The sets of keys of which one must be there; none where any will do. */
  readonly keys: readonly (readonly string[])[];
}

const sources = new WeakMap<World, Names<SecretSource>>();

/** The Secrets that the manifests hold or make. */
export function secretNames(world: World): Names<SecretSource> {
  let index = sources.get(world);
  if (index === undefined) {
    index = new Names([
      ...world.of('', 'Secret').map(ofSecret),
      ...world.of('bitnami.com', 'SealedSecret').map(ofSealedSecret),
      ...world.of('external-secrets.io', 'ExternalSecret').map((each) => ofExternalSecret(each, each.spec, givenNamespace(each), each.name)),
      ...world.of('external-secrets.io', 'ClusterExternalSecret').map((each) => ofExternalSecret(each, each.at('spec', 'externalSecretSpec'), undefined, each.at('spec', 'externalSecretName').text ?? each.name)),
    ]);
    sources.set(world, index);
  }
  return index;
}

/** The Secret that a use reads, where the manifests hold exactly one that it can be. */
export function secretOf(world: World, use: SecretUse): SecretSource | undefined {
  const all = secretNames(world).in(use.namespace, use.name);
  return all.length === 1 ? all[0] : undefined;
}

/** Every Secret that Flagger, the operator and Flux read for an alert, a metric or a call. */
export function secretUses(world: World): SecretUse[] {
  return [
    ...world.of('flagger.app', 'AlertProvider').map((by) => useOf(by, by.at('spec', 'secretRef', 'name'), [[ADDRESS]])),
    ...world.of('flagger.app', 'MetricTemplate').map((by) => useOf(by, by.at('spec', 'provider', 'secretRef', 'name'), metricKeys(by))),
    ...world.of('notification.toolkit.fluxcd.io', 'Provider').map((by) => useOf(by, by.at('spec', 'secretRef', 'name'), providerKeys(by))),
    ...world.of('monitoring.coreos.com', 'Alertmanager').map((by) => useOf(by, by.at('spec', 'configSecret'), [[CONFIG_KEY]])),
    ...world.of('notification.toolkit.fluxcd.io', 'Receiver').map((by) => useOf(by, by.at('spec', 'secretRef', 'name'), [[TOKEN]])),
  ].flatMap((use) => use ?? []);
}

function useOf(by: ManifestObject, at: Located, keys: readonly (readonly string[])[]): SecretUse | undefined {
  const { text: name } = at;
  return name === undefined || name === '' || isFilledIn(name) ? undefined : { by, at, name, namespace: givenNamespace(by), keys };
}

function metricKeys(template: ManifestObject): readonly (readonly string[])[] {
  const type = template.at('spec', 'provider', 'type').text ?? '';
  return Object.hasOwn(METRIC_PROVIDERS, type) ? METRIC_PROVIDERS[type as keyof typeof METRIC_PROVIDERS].keys : [];
}

function providerKeys({ spec }: ManifestObject): readonly (readonly string[])[] {
  const type = spec.at('type').text ?? '';
  const needs: ProviderNeeds | undefined = Object.hasOwn(PROVIDER_NEEDS, type) ? PROVIDER_NEEDS[type as keyof typeof PROVIDER_NEEDS] : undefined;
  if (needs === undefined) { return []; }
  const address = needs.address === AddressForm.NONE || spec.at('address').exists ? [] : [ADDRESS];
  const credentials = spec.at('serviceAccountName').exists ? [] : needs.credentials ?? [];
  if (credentials.length === 0) { return address.length === 0 ? [] : [address]; }
  return credentials.map((each) => [...address, ...each]);
}

function ofSecret(secret: ManifestObject): SecretSource {
  return { by: secret, name: secret.name, namespace: givenNamespace(secret), keys: written([...secret.at('data').entries, ...secret.at('stringData').entries]) };
}

function ofSealedSecret(sealed: ManifestObject): SecretSource {
  const entries = [...sealed.at('spec', 'encryptedData').entries, ...sealed.at('spec', 'template', 'data').entries];
  return { by: sealed, name: sealed.at('spec', 'template', 'metadata', 'name').text ?? sealed.name, namespace: givenNamespace(sealed), keys: written(entries) };
}

function ofExternalSecret(by: ManifestObject, spec: Located, namespace: string | undefined, fallback: string): SecretSource {
  const target = spec.at('target');
  const template = target.at('template');
  const name = target.at('name').text ?? fallback;
  const isOpen = spec.at('dataFrom').items.length > 0 || template.at('templateFrom').items.length > 0 || target.at('creationPolicy').text === 'Merge';
  if (isOpen) { return { by, name, namespace, keys: undefined }; }
  const data = spec.at('data').items.flatMap((each): [string, Located][] => { const key = each.at('secretKey'); return key.text === undefined ? [] : [[key.text, key]]; });
  const templated = template.at('data').entries;
  // With a template of its own the Secret has the template's keys only, unless they are merged.
  const entries = templated.length === 0 ? data : template.at('mergePolicy').text === 'Merge' ? [...data, ...templated] : templated;
  return { by, name, namespace, keys: written(entries) };
}

/** A Secret without any key is filled by somebody else, and so is one whose keys are filled in later. */
function written(entries: readonly [string, Located][]): ReadonlyMap<string, Located> | undefined {
  return entries.length === 0 || entries.some(([key]) => isFilledIn(key)) ? undefined : new Map(entries);
}
