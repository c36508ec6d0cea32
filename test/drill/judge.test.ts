import { judge } from '../../lib/drill/judge';
import { Expectation, Scenario } from '../../lib/drill/scenario';
import { Integration, Message, Timeline } from '../../lib/drill/timeline';
import { worstOf } from '../../lib/drill/verdict';

const SLACK: Integration = { receiver: 'on-call', service: 'slack', index: 0, channel: 'Slack #on-call', isHeartbeat: false };
const TEAMS: Integration = { receiver: 'team', service: 'msteamsv2', index: 0, channel: 'Teams shop', isHeartbeat: false };
const HEART: Integration = { receiver: 'heartbeat', service: 'webhook', index: 0, channel: 'webhook', isHeartbeat: true };

function scenario(expected: readonly Partial<Expectation>[], more: Partial<Scenario> = {}): Scenario {
  return {
    name: 'x', about: 'X.', canaries: ['shop'], alertmanagers: 1, seconds: 60, steps: [],
    expect: expected.map((each) => ({ times: 1, resolved: false, ...each })), ...more,
  };
}

function message(seconds: number, more: Partial<Message> = {}): Message {
  return { at: seconds * 1000, integration: SLACK, status: 200, body: {}, canaries: ['shop'], alerts: ['CanaryFailed'], resolved: false, ...more };
}

function timeline(messages: readonly Message[], more: Partial<Timeline> = {}): Timeline {
  return { canaries: [{ key: 'shop', namespace: 'checkout', name: 'cart', isOurs: true }], done: [], alerts: [], notifications: [], messages, troubles: [], ...more };
}

function verdicts(of: Scenario, ...messages: readonly Message[]): string[] {
  return judge(of, timeline(messages), 30).map(({ verdict, what }) => `${verdict}: ${what}`);
}

const once = scenario([{ canary: 'shop', from: 10 }]);

test('told in time', () => {
  expect(judge(once, timeline([message(21.5)]), 30)).toEqual([{
    verdict: 'told', canary: 'shop', channel: 'Slack #on-call', seconds: 11.5, promised: 30, what: 'Slack #on-call heard of the failure of checkout/cart after 11.5 s',
  }]);
});

test('every channel that hears must hear once, and in time', () => {
  expect(verdicts(once, message(20), message(45, { integration: TEAMS }), message(50))).toEqual([
    'told-twice: Slack #on-call heard of the failure of checkout/cart after 10.0 s, and again 30.0 s later',
    'too-late: Teams shop heard of the failure of checkout/cart after 35.0 s, 5.0 s later than promised',
  ]);
});

test('the promise counts from the moment at which it was really done', () => {
  const [judgement] = judge(once, timeline([message(41)], { done: [{ at: 11_800, canary: 'shop', what: 'fails' }] }), 30);
  expect(judgement).toMatchObject({ verdict: 'told', seconds: 29.2 });
});

test('two integrations of one channel tell it twice', () => {
  expect(verdicts(once, message(20), message(20.1, { integration: { ...SLACK, receiver: 'other' } }))).toEqual([expect.stringMatching(/^told-twice: .*again 0\.1 s later/)]);
});

test('another alert about the same failure is a second telling', () => {
  expect(verdicts(once, message(20), message(22, { alerts: ['CanaryRolledBack'] }))).toEqual([expect.stringMatching(/^told-twice/)]);
});

test('a heartbeat, and a message that it is over, tell nothing', () => {
  expect(verdicts(once, message(15, { integration: HEART, canaries: [], alerts: ['Watchdog'] }), message(20), message(50, { resolved: true }))).toEqual([expect.stringMatching(/^told: /)]);
});

test.each<[string, Partial<Timeline>, string]>([
  ['no alert fired', {}, 'no alert fired'],
  ['a rule fails', { troubles: ['rule CanaryFailed: parse error'] }, 'no alert fired (rule CanaryFailed: parse error)'],
  ['it was pending', { alerts: [{ at: 15_000, alert: 'CanaryFailed', canary: 'shop', state: 'pending' }] }, 'CanaryFailed was pending to the end'],
  ['no route', { alerts: [{ at: 15_000, alert: 'CanaryFailed', canary: 'shop', state: 'firing' }] }, 'CanaryFailed fired, and Alertmanager had nobody to tell'],
  ['it was handed on, and did not come', {
    alerts: [{ at: 15_000, alert: 'CanaryFailed', canary: 'shop', state: 'firing' }], notifications: [{ at: 16_000, integration: SLACK, alerts: [] }], troubles: ['template: no such function'],
  }, 'CanaryFailed fired, and no message came (template: no such function)'],
])('not told says how far it came: %s', (_, seen, why) => {
  expect(judge(once, timeline([], seen), 30)).toEqual([{ verdict: 'not-told', canary: 'shop', what: `nobody heard of the failure of checkout/cart: ${why}` }]);
});

test('an alert that fired before the moment is no reason', () => {
  expect(judge(once, timeline([], { alerts: [{ at: 5_000, alert: 'CanaryProgressing', canary: 'shop', state: 'firing' }] }), 30)[0]?.what).toContain('no alert fired');
});

