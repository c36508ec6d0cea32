import { parse, stringify } from 'yaml';
import { AlertmanagerTree } from '../lib/checks/alertmanager-tree';
import { Document } from '../lib/checks/document';
import { Finding } from '../lib/checks/finding';
import { readWorld } from '../lib/checks/read';
import { checkFiles } from '../lib/checks/run';
import { checkConfig, routesTest } from './amtool';
import { alertmanagerConfig } from './operator';

/** What the checks say of a configuration, beside what amtool and the operator say of it. */

/** Mulberry32: the same numbers for the same seed, everywhere. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

type Raw = Record<string, unknown>;

class Generator {
  private readonly next: () => number;

  public constructor(seed: number, private readonly mistakes: number) {
    this.next = numbers(seed);
  }

  public config(): Raw {
    const receivers = ['nobody', 'slack', 'hook'].map((name) => this.receiver(name));
    if (this.wrong()) { receivers.push(this.pick([{ name: 'slack' }, { name: '' }, { name: 'x', slack_configs: [{ chanel: 'x', api_url: 'http://x' }] }, { name: 'x', webhook_configs: [{ url: 'x' }] }, { name: 'x', webhook_configs: [{ url: 'http://x', url_file: '/x' }] }, { name: 'x', slack_configs: [{ channel: 'x' }] }, { name: 'x', pagerduty_configs: [{}] }, { name: 'x', discord_configs: [{ webhook_url_file: '/x' }] }, { name: 'x', labels: { a: 'b' } }])); }
    return {
      ...(this.next() < 0.3 && { global: { resolve_timeout: '5m' } }),
      ...(this.wrong() && this.pick([{ rout: {} }, { mute_time_intervals: [{ name: 'day' }] }, { inhibit_rules: [{ source_matchers: ['a=~('] }] }, { inhibit_rules: [{ name: 'x', source_matchers: ['a=b'], target_matchers: ['c=d'] }] }])),
      route: this.root(),
      receivers,
      time_intervals: [{ name: 'day', time_intervals: [this.wrong() ? this.pick([{ weekdays: ['saturday:sunday'] }, { weekdays: ['mon'] }, { times: [{ start_time: '9:00', end_time: '17:00' }] }, { months: ['13'] }, { days_of_month: ['0'] }, { times: [{ start_time: '17:00', end_time: '09:00' }] }, { day: [] }]) : this.pick([{ weekdays: ['monday:friday'] }, { times: [{ start_time: '09:00', end_time: '24:00' }] }, { days_of_month: ['1:-1', '-3:-1'] }, { months: ['january:march', '5'], years: ['2026:2030'] }, {}])] }],
    };
  }

  public labels(): Record<string, string> {
    return Object.fromEntries(['alertname', 'severity', 'namespace', 'team'].filter(() => this.next() < 0.8).map((label) => [label, this.pick(['a', 'b', 'critical', 'warning', 'CanaryFailed'])]));
  }

  private root(): Raw {
    const root: Raw = { receiver: 'nobody', ...this.settings(), routes: this.routes(2) };
    if (this.wrong()) { Object.assign(root, this.pick<Raw>([{ matchers: ['a=b'] }, { continue: true }, { receiver: undefined }, { receiver: 'other' }, { mute_time_intervals: ['day'] }, { match: { a: 'b' } }, { labels: { a: 'b' } }])); }
    return root;
  }

  private routes(depth: number): Raw[] {
    return Array.from({ length: Math.floor(this.next() * 4) }, () => ({
      ...(this.next() < 0.8 && { receiver: this.wrong() ? 'other' : this.pick(['nobody', 'slack', 'hook']) }),
      ...(this.next() < 0.8 && { matchers: [this.matcher(), ...(this.next() < 0.3 ? [this.matcher()] : [])] }),
      ...(this.next() < 0.2 && { match: this.wrong() ? { 'a-b': 'c' } : { severity: this.pick(['critical', 'warning']) } }),
      ...(this.next() < 0.2 && { match_re: { severity: this.wrong() ? '(' : this.pick(['critical|warning', 'w.*']) } }),
      ...(this.next() < 0.3 && { continue: true }),
      ...(this.next() < 0.2 && { active_time_intervals: [this.wrong() ? 'night' : 'day'] }),
      ...this.settings(),
      ...(depth > 0 && { routes: this.routes(depth - 1) }),
      ...(this.wrong() && this.pick<Raw>([{ groupBy: ['a'] }, { matchers: 'a=b' }, { routes: [{ matchers: ['a=~("'] }] }])),
    }));
  }

  private settings(): Raw {
    return {
      ...(this.next() < 0.5 && { group_by: this.wrong() ? this.pick([['...', 'a'], ['a', 'a'], [''], ['a-b']]) : this.pick([['alertname'], ['...'], [], ['alertname', 'namespace']]) }),
      ...(this.next() < 0.5 && { group_wait: this.wrong() ? this.pick(['30', '1.5m', 'x', '1s1m']) : this.pick(['0s', '0', '10s', '1m30s']) }),
      ...(this.next() < 0.5 && { group_interval: this.wrong() ? this.pick(['0', '0s', '5', '']) : this.pick(['10s', '1d', '500ms']) }),
      ...(this.next() < 0.3 && { repeat_interval: this.wrong() ? this.pick(['0s', 'h']) : this.pick(['4h', '1w']) }),
    };
  }

  private matcher(): string {
    if (this.wrong()) { return this.pick(['a=~(', 'a', '=b', 'a=b c="', 'a=~"x{2,1}"', 'a==b', '']); }
    const label = this.pick(['alertname', 'severity', 'namespace', 'team']);
    return `${label}${this.pick(['=', '!=', '=~', '!~', ' = ', ' =~ '])}${this.pick(['a', '"a"', '"critical"', '"critical|warning"', '"Canary.*"', 'b', '""'])}`;
  }

  private receiver(name: string): Raw {
    return { name, ...(name === 'slack' && { slack_configs: [{ api_url_file: '/x', channel: '#x', send_resolved: true }] }), ...(name === 'hook' && { webhook_configs: [{ url: 'http://127.0.0.1:9/' }] }) };
  }

  private wrong(): boolean {
    return this.next() < this.mistakes;
  }

  private pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.next() * from.length)] as T;
  }
}

const REFUSALS = ['routing/config', 'routing/receiver'];

function refusals(text: string, path: string): Finding[] {
  return checkFiles([{ path, text }], { only: REFUSALS }).filter(({ severity }) => severity === 'error');
}

/** As the operator gets it: in a Secret. */
function secret(config: string): string {
  return stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a', namespace: 'm' }, stringData: { 'alertmanager.yaml': config } });
}

