import { Draw } from './draw';
import { Manifest } from './operator';

const NAMESPACES = ['shop', 'search', 'monitoring'];
const TEXTS = ['{{ template "x" . }}', 'plain', '', '#chan', 'a "quoted" \\ text', '12', 'yes', 'null'];
const DURATIONS = ['30s', '5m', '1h30m', '90s', '0s', '1d', '14d', '1y'];
const MATCH_TYPES = ['=', '!=', '=~', '!~'];
const ADDRESSES = ['https://example.com/a', 'http://127.0.0.1:1/?x=1'];

/** An AlertmanagerConfig with any of its fields, now and then with one that the operator skips. */
export function drawAlertmanagerConfig(draw: Draw, index: number): Manifest {
  const namespace = draw.pick(NAMESPACES);
  const intervals = draw.many(2, (each) => ({ name: `i${each}`, timeIntervals: draw.many(2, () => span(draw)) })).filter(({ timeIntervals }) => timeIntervals.length > 0);
  const receivers = Array.from({ length: 1 + draw.below(3) }, (_, each) => receiver(draw, draw.oneIn(25) ? 'r0' : `r${each}`));
  const names = receivers.map(({ name }) => name as string);
  return {
    apiVersion: 'monitoring.coreos.com/v1alpha1',
    kind: 'AlertmanagerConfig',
    metadata: { name: `c${index}`, namespace },
    spec: {
      ...(draw.oneIn(8) ? {} : { route: route(draw, names, intervals.map(({ name }) => name), 2) }),
      receivers,
      ...draw.fields({ inhibitRules: () => draw.many(2, () => ({ sourceMatch: matchers(draw, namespace), targetMatch: matchers(draw, namespace), ...draw.fields({ equal: () => draw.some(['a', 'b']) }) })) }, 2),
      ...(intervals.length > 0 ? { muteTimeIntervals: intervals } : {}),
    },
  };
}

