import { invalid } from '../../invalid';
import { SecretKey } from '../../secret-key';
import { CANARY_TEXT, CANARY_TITLE } from '../canary-template';
import { Integration, IntegrationProps } from '../integration';
import { checkAddress } from '../../web-address';

/** Source: prometheus/alertmanager v0.34.2 config/notifiers.go (VictorOpsConfig.UnmarshalYAML). */
const RESERVED: readonly string[] = ['routing_key', 'message_type', 'state_message', 'entity_display_name', 'monitoring_tool', 'entity_id', 'entity_state'];

/** What a Splunk On-Call (VictorOps) integration takes. */
export interface VictoropsProps extends IntegrationProps {
  /**
   * The key of the integration.
   *
   * @default - the global configuration must have `victoropsApiKey`
   */
  readonly apiKey?: SecretKey;

  /**
   * The API's address.
   *
   * @default - as the global configuration says: https://alert.victorops.com/integrations/generic/20131114/alert/
   */
  readonly apiUrl?: string;

  /** The template of the routing key, by which a team is found. It is no secret. */
  readonly routingKey: string;

  /**
   * The template of what a firing alert is: CRITICAL, WARNING or INFO.
   *
   * @default CRITICAL
   */
  readonly messageType?: string;

  /**
   * The template of the text.
   *
   * @default - each alert's summary, description and links
   */
  readonly stateMessage?: string;

  /**
   * The template of the title.
   *
   * @default - status, alert and canary
   */
  readonly entityDisplayName?: string;

  /**
   * The template of what the message comes from.
   *
   * @default Alertmanager
   */
  readonly monitoringTool?: string;

  /**
   * Further fields, by name, as templates.
   *
   * @default - none
   */
  readonly customFields?: { readonly [name: string]: string };
}

/** Opens an incident with Splunk On-Call, which was VictorOps, and closes it when the alert is resolved. */
export class Victorops extends Integration {
  /**
   * @param props Where to post, and what.
   */
  public constructor(private readonly props: VictoropsProps) {
    super('Victorops', 'victorops_configs', props);
    const { apiUrl, routingKey, messageType, stateMessage, entityDisplayName, monitoringTool, customFields } = props;
    if (typeof routingKey !== 'string' || routingKey === '') { throw invalid({ at: 'Victorops', what: 'routingKey is not given', allowed: 'a text: Alertmanager refuses the configuration', fix: 'routingKey: \'canaries\'' }); }
    const taken = Object.keys(customFields ?? {}).find((name) => RESERVED.includes(name) || name === '');
    if (taken !== undefined) { throw invalid({ at: 'Victorops', what: 'a custom field has the name of one of VictorOps\' own', value: taken, allowed: `any but ${RESERVED.join(', ')}` }); }
    checkAddress('Victorops', 'apiUrl', apiUrl);
    this._checkLength('stateMessage', stateMessage, 20480);
    this._checkTemplates({ routingKey, messageType, stateMessage, entityDisplayName, monitoringTool, ...customFields });
  }

  /** @internal */
  public override _fields(): { readonly section: string; readonly fields: { readonly [field: string]: unknown } } {
    const { apiKey, apiUrl, routingKey, messageType, stateMessage, entityDisplayName, monitoringTool, customFields } = this.props;
    return {
      section: 'victorops_configs',
      fields: {
        api_key_file: apiKey,
        api_url: apiUrl,
        routing_key: routingKey,
        message_type: messageType,
        state_message: stateMessage ?? CANARY_TEXT,
        entity_display_name: entityDisplayName ?? CANARY_TITLE,
        monitoring_tool: monitoringTool,
        custom_fields: customFields,
      },
    };
  }
}
