import { stringify } from 'yaml';
import { Document } from '../lib/checks/document';
import { Located } from '../lib/checks/located';
import { alwaysFiring, reasonOf, sidesOf } from '../lib/checks/routing/inhibited';
import { containsTime, LocalTime, timeToTell } from '../lib/checks/time-interval';
import { spanMistake } from '../lib/checks/time-span';
import { readWorld } from '../lib/checks/read';
import { Random } from '../test/checks/random';
import { run } from './run';

/** What the checks say of inhibit rules and time intervals, beside what Alertmanager's own packages say. */

interface Answer { readonly error?: string; readonly muted: boolean; readonly in?: boolean[] }
type Labels = Record<string, string>;

function ask(questions: readonly unknown[]): Answer[] {
  return run('alertmanager-oracle', [], { input: questions.map((each) => `${JSON.stringify(each)}\n`).join('') }).stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as Answer);
}

function located(value: unknown): Located {
  return new Located(Document.of(value), []);
}

test('an alert is inhibited by what fires always when Alertmanager inhibits it', () => {
  const random = new Random(5);
  const names = ['severity', 'namespace', 'team'];
  const values = ['a', 'b', 'critical', ''];
  const labels = (alertname: string): Labels => ({ alertname, ...Object.fromEntries(names.filter(() => random.below(3) > 0).map((name) => [name, random.pick(values.slice(0, 3))])) });
  const matcher = (): string => `${random.pick([...names, 'alertname'])}${random.pick(['=', '!=', '=~', '!~'])}"${random.pick([...values, 'a|b', '.+', '.*', 'Firing.*', 'Page'])}"`;
  const rule = (): Record<string, unknown> => ({
    ...(random.below(8) > 0 && { source_matchers: Array.from({ length: random.below(3) }, matcher) }), ...(random.below(8) > 0 && { target_matchers: Array.from({ length: random.below(3) }, matcher) }),
    ...(random.below(4) === 0 && { source_match: { [random.pick(names)]: random.pick(values) } }), ...(random.below(4) === 0 && { target_match_re: { [random.pick(names)]: random.pick(['a|b', 'c.*']) } }),
    ...(random.below(2) === 0 && { equal: names.filter(() => random.below(2) === 0) }),
  });
  const cases = Array.from({ length: 6000 }, () => ({ rules: Array.from({ length: 1 + random.below(2) }, rule), firing: Array.from({ length: 1 + random.below(3) }, (_, index) => labels(`Firing${index}`)), target: labels('Page') }));
  const answers = ask(cases.map(({ rules, firing, target }) => ({ inhibit: { rules: stringify(rules), firing, target } })));
  const differ = cases.flatMap((each, index): unknown[] => {
    const { error, muted } = answers[index] as Answer;
    if (error !== undefined) { return [{ ...each, error }]; }
    const { rules, firing, target } = each;
    const mine = rules.some((one) => { const sides = sidesOf(located(one)); return sides !== undefined && reasonOf(sides, { labels: target } as never, firing)?.certain === true; });
    return mine === muted ? [] : [{ ...each, muted, mine }];
  });
  expect(differ.slice(0, 3)).toEqual([]);
  expect(answers.filter(({ muted }) => muted).length).toBeGreaterThan(400);
  // What fires always is found in the manifests; the stack's Watchdog is always there.
  expect(alwaysFiring(readWorld([], {})).map(({ alertname }) => alertname)).toEqual(['Watchdog']);
});

const pieces = {
  weekdays: ['monday', 'monday:friday', 'saturday', 'sunday', 'sunday:saturday', 'Tuesday', 'friday:monday', 'mon', 'monday : friday', ''],
  days_of_month: ['1', '1:15', '16:31', '-1', '-5:-1', '31', '1:-1', '-31:-1', '5:-20', '0', '32', '10:5', '-1:5', '29:30', 15],
  months: ['january', '2', 'march:june', '7:12', '1:12', 'december:january', '13', 'foo', 2, '-1'],
  years: ['2024', '2020:2030', '2024:2100', '2030:2020', 'x', 2026],
};
const times = [['00:00', '12:00'], ['12:00', '24:00'], ['00:00', '24:00'], ['09:00', '17:00'], ['9:00', '17:00'], ['17:00', '09:00'], ['10:00', '10:00'], ['23:59', '24:00'], ['00:00', '24:01']];

