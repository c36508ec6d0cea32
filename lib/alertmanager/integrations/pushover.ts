import { Duration } from 'cdk8s';
import { durationInWords, milliseconds } from '../../duration';
import { invalid, present } from '../../invalid';
import { SecretKey } from '../../secret-key';
import { CANARY_TEXT, CANARY_TITLE } from '../canary-template';
import { Integration, IntegrationProps } from '../integration';
import { checkTimeout, goDuration } from '../timeout';
import { checkTemplateAddress } from '../../web-address';

/** What a Pushover integration takes. */
export interface PushoverProps extends IntegrationProps {
  /** The key of the user or group. */
  readonly userKey: SecretKey;

  /** The API token of the application. */
  readonly token: SecretKey;

  /**
   * The template of the title, at most 250 characters.
   *
   * @default - status, alert and canary
   */
  readonly title?: string;

  /**
   * The template of the message, at most 1024 characters.
   *
   * @default - each alert's summary, description and links
   */
  readonly message?: string;

  /**
   * The template of a link.
   *
   * @default - Alertmanager's own page
   */
  readonly url?: string;

  /**
   * The template of the link's text.
   *
   * @default - the link
   */
  readonly urlTitle?: string;

  /**
   * The device, or several with commas.
   *
   * @default - all of the user's
   */
  readonly device?: string;

  /**
   * The sound, by Pushover's name for it.
   *
   * @default - the user's own
   */
  readonly sound?: string;

  /**
   * The template of the priority, -2 to 2.
   *
   * @default - 2 while the alert fires, which asks again until somebody answers, 0 when it is resolved
   */
  readonly priority?: string;

  /**
   * How often a notification of priority 2 is repeated, at least 30 seconds.
   *
   * @default Duration.minutes(1)
   */
  readonly retry?: Duration;

  /**
   * For how long a notification of priority 2 is repeated, at most 3 hours.
   *
   * @default Duration.hours(1)
   */
  readonly expire?: Duration;

  /**
   * After how long the notification disappears.
   *
   * @default - never
   */
  readonly ttl?: Duration;

  /**
   * Whether the message is read as HTML.
   *
   * @default false
   */
  readonly html?: boolean;

  /**
   * Whether the message is shown in a monospace font.
   *
   * @default false
   */
  readonly monospace?: boolean;
}

/** Sends a notification by Pushover. */
export class Pushover extends Integration {
  /**
   * @param props Where to post, and what.
   */
  public constructor(private readonly props: PushoverProps) {
    super('Pushover', 'pushover_configs', props);
    const { title, message, url, urlTitle, device, sound, priority, retry, expire, ttl, html, monospace } = props;
    present('Pushover', props, { userKey: 'SecretKey.of(\'pushover\', \'user-key\')', token: 'SecretKey.of(\'pushover\', \'token\')' });
    if (html === true && monospace === true) { throw invalid({ at: 'Pushover', what: 'both html and monospace are on', allowed: 'one of them: Alertmanager refuses the configuration' }); }
    if (priority !== undefined && !/^-?[0-2]$|\{\{/.test(priority)) { throw invalid({ at: 'Pushover', what: 'the priority is none of Pushover\'s', value: priority, allowed: '-2 to 2, or a template' }); }
    // https://pushover.net/api#priority
    if (retry !== undefined && milliseconds(retry) < 30_000) { throw invalid({ at: 'Pushover', what: 'retry is shorter than Pushover takes', value: durationInWords(retry), allowed: 'at least 30 seconds' }); }
    if (expire !== undefined && milliseconds(expire) > 10_800_000) { throw invalid({ at: 'Pushover', what: 'expire is longer than Pushover takes', value: durationInWords(expire), allowed: 'at most 3 hours' }); }
    for (const [property, duration] of Object.entries({ retry, expire, ttl })) { checkTimeout('Pushover', property, duration); }
    checkTemplateAddress('Pushover', 'url', url);
    this._checkLength('title', title, 250);
    this._checkLength('message', message, 1024);
    this._checkTemplates({ title, message, url, urlTitle, device, sound, priority });
  }

  /** @internal */
  public override _fields(): { readonly section: string; readonly fields: { readonly [field: string]: unknown } } {
    const { userKey, token, title, message, url, urlTitle, device, sound, priority, retry, expire, ttl, html, monospace } = this.props;
    return {
      section: 'pushover_configs',
      fields: {
        user_key_file: userKey,
        token_file: token,
        title: title ?? CANARY_TITLE,
        message: message ?? CANARY_TEXT,
        url,
        url_title: urlTitle,
        device,
        sound,
        priority,
        retry: goDuration(retry),
        expire: goDuration(expire),
        ttl: goDuration(ttl),
        html,
        monospace,
      },
    };
  }
}
