import { invalid } from '../../invalid';
import { SecretKey } from '../../secret-key';
import { CANARY_MARKDOWN } from '../canary-template';
import { Integration, IntegrationProps } from '../integration';
import { checkAddress } from '../../web-address';

/** What a Webex integration takes. */
export interface WebexProps extends IntegrationProps {
  /** The room's id, or a template of it. */
  readonly roomId: string;

  /** The token of the bot that posts. */
  readonly botToken: SecretKey;

  /**
   * The API's address.
   *
   * @default - as the global configuration says: https://webexapis.com/v1/messages
   */
  readonly apiUrl?: string;

  /**
   * The template of the message, in Markdown.
   *
   * @default - each alert's summary, description and links
   */
  readonly message?: string;
}

/** Posts to a room in Webex. */
export class Webex extends Integration {
  /**
   * @param props Where to post, and what.
   */
  public constructor(private readonly props: WebexProps) {
    super('Webex', 'webex_configs', { ...props, http: { credentials: props.botToken, ...props.http } });
    const { roomId, botToken, apiUrl, message } = props;
    if (typeof roomId !== 'string' || roomId === '') { throw invalid({ at: 'Webex', what: 'roomId is not given', allowed: 'a text: Alertmanager refuses the configuration' }); }
    if (!(botToken instanceof SecretKey)) { throw invalid({ at: 'Webex', what: 'botToken is not given as a SecretKey', allowed: 'a reference to a Secret and a key: Alertmanager refuses the configuration without', fix: 'botToken: SecretKey.of(\'webex\', \'token\')' }); }
    if (props.http?.credentials !== undefined) { throw invalid({ at: 'Webex', what: 'both botToken and http.credentials are given', allowed: 'one of them: both are the Authorization header' }); }
    checkAddress('Webex', 'apiUrl', apiUrl);
    this._checkTemplates({ roomId, message });
  }

  /** @internal */
  public override _fields(): { readonly section: string; readonly fields: { readonly [field: string]: unknown } } {
    const { roomId, apiUrl, message } = this.props;
    return { section: 'webex_configs', fields: { api_url: apiUrl, room_id: roomId, message: message ?? CANARY_MARKDOWN } };
  }
}