/** The configuration in an Alertmanager's Secret, with what the operator's structs leave out or write otherwise. */
export function drawAlertmanagerYaml(draw: Draw): Manifest {
  const names = ['main', 'other', 'null'];
  return {
    ...draw.fields({ global: () => draw.fields({ resolve_timeout: () => draw.pick(['5m', '90s', '1h0m']), slack_api_url: () => ADDRESSES[0], smtp_smarthost: () => 'mail.example.com:587', smtp_from: () => 'a@example.com', smtp_require_tls: () => draw.oneIn(2), http_config: () => ({ follow_redirects: draw.oneIn(2), tls_config: draw.fields({ server_name: () => 's', insecure_skip_verify: () => true }) }), telegram_api_url: () => ADDRESSES[0] }, 2) }, 2),
    route: { receiver: draw.pick(names), ...mainRoute(draw), routes: draw.many(3, () => ({ receiver: draw.pick(names), ...mainRoute(draw), ...draw.fields({ matchers: () => draw.some(['a="b"', 'c=~"d|e"', 'f != g']), match: () => ({ x: 'y' }), match_re: () => ({ x: 'y|z' }), continue: () => draw.oneIn(2), mute_time_intervals: () => ['night'], active_time_intervals: () => ['day'] }) })) },
    receivers: [
      { name: 'main', ...draw.fields({
        webhook_configs: () => [{ url: ADDRESSES[0], ...draw.fields({ send_resolved: () => draw.oneIn(2), max_alerts: () => draw.pick([0, 5]), timeout: () => draw.pick(['10s', '90s']), payload: () => ({ a: ['{{ .Status }}'] }) }, 2) }],
        slack_configs: () => [{ api_url: ADDRESSES[0], ...draw.fields({ channel: () => '#a', title: () => draw.pick(TEXTS), short_fields: () => draw.oneIn(2), fields: () => [{ title: 't', value: 'v', short: draw.oneIn(2) }], actions: () => [{ type: 'button', text: 'x', url: 'https://a.b' }], link_names: () => true, timeout: () => '0s' }, 2) }],
        email_configs: () => [{ to: 'a@example.com', from: 'b@example.com', smarthost: 'mail.example.com:25', ...draw.fields({ html: () => draw.pick(['', '<b>']), text: () => draw.pick(['', 'x']), headers: () => ({ Subject: 's' }), require_tls: () => draw.oneIn(2), tls_config: () => ({ insecure_skip_verify: false }) }, 2) }],
        telegram_configs: () => [{ bot_token: 't', chat_id: -1001234567890, ...draw.fields({ parse_mode: () => 'HTML', message_thread_id: () => 7 }) }],
        pagerduty_configs: () => [{ routing_key: 'k', ...draw.fields({ details: () => ({ a: 'b' }), links: () => [{ href: 'https://a.b', text: 't' }], images: () => [{ src: 'https://a.b' }] }, 2) }],
        rocketchat_configs: () => [{ token: 't', token_id: 'i', ...draw.fields({ fields: () => [{ title: 't' }], actions: () => [{ text: 'x' }], short_fields: () => true }, 2) }],
        sns_configs: () => [{ topic_arn: 'arn:aws:sns:us-east-2:123456789012:T', sigv4: draw.fields({ region: () => 'us-east-2', role_arn: () => 'r' }), ...draw.fields({ attributes: () => ({ A: 'b' }) }) }],
        pushover_configs: () => [{ user_key: 'u', token: 't', ...draw.fields({ retry: () => '90s', expire: () => '1h', html: () => draw.oneIn(2), ttl: () => '1m' }, 2) }],
        opsgenie_configs: () => [{ api_key: 'k', ...draw.fields({ details: () => ({ a: 'b' }), responders: () => [{ name: 'n', type: 'team' }], update_alerts: () => draw.oneIn(2) }, 2) }],
        mattermost_configs: () => [{ webhook_url: ADDRESSES[0], ...draw.fields({ attachments: () => [{ text: 't', fields: [{ title: 'a', value: 'b', short: true }] }], props: () => ({ card: 'c' }), priority: () => ({ priority: 'urgent', requested_ack: draw.oneIn(2) }) }, 2) }],
        incidentio_configs: () => [{ url: ADDRESSES[0], alert_source_token: 't', ...draw.fields({ max_alerts: () => draw.pick([0, 3]), timeout: () => '5s' }, 2) }],
        jira_configs: () => [{ project: 'P', issue_type: 'Bug', api_url: 'https://jira.example.com', ...draw.fields({ labels: () => ['a'], fields: () => ({ components: [{ name: 'x' }] }), reopen_duration: () => '1h' }, 2) }],
        discord_configs: () => [{ webhook_url: ADDRESSES[0], ...draw.fields({ content: () => 'c' }) }],
        victorops_configs: () => [{ api_key: 'k', routing_key: 'r', ...draw.fields({ custom_fields: () => ({ a: 'b' }) }) }],
        webex_configs: () => [{ room_id: 'r', http_config: { authorization: { credentials: 'c' } } }],
        wechat_configs: () => [{ api_secret: 's', corp_id: 'c', ...draw.fields({ to_user: () => '@all' }) }],
        msteams_configs: () => [{ webhook_url: ADDRESSES[0], ...draw.fields({ title: () => 't' }) }],
        msteamsv2_configs: () => [{ webhook_url: ADDRESSES[0], ...draw.fields({ text: () => 't' }) }],
      }, 4) },
      { name: 'other' }, { name: 'null' },
    ],
    time_intervals: [{ name: 'day', time_intervals: draw.many(2, () => mainSpan(draw)) }],
    mute_time_intervals: [{ name: 'night', time_intervals: draw.many(2, () => mainSpan(draw)) }],
    ...draw.fields({
      inhibit_rules: () => draw.many(2, () => draw.fields({ source_matchers: () => ['a="b"'], target_matchers: () => ['c="d"'], source_match: () => ({ e: 'f' }), target_match_re: () => ({ g: 'h|i' }), equal: () => draw.some(['x', 'y']) }, 2)),
      templates: () => draw.some(['/etc/alertmanager/config/*.tmpl']),
    }, 2),
  };
}

