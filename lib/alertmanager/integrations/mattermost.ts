import { invalid } from '../../invalid';
import { SecretKey } from '../../secret-key';
import { CANARY_MARKDOWN, CANARY_TITLE } from '../canary-template';
import { Integration, IntegrationProps } from '../integration';
import { readTemplatesIn } from '../template-text';

/** A field of a Mattermost attachment. */
export interface MattermostField {
  /** The template of the title. */
  readonly title: string;

  /** The template of the text. */
  readonly value: string;

  /**
   * Whether another field may stand beside it.
   *
   * @default false
   */
  readonly short?: boolean;
}

/** An attachment of a Mattermost message. */
export interface MattermostAttachment {
  /**
   * The template of the title.
   *
   * @default - none
   */
  readonly title?: string;

  /**
   * The template of the text, in Markdown.
   *
   * @default - none
   */
  readonly text?: string;

  /**
   * The fields.
   *
   * @default - none
   */
  readonly attachmentFields?: MattermostField[];

  /**
   * The template of the text where an attachment cannot be shown.
   *
   * @default - none
   */
  readonly fallback?: string;

  /**
   * The template of the colour.
   *
   * @default - none
   */
  readonly color?: string;

  /**
   * The template of the text above.
   *
   * @default - none
   */
  readonly pretext?: string;

  /**
   * The template of the author.
   *
   * @default - none
   */
  readonly authorName?: string;

  /**
   * The template of a link for the author.
   *
   * @default - none
   */
  readonly authorLink?: string;

  /**
   * The template of the address of a picture of the author.
   *
   * @default - none
   */
  readonly authorIcon?: string;

  /**
   * The template of a link for the title.
   *
   * @default - none
   */
  readonly titleLink?: string;

  /**
   * The template of the address of a small picture.
   *
   * @default - none
   */
  readonly thumbUrl?: string;

  /**
   * The template of the text below.
   *
   * @default - none
   */
  readonly footer?: string;

  /**
   * The template of the address of a picture beside the text below.
   *
   * @default - none
   */
  readonly footerIcon?: string;

  /**
   * The template of the address of a picture.
   *
   * @default - none
   */
  readonly imageUrl?: string;
}

/** How urgent a Mattermost message is. */
export enum MattermostPriority {
  /** As any other. */
  STANDARD = '',
  /** Important. */
  IMPORTANT = 'important',
  /** Urgent. */
  URGENT = 'urgent',
}

/** What a Mattermost integration takes. */
export interface MattermostProps extends IntegrationProps {
  /**
   * The URL of an incoming webhook.
   *
   * @default - the global configuration must have `mattermostWebhookUrl`
   */
  readonly webhookUrl?: SecretKey;

  /**
   * The channel's name (`town-square`) or `@user`.
   *
   * @default - the webhook's own
   */
  readonly channel?: string;

  /**
   * The template of the name under which the message is posted.
   *
   * @default Alertmanager
   */
  readonly username?: string;

  /**
   * The template of the title.
   *
   * @default - status, alert and canary
   */
  readonly title?: string;

  /**
   * The template of the text, in Markdown, at most 16383 characters.
   *
   * @default - each alert's summary, description and links
   */
  readonly text?: string;

  /**
   * The template of the text where an attachment cannot be shown.
   *
   * @default - the title
   */
  readonly fallback?: string;

  /**
   * The template of the colour.
   *
   * @default - red while the alert fires, green when it is resolved
   */
  readonly color?: string;

  /**
   * The template of the text above.
   *
   * @default - none
   */
  readonly pretext?: string;

  /**
   * The template of the author.
   *
   * @default - none
   */
  readonly authorName?: string;

  /**
   * The template of a link for the author.
   *
   * @default - none
   */
  readonly authorLink?: string;

  /**
   * The template of the address of a picture of the author.
   *
   * @default - none
   */
  readonly authorIcon?: string;

  /**
   * The template of a link for the title.
   *
   * @default - none
   */
  readonly titleLink?: string;

  /**
   * The template of the address of a small picture.
   *
   * @default - none
   */
  readonly thumbUrl?: string;

  /**
   * The template of the text below.
   *
   * @default - none
   */
  readonly footer?: string;

  /**
   * The template of the address of a picture beside the text below.
   *
   * @default - none
   */
  readonly footerIcon?: string;

