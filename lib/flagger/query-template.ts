import { QUERY_FUNCTIONS } from '../facts/flagger-metric-providers';
import { invalid } from '../invalid';
import { nearest } from '../nearest';

/** What Go's text/template itself brings: keywords, constants and built-in functions. */
const GO_WORDS = new Set([
  'if', 'else', 'end', 'range', 'with', 'define', 'template', 'block', 'break', 'continue', 'nil', 'true', 'false',
  'and', 'or', 'not', 'call', 'html', 'index', 'slice', 'js', 'len', 'print', 'printf', 'println', 'urlquery',
  'eq', 'ne', 'lt', 'le', 'gt', 'ge',
]);

/** What a query takes from outside. */
export interface QueryTemplate {
  /** The names that it reads from `variables`, each once. */
  readonly variables: string[];
}

/**
 * Reads the Go template of a query, and refuses what Flagger could not render: it would say so at the first rollout only, with
 * a failed check at every tick (pkg/metrics/observers/render.go, option missingkey=error).
 */
export function readQuery(at: string, query: string): QueryTemplate {
  if (query.trim() === '') { throw invalid({ at, what: 'the query is empty', allowed: 'a query that gives one number' }); }
  const variables = new Set<string>();
  let open = 0;
  for (const action of actions(at, query)) {
    // What is inside quotes is text, but `index variables "x"` reads the variable x.
    for (const [, name] of action.matchAll(/\bindex\s+variables\s+"([^"]+)"/g)) { variables.add(name as string); }
    const code = action.replace(new RegExp(QUOTED, 'g'), '""');
    for (const [, name] of code.matchAll(/\bvariables\.(\w+)/g)) { variables.add(name as string); }
    checkFields(at, query, code);
    for (const [word] of code.matchAll(/(?<![\w.$])[A-Za-z_]\w*/g)) { checkWord(at, word); }
    open += /^\s*(if|range|with|define|block)\b/.test(code) ? 1 : /^\s*end\b/.test(code) ? -1 : 0;
    if (open < 0) { break; }
  }
  if (open !== 0) {
    throw invalid({ at, what: `the query has ${open < 0 ? 'an {{ end }} without' : 'no {{ end }} for'} its {{ if }}, {{ range }} or {{ with }}`, allowed: 'one {{ end }} for each' });
  }
  return { variables: [...variables] };
}

const QUOTED = '"(?:[^"\\\\\\n]|\\\\.)*"|`[^`]*`|\'(?:[^\'\\\\\\n]|\\\\.)*\'';

/** The code of each action, without comments and trim markers. */
function actions(at: string, query: string): string[] {
  const found: string[] = [];
  for (let from = query.indexOf('{{'); from >= 0; from = query.indexOf('{{', from)) {
    const [whole, code] = new RegExp(`^\\{\\{(?:- )?((?:${QUOTED}|(?!\\}\\})[^])*?)(?: -)?\\}\\}`).exec(query.slice(from)) ?? [];
    const begin = query.slice(from, from + 40);
    if (whole === undefined || code === undefined) {
      throw invalid({ at, what: 'the query has a {{ without }}', value: begin, allowed: 'both, or a {{ of the query\'s own language as {{ "{{" }}' });
    }
    if (code.trim() === '' || /^-\D|\w-$/.test(code)) {
      throw invalid({ at, what: 'an action of the query is not one', value: begin, allowed: 'a function between the braces; a trim marker with a space beside it: {{- name -}}' });
    }
    if (!/^\s*\/\*/.test(code)) { found.push(code); }
    from += whole.length;
  }
  return found;
}

function checkFields(at: string, query: string, code: string): void {
  // Inside range and with the dot is something else; the template itself is executed without data.
  if (/\{\{-?\s*(range|with)\b/.test(query)) { return; }
  const field = /(?:(?<![\w)\]$])|\b(?:name|namespace|target|service|ingress|route|interval))\.([A-Za-z_]\w*)/.exec(code)?.[1];
  if (field === undefined) { return; }
  const meant = nearest(field, QUERY_FUNCTIONS);
  throw invalid({
    at,
    what: `the query reads the field .${field}, and there is none`,
    value: `{{${code}}}`,
    allowed: `functions, without a dot: ${QUERY_FUNCTIONS.join(', ')}`,
    fix: meant === undefined ? undefined : `{{ ${meant} }}`,
  });
}

function checkWord(at: string, word: string): void {
  if (GO_WORDS.has(word) || (QUERY_FUNCTIONS as readonly string[]).includes(word)) { return; }
  const meant = nearest(word, QUERY_FUNCTIONS);
  throw invalid({
    at,
    what: `the query calls ${word}, which Flagger does not know`,
    value: `{{ ${word} }}`,
    allowed: QUERY_FUNCTIONS.join(', '),
    fix: meant === undefined ? `{{ variables.${word} }}, and variables: { ${word}: '…' } where the template is used` : `did you mean {{ ${meant} }}?`,
  });
}
