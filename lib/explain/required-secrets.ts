import { METRIC_PROVIDERS, MetricProviderFacts } from '../facts/flagger-metric-providers';
import { ADDRESS, TOKEN } from '../facts/secret-keys';
import { AlertmanagerConfig } from './alertmanager-config';
import { mountedKeys } from './channel';
import { Ledger } from './ledger';
import { fields, Fields, items, Manifest, Manifests, text } from './manifest';

/** Collects the Secrets that the objects read. */
export function explainSecrets(manifests: Manifests, configs: readonly AlertmanagerConfig[], ledger: Ledger): void {
  for (const { secret, config } of configs) {
    for (const mounted of mountedKeys(config)) { ledger.secret(secret.namespace, mounted.secret, [mounted.key], 'Alertmanager'); }
  }
  for (const [group, kind, at, keys] of READERS) {
    for (const object of manifests.of(group, kind)) {
      const part = at(object.spec);
      const name = text(fields(part.secretRef).name);
      if (name !== undefined) { ledger.secret(object.namespace, name, keys(part), object.reference); }
    }
  }
  for (const release of manifests.of('helm.toolkit.fluxcd.io', 'HelmRelease')) {
    for (const values of items(release.spec.valuesFrom)) {
      const name = text(values.name);
      if (values.kind === 'Secret' && values.optional !== true && name !== undefined) {
        ledger.secret(release.namespace, name, [text(values.valuesKey) ?? 'values.yaml'], release.reference);
      }
    }
  }
}

const whole = (spec: Fields): Fields => spec;

/** Who reads a Secret: where its `secretRef` is, and which keys it reads, as far as they are known. */
const READERS: readonly (readonly [group: string, kind: string, at: (spec: Fields) => Fields, keys: (part: Fields) => readonly string[]])[] = [
  ['flagger.app', 'AlertProvider', whole, () => [ADDRESS]],
  ['flagger.app', 'MetricTemplate', (spec) => fields(spec.provider), metricProviderKeys],
  // With an address in the open, the Secret is there for the credentials.
  ['notification.toolkit.fluxcd.io', 'Provider', whole, (spec) => [text(spec.address) === undefined ? ADDRESS : TOKEN]],
  ['kustomize.toolkit.fluxcd.io', 'Kustomization', (spec) => fields(spec.decryption), () => []],
  ['source.toolkit.fluxcd.io', 'GitRepository', whole, () => []],
  ['source.toolkit.fluxcd.io', 'OCIRepository', whole, () => []],
  ['source.toolkit.fluxcd.io', 'HelmRepository', whole, () => []],
];

/** Where a provider takes one set of keys or another, which of them it is cannot be known here. */
function metricProviderKeys(provider: Fields): readonly string[] {
  const facts = (METRIC_PROVIDERS as { readonly [type: string]: MetricProviderFacts | undefined })[text(provider.type) ?? ''];
  return facts?.keys.length === 1 ? facts.keys[0] ?? [] : [];
}

/** What fills all these keys of a Secret, as `Kind/namespace/name`; undefined where nothing among the manifests does. */
export function fillerOf(manifests: Manifests, secret: string, keys: readonly string[]): string | undefined {
  const fillers: readonly Filler[] = [
    ...manifests.of('external-secrets.io', 'ExternalSecret').map(externalSecret),
    ...manifests.of('', 'Secret').map((object) => ({ object, secret: `${object.namespace}/${object.name}`, keys: Object.keys({ ...fields(object.all.data), ...fields(object.all.stringData) }) })),
  ];
  return fillers.find((each) => each.secret === secret && keys.every((key) => each.keys === 'unknown' || each.keys.includes(key)))?.object.reference;
}

interface Filler {
  readonly object: Manifest;
  readonly secret: string;
  readonly keys: readonly string[] | 'unknown';
}

/** The Secret that an ExternalSecret makes has its name, unless it says another. */
function externalSecret(object: Manifest): Filler {
  const target = fields(object.spec.target);
  const template = fields(target.template);
  // What comes from a template or a whole entry of the store is not listed here.
  const open = items(object.spec.dataFrom).length > 0 || items(template.templateFrom).length > 0;
  const templated = Object.keys(fields(template.data));
  const listed = items(object.spec.data).map((each) => text(each.secretKey) ?? '');
  return {
    object,
    secret: `${object.namespace}/${text(target.name) ?? object.name}`,
    keys: open ? 'unknown' : templated.length > 0 && template.mergePolicy !== 'Merge' ? templated : [...listed, ...templated],
  };
}
