import { SecretKey } from '../../lib';
import { Config, Dialect, Receiver, Route } from '../../lib/alertmanager';

const secret = SecretKey.of('slack', 'token');

function mistakes(receiver: Receiver, alertmanagerVersion?: string, global = {}): string[] {
  return new Config({ route: new Route({ receiver }), global, ...(alertmanagerVersion !== undefined && { alertmanagerVersion }) })._mistakes('Secret', Dialect.PROMETHEUS_OPERATOR).map(({ message }) => message);
}

test.each<[string, Receiver, string, string]>([
  ['a bot\'s token', Receiver.slack('r', { appToken: secret, channel: '#a' }), '0.30', 'receivers[].slack_configs[].app_token_file'],
  ['a payload', Receiver.webhook('r', { address: 'http://x', payload: { a: 'b' } }), '0.32', 'receivers[].webhook_configs[].payload'],
  ['a kind of receiver', Receiver.incidentio('r', { url: secret, alertSourceToken: secret }), '0.29', 'receivers[].incidentio_configs'],
  ['a field of a field', Receiver.sns('r', { topicArn: 'a', roleArn: 'r', externalId: 'e' }), '0.33', 'receivers[].sns_configs[].sigv4.external_id'],
])('%s is refused for an Alertmanager that does not know it, and not for one that does', (_, receiver, since, path) => {
  const older = `0.${Number(since.slice(2)) - 1}.1`;
  expect(mistakes(receiver, older)).toEqual([expect.stringContaining(`Secret: Alertmanager ${older.slice(0, 4)} does not know ${path}\n  allowed: from ${since} on`)]);
  expect(mistakes(receiver, `v${since}.0`)).toEqual([]);
  expect(mistakes(receiver)).toEqual([]);
});

test('global settings have versions as well', () => {
  expect(mistakes(Receiver.none('r'), '0.30', { telegramBotToken: secret })).toEqual([expect.stringContaining('Alertmanager 0.30 does not know global.telegram_bot_token_file')]);
});

test.each(['0.27', '1.0', 'newest'])('refuses version %s', (version) => {
  expect(() => mistakes(Receiver.none('r'), version)).toThrow(`Config.alertmanagerVersion: the version is none that this library knows\n  value:   "${version}"`);
});
