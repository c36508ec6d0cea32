import { asText } from './as-text';
import { CONFIG_KEY } from '../facts/alertmanager';
import { Document } from './document';
import { Located } from './located';
import { CheckOptions } from './options';
import { AlertmanagerSource, RuleSource } from './sources';
import { scrapeOf } from './scrape';
import { ManifestObject, World } from './world';

/** Recognises every document for what it is. What is nothing that this library knows is left alone. */
export function readWorld(documents: readonly Document[], options: CheckOptions): World {
  const roots = documents.map((document) => new Located(document, []));
  const objects = roots.flatMap(objectsIn);
  const values = [...roots.filter(isStackValues), ...objects.flatMap(valuesIn)];
  const stackValues = values.filter(isStackValues);
  const flaggerValues = [
    ...objects.filter((each) => each.is('helm.toolkit.fluxcd.io', 'HelmRelease') && chartOf(each) === 'flagger').map((each) => each.at('spec', 'values')),
    ...[...roots, ...objects.filter((each) => each.is('', 'ConfigMap')).flatMap(valuesIn)].filter(isFlaggerValues),
  ];
  const rules = [
    ...objects.filter((each) => each.is('monitoring.coreos.com', 'PrometheusRule')).flatMap((each) => rulesIn(each.spec, each)),
    ...roots.filter(isRuleFile).flatMap((each) => rulesIn(each)),
    ...stackValues.flatMap((each) => each.at('additionalPrometheusRulesMap').entries.flatMap(([, file]) => rulesIn(file))),
    ...stackValues.flatMap((each) => each.at('additionalPrometheusRules').items.flatMap((file) => rulesIn(file))),
  ];
  const alertmanagers = [
    ...objects.flatMap(alertmanagerInSecret),
    ...roots.filter(isAlertmanagerFile).map((at): AlertmanagerSource => ({ at, templates: [], via: 'file' })),
    ...stackValues.map((each) => each.at('alertmanager', 'config')).filter((each) => each.entries.length > 0)
      .map((at): AlertmanagerSource => ({ at, templates: [], via: 'values' })),
  ];
  const byKind = new Map<string, ManifestObject[]>();
  const byName = new Map<string, ManifestObject>();
  for (const each of objects) {
    const kind = `${each.group}/${each.kind}`;
    const list = byKind.get(kind);
    if (list === undefined) { byKind.set(kind, [each]); } else { list.push(each); }
    const name = nameOf(each.group, each.kind, each.namespace, each.name);
    if (!byName.has(name)) { byName.set(name, each); }
  }
  const of = (group: string, kind: string): readonly ManifestObject[] => byKind.get(`${group}/${kind}`) ?? [];
  return {
    documents, objects, rules, alertmanagers, stackValues, flaggerValues, options, of,
    scrape: scrapeOf(of, flaggerValues, options),
    find: (group, kind, namespace, name) => byName.get(nameOf(group, kind, namespace, name)),
  };
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

/** Values of kube-prometheus-stack, in a file of their own or as a part of an object. */
function isStackValues(at: Located): boolean {
  return !at.at('apiVersion').exists && !at.at('route').exists
    && (at.at('alertmanager').entries.some(([key]) => ['config', 'alertmanagerSpec', 'stringConfig'].includes(key))
      || at.at('additionalPrometheusRulesMap').exists || at.at('prometheus', 'prometheusSpec').exists);
}

/** Values of Flagger's chart, by two keys that no other chart is likely to have (fluxcd/flagger v1.44.0 charts/flagger/values.yaml). */
function isFlaggerValues(at: Located): boolean {
  return !at.at('apiVersion').exists && (at.at('meshProvider').text !== undefined || at.at('metricsServer').text !== undefined);
}

function valuesIn(object: ManifestObject): Located[] {
  if (object.is('helm.toolkit.fluxcd.io', 'HelmRelease')) { return [object.at('spec', 'values')].filter(({ exists }) => exists); }
  if (object.is('', 'ConfigMap')) { return object.at('data').entries.filter(([key]) => /\.ya?ml$/.test(key)).flatMap(([, text]) => text.embedded()); }
  return [];
}

function chartOf(release: ManifestObject): string | undefined {
  return release.spec.at('chart', 'spec', 'chart').text ?? release.spec.at('chartRef', 'name').text;
}

function isRuleFile(root: Located): boolean {
  return !root.at('apiVersion').exists && root.at('groups').items.some((group) => Array.isArray(group.at('rules').value));
}

function isAlertmanagerFile(root: Located): boolean {
  return !root.at('apiVersion').exists && root.at('route').exists && root.at('receivers').exists;
}

function rulesIn(file: Located, owner?: ManifestObject): RuleSource[] {
  return file.at('groups').items.flatMap((group) => group.at('rules').items.map((at): RuleSource => ({
    at, group, owner,
    groupName: group.at('name').text ?? '',
    alert: at.at('alert').text,
    record: at.at('record').text,
    expr: asText(at.at('expr').value ?? ''),
    labels: at.at('labels').texts,
    annotations: at.at('annotations').texts,
    interval: group.at('interval').text,
    for: at.at('for').text,
  })));
}

function alertmanagerInSecret(secret: ManifestObject): AlertmanagerSource[] {
  if (!secret.is('', 'Secret')) { return []; }
  const plain = secret.at('stringData', CONFIG_KEY);
  const encoded = secret.at('data', CONFIG_KEY);
  const configs = plain.text !== undefined ? plain.embedded()
    : encoded.text !== undefined ? encoded.embedded(decoded) : [];
  const templates = secret.at('stringData').entries.filter(([key]) => key.endsWith('.tmpl')).map(([name, at]) => ({ name, at }));
  return configs.map((at) => ({ at, templates, via: 'secret' as const, owner: secret }));
}

function decoded(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8');
}
