import { invalid } from '../invalid';

/** A day of the week. */
export enum Weekday {
  /** The first day of Alertmanager's week: a range cannot go beyond Saturday. */
  SUNDAY = 'sunday',
  /** Monday. */
  MONDAY = 'monday',
  /** Tuesday. */
  TUESDAY = 'tuesday',
  /** Wednesday. */
  WEDNESDAY = 'wednesday',
  /** Thursday. */
  THURSDAY = 'thursday',
  /** Friday. */
  FRIDAY = 'friday',
  /** The last day of Alertmanager's week. */
  SATURDAY = 'saturday',
}

/** A part of each day. */
export interface TimeRange {
  /** When it begins, as HH:MM. */
  readonly start: string;

  /** When it ends, as HH:MM and exclusive, 24:00 at the latest. A night is two ranges, because a range cannot go beyond midnight. */
  readonly end: string;
}

/**
 * A span of time: an instant is within it when it is within each of the properties that are given. Fields are joined by "and",
 * the entries of a field by "or".
 */
export interface TimeSpan {
  /**
   * Parts of the day.
   *
   * @default - the whole day
   */
  readonly times?: TimeRange[];

  /**
   * Days of the week.
   *
   * @default - each day
   */
  readonly weekdays?: Weekday[];

  /**
   * Days of the month, or ranges of them such as `1:7`; -1 is the last day.
   *
   * @default - each day
   */
  readonly daysOfMonth?: string[];

  /**
   * Months from `1` or `january`, or ranges of them such as `march:may`.
   *
   * @default - each month
   */
  readonly months?: string[];

  /**
   * Years, or ranges of them such as `2026:2028`.
   *
   * @default - each year
   */
  readonly years?: string[];

  /**
   * The IANA name of the time zone, such as `Asia/Seoul`.
   *
   * @default UTC
   */
  readonly location?: string;
}

/**
 * A named interval of time, in which a route is muted or outside of which it is. The name is written into the configuration
 * once a route refers to it.
 */
export class TimeInterval {
  /** The spans: an instant is within the interval when it is within one of them. */
  public readonly spans: TimeSpan[];

  /**
   * @param name The name.
   * @param spans The spans of time, at least one.
   */
  public constructor(
    /** The name. */
    public readonly name: string,
    spans: TimeSpan[],
  ) {
    this.spans = [...spans];
    if (name === '') { throw invalid({ at: 'TimeInterval', what: 'the name is empty' }); }
    if (spans.length === 0) {
      throw invalid({ at: this.reference, what: 'there is no span of time', fix: `new alertmanager.TimeInterval('${name}', [{ weekdays: [alertmanager.Weekday.SATURDAY] }])` });
    }
    spans.forEach((span) => { this.check(span); });
  }

  /**
   * As alertmanager.yaml has it.
   *
   * @internal
   */
  public _render(): unknown {
    return {
      name: this.name,
      time_intervals: this.spans.map((span) => ({
        times: span.times?.map(({ start, end }) => ({ start_time: start, end_time: end })),
        weekdays: span.weekdays,
        days_of_month: span.daysOfMonth,
        months: span.months,
        years: span.years,
        location: span.location,
      })),
    };
  }

  /**
   * As an AlertmanagerConfig has it.
   *
   * @internal
   */
  public _object(): unknown {
    return {
      name: this.name,
      timeIntervals: this.spans.map((span) => {
        if (span.location !== undefined && span.location !== 'UTC') {
          throw invalid({
            at: this.reference, what: 'a span of time has a location', value: span.location, allowed: 'UTC: an AlertmanagerConfig knows no other',
            fix: 'write the times in UTC, or the route into Alertmanager\'s own configuration',
          });
        }
        const years = span.years?.find((range) => !/^2\d{3}(:2\d{3})?$/.test(range));
        if (years !== undefined) { throw invalid({ at: this.reference, what: 'a year is none of an AlertmanagerConfig', value: years, allowed: '2000 to 2999' }); }
        return {
          times: span.times?.map(({ start, end }) => ({ startTime: start, endTime: end })),
          weekdays: span.weekdays,
          daysOfMonth: span.daysOfMonth?.map((range) => {
            const [start = 0, end = start] = range.split(':').map(Number);
            return { start, end };
          }),
          // The CRD has no leading zeros.
          months: span.months?.map((range) => range.replace(/\b0(?=\d)/g, '')),
          years: span.years,
        };
      }),
    };
  }

