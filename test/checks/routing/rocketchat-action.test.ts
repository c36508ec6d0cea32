import { found } from '../findings';
import { testPage } from '../page';

const receivers = (config: string): string => `route: { receiver: a }\nreceivers: [{ name: a, rocketchat_configs: [${config}] }]\n`;
const indented = (text: string): string => text.trimEnd().replace(/^/gm, '    ');
const secret = (config: string): string => `apiVersion: v1\nkind: Secret\nmetadata: { name: alertmanager-main, namespace: n }\nstringData:\n  alertmanager.yaml: |\n${indented(receivers(config))}\n`;
const object = (config: string): string => `apiVersion: monitoring.coreos.com/v1alpha1\nkind: AlertmanagerConfig\nmetadata: { name: a, namespace: n }\nspec:\n  route: { receiver: a }\n  receivers: [{ name: a, rocketchatConfigs: [${config}] }]\n`;
const values = (config: string): string => `alertmanager:\n  alertmanagerSpec: {}\n  config:\n${indented(receivers(config))}\n`;

describe('routing/rocketchat-action', () => {
  const REFUSED = 'which Alertmanager does not know: it refuses the whole configuration, and goes on with the old one';

  test.each([
    ['a Secret', secret('{ channel: x, actions: [{ text: a, url: b }] }'), [`7:72 error routing/rocketchat-action: the operator writes this action with is_webview and msg_in_chat_window, ${REFUSED}`]],
    ['an AlertmanagerConfig', object('{ channel: x, actions: [{ text: a }, { msg: b }] }'), [`6:69 error routing/rocketchat-action: the operator writes these actions with is_webview and msg_in_chat_window, ${REFUSED}`]],
    ['values of the stack', values('{ channel: x, actions: [{ text: a, url: b }] }'), [`5:72 error routing/rocketchat-action: the operator writes this action with is_webview and msg_in_chat_window, ${REFUSED}`]],
  ])('%s', (_, text, expected) => { expect(found(text, 'routing/rocketchat-action')).toEqual(expected); });

  test.each([
    ['Alertmanager without the operator', receivers('{ channel: x, actions: [{ text: a, url: b }] }')],
    ['no action', secret('{ channel: x, actions: [] }')],
    ['actions of Slack', secret('{ channel: x }').replace('rocketchat_configs: [{ channel: x }]', 'slack_configs: [{ channel: x, api_url_file: /a, actions: [{ type: button, text: a, url: b }] }]')],
  ])('nothing about %s', (_, text) => { expect(found(text, 'routing/rocketchat-action')).toEqual([]); });

  testPage('routing/rocketchat-action');
});
