import { invalid, wholeNumber } from '../../invalid';
import { SecretKey } from '../../secret-key';
import { Integration, IntegrationProps } from '../integration';

/** What a webhook integration takes. */
export interface WebhookProps extends IntegrationProps {
  /**
   * The URL.
   *
   * @default - `address` must be given
   */
  readonly url?: SecretKey;

  /**
   * A URL that is no secret, such as one inside the cluster.
   *
   * @default - `url` must be given
   */
  readonly address?: string;

  /**
   * How many alerts a message holds at most; the rest is left out. 0 is no bound.
   *
   * @default 0
   */
  readonly maxAlerts?: number;
}

/** Posts Alertmanager's own JSON to a URL. */
export class Webhook extends Integration {
  /**
   * @param props Where to post.
   */
  public constructor(private readonly props: WebhookProps) {
    super('Webhook', 'webhook_configs', props);
    const { url, address, maxAlerts } = props;
    if ((url === undefined) === (address === undefined)) {
      throw invalid({
        at: 'Webhook', what: url === undefined ? 'neither url nor address is given' : 'both url and address are given',
        allowed: 'one of them: url where anybody who knows it may post, address where it is no secret',
        fix: 'url: SecretKey.of(\'bridge\', \'url\')',
      });
    }
    // The address is not repeated: it may hold a secret after all.
    if (address !== undefined && !/^https?:\/\/[^/\s@]+(\/[^\s@]*)?$/.test(address)) {
      throw invalid({
        at: 'Webhook', what: 'the address is not an HTTP URL without credentials',
        allowed: 'http:// or https:// and a host; a URL with a password or token in it belongs in a Secret',
        fix: 'url: SecretKey.of(\'bridge\', \'url\')',
      });
    }
    if (maxAlerts !== undefined) { wholeNumber('Webhook', 'maxAlerts', maxAlerts, { min: 0 }); }
  }

  /** @internal */
  public override _fields(): { readonly section: string; readonly fields: { readonly [field: string]: unknown } } {
    const { url, address, maxAlerts } = this.props;
    return { section: 'webhook_configs', fields: { url_file: url, url: address, max_alerts: maxAlerts } };
  }
}
