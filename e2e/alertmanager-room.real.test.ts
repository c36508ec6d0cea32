import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration } from 'cdk8s';
import { parse, stringify } from 'yaml';
import { SecretKey } from '../lib';
import * as alertmanager from '../lib/alertmanager';
import {
  CANARY_HTML, CANARY_MARKDOWN, CANARY_SLACK_TEXT, CANARY_TELEGRAM, CANARY_TEMPLATE, CANARY_TEMPLATE_FILE, CANARY_TEXT, CANARY_TITLE,
} from '../lib/alertmanager/canary-template';
import { parseMatchers } from '../lib/alertmanager/matcher-parser';
import { walk } from '../lib/alertmanager/route-walk';
import { yamlText } from '../lib/alertmanager/yaml-text';
import { OPERATOR_REFUSALS } from '../lib/facts/alertmanager';
import { checkConfig, renderTemplate, routesTest, TemplateAlert, TemplateData } from './amtool';
import { alertmanagerConfig } from './operator';
import { run } from './run';
import { inScratchFolder } from './scratch';

const { Config, Dialect, GroupBy, InhibitRule, Matcher, MessageTemplate, Receiver, Route, TimeInterval, Weekday } = alertmanager;

const key = (name: string): SecretKey => SecretKey.of(name, 'key');

/** The files that a configuration becomes. */
function files(config: alertmanager.Config, dialect = Dialect.PROMETHEUS_OPERATOR): { config: string; templates: Record<string, string> } {
  expect(config._mistakes('Secret', dialect).map((mistake) => mistake.message)).toEqual([]);
  return {
    config: config._toYaml(dialect),
    templates: Object.fromEntries(config.templates.map((template) => [template.fileName, template.content])),
  };
}

const RECEIVERS: readonly (readonly [string, alertmanager.Receiver])[] = [
  ['nobody', Receiver.none('null')],
  ['Slack by webhook', Receiver.slack('r', { apiUrl: key('slack'), channel: '#deployments', messageText: '<!here>', username: 'canary', http: { proxyUrl: 'http://proxy:3128', noProxy: 'a,b' } })],
  ['Slack by token', Receiver.slack('r', { appToken: key('slack'), channel: '#deployments', fields: { short_fields: true } })],
  ['Teams', Receiver.msteamsv2('r', { webhookUrl: key('teams') })],
  ['Discord as Slack', Receiver.discord('r', { slackCompatibleUrl: key('discord') })],
  ['PagerDuty v2', Receiver.pagerduty('r', { routingKey: key('pagerduty'), details: { why: '{{ .CommonAnnotations.summary }}' } })],
  ['PagerDuty v1', Receiver.pagerduty('r', { serviceKey: key('pagerduty') })],
  ['Opsgenie', Receiver.opsgenie('r', {
    apiKey: key('opsgenie'), apiUrl: 'https://api.eu.opsgenie.com/', priority: 'P1', tags: 'canary',
    responders: [alertmanager.OpsgenieResponder.team('a'), alertmanager.OpsgenieResponder.user('a@b.test'), alertmanager.OpsgenieResponder.escalation('e'), alertmanager.OpsgenieResponder.schedule('s')],
  })],
  ['email', Receiver.email('r', { to: 'a@b.test, c@d.test', from: 'e@f.test', smarthost: 'smtp.test:587', authUsername: 'u', authPassword: key('smtp'), requireTls: true })],
  ['a webhook', Receiver.webhook('r', { url: key('bridge'), maxAlerts: 5, http: { credentials: key('token'), authorizationType: 'Token', tls: { ca: key('ca') }, followRedirects: false } })],
  ['a webhook within the cluster', Receiver.webhook('r', { address: 'http://bridge.chat:8080/hook?x=y', http: { username: 'u', password: key('bridge') } })],
  ['Rocket.Chat', Receiver.rocketchat('r', { apiUrl: 'https://chat.test', token: key('rocket'), tokenId: key('rocket-id'), channel: '#deployments' })],
  ['Telegram', Receiver.telegram('r', { botToken: key('telegram'), chatId: -1001234567890 })],
  ['Telegram with the chat in a Secret', Receiver.telegram('r', { botToken: key('telegram'), chatIdFile: key('telegram-chat'), parseMode: alertmanager.TelegramParseMode.PLAIN })],
  ['a raw receiver', Receiver.raw('r', {
    pushover_configs: [{ user_key_file: key('pushover'), token_file: key('pushover') }],
    webex_configs: [{ room_id: 'x', http_config: { authorization: { credentials_file: key('webex') } } }],
  })],
];

