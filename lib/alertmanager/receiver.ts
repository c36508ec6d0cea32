import { invalid } from '../invalid';
import { Dialect } from './dialect';
import { Integration } from './integration';
import { Discord, DiscordProps } from './integrations/discord';
import { Email, EmailProps } from './integrations/email';
import { Incidentio, IncidentioProps } from './integrations/incidentio';
import { Jira, JiraProps } from './integrations/jira';
import { Mattermost, MattermostProps } from './integrations/mattermost';
import { Msteams, MsteamsProps } from './integrations/msteams';
import { Msteamsv2, Msteamsv2Props } from './integrations/msteamsv2';
import { Opsgenie, OpsgenieProps } from './integrations/opsgenie';
import { Pagerduty, PagerdutyProps } from './integrations/pagerduty';
import { Pushover, PushoverProps } from './integrations/pushover';
import { RawIntegration } from './integrations/raw-integration';
import { Rocketchat, RocketchatProps } from './integrations/rocketchat';
import { Slack, SlackProps } from './integrations/slack';
import { Sns, SnsProps } from './integrations/sns';
import { Telegram, TelegramProps } from './integrations/telegram';
import { Victorops, VictoropsProps } from './integrations/victorops';
import { Webex, WebexProps } from './integrations/webex';
import { Webhook, WebhookProps } from './integrations/webhook';
import { Wechat, WechatProps } from './integrations/wechat';

/**
 * Who is told: a name that routes refer to, and the integrations that carry the message. Routes refer to the object; the
 * configuration defines each receiver that a route refers to, and no other.
 */
export class Receiver {
  /**
   * Nobody is told. For what somebody else hears of already, or nobody needs to.
   *
   * @param name The receiver's name.
   */
  public static none(name: string): Receiver {
    return new Receiver(name, []);
  }

  /**
   * Slack.
   *
   * @param name The receiver's name.
   * @param props Where to post, and what.
   */
  public static slack(name: string, props: SlackProps): Receiver {
    return new Receiver(name, [new Slack(props)]);
  }

  /**
   * Microsoft Teams, by a workflow.
   *
   * @param name The receiver's name.
   * @param props Where to post, and what.
   */
  public static msteamsv2(name: string, props: Msteamsv2Props): Receiver {
    return new Receiver(name, [new Msteamsv2(props)]);
  }

  /**
   * Discord.
   *
   * @param name The receiver's name.
   * @param props Where to post, and what.
   */
  public static discord(name: string, props: DiscordProps): Receiver {
    return new Receiver(name, [new Discord(props)]);
  }

  /**
   * PagerDuty.
   *
   * @param name The receiver's name.
   * @param props Where to post, and what.
   */
  public static pagerduty(name: string, props: PagerdutyProps): Receiver {
    return new Receiver(name, [new Pagerduty(props)]);
  }

  /**
   * Opsgenie.
   *
   * @param name The receiver's name.
   * @param props Where to post, and what.
   */
  public static opsgenie(name: string, props: OpsgenieProps): Receiver {
    return new Receiver(name, [new Opsgenie(props)]);
  }

  /**
   * Email.
   *
   * @param name The receiver's name.
   * @param props To whom, and what.
   */
  public static email(name: string, props: EmailProps): Receiver {
    return new Receiver(name, [new Email(props)]);
  }

  /**
   * A URL that takes Alertmanager's own JSON.
   *
   * @param name The receiver's name.
   * @param props Where to post.
   */
  public static webhook(name: string, props: WebhookProps): Receiver {
    return new Receiver(name, [new Webhook(props)]);
  }

  /**
   * Rocket.Chat.
   *
   * @param name The receiver's name.
   * @param props Where to post, and what.
   */
  public static rocketchat(name: string, props: RocketchatProps): Receiver {
    return new Receiver(name, [new Rocketchat(props)]);
  }

