import { Located } from './located';

/** The days of a week, from its beginning. */
export const DAYS: readonly string[] = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
export const MONTHS: readonly string[] = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];
const FIELDS = ['times', 'weekdays', 'days_of_month', 'months', 'years', 'location'];

/**
 * What is wrong with an entry of a time interval; undefined where nothing is.
 * Source: prometheus/alertmanager v0.34.2 timeinterval/timeinterval.go.
 */
export function spanMistake(field: string, at: Located): string | undefined {
  const text = typeof at.value === 'number' ? String(at.value) : at.text;
  switch (field) {
    case 'times': return timesMistake(at);
    case 'weekdays': return rangeMistake(text, (each) => index(DAYS, each));
    // Alertmanager takes any number for a month or a year.
    case 'months': return rangeMistake(text, (each) => index(MONTHS, each) ?? numberIn(each, -9999, 9999));
    case 'days_of_month': return rangeMistake(text, (each) => { const day = numberIn(each, -31, 31); return day === 0 ? undefined : day; }, (from, to) => (from < 0) === (to < 0) ? from <= to : from > 0);
    case 'years': return rangeMistake(text, (each) => numberIn(each, -9999, 9999));
    case 'location': return undefined;
    default: return `there is no such field: ${FIELDS.join(', ')}`;
  }
}

function timesMistake(at: Located): string | undefined {
  const [start, end] = [at.at('start_time').text, at.at('end_time').text];
  if (start === undefined || end === undefined) { return at.at('start_time').exists && at.at('end_time').exists ? undefined : 'start_time and end_time are both needed'; }
  const wrong = [start, end].find((each) => !/^((([01]\d)|(2[0-3])):[0-5]\d)$|(^24:00$)/.test(each));
  if (wrong !== undefined) { return `${JSON.stringify(wrong)} is no time of day`; }
  return start.padStart(5, '0') >= end.padStart(5, '0') ? 'it does not end after its start' : undefined;
}

function rangeMistake(text: string | undefined, read: (text: string) => number | undefined, isOrdered = (from: number, to: number): boolean => from <= to): string | undefined {
  if (text === undefined) { return undefined; }
  const parts = text.toLowerCase().split(':');
  const values = parts.map((each) => read(each));
  const [from, to = from] = values;
  if (parts.length > 2 || from === undefined || to === undefined || values.includes(undefined)) { return `${JSON.stringify(text)} is not understood`; }
  return isOrdered(from, to) ? undefined : `${JSON.stringify(text)} ends before it begins`;
}

function index(words: readonly string[], word: string): number | undefined {
  const found = words.indexOf(word);
  return found < 0 ? undefined : found + 1;
}

function numberIn(text: string, least: number, most: number): number | undefined {
  return /^-?\d{1,4}$/.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : undefined;
}