describe('each receiver is accepted by amtool and by the operator', () => {
  test.each(RECEIVERS)('%s', (_, receiver) => {
    const made = files(new Config({ route: new Route({ receiver }) }));
    expect(checkConfig(made)).toMatchObject({ ok: true });
    expect(alertmanagerConfig({ raw: made.config }).errors).toEqual([]);
  });

  test('Discord\'s own integration, by amtool alone', () => {
    const made = files(new Config({ route: new Route({ receiver: Receiver.discord('r', { webhookUrl: key('discord') }) }) }), Dialect.ALERTMANAGER);
    expect(checkConfig(made)).toMatchObject({ ok: true });
    expect(alertmanagerConfig({ raw: made.config }).errors.join()).toContain('webhook_url_file');
  });
});

test('a whole configuration is accepted by both, and read back as it was meant', () => {
  const [weekend, night] = [
    new TimeInterval('weekend', [{ weekdays: [Weekday.SATURDAY, Weekday.SUNDAY], location: 'Asia/Seoul' }]),
    new TimeInterval('a night: of "many"', [
      { times: [{ start: '00:00', end: '06:30' }, { start: '22:00', end: '24:00' }], daysOfMonth: ['1:7', '-3:-1', '15', '-1', '20:-1'], months: ['january', 'march:may', '6:8'], years: ['2026', '2027:2030'] },
    ]),
  ];
  const receivers = ['on', '1e3', '0o7', 'a: b', '~', '{x}', '# no comment', 'tab-less "quoted"', 'Bereitschaft für Straße', '온콜', '🚨', '<<', '0x1F', '12:30', 'y', '-', '@a', '%b', '0_b1']
    .map((name) => Receiver.slack(name, { apiUrl: key('slack'), text: ' leading blank\nand a line\n\n', title: 'a\nb' }));
  const config = new Config({
    global: { resolveTimeout: Duration.minutes(5), smtpFrom: 'a@b.test', smtpSmarthost: 'smtp.test:25', smtpAuthPassword: key('smtp'), smtpAuthUsername: 'u', smtpRequireTls: false, slackApiUrl: key('slack'), http: { followRedirects: true }, fields: { opsgenie_api_key_file: key('opsgenie') } },
    route: new Route({ receiver: Receiver.none('nobody'), groupBy: GroupBy.labels('alertname', 'namespace', 'name'), groupWait: Duration.seconds(0), groupInterval: Duration.seconds(90), repeatInterval: Duration.hours(12) }),
    inhibitRules: [new InhibitRule({ source: [Matcher.equal('severity', 'critical')], target: [Matcher.matches('severity', 'warning|info')], equal: ['namespace'] })],
    templates: [new MessageTemplate('team.tmpl', '{{ define "team.title" }}{{ template "slack.default.title" . }} {{ template "canary.title" . }}{{ end }}')],
  });
  config.addRoute(...receivers.map((receiver, index) => new Route({
    receiver, matchers: [Matcher.equal('n', `${index}`), Matcher.notEqual('x', 'a"b\\c\nd,e{f}'), Matcher.notMatches('y', '(?i)a\\.b|[^\\d"]{2,3}')],
    continue: true, groupBy: GroupBy.all(), muteTimeIntervals: [weekend], activeTimeIntervals: [night],
  })));
  const made = files(config);
  expect(checkConfig(made)).toMatchObject({ ok: true });
  expect(checkConfig(made).output).not.toMatch(/WARN|incompatible|disagreement/);
  const { errors, config: written } = alertmanagerConfig({ raw: made.config });
  expect(errors).toEqual([]);
  // What Go has read is what we have written, each name among them.
  expect(parse(written as string).receivers.map((each: { name: string }) => each.name)).toEqual(['nobody', ...receivers.map((each) => each.name)]);
  expect(parse(written as string).receivers[1].slack_configs[0]).toMatchObject({ text: ' leading blank\nand a line\n\n', title: 'a\nb' });
  expect(parse(written as string).route.routes[0].matchers).toEqual(expect.arrayContaining(['x!="a\\"b\\\\c\\nd,e{f}"']));
});

