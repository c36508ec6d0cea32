import { stringify } from 'yaml';
import { checkConfig } from './amtool';
import { alertmanagerConfig } from './operator';

/** What routing/rocketchat-action says, by the real operator and the real Alertmanager. */

const config = (rocketchat: object): string => stringify({
  route: { receiver: 'a' }, receivers: [{ name: 'a', rocketchat_configs: [{ channel: '#a', token_file: '/t', token_id_file: '/i', ...rocketchat }] }],
});
const actions = [{ type: 'button', text: 'Runbook', url: 'https://runbooks.example.com' }];

test('Alertmanager takes an action, and refuses what the operator makes of it', () => {
  expect(checkConfig({ config: config({ actions }), templates: {} })).toMatchObject({ ok: true });
  const { errors, config: written = '' } = alertmanagerConfig({ raw: config({ actions }) });
  expect(errors).toEqual([]);
  const verdict = checkConfig({ config: written, templates: {} });
  expect(verdict).toMatchObject({ ok: false });
  expect(verdict.output).toContain('field is_webview not found');
});

test('without actions it takes both', () => {
  const { config: written = '' } = alertmanagerConfig({ raw: config({ title_link: 'https://runbooks.example.com' }) });
  expect(checkConfig({ config: written, templates: {} })).toMatchObject({ ok: true });
});

test('of an AlertmanagerConfig it refuses the whole configuration', () => {
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'rocket', namespace: 'shop' }, stringData: { token: 't', id: 'i' } };
  const object = {
    apiVersion: 'monitoring.coreos.com/v1alpha1', kind: 'AlertmanagerConfig', metadata: { name: 'team', namespace: 'shop' },
    spec: { route: { receiver: 'a' }, receivers: [{ name: 'a', rocketchatConfigs: [{ channel: '#a', token: { name: 'rocket', key: 'token' }, tokenID: { name: 'rocket', key: 'id' }, actions: [{ text: 'Runbook', url: 'https://runbooks.example.com' }] }] }] },
  };
  const { errors, config: written = '' } = alertmanagerConfig({ raw: config({}), alertmanagerConfigs: [object], secrets: [secret] });
  expect(errors).toEqual([]);
  expect(checkConfig({ config: written, templates: {} })).toMatchObject({ ok: false });
});
