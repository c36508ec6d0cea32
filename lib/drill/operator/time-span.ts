import { fields } from './fields';

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];

/*
 * The spans of a time interval as Alertmanager writes them.
 * Source: prometheus/alertmanager v0.34.2 timeinterval/timeinterval.go (MarshalYAML); prometheus-operator v0.93.0
 * pkg/apis/monitoring/v1alpha1/validation.go (Parse), which reads the same texts.
 */

/** From one minute of the day to another: `{ start_time: 09:00, end_time: 17:00 }`. */
export function times(span: unknown): { readonly start_time: string; readonly end_time: string } {
  const { start_time: start, end_time: end } = fields(span);
  for (const each of [start, end]) {
    if (typeof each !== 'string' || !/^((([01]\d)|(2[0-3])):[0-5]\d|24:00)$/.test(each)) { throw new Error(`${JSON.stringify(each)} is no time of day such as 09:00`); }
  }
  if ((start as string) >= (end as string)) { throw new Error(`${String(start)} is not before ${String(end)}`); }
  return { start_time: start as string, end_time: end as string };
}

/** `monday:friday`, or one day. */
export function weekdays(span: string): string {
  return range(span, (day) => WEEKDAYS.indexOf(day.toLowerCase()), (day) => WEEKDAYS[day] as string, 0, 6);
}

/** `1:5`, or one day; counted from the month's end when negative. */
export function days(span: string): string {
  const [start, end] = ends(span).map(Number) as [number, number];
  for (const each of [start, end]) {
    if (!Number.isInteger(each) || each === 0 || each < -31 || each > 31) { throw new Error(`${each} is no day of a month`); }
  }
  if (start < 0 && end > 0) { throw new Error(`${span} begins at the month's end and ends at its beginning`); }
  const within = (day: number): number => day < 0 ? 28 + day : day;
  if (within(start) > within(end)) { throw new Error(`${span} ends before it begins`); }
  return start === end ? String(start) : `${start}:${end}`;
}

/** `january:march` or `1:3`, as numbers. */
export function months(span: string): string {
  return range(span, (month) => /^\d+$/.test(month) ? Number(month) : MONTHS.indexOf(month.toLowerCase()) + 1, String, 1, 12);
}

/** `2026:2030`, or one year. */
export function years(span: string): string {
  return range(span, (year) => /^\d+$/.test(year) ? Number(year) : NaN, String, 0, Infinity);
}

function range(span: string, read: (text: string) => number, write: (value: number) => string, least: number, most: number): string {
  const [start, end] = ends(span).map(read) as [number, number];
  for (const each of [start, end]) {
    if (!(each >= least && each <= most)) { throw new Error(`${JSON.stringify(span)} is no range that Alertmanager knows`); }
  }
  if (start > end) { throw new Error(`${span} ends before it begins`); }
  return start === end ? write(start) : `${write(start)}:${write(end)}`;
}

function ends(span: string): [string, string] {
  const parts = span.split(':');
  if (parts.length > 2) { throw new Error(`${JSON.stringify(span)} is no range`); }
  return [parts[0] as string, parts.at(-1) as string];
}