/** The Secrets that AlertmanagerConfigs name, each with an address of its own, so that it is known again. */
export function secretsOf(configs: readonly Manifest[], address: (namespace: string, name: string, key: string) => string): Manifest[] {
  const keys = new Map<string, { namespace: string; name: string; stringData: Record<string, string> }>();
  const look = (namespace: string, value: unknown): void => {
    if (typeof value !== 'object' || value === null) { return; }
    const { name, key } = value as { name?: unknown; key?: unknown };
    if (typeof name === 'string' && typeof key === 'string') {
      const secret = keys.get(`${namespace}/${name}`) ?? { namespace, name, stringData: {} };
      secret.stringData[key] = address(namespace, name, key);
      keys.set(`${namespace}/${name}`, secret);
    }
    Object.values(value).forEach((each) => { look(namespace, each); });
  };
  for (const config of configs) { look((config['metadata'] as { namespace: string }).namespace, config['spec']); }
  return [...keys.values()].map(({ namespace, name, stringData }) => ({ apiVersion: 'v1', kind: 'Secret', metadata: { namespace, name }, stringData }));
}

function mainRoute(draw: Draw): Manifest {
  return draw.fields({ group_by: () => draw.pick([['a', 'b'], ['...'], []]), group_wait: () => draw.pick(['0s', '30s', '90s']), group_interval: () => draw.pick(['10s', '1h0m', '5m']), repeat_interval: () => draw.pick(['4h', '1d']) }, 2);
}

function mainSpan(draw: Draw): Manifest {
  return draw.fields({
    times: () => [{ start_time: '09:00', end_time: draw.pick(['17:30', '24:00']) }],
    weekdays: () => draw.some(['monday:friday', 'Saturday', 'sunday:sunday']),
    days_of_month: () => draw.some(['1:5', '-3:-1', '15', '7:7']),
    months: () => draw.some(['january:march', '5', '6:august', 'December']),
    years: () => draw.some(['2026:2030', '2031']),
    location: () => draw.pick(['Europe/Berlin', 'UTC']),
  }, 2);
}

function route(draw: Draw, receivers: readonly string[], intervals: readonly string[], depth: number): Manifest {
  return {
    receiver: draw.oneIn(60) ? 'nobody' : draw.pick(receivers),
    ...draw.fields({
      groupBy: () => draw.oneIn(30) ? ['a', 'a'] : draw.pick([['a', 'b'], ['...'], []]),
      groupWait: () => draw.pick(DURATIONS),
      groupInterval: () => draw.pick(DURATIONS),
      repeatInterval: () => draw.pick(DURATIONS),
      matchers: () => matchers(draw, 'shop'),
      continue: () => draw.oneIn(2),
      muteTimeIntervals: () => draw.oneIn(15) ? ['never'] : draw.some(intervals),
      activeTimeIntervals: () => draw.some(intervals),
      ...(depth === 0 ? {} : { routes: () => draw.many(2, () => ({ ...route(draw, receivers, intervals, depth - 1), ...(draw.oneIn(60) ? { group_wait: '1s' } : {}) })) }),
    }),
  };
}

function matchers(draw: Draw, namespace: string): Manifest[] {
  return draw.many(2, () => ({ name: draw.pick(['severity', 'namespace']), value: draw.pick(['critical', namespace, 'a"b\\c\n', '.+']), ...draw.fields({ matchType: () => draw.pick(MATCH_TYPES), regex: () => draw.oneIn(2) }, 2) }));
}

function span(draw: Draw): Manifest {
  return draw.fields({
    times: () => [{ startTime: '09:00', endTime: draw.oneIn(12) ? '08:00' : draw.pick(['17:30', '24:00']) }],
    weekdays: () => draw.some(['monday:friday', 'Saturday', draw.oneIn(30) ? 'friday:monday' : 'sunday']),
    daysOfMonth: () => draw.some([{ start: 1, end: 5 }, { start: -3, end: -1 }, { start: 15, end: 15 }, draw.oneIn(30) ? { start: 0, end: 3 } : { start: 2, end: 3 }]),
    months: () => draw.some(['january:march', '5', '6:august', 'December']),
    years: () => draw.some(['2026:2030', '2031']),
  }, 2);
}

