import { stringify, ToStringOptions } from 'yaml';
import { Random } from './random';

/** Manifests that nobody would write, made from those that somebody has written. */

/** Characters that mean something somewhere: to YAML, to Go's templates, to PromQL, to regular expressions, to Flux' substitution. */
const PIECES = [
  '"', '\'', '{', '}', '[', ']', '{{', '}}', '${', ':', ': ', ' #', '&a ', '*a', '!!int ', '!!binary ', '|', '>', '|2-', '>+', '-', '- ', '? ', '@', '`', ',', '\n', '\n\n', '\t', '\r', '\r\n', '\0', '\u0085', '\u2028',
  '\uFEFF', '\u00A0', '\u200B', '\u202E', '\u0301', '\u{1F600}', '\u{10FFFF}', '\uD800', '\uDC00', '%', '%YAML 1.2\n', '\\', '---\n', '...\n', '<<: ', '<<: *a', '? {a: b}\n: ', '? [a]\n: ', '~', '~: ', 'null: ', '=~', '!~', '(', ')',
  '((((', '.*', '[5m]', '[5m:1s]', ' offset 5m', ' @ end()', ' and on () ', ' unless ', 'sum by (', ' == 2', '$labels.', '{{ range . }}', '{{ end }}', '{{ template "x" . }}', '{{/*', '(?i)', '[^', '\\p{L}', '0', '-0', '-1', '1e999', '0x1F', '0o17', '1_000',
  '1:30', '.nan', '-.inf', '9'.repeat(400), '__proto__: ', 'constructor: ', 'toString', 'hasOwnProperty: ',
];

/** Values of all kinds that a field may have, and should not. */
export const VALUES: readonly unknown[] = [
  null, true, false, 0, -0, -1, 1.5, 1e999, Number.NaN, Number.MAX_VALUE, 2 ** 53, '', ' ', '\n', 'x', '0', '30s', '-30s', '1y', '99999999999999999999s', '9'.repeat(400), '{{', '{{ .x }}', '{{ $labels.name }}', '${x}', '${', '((((', '.*', '[', '\\', 'a'.repeat(5000), '\uD800',
  '\0', '\u202Ex', '\uFEFF', '__proto__', 'constructor', 'toString', [], [[]], [null], [{}], ['x'], {}, { '': '' }, { x: null }, { __proto__: 1 }, JSON.parse('{"__proto__":{"name":"x"}}'), { constructor: {} }, { name: [], namespace: {} }, { toString: 1 }, { length: 3 },
  'https://hooks.slack.com/services/x', 'flagger_canary_status', 'sum(', '"', 'severity="', '2024-01-01', '12:30', '0o7', '𝒳', 'a: 1\n---\nb: 2\n', 'a: &a [*a]\n', 'YTogMQo=', 'groups: [{ rules: [{ expr: [] }] }]\n', 'route: { routes: [{ matchers: {} }] }\n', 'apiVersion: v1\nkind: List\nitems: [{}]\n',
  nested(60), nested(300),
];

function nested(levels: number): unknown {
  let value: unknown = 'x';
  for (let level = 0; level < levels; level++) { value = level % 2 === 0 ? [value] : { a: value }; }
  return value;
}

/** Names of fields that a map may have, and should not. */
const NAMES = ['', ' ', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'length', 'name', 'namespace', 'kind', 'spec', 'rules', 'route', 'x.y', '0', '-1', '[]', '$patch', '<<', 'null', 'true', 'a'.repeat(2000), 'a\nb', '\uD800', 'é'];

/** Expressions of the languages inside YAML, to be put where a text stands. */
const EXPRESSIONS = [
  'flagger_canary_status == 2', 'max by (name, namespace) (flagger_canary_status > 1)', 'increase(flagger_canary_total[5m]) > 0', 'flagger_canary_status == bool 2 or on () vector(1)', 'absent(flagger_canary_status{name="cart"})',
  `${'('.repeat(500)}1${')'.repeat(500)}`, `${'-'.repeat(2000)}1`, Array.from({ length: 400 }, (_, index) => `flagger_canary_status{name="a${index}"}`).join(' or '), 'flagger_canary_status{name=~"(a+)+$"}', 'flagger_canary_status{name=~"(?P<x>a)|\\\\C"}',
  'quantile_over_time(0.9, flagger_canary_status[1h:1m])', '{__name__=~"flagger_.*"}', 'label_replace(flagger_canary_status, "x", "$1", "name", "(.*)")', 'sum(((flagger_canary_status)))) )', '1 / 0', '0x', 'flagger_canary_status offset -5m @ 1e99',
  '{{ $labels.name }} {{ $labels.exported_namespace | toUpper }} {{ with query "up" }}{{ . | first | value }}{{ end }}', '{{ range .Alerts }}{{ .Annotations.summary }}', `${'{{ if .x }}'.repeat(300)}`, '{{ define "a" }}{{ template "a" . }}{{ end }}{{ template "a" }}', '{{ "\\u12" }}{{ \'ab\' }}{{ ` }}',
  '${var:=default}', '${var:-${other}}', '${#var}', '${var/x/y}', '$${x}', '${a b}', `${'${x'.repeat(300)}`, 'alertname=~"a|b",severity!="x"', '{a="b", c=~"("}', 'a = "b"',
];

