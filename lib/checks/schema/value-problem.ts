import { asText } from '../as-text';
import { nearest } from '../../nearest';
import { Problem } from '../finding';
import { LABEL_PATTERN, NAME_PATTERN, NAMESPACE_PATTERN } from './name-patterns';
import { ownValue, Schema } from './schemas';

/** What is wrong with a value itself, what is below it apart; undefined for a good one. */
export function valueProblem(schema: Schema, value: unknown, step: string | number | undefined): Problem | undefined {
  const wrong = complaint(schema, value);
  if (wrong === undefined) { return undefined; }
  const [what, allowed, fix] = wrong;
  const name = typeof step === 'string' ? step : typeof step === 'number' ? 'the item' : 'it';
  return { severity: 'error', what: `${name} ${what}`, value: shown(value, step), allowed, fix };
}

/** What is wrong, what is allowed, and the fix. */
type Complaint = [what: string, allowed: string, fix?: string];

function complaint(schema: Schema, value: unknown): Complaint | undefined {
  if (value === null && schema.nullable === true) { return undefined; }
  if (schema.type !== undefined && !isOfType(schema.type, value)) { return wrongType(schema, value); }
  if (schema.const !== undefined && value !== schema.const) { return [`is not ${String(schema.const)}`, String(schema.const)]; }
  if (schema.enum !== undefined && !schema.enum.includes(value)) { return wrongChoice(schema.enum, value); }
  if (typeof value === 'string') { return wrongText(schema, value); }
  if (typeof value === 'number') {
    if (schema.minimum !== undefined && value < schema.minimum) { return [`is below ${schema.minimum}`, `at least ${schema.minimum}`]; }
    if (schema.maximum !== undefined && value > schema.maximum) { return [`is above ${schema.maximum}`, `at most ${schema.maximum}`]; }
  }
  if (Array.isArray(value)) { return wrongCount(schema.minItems, schema.maxItems, value.length, 'items'); }
  if (typeof value !== 'object' || value === null || (schema.minProperties === undefined && schema.maxProperties === undefined)) { return undefined; }
  return wrongCount(schema.minProperties, schema.maxProperties, Object.keys(value).length, 'fields');
}

function wrongText(schema: Schema, value: string): Complaint | undefined {
  // Go counts bytes of UTF-8 in some places and code points in this one, as ajv does.
  const length = schema.minLength === undefined && schema.maxLength === undefined ? 0 : [...value].length;
  if (schema.minLength !== undefined && length < schema.minLength) { return [value === '' ? 'is empty' : 'is too short', `at least ${schema.minLength} ${schema.minLength === 1 ? 'character' : 'characters'}`]; }
  if (schema.maxLength !== undefined && length > schema.maxLength) { return ['is too long', `at most ${schema.maxLength} characters`]; }
  if (schema.pattern !== undefined && !expressionOf(schema.pattern).test(value)) { return wrongForm(schema.pattern, value); }
  return undefined;
}

const EXPRESSIONS = new Map<string, RegExp>();

/** A pattern of a schema, compiled once; there are some hundred of them. */
function expressionOf(pattern: string): RegExp {
  let expression = EXPRESSIONS.get(pattern);
  if (expression === undefined) { EXPRESSIONS.set(pattern, expression = new RegExp(pattern, 'u')); }
  return expression;
}

function wrongForm(pattern: string, value: string): Complaint {
  if (pattern === '^[0-9]+(m|s)') {
    return ['is no duration that Flagger takes', 'a whole number of minutes or seconds, such as 1m or 30s; not hours', durationFix(pattern, value)];
  }
  if (/\((ms\|s\|m\|h|ms\|s\|m)\)/.test(pattern)) {
    return ['is no duration', pattern.includes('|h)') ? 'numbers with a unit each, such as 1m30s: ms, s, m, h' : 'numbers with a unit each, such as 1m30s: ms, s, m, but not h', durationFix(pattern, value)];
  }
  if (pattern.includes('y)?(([0-9]+)w)?')) { return ['is no duration of Prometheus', 'whole numbers with a unit each from the largest to the smallest, such as 1h30m: y, w, d, h, m, s, ms', durationFix(pattern, value)]; }
  const words = ownValue(FORMS, pattern);
  if (words !== undefined) { return ['has a form that Kubernetes does not take', words, proposal(pattern, value)]; }
  return ['does not have the form that the CRD asks for', `a text that matches ${pattern}`];
}

/** The same time as the pattern takes it: one unit, the largest that gives a whole number; undefined for what is no time. */
function durationFix(pattern: string, value: string): string | undefined {
  if (!/^(?:\d+(?:\.\d+)?(?:ms|[smhdw]|$))+$/.test(value)) { return undefined; }
  const milliseconds = [...value.matchAll(/(\d+(?:\.\d+)?)(ms|[smhdw]|$)/g)].reduce((sum, [, count, unit]) => sum + Number(count) * (MILLISECONDS[unit || 's'] ?? 0), 0);
  const found = ['d', 'h', 'm', 's', 'ms'].map((unit) => ({ unit, count: milliseconds / (MILLISECONDS[unit] as number) }))
    .find(({ unit, count }) => count >= 1 && Number.isInteger(count) && (unit !== 'd' || pattern.includes('d)?')) && (unit !== 'h' || !/\(m\|s\)|ms\|s\|m\)/.test(pattern)) && (unit !== 'ms' || !pattern.includes('(m|s)')));
  return found === undefined ? undefined : `write ${found.count}${found.unit}`;
}

const MILLISECONDS: { readonly [unit: string]: number } = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

