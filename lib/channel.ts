import * as alertmanager from './alertmanager';
import { ADDRESS } from './facts/secret-keys';
import * as flagger from './flagger';
import * as flux from './flux';
import { Hears } from './hears';
import { invalid } from './invalid';
import { checkOptions } from './options';
import { SecretKey } from './secret-key';

/** What every channel takes. */
export interface ChannelOptions {
  /** What it hears of. */
  readonly hears: Hears;

  /**
   * The name of the objects that are made for it: lower-case letters, digits and "-".
   *
   * @default - made of the service and the channel, such as `slack-deployments-alert`
   */
  readonly name?: string;

  /**
   * The template of the title of messages about failures, in Go's text/template syntax with Alertmanager's data. It may refer
   * to `CanaryAlertingProps.templates` and to our own, such as `{{ template "canary.title" . }}`. A program that takes Alertmanager's
   * webhook, and Telegram, have no title.
   *
   * @default - status, alert, canary and cluster
   */
  readonly messageTitle?: string;

  /**
   * The template of the text of messages about failures, in the service's own markup; an e-mail is plain text then.
   *
   * @default - each alert's summary, description and links
   */
  readonly messageText?: string;
}

/** What a channel takes that is reached by a webhook. */
export interface WebhookChannelOptions extends ChannelOptions {
  /**
   * The webhook's URL. It is read in the namespaces of those who send: Alertmanager's and Flux' for failures, Flagger's for
   * progress. The key must be `address`, the one that Flagger and Flux read. Each channel has a webhook of its own: that of a Slack app posts to the
   * channel that it was made for, whichever the message names, and two channels with one SecretKey are refused as one place. (That of a legacy
   * integration posts to any channel: give each channel a Secret of its own all the same.)
   *
   * Source: docs.slack.dev/legacy/legacy-custom-integrations (incoming webhooks).
   */
  readonly webhook: SecretKey;
}

/** What a PagerDuty channel takes. */
export interface PagerDutyChannelOptions extends ChannelOptions {
  /** The integration key of an Events API v2 integration. It is that of one service: two channels with one SecretKey are refused. */
  readonly routingKey: SecretKey;
}

/** What an Opsgenie channel takes. */
export interface OpsgenieChannelOptions extends ChannelOptions {
  /** The API key. */
  readonly apiKey: SecretKey;

  /**
   * Who is told.
   *
   * @default - as Opsgenie's integration says
   */
  readonly responders?: alertmanager.OpsgenieResponder[];
}

/** What an e-mail channel takes. */
export interface EmailChannelOptions extends ChannelOptions {
  /** The sender's address. */
  readonly from: string;

  /** The mail server, `host:port`. */
  readonly smarthost: string;

  /**
   * The name to log in with.
   *
   * @default - no login
   */
  readonly authUsername?: string;

  /**
   * The password to log in with.
   *
   * @default - no login
   */
  readonly authPassword?: SecretKey;
}

/** What a Telegram channel takes. */
export interface TelegramChannelOptions extends ChannelOptions {
  /** The bot's token. */
  readonly botToken: SecretKey;

  /** The chat's number. */
  readonly chatId: number;
}

/** What a Rocket.Chat channel takes. */
export interface RocketChatChannelOptions extends ChannelOptions {
  /**
   * The URL of an incoming webhook, by which Flagger and Flux post.
   *
   * @default - none; progress needs it
   */
  readonly webhook?: SecretKey;

  /**
   * The server's URL, whose API Alertmanager uses.
   *
   * @default - none; failures need it
   */
  readonly apiUrl?: string;

  /**
   * The API token's value.
   *
   * @default - none; failures need it
   */
  readonly token?: SecretKey;

  /**
   * The API token's id.
   *
   * @default - none; failures need it
   */
  readonly tokenId?: SecretKey;
}

/**
 * Somewhere people look: who hears, and of what. By which program it is told is chosen so that each thing reaches each
 * channel once.
 */
export class Channel {
  /**
   * A channel in Slack.
   *
   * @param channel The channel, such as `#deployments-alert`.
   * @param options The webhook, and what it hears of.
   */
  public static slack(channel: string, options: WebhookChannelOptions): Channel {
    checkOptions(`channel slack ${channel}`, 'WebhookChannelOptions', options);
    const { webhook, messageTitle, messageText } = options;
    return new Channel('slack', channel, options, [webhook], {
      isPlace: true,
      receiver: (name, sendResolved) => alertmanager.Receiver.slack(name, { apiUrl: webhook, channel, sendResolved, title: messageTitle, text: messageText }),
      flagger: { type: flagger.AlertProviderType.SLACK, channel, secret: webhook },
      flux: { type: flux.ProviderType.SLACK, channel, secret: webhook },
    });
  }

