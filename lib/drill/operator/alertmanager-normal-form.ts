import { parseDuration } from '../../alertmanager/route-walk';
import { asText } from '../../checks/as-text';
import { FieldShape, structShape } from './alertmanager-structs';
import { Fields, isFields } from './fields';
import { days, months, times, weekdays, years } from './time-span';

/** Why the operator refuses a configuration: where it stands, and what is wrong. */
export class StructMistake extends Error {}

/**
 * A configuration of Alertmanager after the operator has decoded it into its structs and written it again: what is empty is left
 * out, durations have their usual form, `group_interval: 0s` is gone.
 * Source: prometheus-operator v0.93.0 pkg/alertmanager/amcfg.go (alertmanagerConfigFromBytes, sanitize), types.go.
 *
 * @throws StructMistake where it refuses the configuration.
 */
export function normalForm(config: unknown): Fields {
  const decoded = struct('config', config, '') ?? {};
  const { route } = decoded;
  if (!isFields(route)) { throw new StructMistake('there is no route'); }
  if (route['receiver'] === undefined) { throw new StructMistake('route: the first route has no receiver'); }
  const strange = ['continue', 'matchers', 'match', 'match_re', 'mute_time_intervals', 'active_time_intervals'].find((field) => route[field] !== undefined);
  if (strange !== undefined) { throw new StructMistake(`route: the first route takes every alert, and has no ${strange}`); }
  return decoded;
}

function struct(name: string, value: unknown, at: string): Fields | undefined {
  const shape = structShape(name);
  if (shape === undefined) { throw new StructMistake(`${at}: there is no ${name}`); }
  if (value === undefined || value === null) { return undefined; }
  if (!isFields(value)) { throw new StructMistake(`${at || 'the configuration'} is no map`); }
  for (const field of Object.keys(value)) {
    if (!shape.has(field)) { throw new StructMistake(`${way(at, field)}: the operator does not know the field, and refuses the whole configuration`); }
  }
  const decoded = [...shape].map(([field, of]) => [field, decodedField(of, value[field], way(at, field))] as const);
  return Object.fromEntries(decoded.filter(([, each]) => each !== undefined));
}

function decodedField(shape: FieldShape, value: unknown, at: string): unknown {
  if (shape.isList) {
    const items = listOf(value, at).flatMap((each, index) => struct(shape.type, each, `${at}[${index}]`) ?? []);
    return items.length === 0 && !shape.isKept ? undefined : items;
  }
  const decoded = structShape(shape.type) === undefined ? plain(shape.type, value, at) : struct(shape.type, value, at);
  if (shape.isPointer) { return decoded ?? (shape.isKept ? null : undefined); }
  return isZero(decoded) || (shape.type === 'duration' && decoded === '0s') ? (shape.isKept ? zero(shape.type) : undefined) : decoded;
}

/** A value of a plain type; undefined where none is given. */
function plain(type: string, value: unknown, at: string): unknown {
  if (value === undefined || value === null) { return undefined; }
  switch (type) {
    case 'text': return scalar(value, at);
    case 'bool':
      if (typeof value === 'string' && Object.hasOwn(TRUTH, value.toLowerCase())) { return TRUTH[value.toLowerCase()]; }
      if (typeof value !== 'boolean') { throw new StructMistake(`${at}: ${JSON.stringify(value)} is neither true nor false`); }
      return value;
    case 'number':
      if (typeof value !== 'number') { throw new StructMistake(`${at}: ${JSON.stringify(value)} is no number`); }
      return value;
    case 'duration': return usual(scalar(value, at), at);
    case 'lasting': return milliseconds(scalar(value, at), at) === 0 ? undefined : scalar(value, at);
    case 'texts': return listOf(value, at).map((each, index) => scalar(each, `${at}[${index}]`));
    case 'map':
      if (!isFields(value)) { throw new StructMistake(`${at} is no map`); }
      return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, each === null ? '' : scalar(each, way(at, key))]));
    case 'times': return listOf(value, at).map((each) => read(at, () => times(each)));
    case 'weekdays': return listOf(value, at).map((each) => read(at, () => weekdays(scalar(each, at))));
    case 'days': return listOf(value, at).map((each) => read(at, () => days(scalar(each, at))));
    case 'months': return listOf(value, at).map((each) => read(at, () => months(scalar(each, at))));
    case 'years': return listOf(value, at).map((each) => read(at, () => years(scalar(each, at))));
    default: return value;
  }
}

/** What YAML 1.1 takes for a truth value. */
const TRUTH: Readonly<Record<string, boolean>> = { y: true, yes: true, on: true, n: false, no: false, off: false };

function zero(type: string): unknown {
  return type === 'bool' ? false : type === 'texts' ? [] : '';
}

function isZero(value: unknown): boolean {
  return value === undefined || value === '' || value === 0 || value === false
    || (Array.isArray(value) ? value.length === 0 : isFields(value) && Object.keys(value).length === 0);
}

function scalar(value: unknown, at: string): string {
  if (typeof value === 'object' || value === undefined) { throw new StructMistake(`${at}: ${asText(value)} is no text`); }
  return String(value);
}

function listOf(value: unknown, at: string): readonly unknown[] {
  if (value === undefined || value === null) { return []; }
  if (!Array.isArray(value)) { throw new StructMistake(`${at} is no list`); }
  return value as readonly unknown[];
}

function way(at: string, field: string): string {
  return at === '' ? field : `${at}.${field}`;
}

function read<T>(at: string, of: () => T): T {
  try {
    return of();
  } catch (error) {
    throw new StructMistake(`${at}: ${(error as Error).message}`);
  }
}

function milliseconds(duration: string, at: string): number | undefined {
  return duration === '' ? undefined : read(at, () => parseDuration(duration).toMilliseconds());
}

const UNITS: readonly (readonly [unit: string, milliseconds: number, isExact: boolean])[] = [
  ['y', 365 * 86_400_000, true], ['w', 7 * 86_400_000, true], ['d', 86_400_000, false], ['h', 3_600_000, false], ['m', 60_000, false], ['s', 1000, false], ['ms', 1, false],
];

/** A duration as Prometheus writes it: years and weeks only where nothing is left over (prometheus/common model/time.go, Duration.String). */
function usual(duration: string, at: string): string {
  let rest = milliseconds(duration, at) ?? 0;
  if (rest === 0) { return '0s'; }
  let written = '';
  for (const [unit, size, isExact] of UNITS) {
    if (isExact && rest % size !== 0) { continue; }
    const count = Math.floor(rest / size);
    if (count > 0) { written += `${count}${unit}`; }
    rest -= count * size;
  }
  return written;
}
