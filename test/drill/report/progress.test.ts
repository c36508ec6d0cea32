import { Progress } from '../../../lib/drill/report';
import { PLAYS } from '../fixtures';

const [play] = PLAYS;
if (play === undefined) { throw new Error('no play'); }
const { scenario } = play;

beforeEach(() => { jest.useFakeTimers(); });
afterEach(() => { jest.useRealTimers(); });

test('in the log of CI each scenario that ends is a line', () => {
  let [out, now] = ['', 0];
  const progress = new Progress({ write: (text) => { out += text; }, isTty: false, colors: false, now: () => now }, 90);
  progress.take({ scenario, state: 'begins', ended: 0, total: 2 });
  now = 45_000;
  progress.take({ scenario, state: 'ends', play, ended: 1, total: 2 });
  progress.take({ scenario: { ...scenario, name: 'bad\u001b[31m' }, state: 'ends', ended: 2, total: 2 });
  progress.end();
  expect(out).toBe('✓ failed-analysis: told (1 of 2, 45 s)\n✗ bad\ufffd[31m: could not be played (2 of 2, 45 s)\n');
  expect(jest.getTimerCount()).toBe(0);
});

test('on a terminal a bar grows with time, and nothing of it is left', () => {
  let [out, now] = ['', 0];
  const progress = new Progress({ write: (text) => { out += text; }, isTty: true, colors: false, columns: 80, now: () => now }, 90);
  progress.take({ scenario, state: 'begins', ended: 0, total: 2 });
  expect(out).toBe('\r\u001b[2K0/2 ░░░░░░░░░░░░░░░░░░░░░░░░ 0 s failed-analysis');
  [out, now] = ['', 22_500];
  jest.advanceTimersByTime(200);
  expect(out).toBe('\r\u001b[2K0/2 ██████░░░░░░░░░░░░░░░░░░ 23 s failed-analysis');
  out = '';
  progress.end();
  expect(out).toBe('\r\u001b[2K');
  jest.advanceTimersByTime(1000);
  expect(out).toBe('\r\u001b[2K');
  expect(jest.getTimerCount()).toBe(0);
});

test('the bar is never wider than the terminal', () => {
  let out = '';
  const progress = new Progress({ write: (text) => { out = text; }, isTty: true, colors: false, columns: 60 }, 900);
  for (let i = 0; i < 20; i++) { progress.take({ scenario: { ...scenario, name: `a-long-name-${i}` }, state: 'begins', ended: 0, total: 20 }); }
  progress.end();
  progress.take({ scenario, state: 'begins', ended: 0, total: 20 });
  expect(out.length).toBeLessThan(64);
});