test.each(OPERATOR_REFUSALS)('the operator refuses $path, which amtool accepts', ({ path }) => {
  const slack = { api_url_file: '/x' };
  const jira = { project: 'P', issue_type: 'Bug', api_url: 'https://jira.test' };
  const sns = (sigv4: object): object => ({ receivers: [{ name: 'r', sns_configs: [{ topic_arn: 'a', sigv4 }] }] });
  const trees: Record<string, object> = {
    'receivers[].discord_configs[].webhook_url_file': { receivers: [{ name: 'r', discord_configs: [{ webhook_url_file: '/x' }] }] },
    'receivers[].msteams_configs[].webhook_url_file': { receivers: [{ name: 'r', msteams_configs: [{ webhook_url_file: '/x' }] }] },
    'receivers[].labels': { receivers: [{ name: 'r', labels: { a: 'b' }, slack_configs: [slack] }] },
    'receivers[].mattermost_configs[].type': { receivers: [{ name: 'r', mattermost_configs: [{ webhook_url_file: '/x', type: 'x' }] }] },
    'receivers[].jira_configs[].summary.template': { receivers: [{ name: 'r', jira_configs: [{ ...jira, summary: { template: 'x' } }] }] },
    'receivers[].jira_configs[].description.template': { receivers: [{ name: 'r', jira_configs: [{ ...jira, description: { template: 'x' } }] }] },
    'receivers[].sns_configs[].sigv4.use_fips_sts_endpoint': sns({ use_fips_sts_endpoint: true }),
    'inhibit_rules[].name': { inhibit_rules: [{ name: 'n', source_matchers: ['a="1"'], target_matchers: ['b="1"'] }] },
    'route.labels': { route: { receiver: 'r', labels: { a: 'b' } } },
    'event_recorder': { event_recorder: {} },
    'tracing': { tracing: { endpoint: 'localhost:4317', insecure: true } },
  };
  const tree = trees[path];
  expect(tree).toBeDefined();
  const config = stringify({ route: { receiver: 'r' }, receivers: [{ name: 'r' }], ...tree });
  expect(checkConfig({ config })).toMatchObject({ ok: true });
  expect(alertmanagerConfig({ raw: config }).errors).not.toEqual([]);
});

