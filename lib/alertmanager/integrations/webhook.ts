import { Duration } from 'cdk8s';
import { invalid, wholeNumber } from '../../invalid';
import { SecretKey } from '../../secret-key';
import { Integration, IntegrationProps } from '../integration';
import { readTemplatesIn } from '../template-text';
import { checkTimeout, goDuration } from '../timeout';
import { checkTemplateAddress } from '../../web-address';

/** What a webhook integration takes. */
export interface WebhookProps extends IntegrationProps {
  /**
   * The URL.
   *
   * @default - `address` must be given
   */
  readonly url?: SecretKey;

  /**
   * A URL that is no secret, such as one inside the cluster, or a template of it.
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

  /**
   * How long a request may take.
   *
   * @default - no bound
   */
  readonly timeout?: Duration;

  /**
   * What is posted in place of Alertmanager's own JSON: each text in it is a template, and what it gives is read as YAML;
   * from Alertmanager 0.32 on.
   *
   * @default - Alertmanager's own JSON
   */
  readonly payload?: { readonly [name: string]: unknown };

  /**
   * The same as one text: a template that gives JSON or YAML, such as `{"status": {{ .Status | toJson }}}`.
   *
   * @default - `payload`
   */
  readonly payloadText?: string;
}

/** Posts Alertmanager's own JSON to a URL. */
export class Webhook extends Integration {
  /**
   * @param props Where to post.
   */
  public constructor(private readonly props: WebhookProps) {
    super('Webhook', 'webhook_configs', props);
    const { url, address, maxAlerts, timeout, payload, payloadText } = props;
    if ((url === undefined) === (address === undefined)) {
      throw invalid({
        at: 'Webhook', what: url === undefined ? 'neither url nor address is given' : 'both url and address are given',
        allowed: 'one of them: url where anybody who knows it may post, address where it is no secret',
        fix: 'url: SecretKey.of(\'bridge\', \'url\')',
      });
    }
    checkTemplateAddress('Webhook', 'address', address);
    // prometheus-operator v0.93.0 pkg/alertmanager/types.go: int32.
    if (maxAlerts !== undefined) { wholeNumber('Webhook', 'maxAlerts', maxAlerts, { min: 0, max: 2147483647 }); }
    checkTimeout('Webhook', 'timeout', timeout);
    readTemplatesIn('Webhook.address', address);
    if (payload !== undefined && payloadText !== undefined) { throw invalid({ at: 'Webhook', what: 'both payload and payloadText are given', allowed: 'one of them' }); }
    if (payloadText?.trim() === '') { throw invalid({ at: 'Webhook', what: 'payloadText is empty', fix: 'leave it out' }); }
    readTemplatesIn('Webhook.payload', payload ?? payloadText);
  }

  /** @internal */
  public override _fields(): { readonly section: string; readonly fields: { readonly [field: string]: unknown } } {
    const { url, address, maxAlerts, timeout, payload, payloadText } = this.props;
    return { section: 'webhook_configs', fields: { url_file: url, url: address, max_alerts: maxAlerts, timeout: goDuration(timeout), payload: payload ?? payloadText } };
  }
}