  /**
   * A channel in Microsoft Teams, by a workflow that takes webhook requests. It can hear of failures only: Flagger posts the
   * retired MessageCard format, which workflows refuse (fluxcd/flagger#1753).
   *
   * @param title What people call the channel.
   * @param options The workflow's URL, and what it hears of.
   */
  public static msTeams(title: string, options: WebhookChannelOptions): Channel {
    checkOptions(`channel msteams ${title}`, 'WebhookChannelOptions', options);
    const { webhook, messageTitle, messageText } = options;
    return new Channel('msteams', title, options, [webhook], {
      isPlace: true,
      receiver: (name, sendResolved) => alertmanager.Receiver.msteamsv2(name, { webhookUrl: webhook, sendResolved, title: messageTitle, text: messageText }),
      flux: { type: flux.ProviderType.MSTEAMS, secret: webhook },
      noProgress: 'Flagger posts the retired MessageCard format, which Teams\' workflows refuse (fluxcd/flagger#1753)',
    });
  }

  /**
   * A channel in Discord.
   *
   * @param title What people call the channel.
   * @param options The webhook's URL, and what it hears of. For failures it must end in `/slack`, Discord's Slack-compatible
   *   address, because prometheus-operator 0.93 refuses a Discord webhook from a file; for progress it must not, because
   *   Flagger appends it.
   */
  public static discord(title: string, options: WebhookChannelOptions): Channel {
    checkOptions(`channel discord ${title}`, 'WebhookChannelOptions', options);
    const { webhook, messageTitle, messageText } = options;
    return new Channel('discord', title, options, [webhook], {
      isPlace: true,
      receiver: (name, sendResolved) => alertmanager.Receiver.discord(name, { slackCompatibleUrl: webhook, sendResolved, title: messageTitle, message: messageText }),
      flagger: { type: flagger.AlertProviderType.DISCORD, secret: webhook },
      flux: { type: flux.ProviderType.DISCORD, secret: webhook },
    });
  }

  /**
   * A channel in Rocket.Chat.
   *
   * @param channel The channel, such as `#deployments-alert`.
   * @param options How it is reached, and what it hears of.
   */
  public static rocketChat(channel: string, options: RocketChatChannelOptions): Channel {
    checkOptions(`channel rocketchat ${channel}`, 'RocketChatChannelOptions', options);
    const { webhook, apiUrl, token, tokenId, messageTitle, messageText } = options;
    const secrets = [webhook, token, tokenId].filter((each) => each !== undefined);
    return new Channel('rocketchat', channel, options, secrets, {
      receiver: apiUrl === undefined || token === undefined || tokenId === undefined ? undefined
        : (name, sendResolved) => alertmanager.Receiver.rocketchat(name, { apiUrl, token, tokenId, channel, sendResolved, title: messageTitle, text: messageText }),
      flagger: webhook && { type: flagger.AlertProviderType.ROCKET, channel, secret: webhook },
      flux: webhook && { type: flux.ProviderType.ROCKET, channel, secret: webhook },
      noFailures: 'apiUrl, token and tokenId are needed: Alertmanager posts by Rocket.Chat\'s API, not by a webhook',
      noProgress: 'webhook is needed: Flagger posts by an incoming webhook',
    });
  }

  /**
   * A space in Google Chat. It can hear of progress only: Alertmanager does not post to Google Chat.
   *
   * @param title What people call the space.
   * @param options The webhook, and what it hears of.
   */
  public static googleChat(title: string, options: WebhookChannelOptions): Channel {
    checkOptions(`channel googlechat ${title}`, 'WebhookChannelOptions', options);
    const { webhook } = options;
    return new Channel('googlechat', title, options, [webhook], {
      isPlace: true,
      flagger: { type: flagger.AlertProviderType.GCHAT, secret: webhook },
      flux: { type: flux.ProviderType.GOOGLECHAT, secret: webhook },
      noFailures: 'Alertmanager has no integration for Google Chat',
    });
  }

  /**
   * A service in PagerDuty. It hears of failures.
   *
   * @param title What people call the service.
   * @param options The integration key.
   */
  public static pagerDuty(title: string, options: PagerDutyChannelOptions): Channel {
    checkOptions(`channel pagerduty ${title}`, 'PagerDutyChannelOptions', options);
    const { routingKey, messageTitle, messageText } = options;
    return new Channel('pagerduty', title, options, [routingKey], {
      isPlace: true,
      receiver: (name, sendResolved) => alertmanager.Receiver.pagerduty(name, {
        routingKey, sendResolved, description: messageTitle,
        // What a detail gives is read as YAML, and no YAML begins with a tab.
        details: messageText === undefined ? undefined : { text: `\t${messageText}` },
      }),
      // Flux reads PagerDuty's routing key from `spec.channel`, in plain text: Alertmanager passes its events on instead.
      noProgress: 'Flagger does not post to PagerDuty',
    });
  }

