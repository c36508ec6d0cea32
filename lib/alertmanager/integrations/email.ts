import { invalid } from '../../invalid';
import { SecretKey } from '../../secret-key';
import { CANARY_HTML, CANARY_TEXT, CANARY_TITLE } from '../canary-template';
import { Integration, IntegrationProps } from '../integration';
import { checkSmarthost } from '../smarthost';

/** What an email integration takes. */
export interface EmailProps extends IntegrationProps {
  /** The addresses, separated by commas. */
  readonly to: string;

  /**
   * The sender's address.
   *
   * @default - the global configuration must have `smtpFrom`
   */
  readonly from?: string;

  /**
   * The mail server as `host:port`.
   *
   * @default - the global configuration must have `smtpSmarthost`
   */
  readonly smarthost?: string;

  /**
   * The user's name at the mail server.
   *
   * @default - as the global configuration says
   */
  readonly authUsername?: string;

  /**
   * The password at the mail server.
   *
   * @default - as the global configuration says
   */
  readonly authPassword?: SecretKey;

  /**
   * Whether a connection without TLS is refused.
   *
   * @default - as the global configuration says, true there
   */
  readonly requireTls?: boolean;

  /**
   * The template of the subject.
   *
   * @default - status, alert and canary
   */
  readonly subject?: string;

  /**
   * The template of the HTML part.
   *
   * @default - each alert's summary, description and links
   */
  readonly html?: string;

  /**
   * The template of the plain text part.
   *
   * @default - each alert's summary, description and links
   */
  readonly text?: string;
}

/** Sends an email. */
export class Email extends Integration {
  /**
   * @param props To whom, and what.
   */
  public constructor(private readonly props: EmailProps) {
    super('Email', 'email_configs', props);
    const { to, from, smarthost, subject, html, text } = props;
    if (!/[^\s@]@[^\s@]|\{\{/.test(to)) {
      throw invalid({ at: 'Email', what: 'to holds no address', value: to, allowed: 'addresses, separated by commas', fix: 'to: \'on-call@example.com\'' });
    }
    checkSmarthost('Email', smarthost);
    if (props.http !== undefined) {
      throw invalid({ at: 'Email', what: 'http is given', allowed: 'nothing there: mail does not go by HTTP, and Alertmanager refuses the field' });
    }
    this._checkTemplates({ to, from, subject, html, text });
  }

  /** @internal */
  public override _fields(): { readonly section: string; readonly fields: { readonly [field: string]: unknown } } {
    const { to, from, smarthost, authUsername, authPassword, requireTls, subject, html, text } = this.props;
    return {
      section: 'email_configs',
      fields: {
        to,
        from,
        smarthost,
        auth_username: authUsername,
        auth_password_file: authPassword,
        require_tls: requireTls,
        headers: { Subject: subject ?? CANARY_TITLE },
        html: html ?? CANARY_HTML,
        text: text ?? CANARY_TEXT,
      },
    };
  }
}
