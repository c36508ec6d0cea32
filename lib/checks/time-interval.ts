import { Located } from './located';
import { DAYS, MONTHS, spanMistake } from './time-span';

/** A minute of a calendar, wherever it is. */
export interface LocalTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  /** 0 to 1439. */
  readonly minute: number;
}

/** A span of a time interval: what it says of each field; undefined where it does not limit it. */
interface Span {
  readonly times?: readonly Range[];
  readonly days?: readonly Range[];
  readonly months?: readonly Range[];
  readonly weekdays?: readonly Range[];
  readonly years?: readonly Range[];
  readonly location: string;
}

type Range = readonly [from: number, to: number];

/** Which times a route is silent at: within one of some intervals, or outside of all of others. */
export interface Silence {
  /** The spans of the intervals that mute. */
  readonly mute: readonly Located[];
  /** The spans of those outside of which it is silent; undefined where it has none. */
  readonly active?: readonly Located[];
}

/**
 * A time at which somebody is told; undefined where there is none, or where that cannot be told for spans in several time zones.
 * The years are those of one turn of the calendar, and those next to what a span names.
 *
 * Source: prometheus/alertmanager v0.34.2 timeinterval/timeinterval.go (ContainsTime), notify/mute.go.
 */
export function timeToTell({ mute, active }: Silence): LocalTime | 'unknown' | undefined {
  const muting = mute.map(spanOf);
  const waking = active?.map(spanOf);
  const all = [...muting, ...waking ?? []];
  // A configuration with a span that cannot be read does not run.
  if (all.some((each) => each === undefined) || all.length > MOST_SPANS) { return 'unknown'; }
  const spans = all as readonly Span[];
  const [first] = spans;
  const isOneZone = spans.every(({ location }) => location === first?.location);
  const minutes = minutesOf(spans);
  for (const day of daysFor(spans)) {
    const muted = (muting as readonly Span[]).filter((span) => containsDay(span, day));
    const awake = (waking as readonly Span[] | undefined)?.filter((span) => containsDay(span, day));
    const minute = minutes.find((each) => !muted.some((span) => containsMinute(span, each)) && (awake === undefined || awake.some((span) => containsMinute(span, each))));
    if (minute !== undefined) { return isOneZone ? { year: day.year, month: day.month, day: day.day, minute } : 'unknown'; }
  }
  return isOneZone || muting.length === 0 ? undefined : 'unknown';
}

/** More spans than anybody writes. */
const MOST_SPANS = 100;
/** After so many years the days of the week fall on the same dates. */
const CALENDAR = 28;
const BEGIN = 2024;
const END_OF_DAY = 24 * 60;

/** The minutes at which a span begins or ends: between them nothing changes. */
function minutesOf(spans: readonly Span[]): number[] {
  return [...new Set([0, ...spans.flatMap(({ times = [] }) => times.flat())])].filter((minute) => minute < END_OF_DAY).sort((a, b) => a - b);
}

/** Every day that can differ from others. */
function* daysFor(spans: readonly Span[]): Generator<CalendarDay> {
  const beside = spans.flatMap(({ years = [] }) => years.flatMap(([from, to]) => [from - 1, from, to, to + 1]));
  const years = [...new Set([...Array.from({ length: CALENDAR }, (_, index) => BEGIN + index), ...beside])].filter((year) => year >= BEGIN).sort((a, b) => a - b);
  for (const year of years) { yield* daysOf(year); }
}

/** A day, with what spans ask of it. */
interface CalendarDay extends Omit<LocalTime, 'minute'> {
  /** How many days its month has. */
  readonly length: number;
  /** 0 is Sunday. */
  readonly weekday: number;
}

const calendar = new Map<number, readonly CalendarDay[]>();

function daysOf(year: number): readonly CalendarDay[] {
  const known = calendar.get(year);
  if (known !== undefined) { return known; }
  const days: CalendarDay[] = [];
  for (let at = date(year, 1, 1); at.getUTCFullYear() === year; at.setUTCDate(at.getUTCDate() + 1)) { days.push(dayAt(year, at.getUTCMonth() + 1, at.getUTCDate())); }
  // Years of a run are few; those of many runs in one process need not stay.
  if (calendar.size > 200) { calendar.clear(); }
  calendar.set(year, days);
  return days;
}

function dayAt(year: number, month: number, day: number): CalendarDay {
  return { year, month, day, length: date(year, month + 1, 0).getUTCDate(), weekday: date(year, month, day).getUTCDay() };
}

/** Whether a span contains a time; one that cannot be read contains none. */
export function containsTime(at: Located, { year, month, day, minute }: LocalTime): boolean {
  const span = spanOf(at);
  return span !== undefined && containsDay(span, dayAt(year, month, day)) && containsMinute(span, minute);
}

function containsMinute({ times }: Span, minute: number): boolean {
  return times === undefined || times.some(([from, to]) => minute >= from && minute < to);
}

function containsDay({ days, months, weekdays, years }: Span, { year, month, day, length, weekday }: CalendarDay): boolean {
  return isWithin(months, month) && isWithin(weekdays, weekday) && isWithin(years, year) && (days === undefined || days.some(([from, to]) => {
    const begin = from < 0 ? length + from + 1 : from;
    const end = to < 0 ? length + to + 1 : to;
    // What begins after the month's end is not in it; what ends after it ends with it.
    return begin <= length && day >= begin && day <= Math.min(end, length);
  }));
}

function isWithin(ranges: readonly Range[] | undefined, value: number): boolean {
  return ranges === undefined || ranges.some(([from, to]) => value >= from && value <= to);
}

function date(year: number, month: number, day: number): Date {
  const made = new Date(Date.UTC(2000, month - 1, day));
  // Date.UTC takes the years before 100 for others.
  made.setUTCFullYear(year, month - 1, day);
  return made;
}

/** Reads a span; undefined where Alertmanager does not. */
function spanOf(at: Located): Span | undefined {
  const items = (field: string): readonly Located[] | undefined => at.at(field).exists ? at.at(field).items : undefined;
  if (at.entries.some(([field, each]) => each.exists && field !== 'location' && (!Array.isArray(each.value) || each.items.some((item) => spanMistake(field, item) !== undefined)))) { return undefined; }
  const ranges = (field: string, read: (text: string) => number): Range[] | undefined => items(field)?.map((item): Range => {
    const [from = '', to = from] = String(item.value).toLowerCase().split(':');
    return [read(from), read(to)];
  });
  return {
    times: items('times')?.map((time): Range => [minuteOf(time.at('start_time').text), minuteOf(time.at('end_time').text)]),
    days: ranges('days_of_month', Number), years: ranges('years', Number),
    months: ranges('months', (text) => MONTHS.includes(text) ? MONTHS.indexOf(text) + 1 : Number(text)),
    weekdays: ranges('weekdays', (text) => DAYS.indexOf(text)),
    location: at.at('location').text ?? 'UTC',
  };
}

function minuteOf(text: string | undefined): number {
  const [hours = 0, minutes = 0] = (text ?? '').split(':').map(Number);
  return hours * 60 + minutes;
}
