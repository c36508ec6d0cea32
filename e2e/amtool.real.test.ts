import { stringify } from 'yaml';
import { checkConfig, renderTemplate, routesShow, routesTest, TemplateData } from './amtool';

const config = stringify({
  route: {
    receiver: 'nobody',
    group_by: ['namespace', 'name'],
    routes: [
      { receiver: 'on call', matchers: ['severity="critical"'], continue: true },
      { receiver: 'shop', matchers: ['namespace="shop"'] },
    ],
  },
  receivers: [
    { name: 'nobody' },
    { name: 'on call', slack_configs: [{ channel: '#deployments-alert', api_url_file: '/etc/alertmanager/secrets/slack-on-call/address' }] },
    { name: 'shop', webhook_configs: [{ url: 'http://127.0.0.1:9/' }] },
  ],
  templates: ['/etc/alertmanager/config/*.tmpl'],
});

const failed: TemplateData = {
  receiver: 'on call',
  status: 'firing',
  alerts: [{ status: 'firing', labels: { name: 'podinfo' }, annotations: { summary: 'podinfo failed.' } }],
  groupLabels: { name: 'podinfo' },
  commonLabels: { name: 'podinfo' },
  commonAnnotations: { summary: 'podinfo failed.' },
  externalURL: 'http://alertmanager.test',
};

describe('checkConfig', () => {
  test('accepts a configuration and its template', () => {
    const verdict = checkConfig({ config, templates: { 'canary.tmpl': '{{ define "title" }}{{ .Status }}{{ end }}' } });
    expect(verdict).toMatchObject({ ok: true, output: expect.stringContaining('1 templates') });
  });

  test('reads the template: one that does not parse is refused', () => {
    const verdict = checkConfig({ config, templates: { 'canary.tmpl': '{{ define "title" }}{{ nope }}{{ end }}' } });
    expect(verdict).toMatchObject({ ok: false, output: expect.stringContaining('function "nope" not defined') });
  });

  test.each([
    ['a receiver that does not exist', config.replace('receiver: shop', 'receiver: nowhere'), 'undefined receiver "nowhere"'],
    ['an unknown field', config.replace('group_by', 'groupBy'), 'field groupBy not found'],
    ['text that is no YAML', 'route: [', 'did not find expected'],
  ])('refuses %s', (_, text, message) => {
    expect(checkConfig({ config: text })).toMatchObject({ ok: false, output: expect.stringContaining(message) });
  });
});

describe('routesTest', () => {
  test.each([
    ['both of two routes where the first continues', { severity: 'critical', namespace: 'shop' }, ['on call', 'shop']],
    ['one route', { severity: 'critical', namespace: 'bank' }, ['on call']],
    ['the root where no route matches', { severity: 'info', note: 'a "quoted", comma=d {value}' }, ['nobody']],
  ])('finds %s', (_, labels, receivers) => {
    expect(routesTest({ config }, labels)).toEqual(receivers);
  });

  test('throws where the configuration is refused', () => {
    expect(() => routesTest({ config: 'route: {}' }, {})).toThrow('receiver');
  });
});

test('routesShow draws the tree', () => {
  expect(routesShow({ config })).toContain('receiver: on call');
});

describe('renderTemplate', () => {
  test('says what a message says', () => {
    expect(renderTemplate('{{ .GroupLabels.name }}: {{ .CommonAnnotations.summary }}{{ .CommonLabels.absent }}', failed)).toBe('podinfo: podinfo failed.');
  });

  test('calls a template of a file', () => {
    expect(renderTemplate('{{ template "title" . }}', failed, { 'a.tmpl': '{{ define "title" }}{{ .Alerts.Firing | len }} failed{{ end }}' })).toBe('1 failed');
  });

  test.each([
    ['an unknown function', '{{ humanize 1 }}', 'function "humanize" not defined'],
    ['a field that does not exist', '{{ .Nope }}', 'can\'t evaluate field Nope'],
  ])('throws on %s', (_, text, message) => {
    expect(() => renderTemplate(text, failed)).toThrow(message);
  });
});
