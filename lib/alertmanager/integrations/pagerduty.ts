import { Duration } from 'cdk8s';
import { invalid } from '../../invalid';
import { SecretKey } from '../../secret-key';
import { CANARY_TEXT, CANARY_TITLE } from '../canary-template';
import { Integration, IntegrationProps } from '../integration';
import { readTemplatesIn } from '../template-text';
import { checkTimeout, goDuration } from '../timeout';
import { checkAddress, checkTemplateAddress } from '../../web-address';

/** A link that an incident shows. */
export interface PagerdutyLink {
  /** The template of the address. */
  readonly href: string;

  /**
   * The template of the text.
   *
   * @default - the address
   */
  readonly text?: string;
}

/** A picture that an incident shows. */
export interface PagerdutyImage {
  /** The template of the picture's address, which must be HTTPS. */
  readonly src: string;

  /**
   * The template of the text where the picture is not shown.
   *
   * @default - none
   */
  readonly alt?: string;

  /**
   * The template of the address that the picture leads to.
   *
   * @default - none
   */
  readonly href?: string;
}

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

  /**
   * The API's address.
   *
   * @default - as the global configuration says: https://events.pagerduty.com/v2/enqueue
   */
  readonly apiUrl?: string;

  /**
   * The template of the name of the program that tells of it.
   *
   * @default Alertmanager
   */
  readonly client?: string;

  /**
   * The template of the address of that program.
   *
   * @default - Alertmanager's own page
   */
  readonly clientUrl?: string;

  /**
   * The template of what the incident comes from.
   *
   * @default - the client
   */
  readonly source?: string;

  /**
   * The template of the class of the event.
   *
   * @default - none
   */
  readonly eventClass?: string;

  /**
   * The template of the part that is affected.
   *
   * @default - none
   */
  readonly component?: string;

  /**
   * The template of a group of parts.
   *
   * @default - none
   */
  readonly group?: string;

  /**
   * Links that the incident shows.
   *
   * @default - none
   */
  readonly links?: PagerdutyLink[];

  /**
   * Pictures that the incident shows.
   *
   * @default - none
   */
  readonly images?: PagerdutyImage[];

  /**
   * How long a request may take.
   *
   * @default - no bound
   */
  readonly timeout?: Duration;
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
    const { apiUrl, client, clientUrl, source, eventClass, component, group, links = [], images = [] } = props;
    checkAddress('Pagerduty', 'apiUrl', apiUrl);
    checkTemplateAddress('Pagerduty', 'clientUrl', clientUrl);
    for (const { href } of [...links, ...images]) { checkTemplateAddress('Pagerduty', 'href', href); }
    for (const { src } of images) { checkTemplateAddress('Pagerduty', 'src', src); }
    checkTimeout('Pagerduty', 'timeout', props.timeout);
    this._checkTemplates({ description: props.description, severity: props.severity, client, clientUrl, source, eventClass, component, group, ...props.details });
    readTemplatesIn('Pagerduty.links', links);
    readTemplatesIn('Pagerduty.images', images);
  }

  /** @internal */
  public override _fields(): { readonly section: string; readonly fields: { readonly [field: string]: unknown } } {
    const { routingKey, serviceKey, description, severity, details, apiUrl, client, clientUrl, source, eventClass, component, group, links, images, timeout } = this.props;
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
        url: apiUrl,
        client,
        client_url: clientUrl,
        source,
        class: eventClass,
        component,
        group,
        links: links?.map((link) => ({ ...link })),
        images: images?.map((image) => ({ ...image })),
        timeout: goDuration(timeout),
      },
    };
  }
}
