import { Duration } from 'cdk8s';
import * as k8s from '../../imports/flagger.app';
import { flaggerDuration, milliseconds, seconds } from '../duration';
import { invalid, percent, present, wholeNumber } from '../invalid';
import { checkOptions } from '../options';
import { HeaderMatch } from './header-match';
import { MetricCheck } from './metric-check';
import { Webhook } from './webhook';
import { wholeSeconds } from './whole-seconds';

/** How Flagger releases: the label `deployment_strategy` of its counters. */
export enum AnalysisStrategy {
  /** Traffic moves to the canary step by step. */
  CANARY = 'canary',
  /** Requests that match go to the canary. */
  AB_TESTING = 'ab-testing',
  /** The canary is tested beside the primary, then takes all traffic at once. */
  BLUE_GREEN = 'blue-green',
}

/** What every analysis takes. */
export interface AnalysisOptions {
  /** How often the canary is checked and advanced: whole seconds, at least 10, which Flagger takes for anything shorter. */
  readonly interval: Duration;

  /** How many failed checks roll back. They add up in the course of a rollout: a passing check forgives none. */
  readonly threshold: number;

  /**
   * The metrics that must pass at every tick.
   *
   * @default - none; `Canary.addMetric` adds more
   */
  readonly metrics?: MetricCheck[];

  /**
   * The webhooks.
   *
   * @default - none; `Canary.addWebhook` adds more
   */
  readonly webhooks?: Webhook[];

  /**
   * The share of the primary's pods that must be ready, in percent.
   *
   * @default 100
   */
  readonly primaryReadyThreshold?: number;

  /**
   * The share of the canary's pods that must be ready, in percent.
   *
   * @default 100
   */
  readonly canaryReadyThreshold?: number;
}

/** To which requests from other sites a browser adds the cookie. */
export enum CookieSameSite {
  /** None but the site's own. */
  STRICT = 'Strict',
  /** The site's own, and links to it. */
  LAX = 'Lax',
  /** All; the cookie must be `secure`. */
  NONE = 'None',
}

/** Keeps a user on the version that answered first (Istio and Gateway API). Both cookies have the same attributes. */
export interface SessionAffinity {
  /** The cookie that keeps a user on the canary: letters, digits, "-" and "_", because Flagger makes a regular expression of it. */
  readonly cookieName: string;

  /**
   * The cookie that keeps a user on the primary until the next step.
   *
   * @default - users of the primary may move to the canary with any request
   */
  readonly primaryCookieName?: string;

  /**
   * How long the canary's cookie lives, in whole seconds.
   *
   * @default Duration.days(1)
   */
  readonly maxAge?: Duration;

  /**
   * The domain to whose hosts a browser sends the cookies.
   *
   * @default - the host that set them
   */
  readonly domain?: string;

  /**
   * The path below which a browser sends the cookies.
   *
   * @default - that of the request that set them: a user may then change versions between paths
   */
  readonly path?: string;

  /**
   * Whether scripts cannot read the cookies.
   *
   * @default false
   */
  readonly httpOnly?: boolean;

  /**
   * Whether a browser sends the cookies over https alone.
   *
   * @default false
   */
  readonly secure?: boolean;

  /**
   * Whether a browser keeps the cookies apart for each site that embeds the service; they must be `secure`.
   *
   * @default false
   */
  readonly partitioned?: boolean;

  /**
   * To which requests from other sites a browser adds the cookies.
   *
   * @default - the browser's own, mostly Lax
   */
  readonly sameSite?: CookieSameSite;
}

/** What an analysis that shifts weight takes. */
export interface WeightedAnalysisOptions extends AnalysisOptions {
  /**
   * By how many percent traffic returns to the primary after promotion, at each tick.
   *
   * @default - all at once
   */
  readonly stepWeightPromotion?: number;

  /**
   * Whether requests are mirrored to the canary for one tick before any user sees it (Istio only).
   *
   * @default false
   */
  readonly mirror?: boolean;

  /**
   * The share of requests that is mirrored, in percent; only with `mirror`.
   *
   * @default - all
   */
  readonly mirrorWeight?: number;

  /**
   * Keeps each user on one version.
   *
   * @default - no affinity
   */
  readonly sessionAffinity?: SessionAffinity;
}

