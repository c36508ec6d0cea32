import { SecretKey } from '../../../lib';
import { Mattermost, MattermostProps, MattermostPriority } from '../../../lib/alertmanager';
import { fields } from './fields';

const secret = SecretKey.of('mattermost', 'key');
const path = '/etc/alertmanager/secrets/mattermost/key';

describe('Mattermost', () => {
  test.each<[string, MattermostProps, object]>([
    ['what it needs', { webhookUrl: secret }, { webhook_url_file: path, title: '{{ template "canary.title" . }}', text: '{{ template "canary.markdown" . }}', fallback: '{{ template "canary.title" . }}' }],
    ['all of it', { webhookUrl: secret, channel: 'c', username: 'u', title: 't', text: 'x', fallback: 'f', color: '#f00', pretext: 'p', authorName: 'n', authorLink: 'l', authorIcon: 'i', titleLink: 'k', thumbUrl: 'h', footer: 'o', footerIcon: 'b', imageUrl: 'm', iconUrl: 'q', iconEmoji: ':e:', attachmentFields: [{ title: 'a', value: 'b', short: true }], attachments: [{ title: 'y', attachmentFields: [{ title: 'a', value: 'b' }] }], card: 'z', priority: MattermostPriority.URGENT, requestedAck: true, persistentNotifications: true }, { webhook_url_file: path, channel: 'c', username: 'u', title: 't', text: 'x', fallback: 'f', color: '#f00', pretext: 'p', author_name: 'n', author_link: 'l', author_icon: 'i', title_link: 'k', thumb_url: 'h', footer: 'o', footer_icon: 'b', image_url: 'm', icon_url: 'q', icon_emoji: ':e:', fields: [{ title: 'a', value: 'b', short: true }], attachments: [{ title: 'y', fields: [{ title: 'a', value: 'b' }] }], props: { card: 'z' }, priority: { priority: 'urgent', requested_ack: true, persistent_notifications: true } }],
  ])('writes %s', (_, props, expected) => {
    expect(fields(new Mattermost(props))).toEqual({ mattermost_configs: { send_resolved: true, ...expected } });
  });

  test.each<[string, MattermostProps, string]>([
    ['an answer without a priority', { webhookUrl: secret, requestedAck: true }, 'Mattermost: requestedAck is given without a priority'],
    ['what is repeated without being urgent', { webhookUrl: secret, priority: MattermostPriority.IMPORTANT, persistentNotifications: true }, 'Mattermost: persistentNotifications is given without the priority urgent'],
    ['a field without a value', { webhookUrl: secret, attachments: [{ attachmentFields: [{ title: 'a', value: '' }] }] }, 'Mattermost: a field has no title or no value'],
    ['a template that does not parse', { webhookUrl: secret, attachments: [{ footer: '{{ end }}' }] }, 'Mattermost.attachments.footer: the template is not well-formed'],
    ['a long text', { webhookUrl: secret, text: 'x'.repeat(16384) }, 'Mattermost: text is longer than the service takes'],
  ])('refuses %s', (_, props, message) => {
    expect(() => fields(new Mattermost(props))).toThrow(message);
  });
});