  /**
   * Opsgenie. It hears of failures.
   *
   * @param title What people call the team or integration.
   * @param options The API key, and who is told.
   */
  public static opsgenie(title: string, options: OpsgenieChannelOptions): Channel {
    checkOptions(`channel opsgenie ${title}`, 'OpsgenieChannelOptions', options);
    const { apiKey, responders, messageTitle, messageText } = options;
    return new Channel('opsgenie', title, options, [apiKey], {
      receiver: (name, sendResolved) => alertmanager.Receiver.opsgenie(name, { apiKey, responders, sendResolved, message: messageTitle, description: messageText }),
      noProgress: 'Flagger does not post to Opsgenie',
    });
  }

  /**
   * People who read e-mail. They hear of failures.
   *
   * @param to The address, or several with commas.
   * @param options The mail server.
   */
  public static email(to: string, options: EmailChannelOptions): Channel {
    checkOptions(`channel email ${to}`, 'EmailChannelOptions', options);
    const { from, smarthost, authUsername, authPassword, messageTitle, messageText } = options;
    return new Channel('email', to, options, authPassword === undefined ? [] : [authPassword], {
      receiver: (name, sendResolved) => alertmanager.Receiver.email(name, {
        to, from, smarthost, authUsername, authPassword, sendResolved, subject: messageTitle, text: messageText, html: messageText === undefined ? undefined : '',
      }),
      noProgress: 'Flagger does not send e-mail',
    });
  }

  /**
   * A chat in Telegram. It hears of failures.
   *
   * @param title What people call the chat.
   * @param options The bot's token, and the chat.
   */
  public static telegram(title: string, options: TelegramChannelOptions): Channel {
    checkOptions(`channel telegram ${title}`, 'TelegramChannelOptions', options);
    const { botToken, chatId, messageText } = options;
    return new Channel('telegram', title, options, [botToken], {
      receiver: (name, sendResolved) => alertmanager.Receiver.telegram(name, { botToken, chatId, sendResolved, message: messageText }),
      noProgress: 'Flagger does not post to Telegram',
      noTitle: 'Telegram has no title: it belongs into messageText',
    });
  }

  /**
   * A program that takes Alertmanager's webhook. It hears of failures.
   *
   * @param title What people call it.
   * @param options Its URL.
   */
  public static webhook(title: string, options: WebhookChannelOptions): Channel {
    checkOptions(`channel webhook ${title}`, 'WebhookChannelOptions', options);
    const { webhook } = options;
    return new Channel('webhook', title, options, [webhook], {
      isPlace: true,
      receiver: (name, sendResolved) => alertmanager.Receiver.webhook(name, { url: webhook, sendResolved }),
      noTitle: 'a webhook gets Alertmanager\'s own JSON, which has no layout',
      noText: 'a webhook gets Alertmanager\'s own JSON, which has no layout',
      noProgress: 'Flagger\'s event webhook has a payload of its own; give it to Canary.addWebhook',
    });
  }

  /** What it hears of. */
  public readonly hears: Hears;

  /** The name of the objects that are made for it. */
  public readonly name: string;

  private constructor(
    /** The service, such as `slack`. */
    public readonly service: string,
    /** What people call the channel. */
    public readonly title: string,
    options: ChannelOptions,
    private readonly secrets: SecretKey[],
    private readonly ways: Ways,
  ) {
    this.checkGiven(options, secrets);
    this.hears = options.hears;
    this.name = options.name ?? `${service}-${slug(title)}`;
    this.check();
    this.checkLayout(options);
  }

  /**
   * Two channels with one identity are one place: what both hear arrives twice.
   *
   * @internal
   */
  public get _identity(): string {
    return JSON.stringify([this.service, placeName(this.title), ...this.secrets.map(({ secretName, key }) => [secretName, key])]);
  }

  /**
   * Whether a message to another channel arrives where one to this channel does: both are called alike, or are reached by a secret that leads to one place.
   *
   * @internal
   */
  public _isPlaceOf(other: Channel): 'title' | 'secret' | undefined {
    if (other.service !== this.service) { return undefined; }
    if (placeName(other.title) === placeName(this.title)) { return 'title'; }
    const [one, two] = [this.secrets[0], other.secrets[0]];
    return this.ways.isPlace === true && one?.secretName === two?.secretName && one?.key === two?.key ? 'secret' : undefined;
  }

  /** @internal */
  public get _secrets(): readonly SecretKey[] {
    return this.secrets;
  }

