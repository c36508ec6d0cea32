import { SecretKey } from '../../secret-key';
import { CANARY_MARKDOWN, CANARY_TITLE } from '../canary-template';
import { Integration, IntegrationProps } from '../integration';

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
    this._checkTemplates({ channel: props.channel, title: props.title, text: props.text });
  }

  /** @internal */
  public override _fields(): { readonly section: string; readonly fields: { readonly [field: string]: unknown } } {
    const { apiUrl, token, tokenId, channel, title, text } = this.props;
    return {
      section: 'rocketchat_configs',
      fields: {
        api_url: apiUrl,
        token_file: token,
        token_id_file: tokenId,
        channel,
        title: title ?? CANARY_TITLE,
        text: text ?? CANARY_MARKDOWN,
      },
    };
  }
}
