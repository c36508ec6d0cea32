import { Duration } from 'cdk8s';
import * as k8s from '../../imports/flagger.app';
import { flaggerDuration, milliseconds } from '../duration';
import { invalid, wholeNumber } from '../invalid';
import { checkOptions } from '../options';
import { checkShownName } from './names';
import { wholeSeconds } from './whole-seconds';

/** When Flagger calls a webhook. */
export enum WebhookType {
  /** Before the canary is scaled up; any answer above 202 makes the rollout wait. */
  CONFIRM_ROLLOUT = 'confirm-rollout',
  /** Before traffic reaches the canary; a failure counts as a failed check. */
  PRE_ROLLOUT = 'pre-rollout',
  /** At every tick of the analysis, before the metrics; a failure counts as a failed check. */
  ROLLOUT = 'rollout',
  /** Before each step of weight; any answer above 202 makes it wait. */
  CONFIRM_TRAFFIC_INCREASE = 'confirm-traffic-increase',
  /** Before promotion; any answer above 202 makes it wait, while the analysis goes on. */
  CONFIRM_PROMOTION = 'confirm-promotion',
  /** After promotion or rollback; a failure is only logged. */
  POST_ROLLOUT = 'post-rollout',
  /** At every tick while the canary progresses or waits for promotion; a success rolls it back. */
  ROLLBACK = 'rollback',
  /** At every event of the canary, each halted step and each suspended tick included. */
  EVENT = 'event',
}

/** What every webhook takes. */
export interface WebhookOptions {
  /**
   * The URL, http or https. It stands in the manifest in clear text, and Flagger can send no credentials with it: no token
   * belongs in it. Flagger resolves it, so that a Service needs its namespace: `http://load-tester.shop/`.
   */
  readonly url: string;

  /**
   * How long an answer may take, in whole seconds; every attempt anew.
   *
   * @default Duration.seconds(10)
   */
  readonly timeout?: Duration;

  /**
   * How often a connection error or an answer of 500 and above is tried again, with pauses of 1 to 30 seconds.
   *
   * @default 0
   */
  readonly retries?: number;

  /**
   * Whether an https certificate is taken without being verified.
   *
   * @default false
   */
  readonly disableTlsVerification?: boolean;

  /**
   * What the payload's `metadata` holds.
   *
   * @default - none
   */
  readonly metadata?: { [name: string]: string };
}

/** What a gate takes: a webhook at which a rollout waits. */
export interface GateOptions extends WebhookOptions {
  /**
   * Whether the alert "waiting for approval" (severity warn) is kept back.
   *
   * @default false
   */
  readonly muteAlert?: boolean;
}

/**
 * A call that Flagger makes in the course of a rollout: POST with the canary's name, namespace, phase and metadata as JSON.
 * An answer of at most 202 is a success; 204 is a failure (Flagger 1.44.0 pkg/controller/webhook.go callWebhook).
 */
export class Webhook {
  /**
   * A gate before the canary is scaled up.
   *
   * @param name The webhook's name, which events show.
   * @param options What is called.
   */
  public static confirmRollout(name: string, options: GateOptions): Webhook {
    return new Webhook(WebhookType.CONFIRM_ROLLOUT, name, options);
  }

  /**
   * A test before traffic reaches the canary.
   *
   * @param name The webhook's name, which events show.
   * @param options What is called.
   */
  public static preRollout(name: string, options: WebhookOptions): Webhook {
    return new Webhook(WebhookType.PRE_ROLLOUT, name, options);
  }

  /**
   * A test at every tick of the analysis.
   *
   * @param name The webhook's name, which events show.
   * @param options What is called.
   */
  public static rollout(name: string, options: WebhookOptions): Webhook {
    return new Webhook(WebhookType.ROLLOUT, name, options);
  }

  /**
   * A gate before each step of weight. While it is closed, an alert is posted at every tick unless muted
   * (fluxcd/flagger#886), and at weight 0 the pre-rollout webhooks are called again (fluxcd/flagger#1248).
   *
   * @param name The webhook's name, which events show.
   * @param options What is called.
   */
  public static confirmTrafficIncrease(name: string, options: GateOptions): Webhook {
    return new Webhook(WebhookType.CONFIRM_TRAFFIC_INCREASE, name, options);
  }

