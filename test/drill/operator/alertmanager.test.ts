import { stringify } from 'yaml';
import { alertmanagerOf, object, planOfDocuments, secret } from './plan';

const MAIN = { route: { receiver: 'main', routes: [{ receiver: 'main', matchers: ['a="b"'], continue: false, group_interval: '0s' }] }, receivers: [{ name: 'main', slack_configs: [{ api_url_file: '/etc/alertmanager/secrets/s/k', channel: '' }] }] };
const inSecret = (name = 'alertmanager-main', config: object = MAIN): object => secret(name, { 'alertmanager.yaml': stringify(config), 'x.tmpl': '{{ define "x" }}{{ end }}' });
const team = (spec: object = {}, metadata: object = {}): object => object('AlertmanagerConfig', 'team', {
  route: { receiver: 'chat', groupBy: ['name'] },
  receivers: [{ name: 'chat', slackConfigs: [{ channel: '#shop', sendResolved: true, apiURL: { name: 'slack', key: 'address' } }] }],
  ...spec,
}, { namespace: 'shop', ...metadata });

describe('a Secret', () => {
  test('is read as the operator reads it, what is empty left out', () => {
    const plan = planOfDocuments([inSecret()]);
    expect(alertmanagerOf(plan)).toEqual({
      route: { receiver: 'main', routes: [{ receiver: 'main', matchers: ['a="b"'] }] },
      receivers: [{ name: 'main', slack_configs: [{ api_url_file: '/etc/alertmanager/secrets/s/k' }] }],
      templates: [],
    });
    expect(plan.alertmanager?.templates).toEqual({ 'x.tmpl': '{{ define "x" }}{{ end }}' });
    expect(plan.refused).toEqual([]);
  });

  test('may be encoded; what is plain wins', () => {
    const encode = (text: string): string => Buffer.from(text).toString('base64');
    const data = { 'alertmanager.yaml': encode(stringify(MAIN)), 'a.tmpl': encode('old'), 'b.tmpl': encode('ä') };
    const plan = planOfDocuments([{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 's', namespace: 'monitoring' }, data, stringData: { 'a.tmpl': 'new' } }]);
    expect(alertmanagerOf(plan)).toMatchObject({ route: { receiver: 'main' } });
    expect(plan.alertmanager?.templates).toEqual({ 'a.tmpl': 'new', 'b.tmpl': 'ä' });
  });

  test('with a field that the operator has not gives Alertmanager nothing', () => {
    const plan = planOfDocuments([inSecret('s', { ...MAIN, inhibit_rules: [{ name: 'n' }] })]);
    expect(plan.alertmanager).toBeUndefined();
    expect(plan.refused).toEqual(['Secret/monitoring/s: the operator refuses it, and Alertmanager gets no configuration: inhibit_rules[0].name: the operator does not know the field, and refuses the whole configuration']);
  });

  test.each([
    ['that is no YAML', 'route: [', 'Alertmanager gets no configuration: it is no YAML: Flow sequence'],
    ['without a route', 'receivers: []', 'there is no route'],
    ['whose first route wants something', 'route: {receiver: a, matchers: [a="b"]}\nreceivers: [{name: a}]', 'the first route takes every alert, and has no matchers'],
  ])('%s gives Alertmanager nothing', (_, text, words) => {
    const plan = planOfDocuments([secret('s', { 'alertmanager.yaml': text })]);
    expect(plan.alertmanager).toBeUndefined();
    expect(plan.refused).toEqual([expect.stringContaining(words)]);
  });

  test('has words where words belong, and truth values where those do', () => {
    const plan = planOfDocuments([secret('s', { 'alertmanager.yaml': 'route: {receiver: no, group_by: [y], routes: [{receiver: off, continue: yes}]}\nreceivers: [{name: no}, {name: off}]' })]);
    expect(alertmanagerOf(plan)).toMatchObject({ route: { receiver: 'no', group_by: ['y'], routes: [{ receiver: 'off', continue: true }] }, receivers: [{ name: 'no' }, { name: 'off' }] });
  });

  test('is passed on as it is where the Alertmanager selects no AlertmanagerConfigs', () => {
    const plan = planOfDocuments([inSecret('alertmanager-main', { ...MAIN, inhibit_rules: [{ name: 'first' }] }), object('Alertmanager', 'main', {}), team()]);
    expect(alertmanagerOf(plan)).toMatchObject({ inhibit_rules: [{ name: 'first' }], route: { routes: [{ group_interval: '0s' }] } });
    expect(plan.refused).toEqual([expect.stringContaining('AlertmanagerConfig/shop/team: Alertmanager does not select it')]);
  });
});

