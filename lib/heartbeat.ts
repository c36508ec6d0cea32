import { Duration } from 'cdk8s';
import * as alertmanager from './alertmanager';
import { milliseconds, prometheusDuration } from './duration';
import { invalid } from './invalid';
import { checkOptions, checkReference } from './options';
import { SecretKey } from './secret-key';

/** What a heartbeat takes. */
export interface HeartbeatOptions {
  /**
   * How often it beats; the service should page after about five beats that it has missed.
   *
   * @default Duration.minutes(1)
   */
  readonly every?: Duration;
}

/**
 * A service outside the cluster that pages when it hears nothing: the only one that notices when Prometheus or Alertmanager
 * is down.
 */
export class Heartbeat {
  /**
   * A service that takes a POST request at a URL of its own: Healthchecks, Dead Man's Snitch, Cronitor and their like.
   *
   * @param url The URL.
   * @param options How often.
   */
  public static webhook(url: SecretKey, options: HeartbeatOptions = {}): Heartbeat {
    checkReference('Heartbeat.webhook', 'url', 'base.SecretKey', url);
    checkOptions('Heartbeat.webhook', 'HeartbeatOptions', options);
    return new Heartbeat(url, options.every ?? Duration.minutes(1));
  }

  private constructor(
    /** The URL. */
    public readonly url: SecretKey,
    /** How often it beats. */
    public readonly every: Duration,
  ) {
    if (milliseconds(every) < 30_000 || milliseconds(every) > 86_400_000) {
      throw invalid({ at: 'Heartbeat.webhook', what: 'the heartbeat is too fast or too slow', value: prometheusDuration(every), allowed: '30s to 1d' });
    }
  }

  /** @internal */
  public _receiver(): alertmanager.Receiver {
    return alertmanager.Receiver.webhook('heartbeat', { url: this.url, sendResolved: false });
  }

  /**
   * Alertmanager repeats at a tick of the group when more than the repeat interval has passed since the last message was
   * sent, which is always a little after its tick. A repeat interval a little under two ticks makes every second tick a beat.
   *
   * @internal
   */
  public _route(receiver: alertmanager.Receiver, matchers: alertmanager.Matcher[]): alertmanager.Route {
    const beat = milliseconds(this.every);
    return new alertmanager.Route({
      receiver,
      matchers,
      groupBy: alertmanager.GroupBy.labels('alertname'),
      groupWait: Duration.seconds(0),
      groupInterval: Duration.millis(Math.floor(beat / 2)),
      repeatInterval: Duration.millis(Math.floor((beat * 5) / 6)),
    });
  }
}
