import { invalid } from '../../invalid';
import { SecretKey } from '../../secret-key';
import { CANARY_MARKDOWN, CANARY_TEXT } from '../canary-template';
import { Integration, IntegrationProps } from '../integration';
import { checkAddress } from '../../web-address';

/** How WeChat Work reads a message. */
export enum WechatMessageType {
  /** As it stands. */
  TEXT = 'text',
  /** A few signs of Markdown. */
  MARKDOWN = 'markdown',
}

/** What a WeChat Work (WeCom) integration takes. */
export interface WechatProps extends IntegrationProps {
  /**
   * The secret of the application.
   *
   * @default - the global configuration must have `wechatApiSecret`
   */
  readonly apiSecret?: SecretKey;

  /**
   * The id of the company.
   *
   * @default - the global configuration must have `wechatApiCorpId`
   */
  readonly corpId?: string;

  /**
   * The API's address.
   *
   * @default - as the global configuration says: https://qyapi.weixin.qq.com/cgi-bin/
   */
  readonly apiUrl?: string;

  /**
   * The template of the application's id.
   *
   * @default - none
   */
  readonly agentId?: string;

  /**
   * The template of who is told: user names with `|` between them, or `@all`.
   *
   * @default - nobody
   */
  readonly toUser?: string;

  /**
   * The template of which parties are told.
   *
   * @default - none
   */
  readonly toParty?: string;

  /**
   * The template of which tags are told.
   *
   * @default - none
   */
  readonly toTag?: string;

  /**
   * The template of the message.
   *
   * @default - each alert's summary, description and links
   */
  readonly message?: string;

  /**
   * How the message is read.
   *
   * @default WechatMessageType.TEXT
   */
  readonly messageType?: WechatMessageType;
}

/** Sends a message by WeChat Work, which is WeCom. */
export class Wechat extends Integration {
  /**
   * @param props Where to post, and what.
   */
  public constructor(private readonly props: WechatProps) {
    super('Wechat', 'wechat_configs', props);
    const { apiUrl, agentId, toUser, toParty, toTag, message } = props;
    if ([toUser, toParty, toTag].every((each) => each === undefined || each === '')) {
      throw invalid({ at: 'Wechat', what: 'none of toUser, toParty and toTag is given', allowed: 'at least one: WeChat refuses a message to nobody', fix: 'toUser: \'@all\'' });
    }
    checkAddress('Wechat', 'apiUrl', apiUrl);
    this._checkTemplates({ agentId, toUser, toParty, toTag, message });
  }

  /** @internal */
  public override _fields(): { readonly section: string; readonly fields: { readonly [field: string]: unknown } } {
    const { apiSecret, corpId, apiUrl, agentId, toUser, toParty, toTag, message, messageType } = this.props;
    return {
      section: 'wechat_configs',
      fields: {
        api_secret_file: apiSecret,
        corp_id: corpId,
        api_url: apiUrl,
        agent_id: agentId,
        to_user: toUser,
        to_party: toParty,
        to_tag: toTag,
        message: message ?? (messageType === WechatMessageType.MARKDOWN ? CANARY_MARKDOWN : CANARY_TEXT),
        message_type: messageType,
      },
    };
  }
}