describe('our message templates', () => {
  const failed: TemplateAlert = {
    status: 'firing',
    labels: { alertname: 'CanaryFailed', severity: 'critical', component: 'canary-alerting', namespace: 'shop', name: 'podinfo' },
    annotations: { summary: 'podinfo was rolled back.', description: 'Success rate 97 < 99 & falling.', runbook_url: 'https://runbooks.test/CanaryFailed', dashboard_url: 'https://grafana.test/d/canary' },
  };
  const resolved: TemplateAlert = { ...failed, status: 'resolved' };
  const other: TemplateAlert = { status: 'firing', labels: { ...failed.labels, name: 'cart' }, annotations: { summary: 'cart was rolled back.' } };
  const bare: TemplateAlert = { status: 'firing', labels: { alertname: 'FlaggerDown', severity: 'critical' }, annotations: {} };

  function data(...alerts: readonly TemplateAlert[]): TemplateData {
    const common = (of: (alert: TemplateAlert) => Readonly<Record<string, string>>): Record<string, string> => Object.fromEntries(
      Object.entries(of(alerts[0] as TemplateAlert)).filter(([name, value]) => alerts.every((alert) => of(alert)[name] === value)));
    return {
      receiver: 'r', status: alerts.some((alert) => alert.status === 'firing') ? 'firing' : 'resolved', alerts,
      groupLabels: {}, commonLabels: common((alert) => alert.labels), commonAnnotations: common((alert) => alert.annotations), externalURL: 'http://am.test',
    };
  }

  function html(text: string, of: TemplateData): string {
    return inScratchFolder('amtool', (folder) => {
      writeFileSync(join(folder, CANARY_TEMPLATE_FILE), CANARY_TEMPLATE);
      writeFileSync(join(folder, 'data.json'), JSON.stringify(of));
      const { ok, output, stdout } = run('amtool', ['template', 'render', '--template.type=html', `--template.glob=${join(folder, '*.tmpl')}`, '--template.data=data.json', `--template.text=${text}`], { cwd: folder });
      if (!ok) { throw new Error(output); }
      return stdout.replace(/\n$/, '');
    });
  }

  const text = (template: string, of: TemplateData): string => renderTemplate(template, of, { [CANARY_TEMPLATE_FILE]: CANARY_TEMPLATE });

  test.each([
    ['one canary that failed', [failed], '[FIRING] CanaryFailed shop/podinfo'],
    ['the end of it', [resolved], '[RESOLVED] CanaryFailed shop/podinfo'],
    ['two canaries of a namespace', [failed, other], '[FIRING:2] CanaryFailed in shop'],
    ['one that goes on and one that has ended', [other, resolved], '[FIRING] CanaryFailed in shop'],
    ['different alerts', [failed, bare], '[FIRING:2] 2 alerts'],
    ['an alert of the infrastructure', [bare], '[FIRING] FlaggerDown'],
    ['an alert of a namespace', [{ ...bare, labels: { ...bare.labels, namespace: 'flagger-system' } }], '[FIRING] FlaggerDown in flagger-system'],
    ['a canary without a namespace', [{ ...bare, labels: { ...bare.labels, name: 'podinfo' } }], '[FIRING] FlaggerDown podinfo'],
    ['no label at all', [{ ...bare, labels: {} }], '[FIRING] 1 alerts'],
    ['a cluster that Prometheus names', [{ ...failed, labels: { ...failed.labels, cluster: 'eu-1' } }], '[FIRING] CanaryFailed shop/podinfo (eu-1)'],
  ])('the title of %s', (_, alerts, expected) => {
    expect(text(CANARY_TITLE, data(...alerts))).toBe(expected);
  });

  test('the title with the cluster\'s name', () => {
    const { fileName, content } = MessageTemplate.canaryAlerting({ clusterName: 'eu-1' });
    expect(renderTemplate(CANARY_TITLE, data(failed), { [fileName]: content })).toBe('[FIRING] CanaryFailed shop/podinfo (eu-1)');
  });

  const filter = (name: string): string => `#/silences/new?filter=%7Balertname%3D%22CanaryFailed%22%2Cnamespace%3D%22shop%22%2Cname%3D%22${name}%22%7D`;
  const silence = (name = 'podinfo'): string => `http://am.test/${filter(name)}`;
  const bareSilence = 'http://am.test/#/silences/new?filter=%7Balertname%3D%22FlaggerDown%22%7D';
  const links = 'Runbook: https://runbooks.test/CanaryFailed\nDashboard: https://grafana.test/d/canary\nSilence: ' + silence();
  const slackLinks = '<https://runbooks.test/CanaryFailed|Runbook> | <https://grafana.test/d/canary|Dashboard> | <' + silence() + '|Silence>';
  const markdownLinks = '[Runbook](https://runbooks.test/CanaryFailed) | [Dashboard](https://grafana.test/d/canary) | [Silence](' + silence() + ')';

  test.each([
    ['plain', CANARY_TEXT, [failed], `podinfo was rolled back.\nSuccess rate 97 < 99 & falling.\n${links}`],
    ['plain', CANARY_TEXT, [resolved], 'Resolved: podinfo was rolled back.'],
    ['plain', CANARY_TEXT, [failed, other], `podinfo was rolled back.\nSuccess rate 97 < 99 & falling.\n${links}\n\ncart was rolled back.\nSilence: ${silence('cart')}`],
    ['plain', CANARY_TEXT, [other, resolved, resolved], `cart was rolled back.\nSilence: ${silence('cart')}\n\nResolved: podinfo was rolled back.\nResolved: podinfo was rolled back.`],
    ['plain', CANARY_TEXT, [bare], `FlaggerDown\nSilence: ${bareSilence}`],
    ['Slack', CANARY_SLACK_TEXT, [failed], `*podinfo was rolled back.*\nSuccess rate 97 &lt; 99 &amp; falling.\n${slackLinks}`],
    ['Slack', CANARY_SLACK_TEXT, [resolved], 'Resolved: podinfo was rolled back.'],
    ['Slack', CANARY_SLACK_TEXT, [other, failed], `*cart was rolled back.*\n<${silence('cart')}|Silence>\n\n*podinfo was rolled back.*\nSuccess rate 97 &lt; 99 &amp; falling.\n${slackLinks}`],
    ['Slack', CANARY_SLACK_TEXT, [other, resolved], `*cart was rolled back.*\n<${silence('cart')}|Silence>\n\nResolved: podinfo was rolled back.`],
    ['Slack', CANARY_SLACK_TEXT, [{ ...other, annotations: { ...other.annotations, dashboard_url: 'https://g.test' } }], `*cart was rolled back.*\n<https://g.test|Dashboard> | <${silence('cart')}|Silence>`],
    ['Slack', CANARY_SLACK_TEXT, [bare], `*FlaggerDown*\n<${bareSilence}|Silence>`],
    ['Slack', CANARY_SLACK_TEXT, [{ ...bare, labels: failed.labels }], `*CanaryFailed shop/podinfo*\n<${silence()}|Silence>`],
    ['Markdown', CANARY_MARKDOWN, [failed], `**podinfo was rolled back.**\n\nSuccess rate 97 < 99 & falling.\n\n${markdownLinks}`],
    ['Markdown', CANARY_MARKDOWN, [other, resolved], `**cart was rolled back.**\n\n[Silence](${silence('cart')})\n\nResolved: podinfo was rolled back.`],
    ['Markdown', CANARY_MARKDOWN, [bare], `**FlaggerDown**\n\n[Silence](${bareSilence})`],
  ])('%s text %s %#', (_, template, alerts, expected) => {
    expect(text(template, data(...alerts))).toBe(expected);
  });

  test('HTML escapes what alerts bring', () => {
    expect(html(CANARY_HTML, data(failed, resolved))).toBe(`<!DOCTYPE html>
<html>
<body style="font-family: sans-serif">
<h2>[FIRING] CanaryFailed shop/podinfo</h2>
<p><b>podinfo was rolled back.</b><br>Success rate 97 &lt; 99 &amp; falling.<br><a href="https://runbooks.test/CanaryFailed">Runbook</a><br><a href="https://grafana.test/d/canary">Dashboard</a><br><a href="${silence()}">Silence</a></p>
<p>Resolved: podinfo was rolled back.</p>
</body>
</html>`);
  });

  test('Telegram has its own few tags', () => {
    expect(html(CANARY_TELEGRAM, data(failed, resolved))).toBe(`<b>[FIRING] CanaryFailed shop/podinfo</b>

podinfo was rolled back.
Success rate 97 &lt; 99 &amp; falling.
<a href="https://runbooks.test/CanaryFailed">Runbook</a>
<a href="https://grafana.test/d/canary">Dashboard</a>
<a href="${silence()}">Silence</a>

Resolved: podinfo was rolled back.`);
  });

  test.each([
    ['a severity of PagerDuty\'s', failed.labels, 'critical'],
    ['a warning', { severity: 'warning' }, 'warning'],
    ['none', {}, 'critical'],
  ])('PagerDuty\'s severity of %s', (_, labels, expected) => {
    const { severity } = new alertmanager.Pagerduty({ routingKey: key('pagerduty') })._fields().fields;
    expect(text(severity as string, data({ ...bare, labels }))).toBe(expected);
  });
});