test('a channel that never accepts was not told, though another one was', () => {
  expect(verdicts(once, message(20), message(20, { integration: TEAMS, status: 500 }), message(25, { integration: TEAMS, status: 500 }))).toEqual([
    expect.stringMatching(/^told: Slack/),
    'not-told: the message to Teams shop about the failure of checkout/cart was never accepted',
  ]);
});

test('what is refused and accepted later is told when it is accepted', () => {
  expect(judge(once, timeline([message(20, { status: 429 }), message(24)]), 30)).toMatchObject([{ verdict: 'told', seconds: 14 }]);
});

test('a message before anything happened is for nothing', () => {
  expect(verdicts(once, message(3, { alerts: ['CanaryWeightHigh'] }), message(20))).toEqual([
    expect.stringMatching(/^told: /),
    'told-for-nothing: Slack #on-call heard CanaryWeightHigh 3.0 s after the beginning, and nothing of that was so',
  ]);
});

test('nobody must hear of a success', () => {
  const never = scenario([{ canary: 'shop', times: 0 }]);
  expect(verdicts(never)).toEqual(['told: nobody heard of checkout/cart, as it should be']);
  expect(verdicts(never, message(20))).toEqual(['told-for-nothing: Slack #on-call heard CanaryFailed of checkout/cart, and there was nothing to hear']);
});

test('a message that does not say which canary it means tells nobody', () => {
  expect(verdicts(once, message(20, { canaries: [] }))).toEqual([
    expect.stringMatching(/^not-told/),
    'told-for-nothing: Slack #on-call heard CanaryFailed 20.0 s after the beginning, by a message that does not say which canary it means',
  ]);
});

test('an alert that was there before the failure is not about it, however late its message is', () => {
  const progressing = message(20, { alerts: ['CanaryProgressing'] });
  const before = { at: 4_000, alert: 'CanaryProgressing', canary: 'shop', state: 'pending' } as const;
  expect(judge(once, timeline([progressing], { alerts: [before] }), 30).map(({ verdict }) => verdict)).toEqual(['not-told', 'told-for-nothing']);
  expect(judge(once, timeline([progressing], { alerts: [{ ...before, at: 12_000 }] }), 30).map(({ verdict }) => verdict)).toEqual(['told']);
  expect(judge(once, timeline([progressing], { alerts: [before, { ...before, at: 9_000, state: 'gone' }, { ...before, at: 12_000 }] }), 30).map(({ verdict }) => verdict)).toEqual(['told']);
});

test('with two canaries it tells of neither', () => {
  const two = scenario([{ canary: 'shop', from: 10 }, { canary: 'search', from: 10 }], { canaries: ['shop', 'search'] });
  expect(judge(two, timeline([message(20, { canaries: [] })]), 30).map(({ verdict }) => verdict)).toEqual(['not-told', 'not-told', 'told-for-nothing']);
});

test('a group that grows tells what is new; what it repeats beside it is no second telling', () => {
  const two = scenario([{ canary: 'shop', from: 10 }, { canary: 'search', from: 12 }], { canaries: ['shop', 'search'] });
  expect(judge(two, timeline([message(20), message(30, { canaries: ['shop', 'search'] })]), 30)).toMatchObject([
    { verdict: 'told', canary: 'shop', seconds: 10 }, { verdict: 'told', canary: 'search', seconds: 18 },
  ]);
  expect(judge(two, timeline([message(20), message(30, { canaries: ['shop', 'search'] }), message(40, { canaries: ['shop', 'search'] })]), 30).map(({ verdict }) => verdict)).toEqual(['told-twice', 'told-twice']);
});

test('each failure of a canary that fails again is news of its own', () => {
  const twice = scenario([{ canary: 'shop', from: 10 }, { canary: 'shop', from: 30 }]);
  expect(judge(twice, timeline([message(20), message(45)]), 30)).toMatchObject([{ verdict: 'told', seconds: 10 }, { verdict: 'told', seconds: 15 }]);
  expect(judge(twice, timeline([message(20)]), 30)).toMatchObject([{ verdict: 'told' }, { verdict: 'not-told' }]);
});

test('that it is over must be heard by one of those who heard of it', () => {
  const over = scenario([{ canary: 'shop', from: 10, resolved: true }]);
  expect(verdicts(over, message(20), message(40, { resolved: true }))).toEqual([expect.stringMatching(/^told/), 'told: Slack #on-call heard that the failure of checkout/cart is over']);
  expect(verdicts(over, message(20), message(40, { resolved: true, integration: TEAMS }))).toEqual([expect.stringMatching(/^told/), 'not-told: nobody heard that the failure of checkout/cart is over']);
});

test('what is about no canary is expected, or for nothing', () => {
  const flagger = message(20, { canaries: [], alerts: ['FlaggerDown'] });
  expect(judge(scenario([{}], { canaries: [] }), timeline([flagger]), 30)).toEqual([{ verdict: 'told', channel: 'Slack #on-call', what: 'Slack #on-call heard of it' }]);
  expect(judge(scenario([], { canaries: [] }), timeline([flagger]), 30)).toMatchObject([{ verdict: 'told-for-nothing' }]);
});

test('the worst counts', () => {
  expect(worstOf([])).toBe('told');
  expect(worstOf(['told', 'not-told', 'told-twice'])).toBe('not-told');
  expect(worstOf(['too-late', 'told-for-nothing', 'told'])).toBe('told-for-nothing');
});