/** Whether a pattern is one of durations. */
function isDuration(pattern: string): boolean {
  return pattern === '^[0-9]+(m|s)' || /\((ms\|s\|m\|h|ms\|s\|m)\)/.test(pattern) || pattern.includes('y)?(([0-9]+)w)?');
}

/** What the patterns of metadata mean. */
const FORMS: { readonly [pattern: string]: string } = {
  [NAME_PATTERN]: 'small letters, digits, - and ., with a letter or digit at both ends',
  [NAMESPACE_PATTERN]: 'small letters, digits and -, with a letter or digit at both ends',
  [LABEL_PATTERN]: 'letters, digits, -, _ and ., with a letter or digit at both ends',
};

/** The nearest that has the form; undefined where nothing is near. */
function proposal(pattern: string, value: string): string | undefined {
  const small = pattern === LABEL_PATTERN ? value.replace(/[^A-Za-z0-9._-]+/g, '-') : value.toLowerCase().replace(/[^a-z0-9.-]+/g, '-');
  const trimmed = small.replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');
  return trimmed !== '' && new RegExp(pattern).test(trimmed) ? `write ${trimmed}` : undefined;
}

function wrongChoice(choices: readonly unknown[], value: unknown): Complaint {
  const words = choices.filter((each) => each !== null && each !== '').map(String);
  const text = typeof value === 'string' ? value : '';
  const meant = SYNONYMS.flatMap((group) => group.includes(text.toLowerCase()) ? words.filter((each) => group.includes(each)) : []).at(0) ?? nearest(text, words);
  return [`is none of ${words.join(', ')}`, words.join(', '), meant === undefined ? undefined : `did you mean ${meant}?`];
}

/** The same in the words of another kind: Flux and Flagger name Google Chat, warnings and failures each in their way. */
const SYNONYMS: readonly (readonly string[])[] = [['gchat', 'googlechat', 'google', 'google-chat'], ['warn', 'warning'], ['error', 'critical', 'err'], ['msteams', 'teams', 'microsoftteams', 'ms-teams'], ['rocket', 'rocketchat']];

const TYPES: { readonly [type: string]: string } = { string: 'a text', integer: 'a whole number', number: 'a number', boolean: 'true or false', array: 'a list', object: 'a map' };

function wrongType(schema: Schema, value: unknown): Complaint {
  const type = schema.type as string;
  const wanted = TYPES[type] ?? type;
  const choices = schema.enum?.filter((each) => each !== null && each !== '').map(String);
  const allowed = choices === undefined ? wanted : `one of ${choices.join(', ')}`;
  if (value === null) { return ['is empty', `${allowed}: Flux' server-side apply refuses a field without a value`, 'write a value, or remove the field']; }
  if (Array.isArray(value) && type !== 'object') {
    const kept = value.find((each) => choices?.includes(asText(each)) ?? false) as unknown;
    return ['is a list, where one value is wanted', `${allowed}; not a list`, kept === undefined ? undefined : `write ${asText(kept)}`];
  }
  if (type === 'integer' && Number.isInteger(value)) { return ['is too large for a whole number', 'less than 2^63']; }
  if (type === 'array') { return ['is no list', 'a list', 'begin each item with a dash']; }
  if (type === 'string' && typeof value === 'number' && schema.pattern !== undefined && isDuration(schema.pattern)) { return ['is a number, where a text is wanted', 'a number with its unit', durationFix(schema.pattern, String(value))]; }
  if (type === 'string' && (typeof value === 'number' || typeof value === 'boolean')) { return [`is a ${typeof value === 'number' ? 'number' : 'truth value'}, where a text is wanted`, allowed, `write it in quotes: "${String(value)}"`]; }
  if (type === 'boolean' && typeof value === 'string') { return ['is a text, where true or false is wanted', allowed, /^(true|false)$/i.test(value) ? `write ${value.toLowerCase()} without quotes` : undefined]; }
  if ((type === 'integer' || type === 'number') && typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) { return ['is a text, where a number is wanted', allowed, `write ${value} without quotes`]; }
  return [`is not ${wanted}`, allowed];
}

function wrongCount(least: number | undefined, most: number | undefined, count: number, what: string): Complaint | undefined {
  if (least !== undefined && count < least) { return [count === 0 ? 'is empty' : `has too few ${what}`, `at least ${least}`]; }
  if (most !== undefined && count > most) { return [`has ${count} ${what}`, `at most ${most}`]; }
  return undefined;
}

function isOfType(type: string, value: unknown): boolean {
  switch (type) {
    case 'object': return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'array': return Array.isArray(value);
    // Above that, Go reads a fraction.
    case 'integer': return Number.isInteger(value) && Math.abs(value as number) < 2 ** 63;
    case 'number': return typeof value === 'number' && Number.isFinite(value);
    case 'null': return value === null;
    default: return typeof value === type;
  }
}

const SECRET = /address|url|token|secret|password|key|webhook|proxy|header|username/i;

/** The value as it may be shown: short, and nothing that might be a secret. */
export function shown(value: unknown, step: string | number | undefined): string | undefined {
  if (value === null || value === undefined || (typeof step === 'string' && SECRET.test(step))) { return undefined; }
  const text = typeof value === 'string' ? value : typeof value === 'object' ? flat(value) : asText(value);
  return text === undefined || text.includes('://') || text.length > 80 ? undefined : text;
}

function flat(value: object): string | undefined {
  return Array.isArray(value) && value.length <= 8 && value.every((each) => typeof each !== 'object') ? `[${value.map(String).join(', ')}]` : undefined;
}
