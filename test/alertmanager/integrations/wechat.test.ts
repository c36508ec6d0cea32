import { SecretKey } from '../../../lib';
import { Wechat, WechatProps, WechatMessageType } from '../../../lib/alertmanager';
import { fields } from './fields';

const secret = SecretKey.of('wechat', 'key');
const path = '/etc/alertmanager/secrets/wechat/key';

describe('Wechat', () => {
  test.each<[string, WechatProps, object]>([
    ['what it needs', { toUser: '@all' }, { to_user: '@all', message: '{{ template "canary.text" . }}' }],
    ['all of it', { apiSecret: secret, corpId: 'c', apiUrl: 'https://x/', agentId: 'a', toUser: 'u', toParty: 'p', toTag: 't', message: 'm', messageType: WechatMessageType.MARKDOWN }, { api_secret_file: path, corp_id: 'c', api_url: 'https://x/', agent_id: 'a', to_user: 'u', to_party: 'p', to_tag: 't', message: 'm', message_type: 'markdown' }],
    ['our Markdown', { toTag: 't', messageType: WechatMessageType.MARKDOWN }, { to_tag: 't', message: '{{ template "canary.markdown" . }}', message_type: 'markdown' }],
  ])('writes %s', (_, props, expected) => {
    expect(fields(new Wechat(props))).toEqual({ wechat_configs: { send_resolved: true, ...expected } });
  });

  test.each<[string, WechatProps, string]>([
    ['nobody', { apiSecret: secret }, 'Wechat: none of toUser, toParty and toTag is given'],
    ['a template that does not parse', { toUser: '{{ .X' }, 'Wechat.toUser: the template'],
  ])('refuses %s', (_, props, message) => {
    expect(() => fields(new Wechat(props))).toThrow(message);
  });
});