/** Weight that rises by equal steps. */
export interface ProgressiveAnalysisOptions extends WeightedAnalysisOptions {
  /** The greatest share of traffic that the canary takes before promotion, in percent. */
  readonly maxWeight: number;

  /** By how many percent it rises at each tick. */
  readonly stepWeight: number;
}

/** Weight that rises by steps of one's own. */
export interface StepWeightsAnalysisOptions extends WeightedAnalysisOptions {
  /** The canary's share of traffic at each step, in percent, rising; after the last the canary is promoted. */
  readonly stepWeights: number[];
}

/** An A/B test. */
export interface AbTestingAnalysisOptions extends AnalysisOptions {
  /** How many ticks the test lasts. */
  readonly iterations: number;

  /** Which requests go to the canary: those that match any of these. */
  readonly match: HeaderMatch[];
}

/** A Blue/Green release. */
export interface BlueGreenAnalysisOptions extends AnalysisOptions {
  /** How many ticks the canary is tested before it takes all traffic. */
  readonly iterations: number;

  /**
   * Whether requests are mirrored to the canary all the while (Istio and Gateway API).
   *
   * @default false
   */
  readonly mirror?: boolean;

  /**
   * The share of requests that is mirrored, in percent; only with `mirror`, and Istio.
   *
   * @default - all
   */
  readonly mirrorWeight?: number;
}

/**
 * How a canary is judged. The CRD takes exactly one of `iterations`, `stepWeight` and `stepWeights`: each has a factory here.
 */
export class Analysis {
  /**
   * Traffic rises by equal steps: 10, 20, 30, 40, 50 percent with a stepWeight of 10 and a maxWeight of 50, then promotion.
   *
   * @param options How it is judged.
   */
  public static progressive(options: ProgressiveAnalysisOptions): Analysis {
    const at = 'Analysis.progressive';
    present(at, options, { maxWeight: '50', stepWeight: '10, or flagger.Analysis.stepWeights({ …, stepWeights: [5, 20, 50] })' });
    checkOptions(at, 'flagger.ProgressiveAnalysisOptions', options);
    const maxWeight = percent(at, 'maxWeight', options.maxWeight);
    const stepWeight = percent(at, 'stepWeight', options.stepWeight);
    if (stepWeight > maxWeight) {
      throw invalid({
        at,
        what: 'stepWeight is greater than maxWeight',
        value: { stepWeight, maxWeight },
        allowed: 'at most maxWeight: Flagger goes to the first step all the same, past the maximum',
        fix: `stepWeight: ${maxWeight}`,
      });
    }
    const steps = Math.ceil(maxWeight / stepWeight);
    // Flagger steps until the maximum is reached, past it where the steps do not end there.
    return new Analysis(at, AnalysisStrategy.CANARY, steps, options, { maxWeight, stepWeight }, Math.min(100, steps * stepWeight));
  }

  /**
   * Traffic rises by steps of one's own.
   *
   * @param options How it is judged.
   */
  public static stepWeights(options: StepWeightsAnalysisOptions): Analysis {
    const at = 'Analysis.stepWeights';
    present(at, options, { stepWeights: '[5, 20, 50]' });
    checkOptions(at, 'flagger.StepWeightsAnalysisOptions', options);
    const { stepWeights } = options;
    stepWeights.forEach((weight, index) => {
      percent(at, `stepWeights[${index}]`, weight);
      if (index === 0 || weight > (stepWeights[index - 1] as number)) { return; }
      throw invalid({
        at,
        what: 'stepWeights do not rise',
        value: stepWeights,
        allowed: 'each greater than the one before: at a step of zero or less the canary stays where it is without an error',
      });
    });
    const last = stepWeights[stepWeights.length - 1];
    if (last === undefined) {
      throw invalid({
        at,
        what: 'stepWeights is empty',
        value: stepWeights,
        allowed: 'at least one weight from 1 to 100',
        fix: 'stepWeights: [1, 5, 20, 50]',
      });
    }
    return new Analysis(at, AnalysisStrategy.CANARY, stepWeights.length, options, { stepWeights: [...stepWeights] }, last);
  }

