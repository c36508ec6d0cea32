import { asText } from './as-text';
import { CONFIG_KEY } from '../facts/alertmanager';
import { applicationValues, isFlaggerValues, isStackValues, ruleFilesIn, withSubcharts } from './chart-values';
import { Document } from './document';
import { EmbeddedText, readerOf } from './embedded';
import { HELM, lookupIn, releaseValues, textOf } from './helm-values';
import { Located } from './located';
import { CheckOptions } from './options';
import { AlertmanagerSource, RuleSource } from './sources';
import { patchedDocuments } from './patched';
import { patchesAmong } from './schema/patch-files';
import { scrapeOf } from './scrape';
import { stackAlertmanager } from './stack-alertmanager';
import { ManifestObject, World } from './world';

/**
 * Recognises every document for what it is, as the inline patches of Kustomizations leave it. What is nothing that this library knows is left
 * alone.
 */
export function readWorld(documents: readonly Document[], options: CheckOptions): World {
  const written = readWritten(documents, options);
  const { documents: patched, changes } = patchedDocuments(written);
  return { ...(patched === undefined ? written : readWritten(patched, options)), changes };
}

function readWritten(documents: readonly Document[], options: CheckOptions): World {
  const roots = documents.map((document) => new Located(document, []));
  const objects = roots.flatMap(objectsIn);
  // A patch is a part of an object, which is looked at as a whole where it stands.
  const isPatch = patchesAmong(documents);
  const { byKind, byName } = namesOf(objects.filter((each) => !isPatch(each)));
  const find = (group: string, kind: string, namespace: string, name: string): ManifestObject | undefined => byName.get(nameOf(group, kind, namespace, name));
  const releases = objects.filter((each) => each.is(HELM, 'HelmRelease')).map((release) => ({ chart: chartOf(release), ...releaseValues(release, lookupIn(find, release)) }));
  // What a release reads is seen as it sees it: merged, and once.
  const read = new Set(releases.flatMap(({ references }) => references.flatMap(({ object, key }) => object === undefined ? [] : [`${object.kind}/${object.namespace}/${object.name} ${key}`])));
  const inConfigMaps = objects.filter((each) => each.is('', 'ConfigMap')).flatMap((each) => textsIn(each).filter(([key]) => !read.has(`${each.kind}/${each.namespace}/${each.name} ${key}`)))
    .map(([, text]) => ({ text, documents: text.embedded() }));
  const inSecrets = objects.flatMap(alertmanagerInSecret);
  const embedded: EmbeddedText[] = [
    ...inSecrets.flatMap(({ text, documents: own }): EmbeddedText => ({ reader: 'alertmanager', text, documents: own })),
    ...releases.flatMap(({ references }) => references.flatMap(({ text, document }): EmbeddedText[] => text === undefined || document === undefined ? [] : [{ reader: 'helm', text, documents: [document] }])),
    ...inConfigMaps.flatMap((each): EmbeddedText[] => { const reader = readerOf(each.text.text ?? ''); return reader === undefined ? [] : [{ reader, ...each }]; }),
  ];
  const loose = [...roots, ...inConfigMaps.flatMap((each) => each.documents)];
  const charts = [...loose.map((at) => ({ at })), ...releases.flatMap(({ chart, values: at }) => at === undefined ? [] : [{ chart, at }]), ...objects.flatMap(applicationValues)].flatMap(withSubcharts);
  const stackValues = charts.filter(isStackValues).map(({ at }) => at);
  const flaggerValues = charts.filter(isFlaggerValues).map(({ at }) => at);
  const prometheusConfigs = [...loose, ...charts.map(({ at }) => at.at('serverFiles', 'prometheus.yml'))].filter(isPrometheusConfig);
  const rules = [
    ...objects.filter((each) => each.is('monitoring.coreos.com', 'PrometheusRule')).flatMap((each) => rulesIn(each.spec, each)),
    ...[...loose, ...charts.flatMap(({ at }) => ruleFilesIn(at))].filter(isRuleFile).flatMap((each) => rulesIn(each)),
    ...loose.flatMap(ruleListIn),
    ...stackValues.flatMap((each) => each.at('additionalPrometheusRulesMap').entries.flatMap(([, file]) => rulesIn(file))),
    ...stackValues.flatMap((each) => each.at('additionalPrometheusRules').items.flatMap((file) => rulesIn(file))),
  ];
  const alertmanagers = [
    ...inSecrets.flatMap(({ documents: own, templates, owner }) => own.map((at): AlertmanagerSource => ({ at, templates, via: 'secret', owner }))),
    ...loose.filter(isAlertmanagerFile).map((at): AlertmanagerSource => ({ at, templates: [], via: 'file' })),
    ...stackValues.flatMap((each) => stackAlertmanager(each).sources),
  ];
  const of = (group: string, kind: string): readonly ManifestObject[] => byKind.get(`${group}/${kind}`) ?? [];
  return {
    documents, objects, rules, alertmanagers, embedded, stackValues, flaggerValues, prometheusConfigs, options, of, changes: new Map(),
    scrape: scrapeOf(of, flaggerValues, stackValues, prometheusConfigs, options),
    find,
  };
}

