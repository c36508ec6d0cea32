import { Duration } from 'cdk8s';
import * as k8s from '../../imports/flagger.app';
import { flaggerDuration } from '../duration';
import { invalid, wholeNumber } from '../invalid';
import { wholeSeconds } from './whole-seconds';

/** Where requests of one place go, in shares. */
export interface LocalityDistribution {
  /** Where they come from: `region`, `region/zone` or `region/zone/sub-zone`, with `*` at the end for any. */
  readonly from: string;

  /** Where they go, in percent by place; 100 in sum. */
  readonly to: { [place: string]: number };
}

/** Where requests of one region go when its pods are not healthy. */
export interface LocalityFailover {
  /** The region that fails. */
  readonly from: string;

  /** The region that steps in. */
  readonly to: string;
}

/** How much pods nearby are preferred; `distribute` or `failover`, not both. */
export interface LocalityLoadBalancing {
  /**
   * Whether places count at all.
   *
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * Where requests go, in shares.
   *
   * @default - to the nearest
   */
  readonly distribute?: LocalityDistribution[];

  /**
   * Which region steps in for which. It needs `outlierDetection`, or nothing is ever found to be unhealthy.
   *
   * @default - the nearest
   */
  readonly failover?: LocalityFailover[];
}

/** What every load balancer takes. */
export interface TrafficLoadBalancerOptions {
  /**
   * How much pods nearby are preferred.
   *
   * @default - the mesh's own
   */
  readonly locality?: LocalityLoadBalancing;

  /**
   * Over which time a new pod's share of the requests grows, in whole seconds.
   *
   * @default - it gets its whole share at once
   */
  readonly warmup?: Duration;
}

/** What a load balancer by hash takes. */
export interface ConsistentHashOptions extends TrafficLoadBalancerOptions {
  /**
   * How many entries the ring of hashes has at least.
   *
   * @default - Istio's own, 1024
   */
  readonly minimumRingSize?: number;
}

/** What a load balancer by cookie takes. */
export interface CookieHashOptions extends ConsistentHashOptions {
  /** How long the cookie lives that the proxy sets where there is none, in whole seconds; 0 for the browser's session. */
  readonly ttl: Duration;

  /**
   * The cookie's path.
   *
   * @default - the request's own
   */
  readonly path?: string;
}

type Spec = k8s.CanarySpecServiceTrafficPolicyLoadBalancer;

/** How the pods share the requests (Istio). */
export class TrafficLoadBalancer {
  /**
   * One pod after the other.
   *
   * @param options The options.
   */
  public static roundRobin(options: TrafficLoadBalancerOptions = {}): TrafficLoadBalancer {
    return new TrafficLoadBalancer({ simple: k8s.CanarySpecServiceTrafficPolicyLoadBalancerSimple.ROUND_UNDERSCORE_ROBIN }, options);
  }

  /**
   * The pod with the fewest requests.
   *
   * @param options The options.
   */
  public static leastRequest(options: TrafficLoadBalancerOptions = {}): TrafficLoadBalancer {
    return new TrafficLoadBalancer({ simple: k8s.CanarySpecServiceTrafficPolicyLoadBalancerSimple.LEAST_UNDERSCORE_REQUEST }, options);
  }

  /**
   * Any pod.
   *
   * @param options The options; a warm-up has no effect here and is refused.
   */
  public static random(options: TrafficLoadBalancerOptions = {}): TrafficLoadBalancer {
    return new TrafficLoadBalancer({ simple: k8s.CanarySpecServiceTrafficPolicyLoadBalancerSimple.RANDOM }, options, false);
  }

  /** The pod that the caller asked for; the proxy chooses none. */
  public static passthrough(): TrafficLoadBalancer {
    return new TrafficLoadBalancer({ simple: k8s.CanarySpecServiceTrafficPolicyLoadBalancerSimple.PASSTHROUGH }, {});
  }

  /**
   * The same pod for the same value of a header.
   *
   * @param header The header's name.
   * @param options The options.
   */
  public static byHeader(header: string, options: ConsistentHashOptions = {}): TrafficLoadBalancer {
    return TrafficLoadBalancer.byHash('byHeader', header, { httpHeaderName: header }, options);
  }