  /**
   * Requests that match go to the canary, all others to the primary.
   *
   * @param options How it is judged.
   */
  public static abTesting(options: AbTestingAnalysisOptions): Analysis {
    const at = 'Analysis.abTesting';
    present(at, options, { iterations: '10', match: '[flagger.HeaderMatch.cookie(\'canary\')]' });
    checkOptions(at, 'flagger.AbTestingAnalysisOptions', options);
    if (options.match.length === 0) {
      throw invalid({
        at,
        what: 'match is empty',
        allowed: 'at least one condition: without one this is a Blue/Green release',
        fix: 'match: [flagger.HeaderMatch.header(\'x-canary\', flagger.StringMatch.exact(\'insider\'))]',
      });
    }
    const iterations = wholeNumber(at, 'iterations', options.iterations, { min: 1 });
    return new Analysis(at, AnalysisStrategy.AB_TESTING, iterations, options, { iterations }, undefined, [...options.match]);
  }

  /**
   * The canary is tested for a number of ticks without users, then takes all traffic.
   *
   * @param options How it is judged.
   */
  public static blueGreen(options: BlueGreenAnalysisOptions): Analysis {
    const at = 'Analysis.blueGreen';
    present(at, options, { iterations: '10' });
    checkOptions(at, 'flagger.BlueGreenAnalysisOptions', options);
    const iterations = wholeNumber(at, 'iterations', options.iterations, { min: 1 });
    return new Analysis(at, AnalysisStrategy.BLUE_GREEN, iterations, options, { iterations });
  }

  /** How Flagger releases. */
  public readonly strategy: AnalysisStrategy;

  /** How often the canary is checked and advanced. */
  public readonly interval: Duration;

  /** How many failed checks roll back. */
  public readonly threshold: number;

  /** How many ticks a rollout without a failed check takes to reach promotion: the steps of weight, or the iterations. */
  public readonly steps: number;

  /**
   * The greatest share of traffic before promotion, in percent, the last step included where it goes past the maximum;
   * undefined where no weight is shifted.
   */
  public readonly highestWeight?: number;

  /** Whether requests are mirrored. */
  public readonly mirror: boolean;

  /** The share of requests that is mirrored, in percent; undefined for all. */
  public readonly mirrorWeight?: number;

  /** The metrics that it was made with. */
  public readonly metrics: MetricCheck[];

  /** The webhooks that it was made with. */
  public readonly webhooks: Webhook[];

  /**
   * Which requests an A/B test sends to the canary.
   *
   * @internal
   */
  public readonly _match: readonly HeaderMatch[];

  private readonly options: WeightedAnalysisOptions;
  private readonly course: k8s.CanarySpecAnalysis;

  private constructor(
    at: string,
    strategy: AnalysisStrategy,
    steps: number,
    options: WeightedAnalysisOptions,
    course: k8s.CanarySpecAnalysis,
    highestWeight?: number,
    match: readonly HeaderMatch[] = [],
  ) {
    this.strategy = strategy;
    this.options = options;
    this.course = course;
    this.highestWeight = highestWeight;
    this._match = match;
    this.mirror = options.mirror ?? false;
    this.mirrorWeight = options.mirrorWeight;
    // With weights, mirroring takes a tick of its own; with iterations it runs beside them.
    this.steps = steps + (this.mirror && strategy === AnalysisStrategy.CANARY ? 1 : 0);
    this.metrics = [...options.metrics ?? []];
    this.webhooks = [...options.webhooks ?? []];
    present(at, options, { interval: 'Duration.seconds(30)', threshold: '5' });
    this.interval = wholeSeconds(at, 'interval', options.interval, Duration.seconds(10),
      'Flagger takes 10 seconds for anything shorter, without a word (pkg/apis/flagger/v1beta1/canary.go GetAnalysisInterval)');
    this.threshold = wholeNumber(at, 'threshold', options.threshold, { min: 1 }, 'threshold: 5, the fifth failed check rolls back; 1 for the first');
    for (const name of ['primaryReadyThreshold', 'canaryReadyThreshold', 'stepWeightPromotion'] as const) {
      const value = options[name];
      if (value !== undefined) { percent(at, name, value); }
    }
    checkMirrorWeight(at, options);
    checkAffinity(at, options.sessionAffinity);
  }

