/** What a person needs in order to mend an input: see `invalid`. */
export interface Mistake {
  /** The object or construct that it is about: `Kind/namespace/name` where there is one. */
  readonly at: string;
  /** What is wrong, as a sentence that names the property. */
  readonly what: string;
  /** The value as it was given. Never pass a secret here. */
  readonly value?: unknown;
  /** At which character of the value, a text, the mistake is: its line is shown, and a caret below. */
  readonly offset?: number;
  /** What is allowed, with the reason where upstream's own behaviour is surprising. */
  readonly allowed?: string;
  /** What to write instead. */
  readonly fix?: string;
}

/**
 * A user's mistake, in words that can be acted on. Whoever prints it prints the message alone: the stack says nothing
 * that the user could use.
 */
export class InvalidInput extends Error {
  public override readonly name = 'InvalidInput';

  public constructor(mistake: Mistake) {
    const lines = [`${mistake.at}: ${mistake.what}`];
    if (typeof mistake.value === 'string' && mistake.offset !== undefined) {
      lines.push(...pointed(mistake.value, mistake.offset));
    } else if (mistake.value !== undefined) { lines.push(`  value:   ${show(mistake.value)}`); }
    if (mistake.allowed !== undefined) { lines.push(`  allowed: ${mistake.allowed}`); }
    if (mistake.fix !== undefined) { lines.push(`  fix:     ${mistake.fix}`); }
    super(lines.join('\n'));
    // The runtimes of jsii's other languages print the stack: there it is made of jsii's files and ours, none of which the user wrote.
    if (process.env['JSII_AGENT'] !== undefined) { this.stack = `${this.name}: ${this.message}`; }
  }
}

/** Builds the error for a user's mistake: `throw invalid({ at, what, value, allowed, fix })`. */
export function invalid(mistake: Mistake): InvalidInput {
  const { stackTraceLimit } = Error;
  // The line of main.ts is to be among the places, however deep in options the mistake is.
  Error.stackTraceLimit = Math.max(stackTraceLimit, 50);
  try {
    return new InvalidInput(mistake);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/**
 * Refuses properties that are not given. The types say which are needed; but main.ts may be run without a type check, and then
 * what is forgotten would be a TypeError somewhere else, or nothing at all.
 */
export function present<T extends object>(at: string, props: T, needed: { readonly [name in keyof T]?: string }): void {
  for (const [name, fix] of Object.entries(needed) as [keyof T & string, string][]) {
    // Nothing at all may be given, too.
    const value = (props as T | undefined | null)?.[name];
    if (value !== undefined && value !== null) { continue; }
    throw invalid({ at, what: `${name} is not given`, allowed: 'a value: it is required', fix: `${name}: ${fix}` });
  }
}

/** Refuses what is no Duration, such as a number or a text. */
export function duration(at: string, what: string, value: unknown): void {
  if (typeof (value as { toMilliseconds?: unknown } | null | undefined)?.toMilliseconds === 'function') { return; }
  throw invalid({ at, what: `${what} is not a Duration`, value, allowed: 'a Duration: a number alone does not say whether it is seconds or minutes', fix: `${what}: Duration.seconds(30)` });
}

/**
 * Refuses what cannot be the name of a namespace: a label of DNS.
 *
 * Source: kubernetes/apimachinery v0.36.3 pkg/api/validation/generic.go (ValidateNamespaceName).
 *
 * @param property The property, such as `namespace` or `flagger.namespace`.
 * @param example A name to write where none can be made of the value; without it the property may be left out.
 */
export function namespaceName(at: string, property: string, value: unknown, example?: string): void {
  if (isDnsLabel(value)) { return; }
  const name = nameOf(value, example ?? '');
  const [outer, inner] = property.split('.');
  throw invalid({
    at, what: `${property} is not the name of a namespace`, value, allowed: 'at most 63 lower-case letters, digits and "-", the first and the last no "-"',
    fix: name === '' ? 'leave it out' : inner === undefined ? `${property}: '${name}'` : `${outer as string}: { ${inner}: '${name}' }`,
  });
}

/** Whether it is a label of DNS. */
export function isDnsLabel(value: unknown): value is string {
  return typeof value === 'string' && /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(value);
}

/** The name that was probably meant. */
export function nameOf(value: unknown, example: string): string {
  const name = typeof value === 'string' ? value.trim().toLowerCase().replace(/[^-a-z0-9]+/g, '-').slice(0, 53).replace(/^-+|-+$/g, '') : '';
  return name === '' ? example : name;
}

/**
 * Returns `value` if it is a whole number within the bounds, and refuses it otherwise. Many CRDs say `number` where the
 * controller's Go type is an integer: a fraction is admitted by the API server and then breaks the controller's decoding.
 */
export function wholeNumber(at: string, what: string, value: number, bounds: { readonly min: number; readonly max?: number }, fix?: string): number {
  const { min, max } = bounds;
  if (Number.isInteger(value) && value >= min && (max === undefined || value <= max)) { return value; }
  throw invalid({
    at,
    what: `${what} is not a whole number ${max === undefined ? `of at least ${min}` : `from ${min} to ${max}`}`,
    value,
    allowed: max === undefined ? `${min}, ${min + 1}, …` : `${min} to ${max}`,
    fix,
  });
}

/** Returns a share in whole percent, and refuses any other, such as 0.1 for a tenth. */
export function percent(at: string, what: string, value: number): number {
  if (Number.isInteger(value) && value >= 1 && value <= 100) { return value; }
  // 0.29 times 100 is not quite 29.
  const meant = Math.round(value * 100);
  throw invalid({
    at, what: `${what} is not a whole number from 1 to 100`, value, allowed: '1 to 100, in percent',
    fix: value > 0 && value < 1 && meant >= 1 ? `${what.replace(/\[\d+\]$/, '')}: ${what.endsWith(']') ? `[${meant}]` : meant}` : undefined,
  });
}

/** The line of the text that the place is in, and a caret below the place. */
function pointed(text: string, offset: number): string[] {
  const before = text.slice(0, offset);
  const start = before.lastIndexOf('\n') + 1;
  const end = text.indexOf('\n', offset);
  const cut = offset - start > MOST_BEFORE ? offset - MOST_BEFORE : start;
  const line = text.slice(cut, Math.min(end < 0 ? text.length : end, offset + MOST_BEFORE)).replaceAll('\t', ' ');
  const gap = cut > start ? '…' : '';
  return [`  value:   ${gap}${line}`, `           ${' '.repeat(gap.length + offset - cut)}^`];
}

/** So much of a long line is shown before the place, and behind it. */
const MOST_BEFORE = 80;

function show(value: unknown): string {
  if (typeof value === 'string') { return JSON.stringify(value); }
  if (typeof value === 'number' || typeof value === 'boolean') { return String(value); }
  return JSON.stringify(value) ?? String(value);
}
