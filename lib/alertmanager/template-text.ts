import { GO_TEMPLATE_FUNCTIONS, TEMPLATE_FUNCTIONS } from '../facts/alertmanager';
import { invalid } from '../invalid';
import { SecretKey } from '../secret-key';

/** What a piece of Go template text defines and refers to. */
export interface TemplateText {
  /** The names of `{{ define "…" }}` and `{{ block "…" }}`. */
  readonly defines: readonly string[];
  /** The names of `{{ template "…" }}`. */
  readonly refersTo: readonly string[];
  /** The text of each definition that stands in no other, from its `{{ define` to its `{{ end }}`. */
  readonly definitions: readonly { readonly name: string; readonly text: string }[];
}

/**
 * Reads Go template text as far as mistakes can be seen without data, and refuses the rest. Neither Alertmanager nor amtool
 * parses the templates that stand in a receiver's fields: a mistake there is a message that is never sent, and is not
 * retried (prometheus/alertmanager#3490).
 */
export function readTemplate(at: string, text: string): TemplateText {
  const defines: string[] = [];
  const refersTo: string[] = [];
  const variables = new Set(['$']);
  const open: string[] = [];
  const definitions: { name: string; text: string }[] = [];
  let definition: { readonly name: string; readonly start: number } | undefined;
  for (const { action, start, end } of actions(at, text)) {
    const words = tokens(at, action);
    const [first] = words;
    if (first === undefined) { continue; }
    if (first === 'end') {
      if (open.pop() === undefined) { throw mistake(at, 'an {{ end }} closes nothing', action); }
      if (open.length === 0 && definition !== undefined) {
        definitions.push({ name: definition.name, text: text.slice(definition.start, end) });
        definition = undefined;
      }
      continue;
    }
    if (first === 'else' && open.length === 0) { throw mistake(at, 'an {{ else }} belongs to nothing', action); }
    if (OPENING.has(first)) { open.push(first); }
    const named = unquoted(words[1]);
    if ((first === 'define' || first === 'block') && named !== undefined) { defines.push(named); }
    if (first === 'define' && named !== undefined && open.length === 1) { definition = { name: named, start }; }
    if (first === 'template' && named !== undefined) { refersTo.push(named); }
    words.filter((word, index) => word.startsWith('$') && (words[index + 1] === ':=' || words[index + 1] === ','))
      .forEach((word) => { variables.add(word); });
    for (const word of words) { checkWord(at, action, word, variables); }
  }
  if (open.length > 0) { throw mistake(at, `a {{ ${open.at(-1) ?? ''} }} has no {{ end }}`, text); }
  return { defines, refersTo, definitions };
}

/** Reads each text within a value, and gives what they refer to together. */
export function readTemplatesIn(at: string, value: unknown): readonly string[] {
  if (typeof value === 'string') { return readTemplate(at, value).refersTo; }
  if (Array.isArray(value)) { return value.flatMap((each) => readTemplatesIn(at, each)); }
  if (typeof value !== 'object' || value === null || value instanceof SecretKey) { return []; }
  return Object.entries(value).flatMap(([field, each]) => readTemplatesIn(`${at}.${field}`, each));
}

const OPENING = new Set(['if', 'range', 'with', 'define', 'block']);
const KEY_WORDS = new Set([...OPENING, 'else', 'end', 'template', 'break', 'continue', 'nil', 'true', 'false']);
const FUNCTIONS = new Set([...TEMPLATE_FUNCTIONS, ...GO_TEMPLATE_FUNCTIONS]);

/** The text within each pair of braces, without trim markers and comments. */
function actions(at: string, text: string): { readonly action: string; readonly start: number; readonly end: number }[] {
  const found: { action: string; start: number; end: number }[] = [];
  let position = 0;
  for (;;) {
    const start = text.indexOf('{{', position);
    if (start < 0) { return found; }
    const comment = /^\{\{(?:-\s+)?\/\*[^]*?\*\/(?:\s+-)?\}\}/.exec(text.slice(start));
    if (comment !== null) { position = start + comment[0].length; continue; }
    // A string within an action may contain braces.
    const action = /^\{\{((?:"(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\\n]|\\.)*'|[^"`'}]|\}(?!\}))*)\}\}/.exec(text.slice(start));
    if (action === null) { throw mistake(at, 'a {{ is not closed, or a text in quotes within it', text.slice(start, start + 60)); }
    position = start + action[0].length;
    found.push({ action: (action[1] ?? '').replace(/^-\s/, ' ').replace(/\s-$/, ' ').trim(), start, end: position });
  }
}

function tokens(at: string, action: string): string[] {
  const found: string[] = [];
  const token = /\s+|("(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\\n]|\\.)*'|:=|[|(),=]|[^\s"`'|(),=:]+)/gy;
  let end = 0;
  for (let match = token.exec(action); match !== null; match = token.exec(action)) {
    end = token.lastIndex;
    if (match[1] !== undefined) { found.push(match[1]); }
  }
  if (end < action.length) { throw mistake(at, 'an action is not Go template syntax', action); }
  return found;
}

function checkWord(at: string, action: string, word: string, variables: ReadonlySet<string>): void {
  const [variable = ''] = word.split('.');
  if (word.startsWith('$') && !variables.has(variable)) {
    throw invalid({
      at, what: 'the variable is not declared', value: variable, allowed: '$ and what the template declares: $labels and $value exist in Prometheus\' rules only',
      fix: '{{ .CommonLabels.namespace }}, or {{ range .Alerts }}{{ .Labels.namespace }}{{ end }}',
    });
  }
  if (/^[A-Za-z_]\w*/.test(word) && !KEY_WORDS.has(word) && !FUNCTIONS.has(word.split('.')[0] ?? '')) {
    throw invalid({
      at, what: `the function is none that Alertmanager knows, in {{ ${action} }}`, value: word,
      allowed: [...FUNCTIONS].sort((a, b) => a.localeCompare(b, 'en')).join(', '),
      fix: 'a field begins with a dot: {{ .Status }}; Prometheus\' functions for rules exist there only',
    });
  }
}

function unquoted(word: string | undefined): string | undefined {
  return word !== undefined && /^(".*"|`[^]*`)$/.test(word) ? word.slice(1, -1) : undefined;
}

function mistake(at: string, what: string, value: string): Error {
  return invalid({ at, what: `the template is not well-formed: ${what}`, value });
}
