import { htmlReport, jsonReport } from '../../../lib/drill/report';
import { ODD, PLAYS, result } from '../fixtures';

const page = htmlReport(result(PLAYS));

test('the page says of every scenario how it went', () => {
  for (const { scenario, judgements } of PLAYS) {
    expect(page).toContain(`>${scenario.name}</h2>`);
    for (const { what } of judgements.slice(0, 6)) { expect(page).toContain(what); }
  }
  for (const words of ['told', 'told twice', 'too late', 'told for nothing', 'not told']) { expect(page).toMatch(new RegExp(`class="badge [a-z-]+">. ${words}<`)); }
  expect(page).toContain('<title>Drill: 4 of 10 scenarios went wrong, at worst not told</title>');
});

test('what went wrong is open to see, before what went well', () => {
  const [play] = PLAYS.filter(({ scenario }) => scenario.name === 'fifty-at-once');
  const late = play?.judgements.map((each, i) => i === 49 ? { ...each, verdict: 'too-late' as const, what: 'the last was late' } : each);
  const shown = htmlReport(result([{ ...play as typeof ODD, judgements: late ?? [] }]));
  // It is told differently, and so has a chapter and a place of its own, outside of what must be opened.
  const before = shown.slice(0, shown.indexOf('the last was late'));
  expect(before.match(/<details>/g)?.length).toBe((before.match(/<\/details>/g) ?? []).length);
});

test('nothing of it is fetched, and no text becomes a tag', () => {
  for (const each of [page, htmlReport(result([ODD], { assumptions: ['<script>'], unplayed: [{ scenario: '<script>', why: '<script>' }] }))]) {
    expect(each).not.toMatch(/<(?:script|img|iframe|object|embed|form|base|video|audio)[\s>]/);
    const attributes = [...each.matchAll(/<[a-z][^>]*>/gi)].flatMap(([tag]) => [...tag.replace(/"[^"]*"/g, '""').matchAll(/\s([\w-]+)(?==)/g)].map(([, name]) => name));
    expect(attributes.filter((name) => /^(?:src.*|action|background|on.*|form.*|data|ping|poster)$/i.test(name ?? ''))).toEqual([]);
    expect(each).not.toMatch(/url\(|@import/);
    expect(each).toContain('default-src \'none\'');
    expect([...each.matchAll(/href="([^"]*)"/g)].map(([, address = '']) => address).filter((address) => !/^(?:#play-\d+|https?:\/\/|data:,$)/.test(address))).toEqual([]);
  }
});

test('JSON is the result as it is', () => {
  expect(JSON.parse(jsonReport(result(PLAYS)))).toEqual(JSON.parse(JSON.stringify(result(PLAYS))));
});