  /**
   * The same pod for the same cookie, which the proxy sets where there is none.
   *
   * @param cookie The cookie's name.
   * @param options How long it lives.
   */
  public static byCookie(cookie: string, options: CookieHashOptions): TrafficLoadBalancer {
    const { ttl, path } = options;
    wholeSeconds('TrafficLoadBalancer.byCookie', 'ttl', ttl, Duration.seconds(0));
    return TrafficLoadBalancer.byHash('byCookie', cookie, { httpCookie: { name: cookie, path, ttl: flaggerDuration(ttl) } }, options);
  }

  /**
   * The same pod for the same address of the caller.
   *
   * @param options The options.
   */
  public static bySourceIp(options: ConsistentHashOptions = {}): TrafficLoadBalancer {
    return TrafficLoadBalancer.byHash('bySourceIp', 'ip', { useSourceIp: true }, options);
  }

  /**
   * The same pod for the same value of a query parameter.
   *
   * @param parameter The parameter's name.
   * @param options The options.
   */
  public static byQueryParameter(parameter: string, options: ConsistentHashOptions = {}): TrafficLoadBalancer {
    return TrafficLoadBalancer.byHash('byQueryParameter', parameter, { httpQueryParameterName: parameter }, options);
  }

  private static byHash(factory: string, name: string, key: NonNullable<Spec['consistentHash']>, options: ConsistentHashOptions): TrafficLoadBalancer {
    const at = `TrafficLoadBalancer.${factory}`;
    if (!/^[!#$%&'*+\-.^`|~\w]+$/.test(name)) {
      throw invalid({ at, what: 'this is not a name that a request can have', value: name, allowed: 'letters, digits and token characters (RFC 9110)' });
    }
    const { minimumRingSize } = options;
    if (minimumRingSize !== undefined) { wholeNumber(at, 'minimumRingSize', minimumRingSize, { min: 1, max: 8_388_608 }); }
    return new TrafficLoadBalancer({ consistentHash: { ...key, minimumRingSize } }, options, false);
  }

  private readonly options: TrafficLoadBalancerOptions;

  private constructor(private readonly algorithm: Spec, options: TrafficLoadBalancerOptions, warms = true) {
    const at = 'TrafficLoadBalancer';
    this.options = options;
    if (options.warmup !== undefined) {
      wholeSeconds(at, 'warmup', options.warmup);
      if (!warms) {
        throw invalid({
          at,
          what: 'this load balancer knows no warm-up',
          allowed: 'a warm-up with roundRobin and leastRequest only: Istio ignores it elsewhere',
        });
      }
    }
    if (options.locality !== undefined) { checkLocality(at, options.locality); }
  }

  /** @internal */
  public _toSpec(): Spec {
    const { locality, warmup } = this.options;
    return {
      ...this.algorithm,
      localityLbSetting: locality && { enabled: locality.enabled ?? true, distribute: locality.distribute, failover: locality.failover },
      warmupDurationSecs: warmup && flaggerDuration(warmup),
    };
  }
}

function checkLocality(at: string, { distribute = [], failover = [] }: LocalityLoadBalancing): void {
  if (distribute.length > 0 && failover.length > 0) {
    throw invalid({ at, what: 'locality has distribute and failover', allowed: 'one of them: Istio refuses the DestinationRule' });
  }
  for (const { from, to } of distribute) {
    for (const [place, share] of Object.entries(to)) { wholeNumber(at, `the share of ${place} for ${from}`, share, { min: 1, max: 100 }); }
    const sum = Object.values(to).reduce((a, b) => a + b, 0);
    if (sum !== 100) {
      throw invalid({
        at,
        what: `the shares for ${from} are not 100 in sum`,
        value: to,
        allowed: '100: Istio refuses the DestinationRule',
      });
    }
  }
  const same = failover.find(({ from, to }) => from === to);
  if (same !== undefined) { throw invalid({ at, what: 'a region would step in for itself', value: same.from, allowed: 'another region' }); }
}
