import { invalid } from '../invalid';
import { Dialect } from './dialect';
import { Integration } from './integration';
import { Discord, DiscordProps } from './integrations/discord';
import { Email, EmailProps } from './integrations/email';
import { Msteamsv2, Msteamsv2Props } from './integrations/msteamsv2';
import { Opsgenie, OpsgenieProps } from './integrations/opsgenie';
import { Pagerduty, PagerdutyProps } from './integrations/pagerduty';
import { RawIntegration } from './integrations/raw-integration';
import { Rocketchat, RocketchatProps } from './integrations/rocketchat';
import { Slack, SlackProps } from './integrations/slack';
import { Telegram, TelegramProps } from './integrations/telegram';
import { Webhook, WebhookProps } from './integrations/webhook';

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
