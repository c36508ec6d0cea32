import { invalid } from '../../invalid';
import { SecretKey } from '../../secret-key';
import { CANARY_TEXT, CANARY_TITLE } from '../canary-template';
import { Integration, IntegrationProps } from '../integration';

/** What a PagerDuty integration takes. */
export interface PagerdutyProps extends IntegrationProps {
  /**
   * The integration key of an Events API v2 integration.
   *
   * @default - `serviceKey` must be given
   */
  readonly routingKey?: SecretKey;

  /**
   * The integration key of an integration of type Prometheus (Events API v1).
   *
   * @default - `routingKey` must be given
   */
  readonly serviceKey?: SecretKey;

  /**
   * The template of the incident's title, at most 1024 characters.
   *
   * @default - status, alert and canary
   */
  readonly description?: string;

  /**
   * The template of the severity: critical, error, warning or info.
   *
   * @default - the alerts' own label `severity`; critical where they differ or have another
   */
  readonly severity?: string;

  /**
   * More details, by name, as templates. Alertmanager reads what they give as YAML: `a: b` becomes a map.
   *
   * @default - `text`: each alert's summary, description and links
   */
  readonly details?: { readonly [name: string]: string };
}

/** Opens an incident with PagerDuty, and closes it when the alert is resolved. */
export class Pagerduty extends Integration {
  /**
   * @param props Where to post, and what.
   */
  public constructor(private readonly props: PagerdutyProps) {
    super('Pagerduty', 'pagerduty_configs', props);
    if ((props.routingKey === undefined) === (props.serviceKey === undefined)) {
      throw invalid({
        at: 'Pagerduty', what: props.routingKey === undefined ? 'neither routingKey nor serviceKey is given' : 'both routingKey and serviceKey are given',
        allowed: 'one of them, as the kind of integration in PagerDuty says', fix: 'routingKey: SecretKey.of(\'pagerduty\', \'routing-key\')',
      });
    }
    this._checkLength('description', props.description, 1024);
    this._checkTemplates({ description: props.description, severity: props.severity, ...props.details });
  }

  /** @internal */
  public override _fields(): { readonly section: string; readonly fields: { readonly [field: string]: unknown } } {
    const { routingKey, serviceKey, description, severity, details } = this.props;
    return {
      section: 'pagerduty_configs',
      fields: {
        routing_key_file: routingKey,
        service_key_file: serviceKey,
        description: description ?? CANARY_TITLE,
        severity: severity ?? '{{ if match "^(error|warning|info)$" .CommonLabels.severity }}{{ .CommonLabels.severity }}{{ else }}critical{{ end }}',
        // Alertmanager reads a rendered detail as YAML, and sends what comes of it ("Resolved: …" would be a map): no YAML begins
        // with a tab (prometheus/alertmanager v0.34.2 template/template.go, DeepCopyWithTemplate).
        details: details ?? { text: `\t${CANARY_TEXT}` },
      },
    };
  }
}
