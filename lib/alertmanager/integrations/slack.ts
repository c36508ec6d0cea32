import { invalid } from '../../invalid';
import { SecretKey } from '../../secret-key';
import { CANARY_SLACK_TEXT, CANARY_TITLE } from '../canary-template';
import { Integration, IntegrationProps } from '../integration';

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
}

/** Posts to Slack. */
export class Slack extends Integration {
  /**
   * @param props Where to post, and what.
   */
  public constructor(private readonly props: SlackProps) {
    super('Slack', 'slack_configs', props);
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
    this._checkLength('title', title, 1024);
    this._checkTemplates({ channel, title, text, messageText, color, username });
  }

  /** @internal */
  public override _fields(): { readonly section: string; readonly fields: { readonly [field: string]: unknown } } {
    const { apiUrl, appToken, channel, username, title, text, messageText, color } = this.props;
    return {
      section: 'slack_configs',
      fields: {
        api_url_file: apiUrl,
        app_token_file: appToken,
        channel,
        username,
        title: title ?? CANARY_TITLE,
        text: text ?? CANARY_SLACK_TEXT,
        // What a phone shows.
        fallback: title ?? CANARY_TITLE,
        message_text: messageText,
        color,
      },
    };
  }
}
