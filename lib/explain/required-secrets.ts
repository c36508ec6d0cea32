import { environmentSecrets } from '../checks/flagger-settings';
import { Located } from '../checks/located';
import { ManifestObject, World } from '../checks/world';
import { METRIC_PROVIDERS, MetricProviderFacts } from '../facts/flagger-metric-providers';
import { ADDRESS, TOKEN } from '../facts/secret-keys';
import { mountedKeys, textOf } from './channel';
import { Ledger } from './ledger';

/** Collects the Secrets that the objects read. */
export function explainSecrets(world: World, ledger: Ledger): void {
  for (const { at, owner } of world.alertmanagers) {
    // Where Alertmanager is, and with it its Secrets, only a Secret says.
    if (owner === undefined) { continue; }
    for (const mounted of mountedKeys(at.value)) { ledger.secret(owner.namespace, mounted.secret, [mounted.key], 'Alertmanager'); }
  }
  for (const [group, kind, at, keys] of READERS) {
    for (const object of world.of(group, kind)) {
      const part = at(object.spec);
      const name = textOf(part.at('secretRef', 'name'));
      if (name !== undefined) { ledger.secret(object.namespace, name, keys(part), referenceOf(object)); }
    }
  }
  for (const values of world.flaggerValues) {
    // Where Flagger is, only what gives it the values says.
    const owner = world.objects.find(({ reference }) => reference === values.object);
    if (owner === undefined) { continue; }
    for (const { name, key } of environmentSecrets(values)) { ledger.secret(owner.namespace, name, [key], 'Flagger'); }
  }
  for (const release of world.of('helm.toolkit.fluxcd.io', 'HelmRelease')) {
    for (const values of release.spec.at('valuesFrom').items) {
      const name = textOf(values.at('name'));
      if (values.at('kind').text === 'Secret' && values.at('optional').value !== true && name !== undefined) {
        ledger.secret(release.namespace, name, [textOf(values.at('valuesKey')) ?? 'values.yaml'], referenceOf(release));
      }
    }
  }
}

/** `Kind/namespace/name`, the namespace also where it is not given. */
function referenceOf({ kind, namespace, name }: ManifestObject): string {
  return `${kind}/${namespace}/${name}`;
}

const whole = (spec: Located): Located => spec;

/** Who reads a Secret: where its `secretRef` is, and which keys it reads, as far as they are known. */
const READERS: readonly (readonly [group: string, kind: string, at: (spec: Located) => Located, keys: (part: Located) => readonly string[]])[] = [
  ['flagger.app', 'AlertProvider', whole, () => [ADDRESS]],
  ['flagger.app', 'MetricTemplate', (spec) => spec.at('provider'), metricProviderKeys],
  // With an address in the open, the Secret is there for the credentials.
  ['notification.toolkit.fluxcd.io', 'Provider', whole, (spec) => [textOf(spec.at('address')) === undefined ? ADDRESS : TOKEN]],
  ['kustomize.toolkit.fluxcd.io', 'Kustomization', (spec) => spec.at('decryption'), () => []],
  ['source.toolkit.fluxcd.io', 'GitRepository', whole, () => []],
  ['source.toolkit.fluxcd.io', 'OCIRepository', whole, () => []],
  ['source.toolkit.fluxcd.io', 'HelmRepository', whole, () => []],
];

/** Where a provider takes one set of keys or another, which of them it is cannot be known here. */
function metricProviderKeys(provider: Located): readonly string[] {
  const facts = (METRIC_PROVIDERS as { readonly [type: string]: MetricProviderFacts | undefined })[provider.at('type').text ?? ''];
  return facts?.keys.length === 1 ? facts.keys[0] ?? [] : [];
}

/** What fills all these keys of a Secret, as `Kind/namespace/name`; undefined where nothing among the manifests does. */
export function fillerOf(world: World, secret: string, keys: readonly string[]): string | undefined {
  const fillers: readonly Filler[] = [
    ...world.of('external-secrets.io', 'ExternalSecret').map(externalSecret),
    ...world.of('', 'Secret').map((object) => ({ object, secret: `${object.namespace}/${object.name}`, keys: [...object.at('data').entries, ...object.at('stringData').entries].map(([key]) => key) })),
  ];
  const filler = fillers.find((each) => each.secret === secret && keys.every((key) => each.keys === 'unknown' || each.keys.includes(key)))?.object;
  return filler === undefined ? undefined : referenceOf(filler);
}

interface Filler {
  readonly object: ManifestObject;
  readonly secret: string;
  readonly keys: readonly string[] | 'unknown';
}

/** The Secret that an ExternalSecret makes has its name, unless it says another. */
function externalSecret(object: ManifestObject): Filler {
  const target = object.spec.at('target');
  const template = target.at('template');
  // What comes from a template or a whole entry of the store is not listed here.
  const open = object.spec.at('dataFrom').items.length > 0 || template.at('templateFrom').items.length > 0;
  const templated = template.at('data').entries.map(([key]) => key);
  const listed = object.spec.at('data').items.map((each) => each.at('secretKey').text ?? '');
  return {
    object,
    secret: `${object.namespace}/${textOf(target.at('name')) ?? object.name}`,
    keys: open ? 'unknown' : templated.length > 0 && template.at('mergePolicy').text !== 'Merge' ? templated : [...listed, ...templated],
  };
}