test('a configuration is refused by the checks when amtool refuses it, and when the operator does', () => {
  const differ: string[] = [];
  let refused = 0;
  for (let seed = 1; seed <= 240; seed++) {
    const text = stringify(JSON.parse(JSON.stringify(new Generator(seed, 0.02).config())));
    const amtool = checkConfig({ config: text });
    const ours = refusals(text, 'alertmanager.yaml');
    if (!amtool.ok) { refused++; }
    if (amtool.ok !== (ours.length === 0)) { differ.push(`seed ${seed}: amtool ${amtool.ok ? 'accepts' : amtool.output.trim().split('\n').at(-1)}; the checks: ${ours.map(({ what }) => what).join('; ')}`); }
    if (amtool.ok) {
      const operator = alertmanagerConfig({ raw: text }).errors;
      const operated = refusals(secret(text), 'secret.yaml');
      if ((operator.length === 0) !== (operated.length === 0)) { differ.push(`seed ${seed}: the operator says ${operator.join('; ')}; the checks: ${operated.map(({ what }) => what).join('; ')}`); }
    }
  }
  expect(differ).toEqual([]);
  expect(refused).toBeGreaterThan(60);
  expect(refused).toBeLessThan(200);
});

test('an alert is unreached when amtool routes it to receivers without an integration', () => {
  let lost = 0;
  for (let seed = 1; seed <= 300; seed++) {
    const generator = new Generator(seed, 0);
    const config = stringify(JSON.parse(JSON.stringify(generator.config())));
    const labels = { ...generator.labels(), alertname: 'CanaryFailed' };
    const { alertname, ...own } = labels;
    // The sum has no label, so that the alert has those of the rule alone; the rule names all that a route may ask for.
    const rule = { groups: [{ name: 'a', rules: [{ alert: alertname, expr: 'max(flagger_canary_status) == 2', labels: own }, { alert: 'Other', expr: 'vector(0) > 1', labels: { team: 'x' } }] }] };
    const receivers = routesTest({ config }, labels);
    const isLost = receivers.every((name) => name === 'nobody');
    if (isLost) { lost++; }
    const found = checkFiles([{ path: 'a.yaml', text: config }, { path: 'b.yaml', text: stringify(rule) }], { only: ['routing/unreached'] }).filter(({ severity }) => severity === 'error');
    const [tree] = AlertmanagerTree.of(readWorld(Document.read(config), {}));
    expect({ seed, walked: tree?.walk(labels)?.map(({ receiver }) => receiver) }).toEqual({ seed, walked: receivers });
    expect({ seed, config: parse(config).route, labels, found: found.length > 0 }).toEqual({ seed, config: parse(config).route, labels, found: isLost });
  }
  expect(lost).toBeGreaterThan(60);
});
