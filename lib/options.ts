import { invalid } from './invalid';
import { entry } from './kept';
import { distance, nearest } from './nearest';
import { MADE_BY, OPTIONS } from './option-types';

/** An interface of options. */
export type OptionsType = keyof typeof OPTIONS;

interface Option {
  /** What can be seen in a value: an interface of options, a class, `number`, …; empty where nothing can. */
  readonly type: string;
  readonly isList: boolean;
}

/**
 * Refuses what a compiler would refuse, if main.ts were shown to one: an option that is mistyped, a text or a plain object where an
 * object of a class is wanted, one thing where a list is wanted. It goes on into options within options.
 *
 * A key that no option has is refused only where it is surely a mistyped one, that is, nearly an option that is not given itself:
 * objects that are passed on may have more keys than are needed here.
 */
export function checkOptions(at: string, type: OptionsType, props: unknown): void {
  check(at, type, props, '');
}

/** Whether there are options of this name. */
export function isOptionsType(name: string): name is OptionsType {
  return Object.hasOwn(OPTIONS, name);
}

/** Refuses what is given for an object of a class, as `checkOptions` does; nothing given included. */
export function checkReference(at: string, what: string, type: keyof typeof MADE_BY & string, value: unknown): void {
  checkInstance(at, what, value, type);
}

function check(at: string, type: OptionsType, props: unknown, path: string): void {
  if (typeof props !== 'object' || props === null || Array.isArray(props)) {
    throw invalid({ at, what: path === '' ? `the options are ${props === undefined || props === null ? 'not given' : 'none'}` : `${path} is no object with options`, value: shown(props), allowed: `options: ${[...optionsOf(type).keys()].join(', ')}`, fix: path === '' ? undefined : `${lastOf(path)}: { … }` });
  }
  const options = optionsOf(type);
  const given = props as { readonly [name: string]: unknown };
  for (const name of Object.keys(given)) {
    const value = given[name];
    if (value === undefined || value === null) { continue; }
    const option = options.get(name);
    if (option === undefined) { checkSpelling(at, path, name, given, options); } else if (option.type !== '' || option.isList) { checkValue(at, `${path}${path === '' ? '' : '.'}${name}`, value, option); }
  }
}

function checkSpelling(at: string, path: string, name: string, given: { readonly [name: string]: unknown }, options: ReadonlyMap<string, Option>): void {
  if (!isPlain(given)) { return; }
  const meant = nearest(name, [...options.keys()]);
  if (meant === undefined || given[meant] !== undefined || distance(name.toLowerCase(), meant.toLowerCase()) > MOST_TYPOS) { return; }
  throw invalid({
    at, what: `${path === '' ? '' : `${path}: `}there is no option ${name}: it would be ignored`,
    allowed: [...options.keys()].join(', '), fix: `${meant}: …`,
  });
}

/** More letters than these are another word. */
const MOST_TYPOS = 2;

function checkValue(at: string, path: string, value: unknown, { type, isList }: Option): void {
  if (!isList) {
    checkOne(at, path, value, type);
    return;
  }
  if (!Array.isArray(value)) {
    throw invalid({ at, what: `${path} is no list`, value: type === SECRET ? undefined : shown(value), allowed: 'a list, also of one thing', fix: `${lastOf(path)}: [${type === '' ? '…' : MADE_BY[type] ?? '{ … }'}]` });
  }
  if (type !== '') { value.forEach((each, index) => { checkOne(at, `${path}[${index}]`, each, type); }); }
}

function checkOne(at: string, path: string, value: unknown, type: string): void {
  if (isOptionsType(type)) {
    check(at, type, value, path);
    return;
  }
  if (type === 'number' || type === 'boolean') { checkPrimitive(at, path, value, type); } else { checkInstance(at, path, value, type); }
}

