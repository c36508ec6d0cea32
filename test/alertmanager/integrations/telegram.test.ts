import { SecretKey } from '../../../lib';
import { Telegram, TelegramParseMode } from '../../../lib/alertmanager';
import { fields } from './fields';

const botToken = SecretKey.of('telegram', 'token');
const file = '/etc/alertmanager/secrets/telegram/token';

describe('Telegram', () => {
  test('posts our text as HTML', () => {
    expect(fields(new Telegram({ botToken, chatId: -100 }))).toEqual({
      telegram_configs: { send_resolved: true, bot_token_file: file, chat_id: -100, message: '{{ template "canary.telegram" . }}', parse_mode: 'HTML' },
    });
  });

  test.each([
    ['as it stands', { parseMode: TelegramParseMode.PLAIN }, { message: '{{ template "canary.text" . }}', parse_mode: '' }],
    ['a text of one\'s own', { message: 'a' }, { message: 'a', parse_mode: 'HTML' }],
  ])('posts %s, to a chat from a file', (_, props, expected) => {
    expect(fields(new Telegram({ botToken, chatIdFile: SecretKey.of('telegram', 'chat'), ...props }))).toEqual({
      telegram_configs: { send_resolved: true, bot_token_file: file, chat_id_file: '/etc/alertmanager/secrets/telegram/chat', ...expected },
    });
  });

  test.each([
    ['no chat', {}, 'Telegram: neither chatId nor chatIdFile is given'],
    ['two chats', { chatId: 1, chatIdFile: botToken }, 'Telegram: both chatId and chatIdFile are given'],
    ['a chat that is none', { chatId: 0 }, 'Telegram: chatId is not a chat\'s id\n  value:   0'],
    ['a message that would not be sent', { chatId: 1, message: 'x'.repeat(4097) }, 'Telegram: message is longer than the service takes'],
    ['a template that does not parse', { chatId: 1, message: '{{' }, 'Telegram.message: the template is not well-formed'],
  ])('refuses %s', (_, props, message) => {
    expect(() => new Telegram({ botToken, ...props })).toThrow(message);
  });
});