function namesOf(objects: readonly ManifestObject[]): { readonly byKind: ReadonlyMap<string, ManifestObject[]>; readonly byName: ReadonlyMap<string, ManifestObject> } {
  const byKind = new Map<string, ManifestObject[]>();
  const byName = new Map<string, ManifestObject>();
  for (const each of objects) {
    const kind = `${each.group}/${each.kind}`;
    const list = byKind.get(kind);
    if (list === undefined) { byKind.set(kind, [each]); } else { list.push(each); }
    const name = nameOf(each.group, each.kind, each.namespace, each.name);
    if (!byName.has(name)) { byName.set(name, each); }
  }
  return { byKind, byName };
}

function nameOf(...parts: string[]): string {
  return parts.join('\n');
}

function objectsIn(root: Located): ManifestObject[] {
  if (root.at('kind').text === undefined || root.at('apiVersion').text === undefined) { return []; }
  // A file for kustomize itself is no object of the cluster.
  if ((root.at('apiVersion').text ?? '').startsWith('kustomize.config.k8s.io/')) { return []; }
  if (root.at('kind').text === 'List') { return root.at('items').items.flatMap(objectsIn); }
  return [new ManifestObject(root)];
}

/** The texts of a ConfigMap that may be YAML. */
function textsIn(configMap: ManifestObject): [string, Located][] {
  return configMap.at('data').entries.filter(([key]) => /\.(?:ya?ml|rules)$/.test(key));
}

function chartOf(release: ManifestObject): string | undefined {
  return release.spec.at('chart', 'spec', 'chart').text ?? release.spec.at('chartRef', 'name').text;
}

function isRuleFile(root: Located): boolean {
  return !root.at('apiVersion').exists && root.at('groups').items.some((group) => Array.isArray(group.at('rules').value));
}

function isPrometheusConfig(root: Located): boolean {
  return !root.at('apiVersion').exists && Array.isArray(root.at('scrape_configs').value);
}

function isAlertmanagerFile(root: Located): boolean {
  return !root.at('apiVersion').exists && root.at('route').exists && root.at('receivers').exists;
}

function rulesIn(file: Located, owner?: ManifestObject): RuleSource[] {
  return file.at('groups').items.flatMap((group) => group.at('rules').items.map((at) => ruleAt(at, group, owner)));
}

/** The rules of a text that is a part of a rule file, as documentation shows it: a list of rules, or a group. */
function ruleListIn(root: Located): RuleSource[] {
  const list = Array.isArray(root.value) ? root.items : root.at('apiVersion').exists || root.at('groups').exists ? [] : root.at('rules').items;
  const isRule = (at: Located): boolean => (at.at('alert').text !== undefined || at.at('record').text !== undefined) && at.at('expr').exists;
  return list.length > 0 && list.every(isRule) ? list.map((at) => ruleAt(at, root)) : [];
}

function ruleAt(at: Located, group: Located, owner?: ManifestObject): RuleSource {
  return {
    at, group, owner,
    groupName: group.at('name').text ?? '',
    alert: at.at('alert').text,
    record: at.at('record').text,
    expr: asText(at.at('expr').value ?? ''),
    labels: at.at('labels').texts,
    annotations: at.at('annotations').texts,
    interval: group.at('interval').text,
    for: at.at('for').text,
  };
}

/** The configuration of Alertmanager in a Secret, and the message templates beside it. */
function alertmanagerInSecret(secret: ManifestObject): (Pick<EmbeddedText, 'text' | 'documents'> & { readonly templates: AlertmanagerSource['templates']; readonly owner: ManifestObject })[] {
  if (!secret.is('', 'Secret')) { return []; }
  const text = textOf(secret, CONFIG_KEY);
  if (text === undefined) { return []; }
  const names = [...secret.at('data').entries, ...secret.at('stringData').entries].map(([name]) => name).filter((name) => name.endsWith('.tmpl'));
  const templates = [...new Set(names)].flatMap((name) => { const at = textOf(secret, name); return at === undefined ? [] : [{ name, at }]; });
  return [{ text, documents: text.embedded(), templates, owner: secret }];
}
