import { CONFIG_FOLDER, CONFIG_MAPS_FOLDER, SECRETS_FOLDER } from '../../facts/alertmanager';
import { AlertmanagerTree } from '../alertmanager-tree';
import { textOf } from '../helm-values';
import { Located } from '../located';
import { World } from '../world';
import { readTemplate } from '../../language/template/text';
import { TemplateFile } from './messages';
import { MESSAGE_VOCABULARY } from '../../language/template/vocabulary';

/** The files of message templates that a configuration loads. */
export interface LoadedTemplates {
  readonly files: readonly TemplateFile[];
  /** Files beside the configuration that no entry of `templates` takes. */
  readonly ignored: readonly Located[];
  /** Whether it loads others that the manifests do not show. */
  readonly open: boolean;
}

/**
 * What the entries of `templates` take: of the configuration's own Secret, and of the Secrets and ConfigMaps that the operator mounts.
 * Source: prometheus/alertmanager v0.34.2 template/template.go (FromGlob); prometheus-operator v0.93.0 pkg/alertmanager/statefulset.go.
 */
export function loadedTemplates(world: World, tree: AlertmanagerTree): LoadedTemplates {
  const { source } = tree;
  if (source === undefined || source.via === 'file') { return { files: [], ignored: [], open: (tree.at?.at('templates').items.length ?? 1) > 0 }; }
  const written = source.at.at('templates');
  // What the chart has where the values say nothing.
  const patterns = written.exists ? written.items.flatMap(({ text }) => text ?? []) : source.via === 'values' ? [`${CONFIG_FOLDER}/*.tmpl`] : [];
  const files: Located[] = [];
  let open = false;
  for (const pattern of patterns) {
    const own = source.templates.filter(({ name }) => takes(pattern, `${CONFIG_FOLDER}/${name}`)).map(({ at }) => at);
    const mounted = mountedFiles(world, pattern);
    // A path that is not absolute begins where the operator writes the configuration.
    open ||= mounted === undefined && !pattern.startsWith(`${CONFIG_FOLDER}/`);
    files.push(...own, ...mounted ?? []);
  }
  return {
    open, ignored: source.templates.map(({ at }) => at).filter((at) => !files.includes(at)),
    files: [...new Set(files)].flatMap((at) => at.text === undefined ? [] : [{ at, template: readTemplate(at.text, MESSAGE_VOCABULARY) }]),
  };
}

/** The files of Secrets and ConfigMaps that a pattern takes; undefined where the manifests do not hold them. */
function mountedFiles(world: World, pattern: string): Located[] | undefined {
  for (const [folder, kind] of [[SECRETS_FOLDER, 'Secret'], [CONFIG_MAPS_FOLDER, 'ConfigMap']] as const) {
    const name = pattern.startsWith(`${folder}/`) ? pattern.slice(folder.length + 1).split('/')[0] : undefined;
    if (name === undefined) { continue; }
    const objects = world.of('', kind).filter((each) => each.name === name);
    const [only] = objects;
    if (objects.length !== 1 || only === undefined) { return undefined; }
    const keys = [...only.at('data').entries, ...only.at('stringData').entries].map(([key]) => key);
    return [...new Set(keys)].filter((key) => takes(pattern, `${folder}/${name}/${key}`)).flatMap((key) => textOf(only, key) ?? []);
  }
  return undefined;
}

/** Go's filepath.Match, as far as people use it; a character class takes anything. */
function takes(pattern: string, path: string): boolean {
  const source = pattern.replace(/\[[^\]]*\]|[.+^${}()|\\[\]]|\*+|\?/g, (part) => part === '?' || /^\[.*\]$/.test(part) ? '[^/]' : part.startsWith('*') ? '[^/]*' : `\\${part}`);
  return new RegExp(`^${source}$`).test(path);
}