describe('values of kube-prometheus-stack', () => {
  test('are merged with the chart\'s: maps field by field, lists as a whole, a null takes away', () => {
    const config = { route: { receiver: 'mine', group_wait: '1s' }, receivers: [{ name: 'mine' }, { name: 'null' }], inhibit_rules: null };
    const plan = planOfDocuments([{ alertmanager: { config, templateFiles: { 'a.tmpl': 'x' } } }]);
    expect(alertmanagerOf(plan)).toEqual({
      global: { resolve_timeout: '5m' },
      route: { receiver: 'mine', group_by: ['namespace'], group_wait: '1s', group_interval: '5m', repeat_interval: '12h', routes: [{ receiver: 'null', matchers: ['alertname = "Watchdog"'] }] },
      receivers: [{ name: 'mine' }, { name: 'null' }],
      templates: ['/etc/alertmanager/config/*.tmpl'],
    });
    expect(plan.alertmanager?.templates).toEqual({ 'a.tmpl': 'x' });
  });

  test('keep the chart\'s inhibit rules', () => {
    expect((alertmanagerOf(planOfDocuments([{ alertmanager: { config: { receivers: [{ name: 'null' }] } } }])).inhibit_rules as object[]).length).toBe(4);
  });

  test('may name the Secret that counts', () => {
    const values = { alertmanager: { config: MAIN, alertmanagerSpec: { useExistingSecret: true, configSecret: 'b' } } };
    const plan = planOfDocuments([inSecret('a'), inSecret('b', { route: { receiver: 'b' }, receivers: [{ name: 'b' }] }), values]);
    expect(alertmanagerOf(plan)).toMatchObject({ route: { receiver: 'b' } });
  });

  test('may name a Secret that the manifests do not have, which is said', () => {
    const plan = planOfDocuments([{ alertmanager: { config: MAIN, alertmanagerSpec: { useExistingSecret: true, configSecret: 'b' } } }]);
    expect(plan.alertmanager).toBeUndefined();
    expect(plan.assumptions).toContain('Alertmanager reads the Secret b, which the manifests do not have: it is played without a configuration');
  });
});

describe('several configurations', () => {
  test('are refused, each by its name', () => {
    expect(() => planOfDocuments([inSecret('a'), inSecret('b')])).toThrow(/the manifests hold 2 configurations of Alertmanager.*Secret\/monitoring\/a, Secret\/monitoring\/b/s);
  });

  test('are none where an Alertmanager names one of them', () => {
    const other = inSecret('alertmanager-b', { route: { receiver: 'b' }, receivers: [{ name: 'b' }] });
    expect(alertmanagerOf(planOfDocuments([inSecret('a'), other, object('Alertmanager', 'b', {})]))).toMatchObject({ route: { receiver: 'b' } });
    expect(alertmanagerOf(planOfDocuments([inSecret('a'), other, object('Alertmanager', 'b', { configSecret: 'a' })]))).toMatchObject({ route: { receiver: 'main' } });
  });
});

test('a plain file is given as it is, and AlertmanagerConfigs are read by nobody', () => {
  const plan = planOfDocuments([{ ...MAIN, tracing: { endpoint: 'x' }, templates: ['*.tmpl'] }, team()]);
  expect(alertmanagerOf(plan)).toEqual({ ...MAIN, tracing: { endpoint: 'x' }, templates: ['*.tmpl'] });
  expect(plan.refused).toEqual(['AlertmanagerConfig/shop/team: Alertmanager reads the file file-0.yaml, and the operator nothing']);
  expect(plan.assumptions).toContain('the message templates *.tmpl of file-0.yaml are not among the manifests');
});

test('without any configuration there is none', () => {
  expect(planOfDocuments([]).alertmanager).toBeUndefined();
});