  /**
   * The template of the address of a picture.
   *
   * @default - none
   */
  readonly imageUrl?: string;

  /**
   * The template of the address of a picture of the sender.
   *
   * @default - the webhook's own
   */
  readonly iconUrl?: string;

  /**
   * The template of an emoji in place of the sender's picture.
   *
   * @default - none
   */
  readonly iconEmoji?: string;

  /**
   * Fields of the message.
   *
   * @default - none
   */
  readonly attachmentFields?: MattermostField[];

  /**
   * Attachments in place of the one that title, text and the like make.
   *
   * @default - one
   */
  readonly attachments?: MattermostAttachment[];

  /**
   * The template of a text that is shown at the side, in Markdown.
   *
   * @default - none
   */
  readonly card?: string;

  /**
   * How urgent the message is.
   *
   * @default MattermostPriority.STANDARD
   */
  readonly priority?: MattermostPriority;

  /**
   * Whether readers are asked to acknowledge; with a priority only.
   *
   * @default false
   */
  readonly requestedAck?: boolean;

  /**
   * Whether those who are mentioned are told again until they answer; with `MattermostPriority.URGENT` only.
   *
   * @default false
   */
  readonly persistentNotifications?: boolean;
}

/** Posts to Mattermost, by an incoming webhook. */
export class Mattermost extends Integration {
  /**
   * @param props Where to post, and what.
   */
  public constructor(private readonly props: MattermostProps) {
    super('Mattermost', 'mattermost_configs', props);
    const { priority, requestedAck, persistentNotifications } = props;
    if (requestedAck === true && (priority ?? MattermostPriority.STANDARD) === MattermostPriority.STANDARD) {
      throw invalid({ at: 'Mattermost', what: 'requestedAck is given without a priority', allowed: 'MattermostPriority.IMPORTANT or URGENT', fix: 'priority: alertmanager.MattermostPriority.IMPORTANT' });
    }
    if (persistentNotifications === true && priority !== MattermostPriority.URGENT) {
      throw invalid({ at: 'Mattermost', what: 'persistentNotifications is given without the priority urgent', fix: 'priority: alertmanager.MattermostPriority.URGENT' });
    }
    this._checkLength('text', props.text, 16383);
    for (const { title, value } of [...props.attachmentFields ?? [], ...(props.attachments ?? []).flatMap((each) => each.attachmentFields ?? [])]) {
      if (title === '' || value === '') { throw invalid({ at: 'Mattermost', what: 'a field has no title or no value', allowed: 'both: Alertmanager refuses the configuration' }); }
    }
    // Whatever is a text there is a template.
    readTemplatesIn('Mattermost', { ...props, webhookUrl: undefined, http: undefined, fields: undefined });
  }

  /** @internal */
  public override _fields(): { readonly section: string; readonly fields: { readonly [field: string]: unknown } } {
    const { webhookUrl, channel, username, title = CANARY_TITLE, text = CANARY_MARKDOWN, iconUrl, iconEmoji, attachmentFields, attachments, card, priority, requestedAck, persistentNotifications } = this.props;
    return {
      section: 'mattermost_configs',
      fields: {
        webhook_url_file: webhookUrl,
        channel,
        username,
        title,
        text,
        ...this.attachment(this.props),
        fallback: this.props.fallback ?? title,
        icon_url: iconUrl,
        icon_emoji: iconEmoji,
        fields: attachmentFields?.map((field) => ({ ...field })),
        attachments: attachments?.map((each) => ({ title: each.title, text: each.text, ...this.attachment(each), fields: each.attachmentFields?.map((field) => ({ ...field })) })),
        props: card === undefined ? undefined : { card },
        priority: priority === undefined || priority === MattermostPriority.STANDARD ? undefined
          : { priority, requested_ack: requestedAck, persistent_notifications: persistentNotifications },
      },
    };
  }

  private attachment(of: MattermostAttachment): { readonly [field: string]: unknown } {
    return {
      fallback: of.fallback,
      color: of.color,
      pretext: of.pretext,
      author_name: of.authorName,
      author_link: of.authorLink,
      author_icon: of.authorIcon,
      title_link: of.titleLink,
      thumb_url: of.thumbUrl,
      footer: of.footer,
      footer_icon: of.footerIcon,
      image_url: of.imageUrl,
    };
  }
}