class Spans {
  public constructor(private readonly random: Random, private readonly mistakes: boolean) {}

  public spans(): Record<string, unknown>[] {
    return Array.from({ length: 1 + this.random.below(3) }, () => ({
      ...(this.some(2) && { times: this.list(() => { const [from, to] = this.random.pick(this.mistakes ? times : times.slice(0, 4)); return { start_time: from, end_time: to }; }) }),
      ...Object.fromEntries(Object.entries(pieces).filter(() => this.some(3)).map(([field, all]) => [field, this.list(() => this.random.pick<string | number>(this.mistakes ? all : this.sound(field, all)))])),
    }));
  }

  private sound(field: string, all: readonly (string | number)[]): (string | number)[] {
    return all.filter((each) => spanMistake(field, located(each)) === undefined);
  }

  private list<T>(make: () => T): T[] {
    return Array.from({ length: this.random.below(15) === 0 ? 0 : 1 + this.random.below(3) }, make);
  }

  private some(outOf: number): boolean {
    return this.random.below(outOf) === 0;
  }
}

test('a span is refused when Alertmanager refuses it', () => {
  const generator = new Spans(new Random(11), true);
  const cases = Array.from({ length: 4000 }, () => generator.spans());
  const answers = ask(cases.map((spans) => ({ times: { spans: stringify(spans), at: [] } })));
  const differ = cases.flatMap((spans, index) => {
    const mistake = spans.flatMap((span) => Object.entries(span).flatMap(([field, list]) => (list as unknown[]).flatMap((each) => spanMistake(field, located(each)) ?? [])))[0];
    const { error } = answers[index] as Answer;
    return (error !== undefined) === (mistake !== undefined) ? [] : [{ spans, error, mistake }];
  });
  expect(differ.slice(0, 3)).toEqual([]);
  expect(answers.filter(({ error }) => error !== undefined).length).toBeGreaterThan(1000);
  expect(answers.filter(({ error }) => error === undefined).length).toBeGreaterThan(500);
});

const DAY = 24 * 60 * 60;
const seconds = ({ year, month, day, minute }: LocalTime): number => Date.UTC(year, month - 1, day) / 1000 + minute * 60;

test('a time interval contains what it contains for Alertmanager; where it leaves no time, there is none', () => {
  const random = new Random(13);
  const generator = new Spans(random, false);
  const cases = Array.from({ length: 600 }, () => {
    const spans = generator.spans();
    const open = timeToTell({ mute: spans.map(located) });
    const at = Array.from({ length: 40 }, () => Date.UTC(2024, 0, 1) / 1000 + random.below(28 * 365) * DAY + random.below(24 * 60) * 60);
    return { spans, open, at: open === undefined || open === 'unknown' ? at : [...at, seconds(open)] };
  });
  const answers = ask(cases.map(({ spans, at }) => ({ times: { spans: stringify(spans), at } })));
  const differ = cases.flatMap(({ spans, open, at }, index) => {
    const theirs = (answers[index] as Answer).in ?? [];
    const mine = at.map((each) => {
      const date = new Date(each * 1000);
      const time = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), minute: date.getUTCHours() * 60 + date.getUTCMinutes() };
      return spans.some((span) => containsTime(located(span), time));
    });
    const isSame = JSON.stringify(mine) === JSON.stringify(theirs);
    return isSame && (open === undefined ? theirs.every((each) => each) : theirs.at(-1) === false) ? [] : [{ spans, open, mine, theirs }];
  });
  expect(differ.slice(0, 2)).toEqual([]);
  expect(cases.filter(({ open }) => open === undefined).length).toBeGreaterThan(15);
});
