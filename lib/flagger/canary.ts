import { Duration } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import * as k8s from '../../imports/flagger.app';
import { seconds } from '../duration';
import { invalid, present } from '../invalid';
import { checkOptions, checkReference } from '../options';
import { Resource, ResourceProps } from '../resource';
import { checkAddress } from './address';
import { Analysis } from './analysis';
import { Autoscaler } from './autoscaler';
import { CanaryAlert } from './canary-alert';
import { checkAlertIsNew, checkCombination, checkMetric, checkTargetIsNew, checkWebhooks, hasNothingToFail } from './canary-rules';
import { CanaryService } from './canary-service';
import { checkService, serviceToSpec } from './canary-service-spec';
import { MetricCheck } from './metric-check';
import { MeshProvider } from './provider';
import { RouteRef } from './route-ref';
import { Target } from './target';
import { Webhook } from './webhook';
import { wholeSeconds } from './whole-seconds';

/** A progressive release: a Canary, ours or one that exists. */
export interface ICanary extends IConstruct {
  /** The Canary's name. */
  readonly name: string;

  /** The Canary's namespace. */
  readonly namespace?: string;
}

/** What a Canary takes. */
export interface CanaryProps extends ResourceProps {
  /** What is released. */
  readonly target: Target;

  /** What moves the traffic. */
  readonly provider: MeshProvider;

  /** How a release is judged. */
  readonly analysis: Analysis;

  /**
   * The Services that Flagger makes.
   *
   * @default - none, with a Knative Service as the target; required with any other
   */
  readonly service?: CanaryService;

  /**
   * The Ingress, ApisixRoute or Upstream that Flagger copies; required with NGINX, Skipper and APISIX.
   *
   * @default - none
   */
  readonly route?: RouteRef;

  /**
   * The target's autoscaler, of which Flagger makes a copy for the primary.
   *
   * @default - none
   */
  readonly autoscaler?: Autoscaler;

  /**
   * How long the canary's and the primary's pods may take to become ready, in whole seconds. A release that exceeds it is rolled
   * back, and Flagger posts nothing about it to any AlertProvider (fluxcd/flagger#1663, #1816).
   *
   * @default Duration.minutes(10)
   */
  readonly progressDeadline?: Duration;

  /**
   * Where the built-in metrics are queried.
   *
   * @default - the Prometheus that Flagger's own flag names
   */
  readonly metricsServer?: string;

  /**
   * Where Flagger posts what happens to this canary.
   *
   * @default - Flagger's own notifier, if its flags set one
   */
  readonly alerts?: CanaryAlert[];

  /**
   * Whether a release goes to production without being judged.
   *
   * @default false
   */
  readonly skipAnalysis?: boolean;

  /**
   * Whether Flagger leaves the canary alone. Its status metric stays as it is.
   *
   * @default false
   */
  readonly suspend?: boolean;

  /**
   * Whether the target gets its replicas and Services back when the Canary is deleted.
   *
   * @default false
   */
  readonly revertOnDeletion?: boolean;
}

/**
 * Makes a Canary (flagger.app/v1beta1): from then on Flagger releases each new version of the target step by step, and rolls back
 * what fails its checks. Combinations that the CRD admits and Flagger would silently turn into something else are refused.
 */
export class Canary extends Resource implements ICanary {
  /**
   * Refers to a Canary that exists already.
   *
   * @param scope The construct that holds the reference.
   * @param id The id of the reference.
   * @param name The Canary's name.
   * @param namespace The Canary's namespace.
   */
  public static fromCanaryName(scope: Construct, id: string, name: string, namespace?: string): ICanary {
    return new ExistingCanary(scope, id, name, namespace);
  }

  /** What is released. */
  public readonly target: Target;

  /** What moves the traffic. */
  public readonly provider: MeshProvider;

  /** How a release is judged. */
  public readonly analysis: Analysis;

  /** How long the canary's and the primary's pods may take to become ready. */
  public readonly progressDeadline: Duration;

  private readonly props: CanaryProps;
  private readonly alerts: CanaryAlert[] = [];
  private readonly metrics: MetricCheck[] = [];
  private readonly webhooks: Webhook[] = [];

  public constructor(scope: Construct, id: string, props: CanaryProps) {
    super(scope, id, k8s.Canary.GVK, props);
    present(this.reference, props, {
      target: 'flagger.Target.deployment(\'podinfo\')', provider: 'flagger.MeshProvider.ISTIO', analysis: 'flagger.Analysis.progressive({ … })',
    });
    checkOptions(this.reference, 'flagger.CanaryProps', props);
    this.props = props;
    this.target = props.target;
    this.provider = props.provider;
    this.analysis = props.analysis;
    this.progressDeadline = wholeSeconds(this.reference, 'progressDeadline', props.progressDeadline ?? Duration.minutes(10));
    if (props.service !== undefined) { checkService(this.reference, props.service, props.provider); }
    checkAddress(this.reference, props.metricsServer, 'metricsServer', 'metricsServer: \'http://prometheus-operated.monitoring:9090\'');
    checkCombination(this.reference, props);
    checkTargetIsNew(this);
    props.analysis.metrics.forEach((metric) => { this.addMetric(metric); });
    props.analysis.webhooks.forEach((webhook) => { this.addWebhook(webhook); });
    (props.alerts ?? []).forEach((alert) => { this.addAlert(alert); });
    this.node.addValidation({ validate: () => this.problems() });
  }

