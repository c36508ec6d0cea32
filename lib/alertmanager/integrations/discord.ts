import { invalid } from '../../invalid';
import { SecretKey } from '../../secret-key';
import { CANARY_MARKDOWN, CANARY_TITLE } from '../canary-template';
import { Dialect } from '../dialect';
import { Integration, IntegrationProps } from '../integration';
import { checkTemplateAddress } from '../../web-address';

/** What a Discord integration takes. */
export interface DiscordProps extends IntegrationProps {
  /**
   * The webhook's URL with `/slack` appended (`https://discord.com/api/webhooks/…/…/slack`): what Discord reads as Slack does.
   *
   * @default - `webhookUrl` must be given
   */
  readonly slackCompatibleUrl?: SecretKey;

  /**
   * The webhook's URL as Discord shows it. prometheus-operator 0.93 refuses a configuration that reads it from a file
   * (prometheus-operator/prometheus-operator#7159), so that this is for an Alertmanager of one's own.
   *
   * @default - `slackCompatibleUrl` must be given
   */
  readonly webhookUrl?: SecretKey;

  /**
   * The template of the title, at most 256 characters.
   *
   * @default - status, alert and canary
   */
  readonly title?: string;

  /**
   * The template of the text, in Markdown, at most 4096 characters.
   *
   * @default - each alert's summary, description and links
   */
  readonly message?: string;

  /**
   * The name under which the message is posted.
   *
   * @default - the webhook's own
   */
  readonly username?: string;

  /**
   * The address of a picture of the sender; not with `slackCompatibleUrl`.
   *
   * @default - the webhook's own
   */
  readonly avatarUrl?: string;

  /**
   * The template of the text above, at most 2000 characters, which is what a mention needs; not with `slackCompatibleUrl`.
   *
   * @default - none
   */
  readonly content?: string;
}

/**
 * Posts to Discord: as to Slack where `slackCompatibleUrl` is given, which works everywhere; else by Alertmanager's own
 * integration.
 */
export class Discord extends Integration {
  /**
   * @param props Where to post, and what.
   */
  public constructor(private readonly props: DiscordProps) {
    super('Discord', 'discord_configs', props);
    if ((props.slackCompatibleUrl === undefined) === (props.webhookUrl === undefined)) {
      throw invalid({
        at: 'Discord', what: props.webhookUrl === undefined ? 'neither slackCompatibleUrl nor webhookUrl is given' : 'both slackCompatibleUrl and webhookUrl are given',
        allowed: 'one of them: slackCompatibleUrl with prometheus-operator', fix: 'slackCompatibleUrl: SecretKey.of(\'discord\', \'slack-address\')',
      });
    }
    for (const property of ['avatarUrl', 'content'] as const) {
      if (props.slackCompatibleUrl !== undefined && props[property] !== undefined) {
        throw invalid({ at: 'Discord', what: `${property} is given with slackCompatibleUrl`, allowed: 'with webhookUrl only: Discord reads no such thing at its Slack-compatible address' });
      }
    }
    checkTemplateAddress('Discord', 'avatarUrl', props.avatarUrl);
    this._checkLength('title', props.title, 256);
    this._checkLength('content', props.content, 2000);
    this._checkLength('message', props.message, 4096);
    this._checkTemplates({ title: props.title, message: props.message, username: props.username, avatarUrl: props.avatarUrl, content: props.content });
  }

  /** @internal */
  public override _fields(dialect: Dialect): { readonly section: string; readonly fields: { readonly [field: string]: unknown } } {
    const { slackCompatibleUrl, webhookUrl, title = CANARY_TITLE, message = CANARY_MARKDOWN, username, avatarUrl, content } = this.props;
    if (slackCompatibleUrl !== undefined) {
      return { section: 'slack_configs', fields: { api_url_file: slackCompatibleUrl, username, title, text: message, fallback: title } };
    }
    if (dialect === Dialect.PROMETHEUS_OPERATOR) {
      throw invalid({
        at: 'Discord', what: 'prometheus-operator 0.93 refuses webhook_url_file of discord_configs',
        allowed: 'Discord\'s Slack-compatible address: the same URL with "/slack" appended, in a key of its own',
        fix: 'slackCompatibleUrl: SecretKey.of(\'discord\', \'slack-address\')',
      });
    }
    return { section: 'discord_configs', fields: { webhook_url_file: webhookUrl, username, avatar_url: avatarUrl, content, title, message } };
  }
}