  /**
   * A gate before promotion.
   *
   * @param name The webhook's name, which events show.
   * @param options What is called.
   */
  public static confirmPromotion(name: string, options: GateOptions): Webhook {
    return new Webhook(WebhookType.CONFIRM_PROMOTION, name, options);
  }

  /**
   * A call after promotion or rollback.
   *
   * @param name The webhook's name, which events show.
   * @param options What is called.
   */
  public static postRollout(name: string, options: WebhookOptions): Webhook {
    return new Webhook(WebhookType.POST_ROLLOUT, name, options);
  }

  /**
   * A way to roll back by hand: an answer of success rolls back. It is asked while the canary progresses or waits for
   * promotion, not while it waits to begin (Flagger 1.44.0 pkg/controller/scheduler.go).
   *
   * @param name The webhook's name, which events show.
   * @param options What is called.
   */
  public static rollback(name: string, options: WebhookOptions): Webhook {
    return new Webhook(WebhookType.ROLLBACK, name, options);
  }

  /**
   * A receiver of every event. It replaces the receiver that Flagger's own flag `-event-webhook` sets.
   *
   * @param name The webhook's name, which events show.
   * @param options What is called.
   */
  public static event(name: string, options: WebhookOptions): Webhook {
    return new Webhook(WebhookType.EVENT, name, options);
  }

  /** When it is called. */
  public readonly type: WebhookType;

  /** Its name. */
  public readonly name: string;

  /** How long an answer may take. */
  public readonly timeout: Duration;

  private readonly options: GateOptions;

  private constructor(type: WebhookType, name: string, options: GateOptions) {
    checkOptions(`Webhook ${name}`, 'flagger.GateOptions', options);
    this.type = type;
    this.name = name;
    this.options = options;
    checkShownName(`Webhook of type ${type}`, name);
    const at = `Webhook ${name}`;
    this.timeout = wholeSeconds(at, 'timeout', options.timeout ?? Duration.seconds(10));
    if (options.retries !== undefined) { wholeNumber(at, 'retries', options.retries, { min: 0 }); }
    checkUrl(at, options.url);
    if (options.metadata?.['passwd'] !== undefined) {
      throw invalid({
        at,
        what: 'the metadata holds a password',
        allowed: 'none: the manifest is committed to git, and Flagger reads no Secret for webhooks (nGrinder\'s task of the load tester cannot do without, and has no place here)',
      });
    }
  }

  /**
   * Whether its answer can stop a rollout for good. The load tester answers tasks of
   * these types before they have ended (pkg/loadtester/server.go HandleNewTask).
   *
   * @internal
   */
  public get _canFail(): boolean {
    const { type = 'cmd', cmd } = this.options.metadata ?? {};
    const asynchronous = (type === 'cmd' && cmd !== undefined) || type === 'ngrinder';
    return (this.type === WebhookType.ROLLOUT || this.type === WebhookType.PRE_ROLLOUT) && !asynchronous;
  }

  /**
   * How long Flagger may be held up by it at most, the pauses between attempts left out.
   *
   * @internal
   */
  public get _longestMilliseconds(): number {
    return milliseconds(this.timeout) * (1 + (this.options.retries ?? 0));
  }

  /** @internal */
  public _toSpec(): k8s.CanarySpecAnalysisWebhooks {
    const { url, timeout, retries, disableTlsVerification, metadata, muteAlert } = this.options;
    return {
      name: this.name,
      type: this.type as string as k8s.CanarySpecAnalysisWebhooksType,
      url,
      timeout: timeout && flaggerDuration(timeout),
      retries,
      disableTls: disableTlsVerification,
      metadata,
      muteAlert,
    };
  }
}

function checkUrl(at: string, url: string): void {
  // The URL is not repeated: it may hold the very token that does not belong there.
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !/^https?:\/\/[^/\s]/.test(url) || /\s/.test(url)) {
    throw invalid({
      at,
      what: 'the URL is not an HTTP URL',
      allowed: 'http:// or https://, a host, and no spaces',
      fix: 'url: \'http://load-tester.shop/\'',
    });
  }
  if (parsed.username !== '' || parsed.password !== '') {
    throw invalid({
      at,
      what: 'the URL holds a user name or password',
      allowed: 'none: the manifest is committed to git, and Flagger reads no Secret for webhooks',
    });
  }
}