function receiver(draw: Draw, name: string): Manifest {
  const words = (): string => draw.pick(TEXTS);
  const yes = (): boolean => draw.oneIn(2);
  const address = (): string => draw.oneIn(150) ? 'no address' : draw.pick(ADDRESSES);
  const secret = (): Manifest => ({ name: draw.pick(['s1', 's2']), key: draw.pick(['a', 'b']) });
  const pairs = (): Manifest[] => draw.many(2, (index) => ({ key: `K${index}`, value: words() }));
  const usual = { sendResolved: yes, httpConfig: () => http(draw, secret) };
  const sections: Record<string, () => Manifest> = {
    slackConfigs: () => draw.fields({ ...usual, apiURL: secret, channel: words, username: words, color: words, title: words, titleLink: () => 'https://a.b', pretext: words, text: words, fields: () => draw.many(2, () => ({ title: 't', value: draw.oneIn(40) ? '' : 'v', ...draw.fields({ short: yes }) })), shortFields: yes, footer: words, fallback: words, callbackId: words, iconEmoji: words, iconURL: address, imageURL: address, thumbURL: address, linkNames: yes, mrkdwnIn: () => draw.some(['text', 'fields']), actions: () => draw.many(2, () => ({ type: 'button', text: draw.oneIn(40) ? '' : 'Go', ...draw.fields({ url: () => 'https://a.b', style: words, value: words, confirm: () => ({ text: draw.oneIn(30) ? '' : 'Sure?', ...draw.fields({ title: words, okText: words, dismissText: words }, 2) }) }, 2), name: 'n' })), timeout: () => draw.pick(['90s', '5s']), messageText: words, updateMessage: () => false }),
    discordConfigs: () => ({ apiURL: secret(), ...draw.fields({ ...usual, title: words, message: words, content: words, username: words, avatarURL: address }) }),
    emailConfigs: () => ({ to: draw.oneIn(20) ? '' : 'a@b.c', from: 'd@e.f', smarthost: draw.pick(['mail.example.com:25', '[::1]:25', draw.oneIn(4) ? 'mail.example.com' : 'm:587']), ...draw.fields({ sendResolved: yes, hello: words, authUsername: words, authIdentity: words, authPassword: secret, authSecret: secret, headers: () => draw.oneIn(8) ? [{ key: 'A', value: 'x' }, { key: 'a', value: 'y' }] : pairs(), html: words, text: words, requireTLS: yes, tlsConfig: () => tls(draw), forceImplicitTLS: yes, threading: () => ({ threadByDate: draw.pick(['Daily', 'None']) }) }) }),
    msteamsConfigs: () => ({ webhookUrl: secret(), ...draw.fields({ ...usual, title: words, summary: words, text: words }) }),
    msteamsv2Configs: () => ({ webhookURL: secret(), ...draw.fields({ ...usual, title: words, text: words }) }),
    opsgenieConfigs: () => draw.fields({ ...usual, apiKey: secret, apiURL: address, message: words, description: words, source: words, tags: words, note: words, priority: words, updateAlerts: yes, details: pairs, responders: () => draw.many(2, () => ({ type: draw.pick(['team', 'User']), ...draw.fields({ id: () => 'i', username: () => 'u' }), ...(draw.oneIn(12) ? {} : { name: 'n' }) })), entity: words, actions: words }),
    pagerdutyConfigs: () => ({ ...(draw.oneIn(20) ? {} : { routingKey: secret() }), ...draw.fields({ ...usual, serviceKey: secret, url: address, client: words, clientURL: address, description: words, severity: words, class: words, group: words, component: words, details: pairs, pagerDutyImageConfigs: () => draw.many(2, () => draw.fields({ src: words, href: () => ADDRESSES[0], alt: words }, 2)), pagerDutyLinkConfigs: () => draw.many(2, () => draw.fields({ href: () => ADDRESSES[0], alt: words }, 2)), source: words, timeout: () => '90s' }) }),
    pushoverConfigs: () => ({ userKey: secret(), token: secret(), ...draw.fields({ ...usual, title: words, message: words, url: address, urlTitle: words, ttl: () => '1m', device: words, sound: words, priority: words, retry: () => '90s', expire: () => '1h', html: yes, monospace: yes }) }),
    rocketchatConfigs: () => ({ token: secret(), tokenID: secret(), ...draw.fields({ ...usual, apiURL: address, channel: words, color: words, emoji: words, iconURL: address, text: words, title: words, titleLink: words, fields: () => draw.many(2, () => draw.fields({ title: words, value: words, short: yes }, 2)), shortFields: yes, imageURL: address, thumbURL: address, linkNames: yes, actions: () => draw.many(2, () => draw.fields({ text: words, url: address, msg: words }, 2)) }) }),
    snsConfigs: () => ({ ...draw.pick<Manifest>([{ topicARN: 'arn:t' }, { targetARN: 'arn:g' }, { phoneNumber: '+1' }, draw.oneIn(12) ? { topicARN: 'arn:t', phoneNumber: '+1' } : { topicARN: 'arn:t' }]), ...draw.fields({ ...usual, apiURL: address, sigv4: () => draw.fields({ region: () => 'us-east-2', accessKey: secret, secretKey: secret, profile: words, roleArn: () => 'arn:r' }, 2), subject: words, message: words, attributes: () => ({ someKey: 'v', Other_Key: 'w' }), useAWSHTTPClient: yes}) }),
    telegramConfigs: () => ({ ...draw.pick<Manifest>([{ botToken: secret() }, { botTokenFile: '/token' }, draw.oneIn(12) ? { botToken: secret(), botTokenFile: '/token' } : {}, { botToken: secret() }]), chatID: draw.oneIn(20) ? 0 : -100123456, ...draw.fields({ ...usual, apiURL: address, messageThreadID: () => 9, message: words, disableNotifications: yes, parseMode: () => draw.pick(['HTML', 'MarkdownV2', 'Markdown'])}) }),
    victoropsConfigs: () => ({ routingKey: 'r', apiKey: secret(), ...draw.fields({ ...usual, apiUrl: address, messageType: words, entityDisplayName: words, stateMessage: words, monitoringTool: words, customFields: () => draw.oneIn(8) ? [{ key: 'entity_id', value: 'x' }] : pairs() }) }),
    webexConfigs: () => ({ roomID: 'room', ...draw.fields({ ...usual, apiURL: address, message: words }) }),
    webhookConfigs: () => ({ ...(draw.oneIn(2) ? { url: draw.oneIn(12) ? 'https://{{ .x' : draw.pick([...ADDRESSES, 'https://{{ .CommonLabels.host }}/']) } : draw.oneIn(12) ? {} : { urlSecret: secret() }), ...draw.fields({ ...usual, maxAlerts: () => draw.pick([0, 3]), timeout: () => '90s', payload: () => '{"a":1}' }) }),
    wechatConfigs: () => draw.fields({ ...usual, apiSecret: secret, apiURL: address, corpID: words, agentID: words, toUser: words, toParty: words, toTag: words, message: words, messageType: () => 'text' }),
  };
  return { name, ...draw.fields(Object.fromEntries(Object.entries(sections).map(([section, make]) => [section, () => draw.many(2, make)])), 5) };
}

