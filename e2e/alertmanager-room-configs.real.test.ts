import { Duration } from 'cdk8s';
import fc from 'fast-check';
import { Config, Dialect } from '../lib/alertmanager';
import { InvalidInput } from '../lib/invalid';
import { duration, props, secretKey, url } from '../test/sweep/arbitraries';
import { inhibitOf, inhibitSketch, routeOf, routeSketch } from '../test/sweep/kinds/alertmanager-config';
import { http } from '../test/sweep/receivers';
import { checkConfigs } from './amtool';
import { alertmanagerConfigs } from './operator';

/** More by CONFIG_RUNS. */
const RUNS = Number(process.env['CONFIG_RUNS'] ?? 1500);

const secret = secretKey('key', 'address');
const text = fc.constantFrom('a', 'x y', 'yes');
const global = props({}, {
  resolveTimeout: fc.oneof({ weight: 12, arbitrary: fc.integer({ min: 1, max: 72 }).map((hours) => Duration.hours(hours)) }, { weight: 1, arbitrary: duration }),
  http: fc.oneof({ weight: 1, arbitrary: http }, { weight: 3, arbitrary: fc.constant({ followRedirects: false }) }),
  smtpFrom: fc.constant('a@example.com'), smtpSmarthost: fc.constantFrom('smtp.example.com:587', 'smtp.example.com:587', 'smtp.example.com'), smtpAuthUsername: text, smtpAuthPassword: secret, smtpAuthSecret: secret,
  smtpAuthIdentity: text, smtpRequireTls: fc.boolean(), smtpHello: text, smtpTls: fc.constant({ serverName: 's' }), smtpForceImplicitTls: fc.boolean(), pagerdutyUrl: fc.constant('https://example.com/x'),
  opsgenieApiUrl: fc.constant('https://example.com/x'), opsgenieApiKey: secret, wechatApiUrl: fc.constant('https://example.com/x'), wechatApiSecret: secret, wechatApiCorpId: text, victoropsApiUrl: fc.constant('https://example.com/x'),
  victoropsApiKey: secret, telegramApiUrl: fc.constant('https://example.com/x'), telegramBotToken: secret, webexApiUrl: fc.constant('https://example.com/x'), rocketchatApiUrl: url, rocketchatToken: secret, rocketchatTokenId: secret,
  mattermostWebhookUrl: secret, jiraApiUrl: fc.constant('https://example.com/x'),
});
const slack = fc.constantFrom('slackApiUrl', 'slackAppToken', 'neither');
const sketch = fc.record({
  global: fc.option(fc.tuple(global, slack, secret), { nil: undefined, freq: 1 }),
  route: routeSketch,
  rules: fc.oneof({ weight: 3, arbitrary: fc.array(inhibitSketch, { maxLength: 0 }) }, { weight: 1, arbitrary: fc.array(inhibitSketch, { maxLength: 2 }) }),
});

/** What is made of all that is not refused. */
function made(dialect: Dialect): { readonly texts: readonly string[]; readonly refused: readonly string[] } {
  const texts: string[] = [];
  const refused: string[] = [];
  for (const { global: settings, route, rules } of fc.sample(sketch, { seed: 11, numRuns: RUNS })) {
    try {
      // A root route has no conditions and no times: those of the sketch belong one below.
      const root = routeOf({ ...route, props: {}, intervals: [], routes: [route] }, 'root');
      const config = new Config({
        route: root, inhibitRules: rules.map(inhibitOf),
        ...(settings !== undefined && { global: { ...settings[0], ...(settings[1] !== 'neither' && { [settings[1]]: settings[2] }) } }),
      });
      const [mistake] = config._mistakes('Secret', dialect);
      if (mistake !== undefined) { throw mistake; }
      texts.push(config._toYaml(dialect));
    } catch (error) {
      if (!(error instanceof InvalidInput)) { throw error; }
      refused.push(error.message);
    }
  }
  return { texts, refused };
}

describe.each([Dialect.ALERTMANAGER, Dialect.PROMETHEUS_OPERATOR])('whatever a configuration for %s is made of', (dialect) => {
  const { texts, refused } = made(dialect);

  test('it is refused clearly, or made', () => {
    expect(texts.length).toBeGreaterThan(RUNS / 5);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.filter((message) => !/^[^\s:][^\n]*: \S/.test(message) || /\[object |undefined is not|NaN/.test(message))).toEqual([]);
  });

  test('amtool accepts it', () => {
    expect(checkConfigs(texts).map(({ index, error }) => ({ error, config: texts[index] })).slice(0, 3)).toEqual([]);
  });

  if (dialect === Dialect.PROMETHEUS_OPERATOR) {
    test('the operator accepts it, and amtool what it writes', () => {
      const answers = alertmanagerConfigs(texts.map((raw) => ({ raw })));
      expect(answers.flatMap(({ errors, log }, index) => (errors.length + (log?.length ?? 0) > 0 ? [{ errors, log, config: texts[index] }] : [])).slice(0, 3)).toEqual([]);
      expect(checkConfigs(answers.map(({ config }) => config ?? '')).map(({ index, error }) => ({ error, config: answers[index]?.config })).slice(0, 3)).toEqual([]);
    });
  }
});