  /**
   * Telegram.
   *
   * @param name The receiver's name.
   * @param props Where to post, and what.
   */
  public static telegram(name: string, props: TelegramProps): Receiver {
    return new Receiver(name, [new Telegram(props)]);
  }

  /**
   * incident.io.
   *
   * @param name The receiver's name.
   * @param props Where to send, and what.
   */
  public static incidentio(name: string, props: IncidentioProps): Receiver {
    return new Receiver(name, [new Incidentio(props)]);
  }

  /**
   * Jira.
   *
   * @param name The receiver's name.
   * @param props Which project, and what.
   */
  public static jira(name: string, props: JiraProps): Receiver {
    return new Receiver(name, [new Jira(props)]);
  }

  /**
   * Mattermost.
   *
   * @param name The receiver's name.
   * @param props Where to post, and what.
   */
  public static mattermost(name: string, props: MattermostProps): Receiver {
    return new Receiver(name, [new Mattermost(props)]);
  }

  /**
   * Microsoft Teams, by a connector of the kind that Microsoft has retired.
   *
   * @param name The receiver's name.
   * @param props Where to post, and what.
   * @deprecated msteamsv2 posts to the workflows that took their place.
   */
  public static msteams(name: string, props: MsteamsProps): Receiver {
    return new Receiver(name, [new Msteams(props)]);
  }

  /**
   * Pushover.
   *
   * @param name The receiver's name.
   * @param props Whom to notify, and how.
   */
  public static pushover(name: string, props: PushoverProps): Receiver {
    return new Receiver(name, [new Pushover(props)]);
  }

  /**
   * Amazon SNS.
   *
   * @param name The receiver's name.
   * @param props Where to publish, and what.
   */
  public static sns(name: string, props: SnsProps): Receiver {
    return new Receiver(name, [new Sns(props)]);
  }

  /**
   * Splunk On-Call, which was VictorOps.
   *
   * @param name The receiver's name.
   * @param props Where to post, and what.
   */
  public static victorops(name: string, props: VictoropsProps): Receiver {
    return new Receiver(name, [new Victorops(props)]);
  }

  /**
   * Webex.
   *
   * @param name The receiver's name.
   * @param props Where to post, and what.
   */
  public static webex(name: string, props: WebexProps): Receiver {
    return new Receiver(name, [new Webex(props)]);
  }

  /**
   * WeChat Work, which is WeCom.
   *
   * @param name The receiver's name.
   * @param props Whom to tell, and what.
   */
  public static wechat(name: string, props: WechatProps): Receiver {
    return new Receiver(name, [new Wechat(props)]);
  }

  /**
   * The escape hatch: a receiver as alertmanager.yaml has it, for services that this library does not know.
   *
   * @param name The receiver's name.
   * @param fields The sections, such as `{ pushover_configs: [{ user_key_file: SecretKey.of(…), … }] }`. A secret is given as
   *   a SecretKey, in the field that ends in `_file`; a literal value in a field that holds a secret is refused.
   */
  public static raw(name: string, fields: { readonly [section: string]: unknown }): Receiver {
    return new Receiver(name, RawIntegration._all(`Receiver ${name}`, fields));
  }

  /** The integrations. */
  public readonly integrations: Integration[];

  /**
   * @param name The name.
   * @param integrations The integrations: all of them are told.
   */
  public constructor(
    /** The name. */
    public readonly name: string,
    integrations: Integration[],
  ) {
    this.integrations = [...integrations];
    if (name.trim() === '' || /[\n\r\t]/.test(name)) {
      throw invalid({ at: 'Receiver', what: 'the name is empty or has more than one line', value: name });
    }
  }

  /**
   * As alertmanager.yaml has it, each SecretKey still in its place.
   *
   * @internal
   */
  public _render(dialect: Dialect): { readonly [field: string]: unknown } {
    const sections: { [section: string]: unknown[] } = {};
    for (const integration of this.integrations) {
      const { section, entry } = integration._render(dialect);
      (sections[section] ??= []).push(entry);
    }
    return { name: this.name, ...sections };
  }
}