  /** @internal */
  public get _sessionAffinity(): boolean {
    return this.options.sessionAffinity !== undefined;
  }

  /**
   * The longest that the status metric of a rollout that nobody holds up can stay at "running": every step and every failed
   * check takes a tick, about five more go to detection, start and promotion, and the canary and the primary each have their
   * deadline to become ready. Promotion by stepWeightPromotion is not in it: the status is no longer 0 then.
   * Source: fluxcd/flagger v1.44.0 pkg/controller/scheduler.go advanceCanary, runCanary, runBlueGreen; pkg/canary/deployment_ready.go.
   *
   * @internal
   */
  public _longestDuration(progressDeadline: Duration): Duration {
    const ticks = this.steps + this.threshold + 5;
    return Duration.millis(milliseconds(this.interval) * ticks + 2 * milliseconds(progressDeadline));
  }

  /** @internal */
  public _toSpec(): k8s.CanarySpecAnalysis {
    const { stepWeightPromotion, primaryReadyThreshold, canaryReadyThreshold, sessionAffinity } = this.options;
    return {
      interval: flaggerDuration(this.interval),
      threshold: this.threshold,
      ...this.course,
      stepWeightPromotion,
      primaryReadyThreshold,
      canaryReadyThreshold,
      ...(this.mirror && { mirror: true, mirrorWeight: this.mirrorWeight }),
      sessionAffinity: sessionAffinity && {
        ...sessionAffinity,
        sameSite: sessionAffinity.sameSite as string as k8s.CanarySpecAnalysisSessionAffinitySameSite,
        maxAge: sessionAffinity.maxAge && seconds(sessionAffinity.maxAge),
      },
    };
  }
}

function checkMirrorWeight(at: string, { mirror, mirrorWeight }: WeightedAnalysisOptions): void {
  if (mirrorWeight === undefined) { return; }
  percent(at, 'mirrorWeight', mirrorWeight);
  if (mirror !== true) {
    throw invalid({
      at,
      what: 'mirrorWeight is given and nothing is mirrored',
      value: mirrorWeight,
      allowed: 'only with mirror: true',
      fix: 'mirror: true',
    });
  }
}

function checkAffinity(at: string, affinity: SessionAffinity | undefined): void {
  if (affinity === undefined) { return; }
  const { cookieName, primaryCookieName, maxAge, domain, path, sameSite, secure, partitioned } = affinity;
  present(`${at}: sessionAffinity`, affinity, { cookieName: '\'canary\'' });
  if (maxAge !== undefined) { wholeSeconds(at, 'sessionAffinity.maxAge', maxAge); }
  for (const [what, name] of [['cookieName', cookieName], ['primaryCookieName', primaryCookieName]] as const) {
    if (name === undefined || name === '' && what === 'cookieName' || /^[\w-]+$/.test(name)) { continue; }
    throw invalid({
      at,
      what: `sessionAffinity.${what} is not a name that Flagger can match`,
      value: name,
      allowed: 'letters, digits, "-" and "_": it is put into a regular expression and split at "=" (pkg/router/istio.go getSessionAffinityRouteRules)',
    });
  }
  for (const [what, value] of [['domain', domain], ['path', path]] as const) {
    if (value === undefined || /^[!-:<-~]+$/.test(value)) { continue; }
    throw invalid({ at, what: `sessionAffinity.${what} would end the cookie's attribute`, value, allowed: 'visible characters without ";"' });
  }
  if (secure !== true && (sameSite === CookieSameSite.NONE || partitioned === true)) {
    throw invalid({
      at,
      what: `sessionAffinity is ${partitioned === true ? 'partitioned' : 'for all sites'} and not secure`,
      allowed: 'secure: true with it: browsers drop the cookie otherwise, and no user stays on a version',
      fix: 'secure: true',
    });
  }
  if (cookieName !== '' && cookieName !== primaryCookieName) { return; }
  throw invalid({
    at,
    what: cookieName === '' ? 'sessionAffinity.cookieName is empty' : 'sessionAffinity names one cookie for both versions',
    value: cookieName,
    allowed: 'two different names: Flagger ignores the whole Canary otherwise, with a line in its log (pkg/controller/controller.go verifySessionAffinity)',
  });
}
