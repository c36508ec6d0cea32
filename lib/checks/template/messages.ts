import { AlertmanagerTree, TreeRoute } from '../alertmanager-tree';
import { Located } from '../located';
import { World } from '../world';
import { Field, GoTemplate, readTemplate } from '../../language/template/text';
import { MESSAGE_VOCABULARY } from '../../language/template/vocabulary';

/** A text of a receiver, as a template. */
export interface MessageText {
  readonly tree: AlertmanagerTree;
  readonly receiver: string;
  readonly service: string;
  /** The entry that it belongs to. */
  readonly entry: Located;
  readonly at: Located;
  readonly template: GoTemplate;
}

/** Fields that are sent as they are, or never sent. */
const PLAIN = /(?:_file|File|^api_?ur[lL]|^http_?[cC]onfig|^channel|[pP]assword|[sS]ecret|[tT]oken|_key|Key)$/;

/** A message template in a file that stands beside the configuration. */
export interface TemplateFile {
  readonly at: Located;
  readonly template: GoTemplate;
}

const TEXTS = new WeakMap<World, readonly MessageText[]>();
const FILES = new WeakMap<AlertmanagerTree, readonly TemplateFile[]>();
const ROUTES = new WeakMap<AlertmanagerTree, ReadonlyMap<string, readonly TreeRoute[]>>();

/** Every text of a receiver that holds an action. Read once for a world. */
export function messageTexts(world: World): readonly MessageText[] {
  const texts = TEXTS.get(world) ?? readTexts(world);
  TEXTS.set(world, texts);
  return texts;
}

function readTexts(world: World): MessageText[] {
  return trees(world).flatMap((tree) => [...tree.receivers].flatMap(([receiver, { integrations }]) => integrations.flatMap(({ service, at: entry }) => textsIn(entry)
    .map((at): MessageText => ({ tree, receiver, service, entry, at, template: readTemplate(at.text ?? '', MESSAGE_VOCABULARY) })))));
}

/** Every entry of a receiver, once. */
export function messageEntries(world: World): readonly { readonly entry: Located; readonly receiver: string; readonly service: string }[] {
  const seen = new Set<string>();
  return trees(world).flatMap((tree) => [...tree.receivers].flatMap(([receiver, { integrations }]) => integrations.flatMap(({ service, at }) => {
    const key = `${at.document.file ?? ''}/${at.object ?? ''}/${at.field ?? ''}`;
    if (seen.has(key)) { return []; }
    seen.add(key);
    return [{ entry: at, receiver, service }];
  })));
}

/** The configurations whose texts are Alertmanager's own, and not a chart's to fill in. */
export function trees(world: World): readonly AlertmanagerTree[] {
  return AlertmanagerTree.of(world).filter(({ source }) => source === undefined || source.isTemplate !== true);
}

/** The message templates of a configuration. Read once. */
export function templateFiles(tree: AlertmanagerTree): readonly TemplateFile[] {
  const files = FILES.get(tree) ?? readFiles(tree);
  FILES.set(tree, files);
  return files;
}

function readFiles({ source }: AlertmanagerTree): TemplateFile[] {
  if (source === undefined) { return []; }
  return source.templates.flatMap(({ at }) => at.text === undefined ? [] : [{ at, template: readTemplate(at.text, MESSAGE_VOCABULARY) }]);
}

function textsIn(at: Located): Located[] {
  const { text } = at;
  if (text !== undefined) { return text.includes('{{') ? [at] : []; }
  return [...at.items.flatMap(textsIn), ...at.entries.flatMap(([name, each]) => PLAIN.test(name) ? [] : textsIn(each))];
}

/** The routes that lead to a receiver. */
export function routesTo(tree: AlertmanagerTree, receiver: string): readonly TreeRoute[] {
  let routes = ROUTES.get(tree);
  if (routes === undefined) {
    const byReceiver = new Map<string, TreeRoute[]>();
    for (const route of tree.routes) {
      const same = byReceiver.get(route.receiver);
      if (same === undefined) { byReceiver.set(route.receiver, [route]); } else { same.push(route); }
    }
    ROUTES.set(tree, routes = byReceiver);
  }
  return routes.get(receiver) ?? [];
}

/** The labels that a route groups by, its own or inherited; undefined where that is not shown. */
export function groupBy(tree: AlertmanagerTree, route: TreeRoute): readonly string[] | undefined {
  const written = tree.settingAt(route, 'group_by');
  if (written === undefined) { return !tree.complete ? undefined : tree.source?.via === 'values' ? ['namespace'] : []; }
  return written.items.flatMap(({ text }) => text ?? []);
}

/** A field that a message prints, at its place: in the receiver, or in a template that it refers to. */
export interface PrintedField extends Field {
  readonly place: Located;
}

/** What a text prints, with the templates of files that it refers to. */
export function printedBy(text: MessageText, files: readonly TemplateFile[]): readonly PrintedField[] {
  const printed: PrintedField[] = text.template.fields.filter(({ of, name }) => !text.template.asked.has(`${of}.${name}`)).map((each) => ({ ...each, place: text.at.from(each.offset) }));
  const seen = new Set<string>();
  const rest = text.template.refersTo.map((each) => each.text);
  for (let name = rest.pop(); name !== undefined; name = rest.pop()) {
    if (seen.has(name)) { continue; }
    seen.add(name);
    for (const { at, template } of files) {
      for (const { from, to } of template.defines.filter((each) => each.name === name)) {
        const within = ({ offset }: { readonly offset: number }): boolean => offset >= from && offset < to;
        printed.push(...template.fields.filter((each) => within(each) && !template.asked.has(`${each.of}.${each.name}`)).map((each) => ({ ...each, place: at.from(each.offset) })));
        rest.push(...template.refersTo.filter(within).map((each) => each.text));
      }
    }
  }
  // Methods of the map are no labels.
  return printed.filter(({ name }) => !['SortedPairs', 'Names', 'Values', 'Remove'].includes(name));
}