  /** @internal */
  public _receiver(name = this.name, sendResolved = true): alertmanager.Receiver {
    if (this.ways.receiver === undefined) { throw invalid({ at: this.reference, what: this.ways.noFailures ?? 'it cannot hear of failures' }); }
    return this.ways.receiver(name, sendResolved);
  }

  /** @internal */
  public get _flagger(): flagger.AlertProviderProps {
    if (this.ways.flagger === undefined) { throw invalid({ at: this.reference, what: this.ways.noProgress ?? 'it cannot hear of progress' }); }
    return this.ways.flagger;
  }

  /**
   * How Flux posts to it; undefined where Flux cannot without a secret in git, so that Alertmanager must pass its events on.
   *
   * @internal
   */
  public get _flux(): flux.ProviderProps | undefined {
    return this.ways.flux;
  }

  private get reference(): string {
    return `channel ${this.service} ${this.title}`;
  }

  /** A main.ts that is run without a type check may leave anything out; a channel must never fall silent by a typing mistake. */
  private checkGiven({ hears }: ChannelOptions, secrets: readonly SecretKey[]): void {
    if (!Object.values(Hears).includes(hears)) {
      throw invalid({ at: this.reference, what: 'it does not say what it hears of', value: hears, allowed: 'Hears.FAILURES or Hears.PROGRESS', fix: 'hears: Hears.FAILURES' });
    }
    if (secrets.some((each) => !(each instanceof SecretKey))) {
      // The value is not repeated: it may be the secret itself.
      throw invalid({ at: this.reference, what: 'how it is reached is not given as a SecretKey', allowed: 'a reference to a Secret and a key, never the value: it would be in git', fix: 'SecretKey.of(\'slack-on-call\', \'address\')' });
    }
  }

  private checkLayout({ messageTitle, messageText }: ChannelOptions): void {
    for (const [property, text, not] of [['messageTitle', messageTitle, this.ways.noTitle], ['messageText', messageText, this.ways.noText]] as const) {
      if (text === undefined) { continue; }
      if (typeof text !== 'string' || text.trim() === '') { throw invalid({ at: this.reference, what: `${property} is empty`, fix: 'leave it out for our own layout' }); }
      if (not !== undefined) { throw invalid({ at: this.reference, what: `${property} is given`, allowed: not, fix: 'leave it out' }); }
      if (this.hears === Hears.PROGRESS) {
        throw invalid({ at: this.reference, what: `${property} is given for a channel that hears progress`, allowed: 'for failures, which Alertmanager tells: the messages of Flagger and Flux have a layout of their own', fix: 'leave it out' });
      }
    }
    // A template that does not parse is told of here, not where a receiver is made of it.
    if (this.hears === Hears.FAILURES) { this._receiver(); }
  }

  private check(): void {
    if (!/^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$/.test(this.name)) {
      throw invalid({
        at: this.reference, what: 'no name for its objects can be made of it', value: this.name,
        allowed: 'at most 40 lower-case letters, digits and "-"', fix: 'name: \'on-call\'',
      });
    }
    const { receiver, flagger: provider, noFailures, noProgress } = this.ways;
    if (this.hears === Hears.FAILURES && receiver === undefined) {
      throw invalid({ at: this.reference, what: 'it cannot hear of failures', allowed: noFailures, fix: 'hears: Hears.PROGRESS, and another channel for failures' });
    }
    if (this.hears === Hears.PROGRESS && provider === undefined) {
      throw invalid({ at: this.reference, what: 'it cannot hear of progress', allowed: noProgress, fix: 'hears: Hears.FAILURES, and another channel for progress' });
    }
    const { secret } = provider ?? {};
    if (this.hears === Hears.PROGRESS && secret !== undefined && secret.key !== ADDRESS) {
      throw invalid({ at: this.reference, what: 'the Secret\'s key is not the one that Flagger reads', value: secret.key, allowed: `"${ADDRESS}": Flagger logs an error and sends nothing when it is absent`, fix: `SecretKey.of('${secret.secretName}', '${ADDRESS}')` });
    }
  }
}

/** By which programs a channel can be reached; the reason why where it cannot. */
interface Ways {
  readonly receiver?: (name: string, sendResolved: boolean) => alertmanager.Receiver;
  readonly flagger?: flagger.AlertProviderProps;
  readonly flux?: flux.ProviderProps;
  readonly noFailures?: string;
  readonly noProgress?: string;
  /** Whether its secret alone says which place it is. */
  readonly isPlace?: boolean;
  readonly noTitle?: string;
  readonly noText?: string;
}

function placeName(title: string): string {
  return title.replace(/^#/, '').toLowerCase();
}

function slug(title: string): string {
  return title.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 28).replace(/-+$/, '');
}
