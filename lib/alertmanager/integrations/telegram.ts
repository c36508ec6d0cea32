import { invalid, present, wholeNumber } from '../../invalid';
import { SecretKey } from '../../secret-key';
import { CANARY_TELEGRAM, CANARY_TEXT } from '../canary-template';
import { Integration, IntegrationProps } from '../integration';
import { checkAddress } from '../../web-address';

/** How Telegram reads a message. */
export enum TelegramParseMode {
  /** A few HTML tags; what alerts bring is escaped. */
  HTML = 'HTML',
  /** Telegram's second Markdown: each of its many special characters must be escaped, or the message is refused. */
  MARKDOWN_V2 = 'MarkdownV2',
  /** Telegram's first Markdown. */
  MARKDOWN = 'Markdown',
  /** As it stands. */
  PLAIN = '',
}

/** What a Telegram integration takes. */
export interface TelegramProps extends IntegrationProps {
  /** The bot's token. */
  readonly botToken: SecretKey;

  /**
   * The chat's id, negative for a group.
   *
   * @default - `chatIdFile` must be given
   */
  readonly chatId?: number;

  /**
   * The chat's id from a Secret.
   *
   * @default - `chatId` must be given
   */
  readonly chatIdFile?: SecretKey;

  /**
   * The template of the message. One of more than 4096 characters is not sent in HTML; a note is sent in its place.
   *
   * @default - title, each alert's summary, description and links
   */
  readonly message?: string;

  /**
   * How Telegram reads the message.
   *
   * @default TelegramParseMode.HTML
   */
  readonly parseMode?: TelegramParseMode;

  /**
   * The API's address.
   *
   * @default - as the global configuration says: https://api.telegram.org
   */
  readonly apiUrl?: string;

  /**
   * The number of the topic within a group.
   *
   * @default - the group itself
   */
  readonly messageThreadId?: number;

  /**
   * Whether the message comes without a sound.
   *
   * @default false
   */
  readonly disableNotifications?: boolean;
}

/** Posts to a Telegram chat. */
export class Telegram extends Integration {
  /**
   * @param props Where to post, and what.
   */
  public constructor(private readonly props: TelegramProps) {
    super('Telegram', 'telegram_configs', props);
    const { chatId, chatIdFile, message } = props;
    present('Telegram', props, { botToken: 'SecretKey.of(\'telegram\', \'token\')' });
    checkAddress('Telegram', 'apiUrl', props.apiUrl);
    if (props.messageThreadId !== undefined) { wholeNumber('Telegram', 'messageThreadId', props.messageThreadId, { min: 1, max: 2147483647 }); }
    if ((chatId === undefined) === (chatIdFile === undefined)) {
      throw invalid({
        at: 'Telegram', what: chatId === undefined ? 'neither chatId nor chatIdFile is given' : 'both chatId and chatIdFile are given',
        allowed: 'one of them', fix: 'chatId: -1001234567890',
      });
    }
    if (chatId !== undefined && (!Number.isSafeInteger(chatId) || chatId === 0)) {
      throw invalid({ at: 'Telegram', what: 'chatId is not a chat\'s id', value: chatId, allowed: 'a whole number other than 0, negative for a group' });
    }
    this._checkLength('message', message, 4096);
    this._checkTemplates({ message });
  }

  /** @internal */
  public override _fields(): { readonly section: string; readonly fields: { readonly [field: string]: unknown } } {
    const { botToken, chatId, chatIdFile, message, parseMode = TelegramParseMode.HTML, apiUrl, messageThreadId, disableNotifications } = this.props;
    return {
      section: 'telegram_configs',
      fields: {
        bot_token_file: botToken,
        chat_id: chatId,
        chat_id_file: chatIdFile,
        message: message ?? (parseMode === TelegramParseMode.HTML ? CANARY_TELEGRAM : CANARY_TEXT),
        parse_mode: parseMode,
        api_url: apiUrl,
        message_thread_id: messageThreadId,
        disable_notifications: disableNotifications,
      },
    };
  }
}