function checkPrimitive(at: string, path: string, value: unknown, type: 'number' | 'boolean'): void {
  if (typeof value !== 'string') { return; }
  const read = type === 'number' ? value.trim() !== '' && Number.isFinite(Number(value)) : value === 'true' || value === 'false';
  throw invalid({
    at, what: `${path} is a text`, value,
    allowed: type === 'number' ? 'a number' : 'true or false: every text counts as true', fix: read ? `${lastOf(path)}: ${value.trim()}` : undefined,
  });
}

function checkInstance(at: string, path: string, value: unknown, type: string): void {
  const kind = type.replace(/^base\.|^cdk8s\./, '');
  const isInterface = /(?:^|\.)I[A-Z]/.test(type);
  const isList = path.endsWith(']');
  const name = lastOf(path).replace(/\[\d+\]$/, '');
  const mistake = { at, allowed: allowedOf(type), fix: `${name}: ${isList ? '[' : ''}${madeFrom(type, value)}${isList ? ']' : ''}` };
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !isInterface && isPlain(value)) {
    throw invalid({ ...mistake, what: value === undefined || value === null ? `${path} is not given` : `${path} is ${kind === 'Duration' ? 'not a' : 'no'} ${kind}`, value: type === SECRET ? undefined : shown(value) });
  }
  // A class that a bundler has renamed is known by no name, and is let through; none of these classes is a construct.
  const names = classNames(value);
  if (isInterface || names.includes(lastOf(type)) || !('node' in value) && !names.some((each) => OUR_CLASSES.has(each))) { return; }
  throw invalid({ ...mistake, what: `${path} is no ${kind}, but a ${names[0]}` });
}

/** No value that stands where a secret is wanted is ever shown. */
const SECRET = 'base.SecretKey';

function allowedOf(type: string): string {
  if (type === 'cdk8s.Duration') { return 'a Duration: a number alone does not say whether it is seconds or minutes'; }
  if (type === SECRET) { return 'a reference to a Secret: a value would stand in git'; }
  return 'an object that is made as below: no text, and no fields as in YAML';
}

/** How the value is made; of a duration as Kubernetes writes it, that one. */
function madeFrom(type: string, value: unknown): string {
  const [, count, unit] = typeof value === 'string' ? /^(\d+)(ms|s|m|h|d)$/.exec(value.trim()) ?? [] : [];
  if (type === 'cdk8s.Duration' && count !== undefined && unit !== undefined) { return `Duration.${UNITS[unit]}(${count})`; }
  return MADE_BY[type] ?? '';
}

const UNITS: { readonly [unit: string]: string } = { ms: 'millis', s: 'seconds', m: 'minutes', h: 'hours', d: 'days' };

function optionsOf(type: OptionsType): ReadonlyMap<string, Option> {
  return entry(read, type, () => new Map(OPTIONS[type].split(' ').map((each) => {
    const [name = '', of = ''] = each.split(':');
    return [name, { type: of.replace('[]', ''), isList: of.endsWith('[]') }];
  })));
}

const read = new Map<OptionsType, ReadonlyMap<string, Option>>();

const OUR_CLASSES = new Set(Object.keys(MADE_BY).filter((type) => !/(?:^|\.)I[A-Z]/.test(type)).map(lastOf));

function lastOf(type: string): string {
  return type.slice(type.lastIndexOf('.') + 1);
}

function classNames(value: object): string[] {
  const names: string[] = [];
  for (let each: unknown = Object.getPrototypeOf(value); each !== null && each !== Object.prototype; each = Object.getPrototypeOf(each)) {
    names.push((each as { readonly constructor: { readonly name: string } }).constructor.name);
  }
  return names;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/** Enough of a value to know it by: an object's fields may hold a secret. */
function shown(value: unknown): unknown {
  if (typeof value === 'string') { return value.length > 60 ? `${value.slice(0, 60)}…` : value; }
  if (typeof value !== 'object' || value === null) { return value; }
  if (Array.isArray(value)) { return 'a list'; }
  return isPlain(value) ? `an object with ${Object.keys(value).join(', ')}` : `a ${classNames(value)[0]}`;
}
