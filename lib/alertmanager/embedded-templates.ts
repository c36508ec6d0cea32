import { MessageTemplate } from './message-template';
import { readTemplate } from './template-text';

/**
 * The same value with each text in it standing alone: what it refers to is defined before it, in the text itself. An AlertmanagerConfig
 * brings no files of templates, and whether Alertmanager has ours is not its to say. Definitions give no output, and hold for
 * the one text (prometheus/alertmanager v0.34.2 template/template.go, ExecuteTextString: the text is parsed into a clone).
 */
export function withDefinitions(at: string, value: unknown, templates: readonly MessageTemplate[]): unknown {
  if (typeof value === 'string') { return `${definitionsFor(at, value, templates)}${value}`; }
  if (Array.isArray(value)) { return value.map((each) => withDefinitions(at, each, templates)); }
  if (typeof value !== 'object' || value === null) { return value; }
  return Object.fromEntries(Object.entries(value).map(([field, each]) => [field, withDefinitions(at, each, templates)]));
}

/** The names that a value refers to and that none of the templates defines. */
export function undefinedIn(names: readonly string[], templates: readonly MessageTemplate[]): string[] {
  const defined = new Set(templates.flatMap((template) => template.defines));
  return names.filter((name) => !defined.has(name));
}

function definitionsFor(at: string, text: string, templates: readonly MessageTemplate[]): string {
  const all = templates.flatMap((template) => template._definitions);
  const own = readTemplate(at, text);
  const needed = new Set<string>();
  const open = own.refersTo.filter((name) => !own.defines.includes(name));
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const definition = all.find((each) => each.name === name);
    if (definition === undefined || needed.has(name)) { continue; }
    needed.add(name);
    open.push(...readTemplate(at, definition.text).refersTo);
  }
  return all.filter(({ name }) => needed.has(name)).map((definition) => definition.text).join('');
}