  private get reference(): string {
    return `TimeInterval ${this.name}`;
  }

  // What Alertmanager refuses: prometheus/alertmanager v0.34.2 timeinterval/timeinterval.go.
  private check(span: TimeSpan): void {
    if (Object.values(span).every((field) => field === undefined || (Array.isArray(field) && field.length === 0))) {
      throw invalid({ at: this.reference, what: 'a span of time says nothing: it would be always', fix: 'give times, weekdays, daysOfMonth, months or years' });
    }
    for (const { start, end } of span.times ?? []) {
      for (const time of [start, end]) {
        if (!/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(time)) {
          throw invalid({ at: this.reference, what: 'a time of day is not HH:MM', value: time, allowed: '00:00 to 24:00, two digits each' });
        }
      }
      if (start >= end) {
        throw invalid({
          at: this.reference, what: 'a range of the day does not end after its start', value: `${start} to ${end}`,
          fix: `across midnight two ranges are needed: ${start} to 24:00, and 00:00 to ${end}`,
        });
      }
    }
    this.checkRanges('daysOfMonth', span.daysOfMonth, (text) => dayOfMonth(text), (from, to) =>
      (from > 0 || to < 0) && (from < 0 ? 28 + from : from) <= (to < 0 ? 28 + to : to));
    this.checkRanges('months', span.months, (text) => month(text), (from, to) => from <= to);
    this.checkRanges('years', span.years, (text) => (/^\d{1,4}$/.test(text) ? Number(text) : undefined), (from, to) => from <= to);
    if (span.location !== undefined && !isTimeZone(span.location)) {
      throw invalid({ at: this.reference, what: 'the location is no IANA time zone', value: span.location, fix: 'Asia/Seoul, Europe/Berlin, UTC, …' });
    }
  }

  private checkRanges(
    property: string, ranges: readonly string[] | undefined,
    parse: (text: string) => number | undefined, ordered: (from: number, to: number) => boolean,
  ): void {
    for (const range of ranges ?? []) {
      const [from, to, ...more] = range.split(':').map(parse);
      if (from === undefined || more.length > 0 || (range.includes(':') && to === undefined) || !ordered(from, to ?? from)) {
        throw invalid({ at: this.reference, what: `an entry of ${property} is no value or range`, value: range, allowed: ALLOWED[property] ?? '' });
      }
    }
  }
}

const ALLOWED: { readonly [property: string]: string } = {
  daysOfMonth: '1 to 31 or -31 to -1, alone or as a range that does not end before its start; 0 is no day',
  months: '1 to 12 or january to december, alone or as a range that does not end before its start',
  years: 'a year, alone or as a range that does not end before its start',
};

const MONTHS = [
  'january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december',
];

function dayOfMonth(text: string): number | undefined {
  const day = /^-?\d{1,2}$/.test(text) ? Number(text) : 0;
  return day === 0 || Math.abs(day) > 31 ? undefined : day;
}

function month(text: string): number | undefined {
  const number = /^\d{1,2}$/.test(text) ? Number(text) : MONTHS.indexOf(text) + 1;
  return number >= 1 && number <= 12 ? number : undefined;
}

function isTimeZone(name: string): boolean {
  try {
    // Go reads names only, an offset such as +09:00 is none.
    return /^[A-Z]/i.test(name) && new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
