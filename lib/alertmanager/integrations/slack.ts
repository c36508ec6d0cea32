import { Duration } from 'cdk8s';
import { invalid } from '../../invalid';
import { SecretKey } from '../../secret-key';
import { CANARY_SLACK_TEXT, CANARY_TITLE } from '../canary-template';
import { Integration, IntegrationProps } from '../integration';
import { readTemplatesIn } from '../template-text';
import { checkTimeout, goDuration } from '../timeout';
import { checkAddress, checkTemplateAddress } from '../../web-address';

/** A field of a Slack message. */
export interface SlackField {
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

/** What Slack asks before a button does something. */
export interface SlackConfirmation {
  /** The template of the question. */
  readonly text: string;

  /**
   * The template of the title.
   *
   * @default - Slack's own
   */
  readonly title?: string;

  /**
   * The template of what stands on the button that goes on.
   *
   * @default - Slack's own
   */
  readonly okText?: string;

  /**
   * The template of what stands on the button that does not.
   *
   * @default - Slack's own
   */
  readonly dismissText?: string;
}

/** A button of a Slack message: it opens an address, or tells an app. */
export interface SlackAction {
  /** The template of what stands on it. */
  readonly text: string;

  /**
   * The template of the address that it opens.
   *
   * @default - `name` must be given
   */
  readonly url?: string;

  /**
   * The template of the name by which an app knows it.
   *
   * @default - `url` must be given
   */
  readonly name?: string;

  /**
   * The template of what the app is told; with `name` only.
   *
   * @default - nothing
   */
  readonly value?: string;

  /**
   * The look: default, primary or danger, or a template of it.
   *
   * @default default
   */
  readonly style?: string;

  /**
   * What is asked before; with `name` only.
   *
   * @default - nothing
   */
  readonly confirm?: SlackConfirmation;
}

/** What a Slack integration takes. */
export interface SlackProps extends IntegrationProps {
  /**
   * The URL of an incoming webhook.
   *
   * @default - `appToken` must be given, or the global configuration must have `slackApiUrl`
   */
  readonly apiUrl?: SecretKey;

  /**
   * The token of an app's bot (scope chat:write) that posts to `channel`.
   *
   * @default - `apiUrl`
   */
  readonly appToken?: SecretKey;

  /**
   * The channel, such as `#deployments`. A webhook of a Slack app posts to the channel that it was made for, whatever is
   * written here.
   *
   * @default - the webhook's own
   */
  readonly channel?: string;

  /**
   * The template of the title, at most 1024 characters: Alertmanager cuts off the rest.
   *
   * @default - status, alert and canary
   */
  readonly title?: string;

  /**
   * The template of the text, in Slack's mrkdwn.
   *
   * @default - each alert's summary, description and links
   */
  readonly text?: string;

  /**
   * The template of the message's text above the attachment, which is what a mention (`<!subteam^…>`) needs.
   *
   * @default - none
   */
  readonly messageText?: string;

  /**
   * The template of the colour.
   *
   * @default - red while the alert fires, green when it is resolved
   */
  readonly color?: string;

  /**
   * The name under which the message is posted.
   *
   * @default Alertmanager
   */
  readonly username?: string;

  /**
   * The address of Slack's method for messages, to which `appToken` is shown.
   *
   * @default https://slack.com/api/chat.postMessage
   */
  readonly appUrl?: string;

  /**
   * Whether a message is rewritten when its group of alerts changes, in place of a new one; with `appToken` only, and from
   * Alertmanager 0.32 on. The bot needs the scope chat:write.
   *
   * @default false
   */
  readonly updateMessage?: boolean;

  /**
   * The template of a link for the title.
   *
   * @default - Alertmanager's own page
   */
  readonly titleLink?: string;

  /**
   * The template of the text above the attachment.
   *
   * @default - none
   */
  readonly pretext?: string;

  /**
   * The template of the text where the attachment cannot be shown, as on a phone.
   *
   * @default - the title
   */
  readonly fallback?: string;

  /**
   * Fields below the text.
   *
   * @default - none
   */
  readonly attachmentFields?: SlackField[];

  /**
   * Whether fields stand beside each other that do not say.
   *
   * @default false
   */
  readonly shortFields?: boolean;

  /**
   * The template of the text below.
   *
   * @default - none
   */
  readonly footer?: string;

  /**
   * The template of the id by which an app knows its buttons.
   *
   * @default - none
   */
  readonly callbackId?: string;

  /**
   * The template of an emoji in place of the sender's picture.
   *
   * @default - none
   */
  readonly iconEmoji?: string;

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
   * The parts that are read as mrkdwn: pretext, text, fields.
   *
   * @default ['fallback', 'pretext', 'text']
   */
  readonly mrkdwnIn?: string[];

  /**
   * Buttons.
   *
   * @default - none
   */
  readonly actions?: SlackAction[];

