import { Duration } from 'cdk8s';
import { invalid, wholeNumber } from '../../invalid';
import { SecretKey } from '../../secret-key';
import { Integration, IntegrationProps } from '../integration';
import { checkTimeout, goDuration } from '../timeout';
import { checkAddress } from '../../web-address';

/** What an incident.io integration takes. */
export interface IncidentioProps extends IntegrationProps {
  /**
   * The URL of the alert source, from a Secret.
   *
   * @default - `address` must be given
   */
  readonly url?: SecretKey;

  /**
   * The URL of the alert source, which is no secret in itself: https://api.incident.io/v2/alert_events/alertmanager/<id>.
   *
   * @default - `url` must be given
   */
  readonly address?: string;

  /**
   * The token of the alert source.
   *
   * @default - `http.credentials` must be given
   */
  readonly alertSourceToken?: SecretKey;

  /**
   * How many alerts a message holds at most; the rest is left out. 0 is no bound, and a message that is too large is refused
   * by incident.io.
   *
   * @default 0
   */
  readonly maxAlerts?: number;

  /**
   * How long a request may take.
   *
   * @default - no bound
   */
  readonly timeout?: Duration;
}

/** Sends alerts to incident.io, which makes incidents of them. */
export class Incidentio extends Integration {
  /**
   * @param props Where to post, and what.
   */
  public constructor(private readonly props: IncidentioProps) {
    super('Incidentio', 'incidentio_configs', props);
    const { url, address, alertSourceToken, maxAlerts, timeout, http } = props;
    if ((url === undefined) === (address === undefined)) {
      throw invalid({ at: 'Incidentio', what: url === undefined ? 'neither url nor address is given' : 'both url and address are given', allowed: 'one of them', fix: 'url: SecretKey.of(\'incident-io\', \'url\')' });
    }
    if ((alertSourceToken === undefined) === (http?.credentials === undefined)) {
      throw invalid({
        at: 'Incidentio', what: alertSourceToken === undefined ? 'alertSourceToken is not given' : 'both alertSourceToken and http.credentials are given',
        allowed: 'one of them: incident.io takes no alert without, and Alertmanager refuses both', fix: 'alertSourceToken: SecretKey.of(\'incident-io\', \'token\')',
      });
    }
    checkAddress('Incidentio', 'address', address);
    if (maxAlerts !== undefined) { wholeNumber('Incidentio', 'maxAlerts', maxAlerts, { min: 0, max: 2147483647 }); }
    checkTimeout('Incidentio', 'timeout', timeout);
  }

  /** @internal */
  public override _fields(): { readonly section: string; readonly fields: { readonly [field: string]: unknown } } {
    const { url, address, alertSourceToken, maxAlerts, timeout } = this.props;
    return {
      section: 'incidentio_configs',
      fields: { url_file: url, url: address, alert_source_token_file: alertSourceToken, max_alerts: maxAlerts, timeout: goDuration(timeout) },
    };
  }
}