/** One small change of a text, of the kinds that happen to files. */
export function mutatedText(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  const lines = text.split('\n');
  const line = random.below(lines.length);
  switch (random.below(18)) {
    case 0: return text.slice(0, at) + text.slice(at + 1 + random.below(20));
    case 1: return text.slice(0, at);
    case 2: return text.slice(at);
    case 3: case 4: return text.slice(0, at) + random.pick(PIECES) + text.slice(at);
    case 5: return text.slice(0, at) + String.fromCharCode(random.below(0x10000)) + text.slice(at + 1);
    case 6: lines.splice(line, 1 + random.below(3)); return lines.join('\n');
    // A line twice is often a field twice.
    case 7: lines.splice(random.next() < 0.5 ? line : random.below(lines.length), 0, lines[line] as string); return lines.join('\n');
    case 8: lines[line] = random.next() < 0.5 ? `  ${lines[line]}` : (lines[line] as string).replace(/^ {1,2}/, ''); return lines.join('\n');
    case 9: lines.splice(line, 0, `${' '.repeat(random.below(8))}${random.pick(['# a comment', '#', '', '   ', '---', '- x', 'a: 1', '{', '\t', '...'])}`); return lines.join('\n');
    case 10: return text.replaceAll('\n', random.pick(['\r\n', '\r', '\n\n', '\n ']));
    case 11: return `\uFEFF${text}`;
    case 12: return text.replace(/^( +)/gm, (spaces) => random.below(10) === 0 ? '\t'.repeat(spaces.length / 2) : spaces);
    // Another value after a colon or a dash: as it is, or in quotes.
    case 13: case 14: return text.replace(/([:-] +)([^\n{}[\],]+)/g, (all, start: string) => random.below(20) > 0 ? all : start + (random.next() < 0.5 ? random.pick(PIECES) : JSON.stringify(random.pick(VALUES)) ?? ''));
    // A value named and taken up again, also by itself.
    case 15: return text.replace(/(\w: )(?=\S)/, '$1&a ').replace(/(\w: )([\w-]+)$/m, random.next() < 0.5 ? '$1*a' : '<<: *a');
    case 16: return `${text.slice(0, at)}${random.pick(['[', '{', '- ', '{a: ', '"', '!']).repeat(1 + random.below(300))}${text.slice(at)}`;
    default: return text.replace(/: (.+)$/gm, (all, value: string) => random.below(15) > 0 ? all : `: ${random.pick([`'${value}'`, `"${value}"`, `|\n    ${value}`, `>-\n    ${value}\n    ${value}`, `${value}\n      ${value}`, `"${value}\n      ${value}"`])}`);
  }
}

/** One small change of a value, in its structure or in a text inside it. */
export function mutatedValue(value: unknown, random: Random): unknown {
  const places: [Record<string, unknown>, string][] = [];
  const collect = (each: unknown): void => {
    if (typeof each !== 'object' || each === null) { return; }
    for (const key of Object.keys(each)) { places.push([each as Record<string, unknown>, key]); collect((each as Record<string, unknown>)[key]); }
  };
  collect(value);
  if (places.length === 0) { return anyValue(random); }
  const [parent, key] = random.pick(places);
  switch (random.below(7)) {
    case 0: if (Array.isArray(parent)) { parent.splice(Number(key), 1); } else { Reflect.deleteProperty(parent, key); } break;
    case 1: { const [other, name] = random.pick(places); set(parent, key, structuredClone(other[name])); break; }
    case 2: { const text = parent[key]; set(parent, key, typeof text === 'string' ? mutatedInside(text, random) : anyValue(random)); break; }
    // The texts that hold another language are the longest ones.
    case 3: { const [holder, name] = longest(places, random); set(holder, name, mutatedInside(String(holder[name]), random)); break; }
    case 4: set(parent, key, typeof parent[key] === 'string' && random.next() < 0.5 ? random.pick(EXPRESSIONS) : anyValue(random)); break;
    case 5: if (Array.isArray(parent)) { parent.push(...parent.slice(0, 20)); } else { set(parent, random.pick(NAMES), parent[key]); } break;
    default: if (Array.isArray(parent)) { parent.push(anyValue(random)); } else { set(parent, random.pick(NAMES), anyValue(random)); }
  }
  return value;
}

/** A value as YAML, in one of the ways in which it can be written. */
export function written(value: unknown, random: Random): string {
  const options: ToStringOptions = {
    lineWidth: random.pick([0, 40, 80]), defaultStringType: random.pick(['PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED']),
    indent: random.pick([1, 2, 4]), indentSeq: random.next() < 0.5, collectionStyle: random.pick(['any', 'any', 'block', 'flow']),
  };
  return random.below(6) === 0 ? JSON.stringify(value, undefined, random.below(3)) ?? '' : stringify(value, { version: random.pick(['1.1', '1.2']), aliasDuplicateObjects: random.next() < 0.5, ...options });
}

/** A value of its own: what is made of it shall not be in the next one. */
function anyValue(random: Random): unknown {
  return structuredClone(random.pick(VALUES));
}

/** A text of another language, or base64 of one: what is in it is changed. */
function mutatedInside(text: string, random: Random): string {
  if (/^[A-Za-z0-9+/]{16,}={0,2}$/.test(text)) { return Buffer.from(mutatedText(Buffer.from(text, 'base64').toString('utf8'), random), random.next() < 0.9 ? 'utf8' : 'utf16le').toString('base64'); }
  return random.below(8) === 0 ? random.pick(EXPRESSIONS) : mutatedText(text, random);
}

function longest(places: readonly [Record<string, unknown>, string][], random: Random): [Record<string, unknown>, string] {
  const texts = places.filter(([parent, key]) => typeof parent[key] === 'string').sort(([a, one], [b, other]) => String(b[other]).length - String(a[one]).length);
  return random.pick(texts.length === 0 ? places : texts.slice(0, 8));
}

function set(parent: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true });
}
