import fc from 'fast-check';
import { stringify } from 'yaml';
import { Config, Dialect, Receiver, Route } from '../lib/alertmanager';
import { FIELD_VERSIONS } from '../lib/facts/alertmanager-versions';
import { InvalidInput } from '../lib/invalid';
import { RECEIVERS } from '../test/sweep/receivers';
import { checkConfigs } from './amtool';
import { alertmanagerConfigs } from './operator';

/** For each kind of receiver; more by RECEIVER_RUNS. */
const RUNS = Number(process.env['RECEIVER_RUNS'] ?? 60);

/** The configurations of all receivers that are not refused. */
function made(dialect: Dialect): { readonly kind: string; readonly config: string }[] {
  return RECEIVERS.flatMap(([kind, make], row) => fc.sample(make, { seed: row + 1, numRuns: RUNS }).flatMap((of) => {
    try {
      const config = new Config({ route: new Route({ receiver: of('r') }) });
      const [mistake] = config._mistakes('Secret', dialect);
      if (mistake !== undefined) { throw mistake; }
      return [{ kind, config: config._toYaml(dialect) }];
    } catch (error) {
      if (error instanceof InvalidInput) { return []; }
      throw error;
    }
  }));
}

describe.each([Dialect.ALERTMANAGER, Dialect.PROMETHEUS_OPERATOR])('whatever receivers are made for %s', (dialect) => {
  const all = made(dialect);

  test('there are many, of each kind', () => {
    expect(all.length).toBeGreaterThan(RUNS * RECEIVERS.length / 3);
    const kinds = new Set(RECEIVERS.map(([kind]) => kind));
    if (dialect === Dialect.PROMETHEUS_OPERATOR) { kinds.delete('msteams'); }
    expect([...new Set(all.map(({ kind }) => kind))].sort()).toEqual([...kinds, ...kinds.has('discord') ? [] : ['discord']].sort());
  });

  test('amtool accepts them', () => {
    expect(checkConfigs(all.map(({ config }) => config)).map(({ index, error }) => ({ error, config: all[index] })).slice(0, 5)).toEqual([]);
  });

  if (dialect === Dialect.PROMETHEUS_OPERATOR) {
    test('the operator accepts them, and amtool what it writes', () => {
      const answers = alertmanagerConfigs(all.map(({ config }) => ({ raw: config })));
      expect(answers.flatMap(({ errors, log }, index) => (errors.length + (log?.length ?? 0) > 0 ? [{ errors, log, config: all[index] }] : [])).slice(0, 5)).toEqual([]);
      expect(checkConfigs(answers.map(({ config }) => config ?? '')).map(({ index, error }) => ({ error, config: answers[index]?.config })).slice(0, 5)).toEqual([]);
    });
  }
});

test('what is compared is real: a receiver without what it needs is refused by both', () => {
  const config = stringify({ route: { receiver: 'r' }, receivers: [{ name: 'r', webex_configs: [{ room_id: 'x' }] }] });
  expect(checkConfigs([config]).map(({ index }) => index)).toEqual([0]);
  expect(alertmanagerConfigs([{ raw: config }]).map(({ errors }) => errors.length)).toEqual([1]);
  expect(Receiver.none('r').integrations).toEqual([]);
});

describe('what came after the oldest version', () => {
  const samples: Readonly<Record<string, object>> = {
    'email_configs': { to: 'a@example.com', from: 'b@example.com', smarthost: 'mail:25', auth_secret_file: '/x', force_implicit_tls: true, threading: { enabled: true, thread_by_date: 'daily' } },
    'incidentio_configs': { url_file: '/x', alert_source_token_file: '/x' },
    'jira_configs': { api_url: 'https://example.com/', project: 'P', issue_type: 'Bug', api_type: 'cloud' },
    'mattermost_configs': { webhook_url_file: '/x', title: 't' },
    'pagerduty_configs': { routing_key_file: '/x', timeout: '5s' },
    'pushover_configs': { user_key_file: '/x', token_file: '/x', monospace: true },
    'slack_configs': { channel: '#a', app_token_file: '/x', app_url: 'https://example.com/', message_text: 'x', timeout: '5s' },
    'sns_configs': { topic_arn: 'a', sigv4: { role_arn: 'r', external_id: 'e' }, use_aws_http_client: true },
    'telegram_configs': { bot_token_file: '/x', chat_id_file: '/x' },
    'webhook_configs': { url_file: '/x', payload: { a: 'b' } },
    'wechat_configs': { corp_id: 'c', api_secret_file: '/x', to_user: 'u' },
  };
  const UPDATE = { channel: '#a', api_url: 'https://slack.com/api/chat.postMessage', update_message: true };
  const values: Readonly<Record<string, unknown>> = { 'global.smtp_force_implicit_tls': true, 'global.slack_app_url': 'https://example.com/' };

  test.each(FIELD_VERSIONS)('$path is left out by the operator before $since', ({ path, since }) => {
    const section = /^receivers\[\]\.(\w+)/.exec(path)?.[1];
    const field = path.split('.').at(-1) as string;
    const tree = section === undefined
      ? { global: { [field]: values[path] ?? '/x' } }
      : { receivers: [{ name: 'r', [section]: [field === 'update_message' ? UPDATE : samples[section]] }] };
    const raw = stringify({ route: { receiver: 'r' }, receivers: [{ name: 'r' }], ...tree });
    const older = `v0.${Number(since.slice(2)) - 1}.0`;
    const [before, after] = alertmanagerConfigs([older, `v${since}.0`].map((version) => ({ raw, version })));
    const told = (answer = before): string => [...answer?.errors ?? [], ...answer?.log ?? []].join('\n');
    expect(told()).toMatch(new RegExp(section !== undefined && path.endsWith(section) ? section.replace('_configs', '').replace('incidentio', 'incident\\.io') : field));
    expect(told(after).split('\n').filter((line) => line.includes(`'${field}'`))).toEqual([]);
  });
});