  /**
   * The value of the label `name` of Flagger's metrics: the target's name, whatever the Canary is called (Flagger 1.44.0
   * pkg/metrics/recorder.go SetStatus).
   */
  public get metricName(): string {
    return this.target.name;
  }

  /** The name of the Service that leads to the primary; `-primary` and `-canary` are appended for the other two. */
  public get serviceName(): string {
    return this.props.service?.name ?? this.target.name;
  }

  /**
   * The longest that a release which nobody holds up can be in progress: a canary whose status stays 0 for longer is stuck.
   */
  public get longestProgress(): Duration {
    return this.analysis._longestDuration(this.progressDeadline);
  }

  /**
   * Lets Flagger post what happens to this canary.
   *
   * @param alert Where, and from which severity on.
   */
  public addAlert(alert: CanaryAlert): void {
    checkOptions(this.reference, 'flagger.CanaryAlert', alert);
    checkAlertIsNew(this.reference, this.alerts, alert);
    this.alerts.push(alert);
  }

  /**
   * Adds a metric that must pass at every tick.
   *
   * @param metric The metric.
   */
  public addMetric(metric: MetricCheck): void {
    checkReference(this.reference, 'metric', 'flagger.MetricCheck', metric);
    checkMetric(this.reference, this.props, this.metrics, metric);
    this.metrics.push(metric);
  }

  /**
   * Adds a call in the course of a release.
   *
   * @param webhook The call.
   */
  public addWebhook(webhook: Webhook): void {
    checkReference(this.reference, 'webhook', 'flagger.Webhook', webhook);
    checkWebhooks(this.reference, this.analysis, [...this.webhooks, webhook]);
    this.webhooks.push(webhook);
  }

  /** @internal */
  public _toManifest(): { readonly [field: string]: unknown } {
    const { target, provider, service, route, autoscaler, progressDeadline, metricsServer, skipAnalysis, suspend, revertOnDeletion } = this.props;
    return {
      spec: k8s.toJson_CanarySpec({
        provider: provider as string as k8s.CanarySpecProvider,
        targetRef: { apiVersion: target.apiVersion, kind: target.kind as k8s.CanarySpecTargetRefKind, name: target.name },
        ...(route && { [route._field]: { apiVersion: route.apiVersion, kind: route.kind, name: route.name, ...upstreamNamespace(route) } }),
        autoscalerRef: autoscaler?._toSpec(),
        progressDeadlineSeconds: progressDeadline && seconds(progressDeadline),
        metricsServer,
        skipAnalysis,
        suspend,
        revertOnDeletion,
        service: service && serviceToSpec(service, provider),
        analysis: {
          ...this.analysis._toSpec(),
          ...(this.analysis._match.length > 0 && { match: this.analysis._match.map((match) => match._toSpec(provider)) }),
          ...(this.metrics.length > 0 && { metrics: this.metrics.map((metric) => metric._toSpec()) }),
          ...(this.webhooks.length > 0 && { webhooks: this.webhooks.map((webhook) => webhook._toSpec()) }),
          ...(this.alerts.length > 0 && { alerts: this.alerts.map(alertToSpec) }),
        },
      }),
    };
  }

  private problems(): string[] {
    const problems = [
      ...this.target._problems(this.reference, this.namespace),
      ...this.props.route?._problems(this.reference, this.namespace, this.serviceName) ?? [],
    ];
    if (this.props.skipAnalysis !== true && hasNothingToFail(this.metrics, this.webhooks)) {
      problems.push(invalid({
        at: this.reference,
        what: 'no check can fail: there is neither a metric nor a webhook that judges the release',
        allowed: 'at least one metric, or a pre-rollout or rollout webhook that waits for its result (a load test of type cmd answers before it ends); otherwise '
          + 'every version whose pods become ready is promoted',
        fix: 'metrics: [flagger.MetricCheck.requestSuccessRate({ min: 99 })], or skipAnalysis: true',
      }).message);
    }
    return problems;
  }
}

function alertToSpec({ name, severity, provider }: CanaryAlert): k8s.CanarySpecAnalysisAlerts {
  return {
    name: name ?? provider.name,
    severity: severity as string as k8s.CanarySpecAnalysisAlertsSeverity,
    providerRef: { name: provider.name, namespace: provider.namespace },
  };
}

// Only upstreamRef has a namespace in the CRD; ingressRef and routeRef mean the Canary's own.
function upstreamNamespace(route: RouteRef): { readonly namespace?: string } {
  return route._field === 'upstreamRef' && route.namespace !== undefined ? { namespace: route.namespace } : {};
}

class ExistingCanary extends Construct implements ICanary {
  public constructor(scope: Construct, id: string, public readonly name: string, public readonly namespace?: string) {
    super(scope, id);
  }
}
