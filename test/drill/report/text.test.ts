import { textReport } from '../../../lib/drill/report';
import { isColored } from '../../../lib/drill/report/paint';
import { spacesLike } from '../../../lib/report/printable';
import { canary, failure, heard, HEARTBEAT, message, ODD, play, PLAYS, result, SLACK, TEAMS, together } from '../fixtures';

const plain = (...plays: Parameters<typeof result>): string => textReport(result(...plays), { columns: 100, colors: false });

test('a play is lanes on one axis, with the promise and what was heard', () => {
  expect(plain([PLAYS[0] as typeof ODD], { assumptions: [] })).toBe(`✓ failed-analysis  told
  A canary fails, and people should hear of it.

  shop/podinfo
                  0 s      5 s      10 s     15 s     20 s     25 s     30 s     35 s     40 s  45 s
    status             ◆ progresses, weight 10                                                ┊
                                        ◆ fails                                               ┊
    rule                                          ██ CanaryFailed ██████████████████████████████████
    Alertmanager                                   ◆ to Slack #deployments-alert              ┊
                                                   ◆ to Microsoft Teams (teams-checkout)      ┊
    message                                        ● Slack #deployments-alert +6.1 s          ┊
                                                   ● Microsoft Teams (teams-checkout) +6.1 s  ┊
    promise                                                                        until here ┊
    ✓ Slack #deployments-alert heard of it, after 6.1 s
    ✓ Microsoft Teams (teams-checkout) heard of it, after 6.1 s

✓ failed-analysis  told                6.1 s  computed at most 11 s

Everything was told as it should be. Promised: 30 s. Prometheus 3.15.0, Alertmanager 0.28.1
`);
});

test('the end names every scenario and the worst of them', () => {
  const text = plain(PLAYS, { unplayed: [{ scenario: 'prometheus-restarts', why: 'Prometheus did not start:\naddress in use' }] });
  expect(text.slice(text.lastIndexOf('✓ failed-analysis'))).toBe(`✓ failed-analysis                 told                6.1 s  computed at most 11 s
◷ promotion-failed                too late             41 s  computed at most 44 s
‼ flapping                        told twice          6.1 s
! success-only                    told for nothing
✗ never-ready                     not told
✓ two-canaries-a-minute-apart     told                6.1 s  computed at most 11 s
✓ fifty-at-once                   told                8.4 s  computed at most 11 s
✓ stuck                           told
✓ alertmanager-down-for-a-minute  told
✓ resolved                        told                  6 s  computed at most 11 s
✗ prometheus-restarts             could not be played

4 of 10 scenarios went wrong, at worst not told; 1 scenario could not be played. Promised: 30 s. Prometheus 3.15.0, Alertmanager 0.28.1
`);
  expect(text).toContain('✗ prometheus-restarts  could not be played\n  Prometheus did not start:\n  address in use\n');
});

test('canaries to which the same happened are told of together, where there are many', () => {
  const text = plain([PLAYS.find(({ scenario }) => scenario.name === 'fifty-at-once') as typeof ODD]);
  expect(text).toContain('  all 50 canaries: drill/podinfo-1 and 49 more\n');
  expect(text).toContain('50 × Slack #deployments-alert +4–8.4 s');
  expect(text).toContain('      and 46 more: told\n');
});

test('one of many that is told differently has a chapter of its own', () => {
  const canaries = ['a', 'b', 'c', 'd', 'e'].map((key) => canary(key));
  const text = plain([play('x', { canaries, ...together(...canaries.slice(1).map(({ key }) => failure(key, 12_000, 5000)), failure('a', 12_000, 5000, [TEAMS])), judgements: canaries.map(({ key }) => heard('told', key, SLACK.channel, 5)) })]);
  expect(text.match(/^ {2}(?:\S.*)?shop\/.*$/gm)).toEqual(['  shop/a', '  4 canaries: shop/b and 3 more']);
});

test('heartbeats are one lane, and stand behind where nothing else happened to the programs', () => {
  const heartbeats = [0, 1, 2].map((i) => message(1000 + i * 20_000, [], { integration: HEARTBEAT, alerts: ['CanaryAlertingHeartbeat'] }));
  const parts = together(failure('podinfo', 12_000, 6000), { messages: heartbeats, alerts: [{ at: -1000, alert: 'CanaryAlertingHeartbeat', state: 'firing' }] });
  const text = plain([play('x', { ...parts })]);
  expect(text.indexOf('Flagger, Prometheus and Alertmanager')).toBeGreaterThan(text.indexOf('shop/podinfo'));
  expect(text.match(/^ {4}heartbeat.*$/gm)?.map((line) => line.match(/·/g)?.length)).toEqual([3]);
  expect(plain([play('x', { ...parts, done: [...parts.done, { at: 3000, what: 'Prometheus restarts' }] })])).toMatch(/Flagger, Prometheus and Alertmanager[^]*shop\/podinfo/);
});

test.each([72, 80, 100, 120])('no line of a timeline is wider than %i letters, whatever the texts are, and none is an order to the terminal', (columns) => {
  const text = textReport(result([...PLAYS, ODD]), { columns, colors: false });
  // A word that is wider than the line keeps a line of its own.
  const wide = text.split('\n').filter((line) => /^ {4}(status|rule|Alertmanager|message|heartbeat|promise| )/.test(line) && !/^ {4,6}[^\s]*$/.test(line) && spacesLike(line).length > columns && !/a-release-with|✗|said/.test(line));
  expect(wide).toEqual([]);
  expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
});

test('colours take no room', () => {
  const both = [true, false].map((colors) => textReport(result(PLAYS), { columns: 100, colors }));
  expect(both[0]).toContain('\u001b[32m✓\u001b[39m');
  expect(both[0]?.replace(/\u001b\[\d+m/g, '')).toBe(both[1]);
});

test.each([[true, {}, true], [false, {}, false], [true, { NO_COLOR: '1' }, false], [true, { NO_COLOR: '' }, true], [true, { TERM: 'dumb' }, false]])('a terminal: %j, %j: colours: %j', (isTty, env, is) => {
  expect(isColored(isTty, env)).toBe(is);
});