describe('an AlertmanagerConfig', () => {
  test('comes first, for its namespace, and goes on; its secret is a marker', () => {
    const config = alertmanagerOf(planOfDocuments([inSecret(), team()]));
    expect(config.route).toMatchObject({ routes: [{ receiver: 'shop/team/chat', group_by: ['name'], matchers: ['namespace="shop"'], continue: true }, { receiver: 'main' }] });
    expect(config.receivers).toContainEqual({ name: 'shop/team/chat', slack_configs: [{ send_resolved: true, channel: '#shop', api_url: 'secret-key:shop/slack/address' }] });
  });

  test('alone comes to the chart\'s configuration, which is said', () => {
    const plan = planOfDocuments([team()]);
    expect(alertmanagerOf(plan)).toMatchObject({ route: { receiver: 'null', routes: [{ receiver: 'shop/team/chat' }, { receiver: 'null' }] } });
    expect(plan.assumptions).toContain('Alertmanager has the configuration that kube-prometheus-stack gives it where its values say nothing');
  });

  test.each([
    ['OnNamespace', ['namespace="shop"']],
    ['OnNamespaceExceptForAlertmanagerNamespace', ['namespace="shop"']],
    ['None', undefined],
  ])('gets matchers by the strategy %s', (type, matchers) => {
    const values = { alertmanager: { alertmanagerSpec: { alertmanagerConfigMatcherStrategy: { type } } } };
    const { route } = alertmanagerOf(planOfDocuments([inSecret(), team(), values])) as { route: { routes: { matchers?: string[] }[] } };
    expect(route.routes[0]?.matchers).toEqual(matchers);
  });

  test('of Alertmanager\'s own namespace may go without', () => {
    const alertmanager = object('Alertmanager', 'main', { alertmanagerConfigSelector: {}, alertmanagerConfigNamespaceSelector: {}, alertmanagerConfigMatcherStrategy: { type: 'OnNamespaceExceptForAlertmanagerNamespace' } });
    const { route } = alertmanagerOf(planOfDocuments([inSecret(), team({}, { namespace: 'monitoring' }), alertmanager])) as { route: { routes: object[] } };
    expect(route.routes[0]).toEqual({ receiver: 'monitoring/team/chat', group_by: ['name'], continue: true });
  });

  test.each([
    ['a label', { alertmanagerConfigSelector: { matchLabels: { team: 'x' } } }, {}, false],
    ['its own label', { alertmanagerConfigSelector: { matchLabels: { team: 'x' } } }, { labels: { team: 'x' } }, true],
    ['a namespace', { alertmanagerConfigNamespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'search' } } }, {}, false],
  ])('is selected by %s', (_, alertmanagerSpec, metadata, is) => {
    const plan = planOfDocuments([inSecret(), team({}, metadata), { alertmanager: { alertmanagerSpec } }]);
    expect(JSON.stringify(alertmanagerOf(plan)).includes('shop/team/chat')).toBe(is);
    expect(plan.refused).toHaveLength(is ? 0 : 1);
  });

  test.each([
    ['a receiver that is not there', { route: { receiver: 'nobody' } }, 'the operator skips it: route: there is no receiver nobody'],
    ['a nested route in snake_case', { route: { receiver: 'chat', routes: [{ receiver: 'chat', group_wait: '1s' }] } }, 'route.routes[0]: there is no field group_wait'],
    ['a field that the CRD has not', { receivers: [{ name: 'chat', slackConfigs: [{ api_url: 'x' }] }] }, 'the API server refuses it'],
    ['a time interval that ends before it begins', { muteTimeIntervals: [{ name: 'weekend', timeIntervals: [{ weekdays: ['friday:monday'] }] }] }, 'friday:monday ends before it begins'],
    ['credentials that exclude one another', { receivers: [{ name: 'chat', webhookConfigs: [{ url: 'https://a.b', httpConfig: { basicAuth: { username: { name: 's', key: 'k' }, password: { name: 's', key: 'k' } }, bearerTokenSecret: { name: 's', key: 'k' } } }] }] }, 'basicAuth and bearerTokenSecret exclude one another'],
  ])('with %s is left out, and the others stay', (_, spec, words) => {
    const plan = planOfDocuments([inSecret(), team(spec), team({}, { name: 'good' })]);
    expect(plan.refused).toEqual([expect.stringContaining(words)]);
    expect(plan.refused[0]).toMatch(/^AlertmanagerConfig\/shop\/team: /);
    expect(JSON.stringify(alertmanagerOf(plan))).toContain('shop/good/chat');
    expect(JSON.stringify(alertmanagerOf(plan))).not.toContain('shop/team/chat');
  });

  test('with an e-mail that no server sends keeps everything back', () => {
    const mail = team({ receivers: [{ name: 'chat', emailConfigs: [{ to: 'a@b.c', from: 'd@e.f' }] }] });
    const plan = planOfDocuments([inSecret(), mail]);
    expect(plan.alertmanager).toBeUndefined();
    expect(plan.refused).toEqual([expect.stringContaining('AlertmanagerConfig/shop/team: an e-mail has no smarthost')]);
    expect(planOfDocuments([inSecret('s', { ...MAIN, global: { smtp_smarthost: 'm:25' } }), mail]).refused).toEqual([]);
  });

  test('can be the whole configuration', () => {
    const whole = object('AlertmanagerConfig', 'whole', { route: { receiver: 'chat' }, receivers: [{ name: 'chat', slackConfigs: [{ channel: '#all' }] }] });
    const values = { alertmanager: { alertmanagerSpec: { alertmanagerConfiguration: { name: 'whole', global: { resolveTimeout: '90s', slackApiUrl: { name: 'slack', key: 'address' } } } } } };
    const plan = planOfDocuments([whole, team(), values]);
    expect(alertmanagerOf(plan)).toEqual({
      global: { resolve_timeout: '1m30s', slack_api_url: 'secret-key:monitoring/slack/address' },
      route: { receiver: 'monitoring/whole/chat', routes: [expect.objectContaining({ receiver: 'shop/team/chat', continue: true }) as object] },
      receivers: [{ name: 'monitoring/whole/chat', slack_configs: [{ channel: '#all' }] }, expect.objectContaining({ name: 'shop/team/chat' }) as object],
      templates: [],
    });
    expect(planOfDocuments([team(), values]).assumptions).toContainEqual(expect.stringContaining('Alertmanager\'s configuration is AlertmanagerConfig//whole, which the manifests do not have'));
  });
});