/** The receivers that amtool names; on entries that its two parsers read differently it prints warnings first. */
function heard(config: string, labels: Readonly<Record<string, string>>): string[] {
  return (routesTest({ config }, labels).join(',').split('\n').at(-1) ?? '').split(',');
}

/** A small generator: the same trees each time. */
function repeatable(start: number): (below: number) => number {
  let state = start;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    const mixed = Math.imul(state ^ (state >>> 13), 0x297a2d39);
    return ((mixed ^ (mixed >>> 16)) >>> 0) % below;
  };
}

describe('the walk through the routes says what amtool says', () => {
  const LABELS = ['alertname', 'severity', 'namespace', 'name'];
  const VALUES = ['', 'a', 'b', 'ab', 'A', 'a.b', 'a-1', '12', 'ä', 'a\nb', 'a"b\\c', 'ſ'];
  const REGEXES = [
    'a', 'a|b', '.*', '.+', '[ab]+', '[^a]', 'a.b', '(?i)a', '(?i:AB)|b', '(?s).*', '\\d+', '\\D+', '\\w*', 'a{1,2}b?', '(a|)(b|)', '[[:alpha:]]+', '^a$', '\\pL+', '[\\d.a-]+', 'a\\.b',
    '\\Qa.b\\E', '(?P<x>a)b?', '[^[:digit:]]*', 'a(?-s:.)b', '(?i)S', '\\x61', '[a-b]{2}', '\\S+', '(?m)a$\\nb', '$', '()', 'a{0}', '.{3,}',
  ];

  test.each(Array.from({ length: 40 }, (_, index) => index + 1))('trees %i', (start) => {
    const random = repeatable(start * 7919);
    const pick = <T>(from: readonly T[]): T => from[random(from.length)] as T;
    const receivers = ['r0', 'r1', 'r2', 'r3', 'r4'];
    const matcher = (): string => {
      const [label, value] = [pick(LABELS), pick(VALUES)];
      const classic = [`${label}="${value.replace(/["\\]/g, '\\$&').replace('\n', '\\n')}"`, `${label} != "${value.replace(/["\\]/g, '\\$&').replace('\n', '\\n')}"`];
      const loose = /^\w+$/.test(value) ? [`${label}=${value}`, `{${label}=${value}}`, `${label}=${value}, ${pick(LABELS)}!="b",`] : [];
      return random(2) === 0 ? pick([...classic, ...loose]) : Matcher[random(2) === 0 ? 'matches' : 'notMatches'](label, pick(REGEXES)).toString();
    };
    const route = (depth: number): object => ({
      ...(random(3) > 0 && { receiver: pick(receivers) }),
      ...(random(6) > 0 && { matchers: Array.from({ length: 1 + random(2) }, matcher) }),
      ...(random(12) === 0 && { match: { [pick(LABELS)]: pick(VALUES) } }),
      ...(random(12) === 0 && { match_re: { [pick(LABELS)]: pick(REGEXES) } }),
      ...(random(3) === 0 && { continue: true }),
      ...(depth < 3 && random(3) > 0 && { routes: Array.from({ length: 1 + random(3) }, () => route(depth + 1)) }),
    });
    for (let tree = 0; tree < 8; tree++) {
      const config = { route: { receiver: 'root', routes: Array.from({ length: 1 + random(4) }, () => route(1)) }, receivers: ['root', ...receivers].map((name) => ({ name })) };
      const text = stringify(config);
      const labels = Object.fromEntries(LABELS.filter(() => random(4) > 0).map((label) => [label, pick(VALUES)]).filter(([, value]) => value !== ''));
      expect({ text, labels, receivers: walk(parse(text), labels).map((match) => match.receiver) }).toEqual({ text, labels, receivers: heard(text, labels) });
    }
  });
});