function http(draw: Draw, secret: () => Manifest): Manifest {
  const credentials = draw.pick<Manifest>([
    {}, { basicAuth: { username: secret(), password: secret() } }, { authorization: { type: draw.pick(['', 'Token']), credentials: secret() } }, { bearerTokenSecret: secret() },
    { oauth2: { clientId: { secret: secret() }, clientSecret: secret(), tokenUrl: ADDRESSES[0], ...draw.fields({ scopes: () => ['s'], endpointParams: () => ({ someParam: 'x' }) }) } },
    draw.oneIn(4) ? { basicAuth: { username: secret(), password: secret() }, bearerTokenSecret: secret() } : {},
  ]);
  const proxy = draw.pick<Manifest>([{}, {}, { proxyURL: 'http://old:1' }, { proxyUrl: 'http://new:1', ...draw.fields({ noProxy: () => 'a.b', proxyConnectHeader: () => ({ 'X-Some': [secret()] }), proxyURL: () => 'http://old:1' }, 2) }, { proxyFromEnvironment: true, ...(draw.oneIn(8) ? { noProxy: 'a' } : {}) }]);
  return { ...credentials, ...proxy, ...draw.fields({ followRedirects: () => draw.oneIn(2), enableHttp2: () => draw.oneIn(2), tlsConfig: () => tls(draw) }) };
}

function tls(draw: Draw): Manifest {
  return draw.fields({ serverName: () => 's', insecureSkipVerify: () => draw.oneIn(2), minVersion: () => 'TLS12', maxVersion: () => 'TLS13', ca: () => draw.pick([{ secret: { name: 's1', key: 'a' } }, { configMap: { name: 'cm', key: 'ca.crt' } }]) }, 2);
}
