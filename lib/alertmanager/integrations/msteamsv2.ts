import { present } from '../../invalid';
import { SecretKey } from '../../secret-key';
import { CANARY_MARKDOWN, CANARY_TITLE } from '../canary-template';
import { Integration, IntegrationProps } from '../integration';

/** What a Microsoft Teams integration takes. */
export interface Msteamsv2Props extends IntegrationProps {
  /** The URL of a workflow "When a Teams webhook request is received". */
  readonly webhookUrl: SecretKey;

  /**
   * The template of the title.
   *
   * @default - status, alert and canary
   */
  readonly title?: string;

  /**
   * The template of the text, in the Markdown of adaptive cards.
   *
   * @default - each alert's summary, description and links
   */
  readonly text?: string;
}

/**
 * Posts an adaptive card to Microsoft Teams by a workflow. (Alertmanager's older `msteams_configs` posts to Office 365
 * connectors, which Microsoft has retired.)
 */
export class Msteamsv2 extends Integration {
  /**
   * @param props Where to post, and what.
   */
  public constructor(private readonly props: Msteamsv2Props) {
    super('Msteamsv2', 'msteamsv2_configs', props);
    present('Msteamsv2', props, { webhookUrl: 'SecretKey.of(\'teams\', \'address\')' });
    this._checkTemplates({ title: props.title, text: props.text });
  }

  /** @internal */
  public override _fields(): { readonly section: string; readonly fields: { readonly [field: string]: unknown } } {
    const { webhookUrl, title, text } = this.props;
    return {
      section: 'msteamsv2_configs',
      fields: { webhook_url_file: webhookUrl, title: title ?? CANARY_TITLE, text: text ?? CANARY_MARKDOWN },
    };
  }
}
