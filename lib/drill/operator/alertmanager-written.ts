import { parse } from 'yaml';
import { CONFIG_KEY } from '../../facts/alertmanager';
import { STACK_ALERTMANAGER_CONFIG } from '../../facts/stack-alertmanager-config';
import { overDefaults } from '../../helm-values';
import { AlertmanagerSource } from '../../checks/sources';
import { ManifestObject, World } from '../../checks/world';
import { invalid } from '../../invalid';
import { AlertmanagerObject } from './alertmanager-object';
import { fields, Fields } from './fields';

/** The configuration that was written for Alertmanager, before AlertmanagerConfigs come to it. */
export interface WrittenConfig {
  /** Where it stands: `Secret/monitoring/alertmanager-main`. */
  readonly name: string;
  readonly config: Fields;
  /** As it is written; undefined where it is made from values. */
  readonly text?: string;
  /** Why it cannot be read; undefined where it can. */
  readonly fault?: string;
  /** The message templates beside it, by file name. */
  readonly templates: Readonly<Record<string, string>>;
  /** Whether the operator gives it to Alertmanager; a plain file is read as it is. */
  readonly byOperator: boolean;
  readonly assumptions: readonly string[];
}

/**
 * The configuration that counts; undefined where the manifests have none.
 *
 * @throws Error where there are several, and nothing says which one it is.
 */
export function writtenConfig(world: World, alertmanagers: readonly AlertmanagerObject[]): WrittenConfig | undefined {
  const source = chosen(world, alertmanagers);
  return source === undefined ? undefined : written(world, source);
}

function chosen(world: World, alertmanagers: readonly AlertmanagerObject[]): AlertmanagerSource | undefined {
  const all = world.alertmanagers;
  const named = all.filter(({ owner }) => owner !== undefined && alertmanagers.some((each) => isSecretOf(each, owner)));
  const mounted = alertmanagers.flatMap(({ secret }) => secret ?? []);
  // Where the chart is told to use a Secret, its own configuration is not written.
  const candidates = named.length > 0 ? named : all.filter(({ via }) => via !== 'values' || mounted.length === 0);
  if (candidates.length > 1) {
    throw invalid({
      at: 'drill', what: `the manifests hold ${candidates.length} configurations of Alertmanager, and nothing says which one it runs`,
      value: candidates.map(nameOf).join(', '), allowed: 'one, or one that configSecret names, in an Alertmanager or in alertmanagerSpec of kube-prometheus-stack\'s values',
      fix: 'give the drill the folders of one cluster only',
    });
  }
  return candidates[0];
}

function isSecretOf({ secret, namespace }: AlertmanagerObject, owner: ManifestObject): boolean {
  return owner.name === secret && (namespace === undefined || owner.namespace === namespace);
}

function nameOf({ at, via, owner }: AlertmanagerSource): string {
  return owner?.reference ?? at.document.file ?? (via === 'values' ? 'the values of kube-prometheus-stack' : 'a configuration without a file');
}

function written(world: World, source: AlertmanagerSource): WrittenConfig {
  const name = nameOf(source);
  if (source.via === 'values') {
    const values = world.stackValues.find((each) => each.document === source.at.document);
    const { templateFiles, tplConfig } = fields(values?.at('alertmanager').value);
    return {
      name, config: overDefaults(STACK_ALERTMANAGER_CONFIG, fields(source.at.value)), byOperator: true,
      templates: Object.fromEntries(Object.entries(fields(templateFiles)).map(([file, text]) => [file, String(text)])),
      assumptions: tplConfig === true ? [`${name}: Helm's templates in the configuration (tplConfig) are left as they are written`] : [],
    };
  }
  if (source.owner === undefined) {
    const config = fields(source.at.value);
    const wanted = Array.isArray(config.templates) ? config.templates.map(String) : [];
    return {
      name, config, byOperator: false, templates: {},
      assumptions: wanted.length > 0 ? [`the message templates ${wanted.join(', ')} of ${name} are not among the manifests`] : [],
    };
  }
  const content = contentOf(source.owner);
  const text = content[CONFIG_KEY] ?? '';
  const templates = Object.fromEntries(Object.entries(content).filter(([key]) => key !== CONFIG_KEY));
  return { name, text, ...readAsGo(text), byOperator: true, templates, assumptions: [] };
}

/** The keys of a Secret, decoded; what is plain wins. The operator puts all of them beside the configuration. */
function contentOf(secret: ManifestObject): Record<string, string> {
  const encoded = Object.entries(secret.at('data').texts).map(([key, each]) => [key, Buffer.from(each, 'base64').toString('utf8')] as const);
  return Object.fromEntries([...encoded, ...Object.entries(secret.at('stringData').texts)]);
}

/** A decoder that knows the type of a field takes `no` for a text where a text belongs: words are read as words, and not as truth values. */
function readAsGo(text: string): { readonly config: Fields; readonly fault?: string } {
  try {
    return { config: fields(parse(text, { version: '1.2', logLevel: 'error', merge: true })) };
  } catch (error) {
    return { config: {}, fault: `it is no YAML: ${(error as Error).message.split('\n')[0] ?? ''}` };
  }
}

/** The configuration of kube-prometheus-stack where nothing of it is in the manifests. */
export function chartConfig(): WrittenConfig {
  return { name: 'kube-prometheus-stack', config: STACK_ALERTMANAGER_CONFIG, templates: {}, byOperator: true, assumptions: [] };
}
