import { invalid } from '../../invalid';
import { SecretKey } from '../../secret-key';
import { CANARY_HTML, CANARY_TEXT, CANARY_TITLE } from '../canary-template';
import { TlsConfig } from '../http-config';
import { checkTls, tlsFields } from '../http-fields';
import { Integration, IntegrationProps } from '../integration';
import { checkSmarthost } from '../smarthost';
import { readTemplatesIn } from '../template-text';

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

  /**
   * The secret for CRAM-MD5 at the mail server.
   *
   * @default - as the global configuration says
   */
  readonly authSecret?: SecretKey;

  /**
   * The identity for PLAIN at the mail server.
   *
   * @default - as the global configuration says
   */
  readonly authIdentity?: string;

  /**
   * The name by which Alertmanager greets the mail server.
   *
   * @default - as the global configuration says: localhost
   */
  readonly hello?: string;

  /**
   * Further headers, by name, as templates.
   *
   * @default - none
   */
  readonly headers?: { readonly [name: string]: string };

  /**
   * How TLS is spoken.
   *
   * @default - as the global configuration says
   */
  readonly tls?: TlsConfig;

  /**
   * Whether TLS begins with the connection (true), or by STARTTLS (false).
   *
   * @default - true at port 465, false at any other
   */
  readonly forceImplicitTls?: boolean;

  /**
   * Whether the mails of a group of alerts are one conversation.
   *
   * @default - each is a conversation of its own
   */
  readonly threading?: EmailThreading;
}

/** Which mails of a group of alerts are one conversation. */
export enum EmailThreading {
  /** All of them. */
  GROUP = 'none',
  /** Those of a day. */
  DAILY = 'daily',
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
    checkTls('Email.tls', props.tls);
    this.checkHeaders();
    if (props.http !== undefined) {
      throw invalid({ at: 'Email', what: 'http is given', allowed: 'nothing there: mail does not go by HTTP, and Alertmanager refuses the field' });
    }
    this._checkTemplates({ to, from, subject, html, text });
  }

  /** @internal */
  public override _fields(): { readonly section: string; readonly fields: { readonly [field: string]: unknown } } {
    const { to, from, smarthost, authUsername, authPassword, requireTls, subject, html, text, authSecret, authIdentity, hello, headers, tls, forceImplicitTls, threading } = this.props;
    return {
      section: 'email_configs',
      fields: {
        to,
        from,
        smarthost,
        auth_username: authUsername,
        auth_password_file: authPassword,
        require_tls: requireTls,
        auth_secret_file: authSecret,
        auth_identity: authIdentity,
        hello,
        headers: { Subject: subject ?? CANARY_TITLE, ...headers },
        html: html ?? CANARY_HTML,
        text: text ?? CANARY_TEXT,
        tls_config: tlsFields(tls),
        force_implicit_tls: forceImplicitTls,
        threading: threading && { enabled: true, thread_by_date: threading },
      },
    };
  }

  private checkHeaders(): void {
    const { headers = {}, threading } = this.props;
    // Subject is that of `subject`: a header's name is the same in all cases.
    const names = ['subject', ...threading === undefined ? [] : ['references', 'in-reply-to']];
    for (const [name, text] of Object.entries(headers)) {
      if (!/^[!-9;-~]+$/.test(name)) { throw invalid({ at: 'Email', what: 'a header\'s name is none of a mail', value: name, allowed: 'ASCII letters, digits and signs, without ":" and blanks' }); }
      if (names.includes(name.toLowerCase())) {
        throw invalid({ at: 'Email', what: 'a header is given twice, or is one that Alertmanager writes itself', value: name, allowed: 'each once; subject is one of the props, References and In-Reply-To belong to threading' });
      }
      names.push(name.toLowerCase());
      readTemplatesIn(`Email.headers.${name}`, text);
    }
  }
}