  /**
   * How long a request may take.
   *
   * @default - no bound
   */
  readonly timeout?: Duration;
}

/** Where a bot posts. */
const POST_MESSAGE = 'https://slack.com/api/chat.postMessage';

/** Posts to Slack. */
export class Slack extends Integration {
  /**
   * @param props Where to post, and what.
   */
  public constructor(private readonly props: SlackProps) {
    // Alertmanager rewrites a message only where it is shown its own address, and the token as a header; with either from a file it crashes.
    super('Slack', 'slack_configs', (props as SlackProps | undefined)?.updateMessage === true && props.http?.credentials === undefined ? { ...props, http: { ...props.http, credentials: props.appToken } } : props);
    const { apiUrl, appToken, channel, title, text, messageText, color, username } = props;
    if (apiUrl !== undefined && appToken !== undefined) {
      throw invalid({ at: 'Slack', what: 'both apiUrl and appToken are given', allowed: 'one of them: Alertmanager refuses the configuration' });
    }
    if (appToken !== undefined && (channel === undefined || channel === '')) {
      throw invalid({ at: 'Slack', what: 'appToken is given without a channel', allowed: 'a token posts to any channel that the bot is in, so that one must be named' });
    }
    if (appToken !== undefined && props.http?.credentials !== undefined) {
      throw invalid({ at: 'Slack', what: 'both appToken and http.credentials are given', allowed: 'one of them: both are the Authorization header' });
    }
    if (props.fields?.update_message === true) {
      throw invalid({
        at: 'Slack', what: 'fields.update_message is on', allowed: 'false: with a token or URL from a file, Alertmanager and the operator crash on it (prometheus/alertmanager#5164)',
      });
    }
    if (color !== undefined && !color.includes('{{') && (props.sendResolved ?? true)) {
      throw invalid({
        at: 'Slack', what: 'the colour is constant, and the end of an alert is told as well', value: color,
        allowed: 'a template that looks at .Status: a resolved message must not look like a new incident',
        fix: '{{ if eq .Status "firing" }}danger{{ else }}good{{ end }}, which is the default',
      });
    }
    this.checkApp();
    this._checkLength('title', title, 1024);
    this._checkTemplates({ channel, title, text, messageText, color, username });
    this.checkParts();
  }

  /** @internal */
  public override _fields(): { readonly section: string; readonly fields: { readonly [field: string]: unknown } } {
    const { apiUrl, appToken, appUrl, updateMessage, channel, username, title, text, messageText, color, fallback, attachmentFields, actions, timeout } = this.props;
    return {
      section: 'slack_configs',
      fields: {
        api_url_file: apiUrl,
        app_token_file: updateMessage === true ? undefined : appToken,
        api_url: updateMessage === true ? POST_MESSAGE : undefined,
        app_url: appUrl,
        update_message: updateMessage,
        channel,
        username,
        title: title ?? CANARY_TITLE,
        text: text ?? CANARY_SLACK_TEXT,
        // What a phone shows.
        fallback: fallback ?? title ?? CANARY_TITLE,
        message_text: messageText,
        color,
        title_link: this.props.titleLink,
        pretext: this.props.pretext,
        fields: attachmentFields?.map((field) => ({ ...field })),
        short_fields: this.props.shortFields,
        footer: this.props.footer,
        callback_id: this.props.callbackId,
        icon_emoji: this.props.iconEmoji,
        icon_url: this.props.iconUrl,
        image_url: this.props.imageUrl,
        thumb_url: this.props.thumbUrl,
        link_names: this.props.linkNames,
        mrkdwn_in: this.props.mrkdwnIn,
        actions: actions?.map((action) => ({
          type: 'button', text: action.text, url: action.url, name: action.name, value: action.value, style: action.style,
          confirm: action.confirm && { text: action.confirm.text, title: action.confirm.title, ok_text: action.confirm.okText, dismiss_text: action.confirm.dismissText },
        })),
        timeout: goDuration(timeout),
      },
    };
  }

  private checkApp(): void {
    const { appToken, appUrl, updateMessage } = this.props;
    if (appUrl !== undefined && (appToken === undefined || updateMessage === true)) {
      throw invalid({ at: 'Slack', what: `appUrl is given ${appToken === undefined ? 'without appToken' : 'with updateMessage'}`, allowed: appToken === undefined ? 'with a token alone' : `${POST_MESSAGE} alone: Alertmanager refuses any other` });
    }
    if (updateMessage === true && appToken === undefined) {
      throw invalid({ at: 'Slack', what: 'updateMessage is on without appToken', allowed: 'with the token of an app\'s bot: a webhook cannot rewrite a message', fix: 'appToken: SecretKey.of(\'slack-bot\', \'token\')' });
    }
    checkAddress('Slack', 'appUrl', appUrl);
  }

  private checkParts(): void {
    const { titleLink, pretext, fallback, footer, callbackId, iconEmoji, iconUrl, imageUrl, thumbUrl, attachmentFields, actions } = this.props;
    checkTimeout('Slack', 'timeout', this.props.timeout);
    for (const [property, address] of Object.entries({ titleLink, iconUrl, imageUrl, thumbUrl })) { checkTemplateAddress('Slack', property, address); }
    this._checkTemplates({ titleLink, pretext, fallback, footer, callbackId, iconEmoji, iconUrl, imageUrl, thumbUrl });
    if (attachmentFields?.some(({ title, value }) => title === '' || value === '') === true) {
      throw invalid({ at: 'Slack', what: 'a field has no title or no value', allowed: 'both: Alertmanager refuses the configuration' });
    }
    readTemplatesIn('Slack.attachmentFields', attachmentFields);
    for (const { text, url, name, value, confirm } of actions ?? []) {
      if (text === '' || (url === undefined || url === '') === (name === undefined || name === '')) {
        throw invalid({ at: 'Slack', what: text === '' ? 'a button has no text' : `a button has ${name === undefined ? 'neither' : 'both'} url ${name === undefined ? 'nor' : 'and'} name`, allowed: 'a text, and one of url and name: Alertmanager reads one of them' });
      }
      if (url !== undefined && (value ?? confirm) !== undefined) { throw invalid({ at: 'Slack', what: `a button with a url has ${value === undefined ? 'confirm' : 'value'}`, allowed: 'with name only: Alertmanager leaves it out' }); }
      if (confirm?.text === '') { throw invalid({ at: 'Slack', what: 'a button asks without a text', allowed: 'a text: Alertmanager refuses the configuration' }); }
      checkTemplateAddress('Slack', 'url', url);
    }
    readTemplatesIn('Slack.actions', actions);
  }
}
