import { found } from '../findings';
import { testPage } from '../page';

const config = (text: string, templates = 'templates: [/etc/alertmanager/config/*.tmpl]'): string => `route: { receiver: on-call }\nreceivers: [{ name: on-call, webhook_configs: [{ url: 'http://a.b' }], slack_configs: [{ text: '${text}' }] }]\n${templates}\n`;
const secret = (text: string, files: Readonly<Record<string, string>> = {}, templates?: string, encode = false): string => {
  const data = { 'alertmanager.yaml': config(text, templates), ...files };
  return `apiVersion: v1\nkind: Secret\nmetadata: { name: main, namespace: monitoring }\n${encode ? 'data' : 'stringData'}: ${JSON.stringify(encode ? Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value).toString('base64')])) : data)}\n`;
};
const told = (text: string): string[] => found(text, 'template/undefined').map((each) => each.replace(/^\S+ (\w+) template\/undefined: /, '$1 '));
const CALL = '{{ template "mine" . }}';
const MINE = '{{ define "mine" }}x{{ end }}';
const UNDEFINED = ['error the receiver on-call calls the template "mine", which nothing defines: the message is never sent'];

describe('template/undefined', () => {
  testPage('template/undefined');

  test.each([
    ['no file', secret(CALL), UNDEFINED],
    ['another name in the file', secret(CALL, { 'a.tmpl': '{{ define "your" }}x{{ end }}' }), UNDEFINED],
    ['a file that is not loaded', secret(CALL, { 'a.tmpl': MINE }, 'inhibit_rules: []'), [...UNDEFINED, 'warning no entry of templates takes this file: what it defines is not there']],
    ['another file that is loaded', secret(CALL, { 'a.tmpl': MINE }, 'templates: [/etc/alertmanager/config/b*.tmpl]'), [...UNDEFINED, 'warning no entry of templates takes this file: what it defines is not there']],
    ['a template that calls another one', secret(CALL, { 'a.tmpl': '{{ define "mine" }}{{ template "other" . }}{{ end }}' }), ['error the file of message templates calls the template "other", which nothing defines: the message is never sent']],
    ['two files', secret(CALL, { 'a.tmpl': MINE, 'b.tmpl': MINE }), ['warning two files define the template "mine": which one counts hangs on the order of their names']],
    ['one file twice', secret(CALL, { 'a.tmpl': MINE + MINE }), ['error the file defines the template "mine" twice: Alertmanager does not load the configuration']],
    ['base64', secret(CALL, { 'a.tmpl': '{{ define "your" }}x{{ end }}' }, undefined, true), UNDEFINED],
    ['values', `alertmanager:\n  config:\n    route: { receiver: on-call, routes: [] }\n    receivers: [{ name: on-call, slack_configs: [{ text: '${CALL}' }] }]\n  templateFiles: { a.tmpl: '{{ define "your" }}x{{ end }}' }\n`, UNDEFINED],
    ['a plain file', config(CALL, 'templates: []'), UNDEFINED],
    ['a ConfigMap without it', `${secret(CALL, {}, 'templates: [/etc/alertmanager/configmaps/texts/*.tmpl]')}---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: texts, namespace: monitoring }\ndata: { a.tmpl: 'x' }\n`, UNDEFINED],
  ])('%s', (_, text, expected) => { expect(told(text).sort()).toEqual(expected); });

  test.each([
    ['Alertmanager\'s own', secret('{{ template "slack.default.title" . }}{{ template "__subject" . }}')],
    ['a file beside it', secret(CALL, { 'a.tmpl': MINE })],
    ['a file in base64', secret(CALL, { 'a.tmpl': MINE }, undefined, true)],
    ['one that stands in the text', secret(`${MINE}${CALL}`)],
    ['one of Alertmanager\'s own that is defined anew', secret('{{ template "slack.default.title" . }}', { 'a.tmpl': '{{ define "slack.default.title" }}x{{ end }}' })],
    ['values with the chart\'s own pattern', `alertmanager:\n  config:\n    route: { receiver: on-call, routes: [] }\n    receivers: [{ name: on-call, slack_configs: [{ text: '${CALL}' }] }]\n  templateFiles: { a.tmpl: '${MINE}' }\n`],
    ['a ConfigMap', `${secret(CALL, {}, 'templates: [/etc/alertmanager/configmaps/texts/*.tmpl]')}---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: texts, namespace: monitoring }\ndata: { a.tmpl: '${MINE}' }\n`],
    ['a ConfigMap that is not shown', secret(CALL, {}, 'templates: [/etc/alertmanager/configmaps/texts/*.tmpl]')],
    ['files of a plain configuration', config(CALL, 'templates: [/a/*.tmpl]')],
    ['what Helm fills in', `alertmanager:\n  tplConfig: true\n  config:\n    route: { receiver: on-call }\n    receivers: [{ name: on-call, slack_configs: [{ text: '${CALL}' }] }]\n`],
    ['templates that are none', secret(CALL, { 'a.tmpl': '{{ define "mine" }}' }, 'templates: [7, "[", {}, /etc/alertmanager/config/*.tmpl]')],
  ])('nothing about %s', (_, text) => { expect(told(text)).toEqual([]); });
});
