import { invalid, present } from '../../invalid';
import { SecretKey } from '../../secret-key';
import { CANARY_MARKDOWN, CANARY_TITLE } from '../canary-template';
import { Dialect } from '../dialect';
import { Integration, IntegrationProps } from '../integration';
import { readTemplatesIn } from '../template-text';
import { checkAddress, checkTemplateAddress } from '../../web-address';

/** A field of a Rocket.Chat message. */
export interface RocketchatField {
  /** The template of the title. */
  readonly title: string;

  /** The template of the text. */
  readonly value: string;

  /**
   * Whether another field may stand beside it.
   *
   * @default - as `shortFields` says
   */
  readonly short?: boolean;
}

/** A button of a Rocket.Chat message: it opens an address, or writes a message. */
export interface RocketchatAction {
  /** The template of what stands on it. */
  readonly text: string;

  /**
   * The template of the address that it opens.
   *
   * @default - `message` must be given
   */
  readonly url?: string;

  /**
   * The template of the message that it writes.
   *
   * @default - `url` must be given
   */
  readonly message?: string;
}

/** What a Rocket.Chat integration takes. */
export interface RocketchatProps extends IntegrationProps {
  /** The server's address. */
  readonly apiUrl: string;

  /** A personal access token. */
  readonly token: SecretKey;

  /** The id of the user that the token belongs to. */
  readonly tokenId: SecretKey;

  /**
   * The channel, such as `#deployments`, or `@user`.
   *
   * @default - the server decides
   */
  readonly channel?: string;

  /**
   * The template of the title, at most 1024 characters.
   *
   * @default - status, alert and canary
   */
  readonly title?: string;

  /**
   * The template of the text, in Markdown.
   *
   * @default - each alert's summary, description and links
   */
  readonly text?: string;

  /**
   * The template of the colour.
   *
   * @default - red while the alert fires, green when it is resolved
   */
  readonly color?: string;

  /**
   * The template of a link for the title.
   *
   * @default - Alertmanager's own page
   */
  readonly titleLink?: string;

  /**
   * Fields below the text.
   *
   * @default - none
   */
  readonly attachmentFields?: RocketchatField[];

  /**
   * Whether fields stand beside each other that do not say.
   *
   * @default false
   */
  readonly shortFields?: boolean;

  /**
   * The template of an emoji in place of the sender's picture.
   *
   * @default - none
   */
  readonly emoji?: string;

  /**
   * The template of the address of a picture of the sender.
   *
   * @default - none
   */
  readonly iconUrl?: string;

  /**
   * The template of the address of a picture.
   *
   * @default - none
   */
  readonly imageUrl?: string;

  /**
   * The template of the address of a small picture.
   *
   * @default - none
   */
  readonly thumbUrl?: string;

  /**
   * Whether names of channels and users in the text become links.
   *
   * @default false
   */
  readonly linkNames?: boolean;

  /**
   * Buttons; not where prometheus-operator 0.93 reads the configuration.
   *
   * @default - none
   */
  readonly actions?: RocketchatAction[];
}

/**
 * Posts to Rocket.Chat by its REST API. Alertmanager reads the two files when it loads the configuration, not when it sends:
 * they must be mounted by then (prometheus/alertmanager v0.34.2 notify/rocketchat/rocketchat.go).
 */
export class Rocketchat extends Integration {
  /**
   * @param props Where to post, and what.
   */
  public constructor(private readonly props: RocketchatProps) {
    super('Rocketchat', 'rocketchat_configs', props);
    this._checkLength('title', props.title, 1024);
    present('Rocketchat', props, { apiUrl: '\'https://chat.example.com\'', token: 'SecretKey.of(\'rocketchat\', \'token\')', tokenId: 'SecretKey.of(\'rocketchat\', \'token-id\')' });
    const { apiUrl, channel, title, text, color, titleLink, attachmentFields, emoji, iconUrl, imageUrl, thumbUrl, actions } = props;
    checkAddress('Rocketchat', 'apiUrl', apiUrl);
    for (const [property, address] of Object.entries({ iconUrl, imageUrl, thumbUrl })) { checkTemplateAddress('Rocketchat', property, address); }
    this._checkTemplates({ channel, title, text, color, titleLink, emoji, iconUrl, imageUrl, thumbUrl });
    readTemplatesIn('Rocketchat.attachmentFields', attachmentFields);
    for (const { url, message } of actions ?? []) {
      checkTemplateAddress('Rocketchat', 'url', url);
      if ((url === undefined) === (message === undefined)) { throw invalid({ at: 'Rocketchat', what: url === undefined ? 'a button has neither url nor message' : 'a button has both url and message', allowed: 'one of them' }); }
    }
    readTemplatesIn('Rocketchat.actions', actions);
  }

  /** @internal */
  public override _fields(dialect: Dialect): { readonly section: string; readonly fields: { readonly [field: string]: unknown } } {
    const { apiUrl, token, tokenId, channel, title, text, color, titleLink, attachmentFields, shortFields, emoji, iconUrl, imageUrl, thumbUrl, linkNames, actions } = this.props;
    if (actions !== undefined && dialect === Dialect.PROMETHEUS_OPERATOR) {
      throw invalid({
        at: 'Rocketchat', what: 'actions are given', allowed: 'none: prometheus-operator 0.93 writes each with fields that Alertmanager 0.34 does not know (is_webview, msg_in_chat_window), which then refuses the whole configuration',
        fix: 'a link in the text',
      });
    }
    return {
      section: 'rocketchat_configs',
      fields: {
        api_url: apiUrl,
        token_file: token,
        token_id_file: tokenId,
        channel,
        title: title ?? CANARY_TITLE,
        text: text ?? CANARY_MARKDOWN,
        color,
        title_link: titleLink,
        fields: attachmentFields?.map((field) => ({ ...field })),
        short_fields: shortFields,
        emoji,
        icon_url: iconUrl,
        image_url: imageUrl,
        thumb_url: thumbUrl,
        link_names: linkNames,
        actions: actions?.map((action) => ({ type: 'button', text: action.text, url: action.url, msg: action.message })),
      },
    };
  }
}
