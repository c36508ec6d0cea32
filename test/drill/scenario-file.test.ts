import { InvalidInput } from '../../lib/invalid';
import { defaultScenarios, readScenario } from '../../lib/drill/scenario-file';

const GOOD = `
about: A release fails.
canaries: [shop, search]
before:
  lasted: 90s
  state:
    - { canary: shop, does: weight, weight: 80 }
    - { flagger: replicas, replicas: 2 }
steps:
  - { at: 8s, canary: shop, does: fail }
  - { at: 1s, canary: all, does: progress, weight: 10 }
  - { at: 9s, receivers: 429, times: 2 }
  - { at: 9s, alertmanager: stops }
expect:
  - { canary: all, told: once, from: 8s, resolved: true }
  - told: never
watch: 1m5s
`;

function mistakes(text: string): string {
  try {
    readScenario(text, 'scenarios/x.yaml');
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidInput);
    return (error as Error).message;
  }
  throw new Error('it was accepted');
}

test('a scenario is read: steps by time, "all" as each canary', () => {
  expect(readScenario(GOOD, 'scenarios/a-release.yaml')).toEqual({
    name: 'a-release', about: 'A release fails.', canaries: ['shop', 'search'], alertmanagers: 1, seconds: 65,
    before: { lasted: 90, state: [{ do: 'weight', canary: 'shop', weight: 80 }, { do: 'flagger', state: 'replicas', replicas: 2 }] },
    steps: [
      { at: 1, action: { do: 'progress', canary: 'shop', weight: 10 } },
      { at: 1, action: { do: 'progress', canary: 'search', weight: 10 } },
      { at: 8, action: { do: 'fail', canary: 'shop' } },
      { at: 9, action: { do: 'receivers', status: 429, times: 2 } },
      { at: 9, action: { do: 'alertmanager', state: 'stops' } },
    ],
    expect: [
      { canary: 'shop', times: 1, from: 8, resolved: true },
      { canary: 'search', times: 1, from: 8, resolved: true },
      { times: 0, resolved: false },
    ],
  });
});

test('a number of canaries makes their names', () => {
  const { canaries } = readScenario(GOOD.replace('[shop, search]', '3').replaceAll('canary: shop', 'canary: canary-2'), 'x.yaml');
  expect(canaries).toEqual(['canary-1', 'canary-2', 'canary-3']);
});

test('every scenario that is shipped is read, is named by its file, and is over in time', () => {
  const all = defaultScenarios();
  expect(all.map(({ name }) => name)).toEqual(expect.arrayContaining([
    'failed-analysis', 'never-ready', 'promotion-failed', 'two-a-minute-apart', 'fifty-at-once', 'flapping', 'success-only', 'weight-over-the-limit', 'stuck',
    'deleted-while-failed', 'flagger-restarts', 'two-flagger-replicas', 'flagger-gone', 'prometheus-restarts', 'alertmanager-down-for-a-minute',
    'chat-asks-for-patience', 'chat-is-broken', 'alertmanager-pair', 'resolved',
  ]));
  // The whole set, side by side, is over in three minutes, what starts and ends included.
  for (const { name, seconds, expect: expected } of all) { expect([name, seconds <= 150, expected.length > 0]).toEqual([name, true, true]); }
});

test.each([
  ['nothing', '', /^scenarios\/x\.yaml:1:1: /],
  ['a list', '[]', /scenarios\/x\.yaml:1:1: it is no scenario/],
  ['no YAML', 'about: [', /scenarios\/x\.yaml:\d+:\d+: it is no YAML/],
  ['two documents', `${GOOD}\n---\n${GOOD}`, /it holds 2 documents/],
  ['a field that is none', GOOD.replace('about:', 'abuot:'), /there is no field "abuot" here[\s\S]*fix: {5}about: …/],
  ['a verb that is none', GOOD.replace('does: fail ', 'does: fails '), /:10:35: does is none of what it can be\n {2}value: {3}"fails"\n {2}allowed: progress, [\s\S]*fix: {5}does: fail/],
  ['a canary that is none', GOOD.replace('canary: shop, does: fail', 'canary: shopp, does: fail'), /canary is none of what it can be\n {2}value: {3}"shopp"[\s\S]*fix: {5}canary: shop/],
  ['a canary called all', GOOD.replace('[shop, search]', '[shop, all]'), /a canary is called "all"/],
  ['two canaries of one name', GOOD.replace('[shop, search]', '[shop, shop]'), /two canaries have one name/],
  ['too many canaries', GOOD.replace('[shop, search]', '501'), /canaries is not a whole number from 1 to 500/],
  ['a number where a duration is', GOOD.replace('at: 8s', 'at: 8'), /:10:11: at is no duration\n {2}value: {3}8/],
  ['a moment after the end', GOOD.replace('at: 8s', 'at: 66s'), /at is not before the end of watch\n {2}value: {3}"66s"\n {2}allowed: less than 65s/],
  ['an expectation after the end', GOOD.replace('from: 8s', 'from: 65s'), /from is not before the end of watch/],
  ['a day', GOOD.replace('1m5s', '1d'), /watch is too long/],
  ['no watch', GOOD.replace('watch: 1m5s', ''), /watch is not given/],
  ['nobody', GOOD.replace('canary: shop, does: fail', 'does: fail'), /it does not say what is about to do something/],
  ['two at once', GOOD.replace('canary: shop, does: fail', 'canary: shop, flagger: down'), /it is about canary and flagger/],
  ['a weight of 101', GOOD.replace('weight: 10 ', 'weight: 101 '), /weight is not a whole number from 0 to 100\n {2}value: {3}101/],
  ['a weight without a number', GOOD.replace('does: progress, weight: 10', 'does: weight'), /the weight is not given/],
  ['a weight of a failure', GOOD.replace('does: fail ', 'does: fail, weight: 3 '), /fail has no weight of its own/],
  ['replicas without a number', GOOD.replace('replicas, replicas: 2', 'replicas'), /the number of replicas is not given/],
  ['replicas of one that is down', GOOD.replace('flagger: replicas', 'flagger: down'), /replicas belongs to "flagger: replicas"/],
  ['a status that is none', GOOD.replace('429', '42'), /receivers is not a whole number from 200 to 599/],
  ['a state with a moment', GOOD.replace('does: weight, ', 'does: weight, at: 1s, '), /what has lasted has no moment/],
  ['a state that cannot last', GOOD.replace('flagger: replicas, replicas: 2', 'prometheus: restarts'), /prometheus cannot be a state that has lasted/],
  ['no state', GOOD.replace(/ {2}state:\n.*\n.*\n/, ''), /before has no state/],
  ['an end of what never was', GOOD.replace('told: never', '{ told: never, resolved: true }').replace('- {', '- {'), /what is never told has no moment and is never over/],
  ['steps that are no list', GOOD.replace(/steps:\n(?: .*\n)+/, 'steps: 3\n'), /steps is no list/],
])('refuses %s, and says where', (_, text, message) => {
  expect(mistakes(text)).toMatch(message);
});

test('tells every mistake of a file, in the order of its lines', () => {
  const text = mistakes(GOOD.replace('about: A release fails.', 'about: 3').replace('at: 8s', 'at: 8').replace('1m5s', 'long'));
  expect([...text.matchAll(/x\.yaml:(\d+):/g)].map(([, line]) => Number(line))).toEqual([2, 10, 17]);
});
