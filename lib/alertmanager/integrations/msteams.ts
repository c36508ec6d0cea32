import { invalid, present } from '../../invalid';
import { SecretKey } from '../../secret-key';
import { CANARY_MARKDOWN, CANARY_TITLE } from '../canary-template';
import { Dialect } from '../dialect';
import { Integration, IntegrationProps } from '../integration';

/** What an integration of Microsoft Teams' retired connectors takes. */
export interface MsteamsProps extends IntegrationProps {
  /** The URL of the connector. */
  readonly webhookUrl: SecretKey;

  /**
   * The template of the title.
   *
   * @default - status, alert and canary
   */
  readonly title?: string;

  /**
   * The template of the text that notifications show.
   *
   * @default - status, alert and canary
   */
  readonly summary?: string;

  /**
   * The template of the text, in Markdown.
   *
   * @default - each alert's summary, description and links
   */
  readonly text?: string;
}

/**
 * Posts to Microsoft Teams by an Office 365 connector, which Microsoft has retired: only where a connector of one's own still
 * answers. prometheus-operator 0.93 refuses a connector's URL from a file.
 * 
 * @deprecated Msteamsv2 posts to the workflows that took their place.
 */
export class Msteams extends Integration {
  /**
   * @param props Where to post, and what.
   */
  public constructor(private readonly props: MsteamsProps) {
    super('Msteams', 'msteams_configs', props);
    present('Msteams', props, { webhookUrl: 'SecretKey.of(\'teams\', \'address\')' });
    this._checkTemplates({ title: props.title, summary: props.summary, text: props.text });
  }

  /** @internal */
  public override _fields(dialect: Dialect): { readonly section: string; readonly fields: { readonly [field: string]: unknown } } {
    const { webhookUrl, title = CANARY_TITLE, summary = CANARY_TITLE, text = CANARY_MARKDOWN } = this.props;
    if (dialect === Dialect.PROMETHEUS_OPERATOR) {
      throw invalid({ at: 'Msteams', what: 'prometheus-operator 0.93 refuses webhook_url_file of msteams_configs', allowed: 'a workflow\'s URL: Microsoft has retired the connectors', fix: 'alertmanager.Receiver.msteamsv2(…)' });
    }
    return { section: 'msteams_configs', fields: { webhook_url_file: webhookUrl, title, summary, text } };
  }
}