describe('a matcher is refused and read as amtool refuses and reads it', () => {
  const config = (matcher: string): string => yamlText({ route: { receiver: 'root', routes: [{ receiver: 'taken', matchers: [matcher] }] }, receivers: [{ name: 'root' }, { name: 'taken' }] });

  test.each([
    'a', 'a=b', 'a="b', 'a=b"', 'a="b"c', 'a=~"("', 'a=~"a**"', 'a=~"a*+"', 'a=~"(?=b)"', 'a=~"(a)\\\\1"', 'a=~"x{1001}"', 'a=~"(x{100}){100}"', 'a=~"[b-a]"', 'a=~"[[:nope:]]"', 'a=~"\\\\Z"', 'a=~"\\\\pX"',
    'a=~"[a"', 'a=~")"', 'a=~"*"', 'a=~"a|*"', 'a=~"(?<n>a)(?<n>b)"', 'a=~"a{,3}"', 'a=~"a{2,1}"', 'a=~"{"', 'a=~"a{"', 'a=~"}"', 'a=~"]"', 'a=~"\\\\_"', 'a=~"\\\\é"', 'a=~"\\\\8"', 'a=~"\\\\012"', 'a=~"^*"', 'a=~"(?i-s:b)"',
    'a=~"(?z)"', 'a=~"(?i"', 'a=~"\\\\x{110000}"', 'a=~"[]a]"', 'a=~"[a-\\\\d]"', 'a=~"\\\\"', 'a=~"a??"', 'a=~"a???"', 'a=~"\\\\p{Greek}"', 'a=~"\\\\p{^Lu}"', 'a=~"[[:^alpha:]-]"', 'a=~"(?)"', 'a=~"\\\\C"',
    '{a=b', 'a=b}', '{a=b}', '{}', '', ',', 'a=b,', 'a=b,,', 'a=b c=d', 'a==b', 'a=', 'a=""', 'a!b', 'ä="b"', '"a b"="c"', 'a=b c', 'a=\'b\'', 'a="\\x"', 'a="\\u00e9"', 'a="b\\\\"', ' a = b ', 'a=b\\', 'a:b="c"', '1a=b', 'a=~b|c', 'a=~"b|c"', 'a="b",a!="c"', 'a=b{', 'a="b\\n"',
  ])('%s', (matcher) => {
    const accepted = checkConfig({ config: config(matcher) }).ok;
    let read = true;
    try { parseMatchers(matcher); } catch { read = false; }
    expect({ matcher, accepted: read }).toEqual({ matcher, accepted });
    for (const value of accepted ? ['b', 'c', '', 'é', 'b\n', 'b c', 'x'] : []) {
      const labels: Record<string, string> = value === '' ? {} : { a: value };
      expect({ matcher, labels, receivers: walk(parse(config(matcher)), labels).map((match) => match.receiver) })
        .toEqual({ matcher, labels, receivers: heard(config(matcher), labels) });
    }
  });
});
