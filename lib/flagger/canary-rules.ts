import { IConstruct } from 'constructs';
import { durationInWords, milliseconds } from '../duration';
import { RequiredReference } from '../facts/mesh-providers';
import { invalid } from '../invalid';
import { Analysis, AnalysisStrategy } from './analysis';
import type { Canary, CanaryProps } from './canary';
import { CanaryAlert } from './canary-alert';
import { MetricCheck } from './metric-check';
import { checkShownName } from './names';
import { MeshProvider } from './provider';
import { factsOf, providersWith } from './provider-facts';
import { checkServiceFits, isTcp } from './service-rules';
import { Target } from './target';
import { Webhook, WebhookType } from './webhook';

/**
 * What fits together in a Canary. The CRD says none of this, and Flagger checks only the Knative pair and the cookies' names; the
 * rest shows at the first release. Not exported from the room.
 */
export function checkCombination(at: string, props: CanaryProps): void {
  if (!Object.values(MeshProvider).includes(props.provider)) {
    throw invalid({
      at,
      what: 'there is no such provider',
      value: props.provider,
      allowed: Object.values(MeshProvider).join(', '),
      fix: 'provider: flagger.MeshProvider.ISTIO',
    });
  }
  if (!(props.target instanceof Target)) {
    throw invalid({
      at,
      what: 'the target is not a Target',
      value: props.target,
      allowed: 'a Target: its kind must be known',
      fix: 'target: flagger.Target.deployment(\'podinfo\')',
    });
  }
  checkKnative(at, props);
  checkAutoscaler(at, props);
  checkStrategy(at, props.provider, props.analysis);
  checkMirror(at, props.provider, props.analysis);
  if (props.analysis._sessionAffinity && !factsOf(props.provider).sessionAffinity) {
    throw invalid({
      at,
      what: `the provider ${props.provider} ignores sessionAffinity`,
      allowed: `only with ${providersWith((facts) => facts.sessionAffinity)}`,
      fix: factsOf(props.provider).match === undefined ? 'leave sessionAffinity out' : 'flagger.Analysis.abTesting({ …, match: [flagger.HeaderMatch.cookie(\'canary\')] }), by which a user stays on a version, too',
    });
  }
  checkReferences(at, props);
  if (props.service !== undefined) { checkServiceFits(at, props.provider, props.service, props.analysis); }
}

function checkKnative(at: string, { target, provider, service, autoscaler }: CanaryProps): void {
  if (target.isKnative !== (provider === MeshProvider.KNATIVE)) {
    throw invalid({
      at,
      what: target.isKnative ? 'a Knative Service needs the provider knative' : 'the provider knative releases Knative Services alone',
      value: { provider, target: `${target.apiVersion}/${target.kind}` },
      allowed: 'both or neither: Flagger ignores the Canary otherwise, with a line in its log (pkg/controller/controller.go verifyKnativeCanary)',
    });
  }
  if (target.isKnative && autoscaler !== undefined) {
    throw invalid({
      at,
      what: 'a Knative Service is given an autoscaler',
      value: autoscaler.name,
      allowed: 'none: Knative scales by itself, and Flagger ignores the Canary',
    });
  }
  if (!target.isKnative && service === undefined) {
    throw invalid({
      at,
      what: 'service is not given',
      allowed: 'a service with a port: without it Flagger cannot make the Services (port 0)',
      fix: 'service: { port: 80 }',
    });
  }
}

function checkAutoscaler(at: string, { target, autoscaler }: CanaryProps): void {
  if (autoscaler === undefined || target.kind === 'Deployment') { return; }
  throw invalid({
    at,
    what: `a ${target.kind} is given an autoscaler`,
    value: autoscaler.name,
    allowed: 'only with a Deployment: Flagger makes a copy whose target has no replicas to scale (pkg/canary/hpa_reconciler.go)',
  });
}

function checkStrategy(at: string, provider: MeshProvider, analysis: Analysis): void {
  const can = factsOf(provider);
  if (analysis.strategy === AnalysisStrategy.CANARY && !can.weights) {
    throw invalid({
      at,
      what: `the provider ${provider} cannot shift traffic by weight`,
      value: { provider, strategy: analysis.strategy },
      allowed: 'Blue/Green: Flagger drops the weights and takes 10 iterations instead (pkg/controller/scheduler.go advanceCanary)',
      fix: 'flagger.Analysis.blueGreen({ …, iterations: 10 }), or a mesh or ingress provider',
    });
  }
  if (analysis.strategy !== AnalysisStrategy.AB_TESTING) { return; }
  if (can.match === undefined) {
    throw invalid({
      at,
      what: `the provider ${provider} ignores the conditions of an A/B test`,
      value: { provider, strategy: analysis.strategy },
      allowed: `only with ${providersWith((facts) => facts.match !== undefined)}: ${can.weights
        ? 'elsewhere all traffic goes to the canary from the first tick (pkg/controller/scheduler.go runAB)'
        : 'Flagger drops them (pkg/controller/scheduler.go advanceCanary)'}`,
    });
  }
  const isHeaderOrCookie = can.match.headerOrCookie === true && analysis._match.length === 2 && analysis._match.filter((match) => match._isCookie).length === 1;
  if (analysis._match.length > 1 && !can.match.alternatives && !isHeaderOrCookie) {
    throw invalid({
      at,
      what: `the provider ${provider} does not know ${can.match.headerOrCookie === true ? 'these ' : ''}alternatives in match`,
      value: `${analysis._match.length} conditions`,
      allowed: can.match.headerOrCookie === true
        ? 'one condition, or one of a header and one of a cookie, of which NGINX takes either: Flagger keeps one header and one cookie of all'
        : `one condition; alternatives only with ${providersWith((facts) => facts.match?.alternatives === true)}: elsewhere Flagger joins them into one`,
      fix: can.match.headerOrCookie === true ? 'match: [flagger.HeaderMatch.header(…), flagger.HeaderMatch.cookie(…)]' : 'flagger.HeaderMatch.all({ headers: … }) where all of them shall be true',
    });
  }
  analysis._match.forEach((match) => { match._check(at, provider); });
}

function checkMirror(at: string, provider: MeshProvider, analysis: Analysis): void {
  const can = factsOf(provider).mirror;
  if (analysis.mirrorWeight !== undefined && can !== 'all') {
    throw invalid({
      at,
      what: `the provider ${provider} ignores mirrorWeight`,
      value: analysis.mirrorWeight,
      allowed: `only with ${providersWith((facts) => facts.mirror === 'all')}: others mirror all requests`,
    });
  }
  if (!analysis.mirror || can === 'all' || (can === 'iterations' && analysis.strategy === AnalysisStrategy.BLUE_GREEN)) { return; }
  throw invalid({
    at,
    what: `the provider ${provider} cannot mirror traffic${can === 'iterations' ? ' while it shifts weight' : ''}`,
    value: { provider, strategy: analysis.strategy },
    allowed: `${providersWith((facts) => facts.mirror === 'all')}, and with Analysis.blueGreen also ${providersWith((facts) => facts.mirror === 'iterations')}: elsewhere `
      + 'a canary that shifts weight repeats its mirror step for ever (pkg/controller/scheduler.go runCanary)',
  });
}

const REFERENCES: Readonly<Record<RequiredReference, { readonly what: string; readonly fix: string; readonly given: (props: CanaryProps) => boolean }>> = {
  ingress: { what: 'an Ingress', fix: 'route: flagger.RouteRef.ingress(\'name\')', given: ({ route }) => route?._satisfies === 'ingress' },
  apisixRoute: { what: 'an ApisixRoute', fix: 'route: flagger.RouteRef.apisixRoute(\'name\')', given: ({ route }) => route?._satisfies === 'apisixRoute' },
  gatewayRefs: { what: 'a Gateway', fix: 'service: { …, gatewayRefs: [{ name: \'public\', namespace: \'gateways\' }] }', given: ({ service }) => (service?.gatewayRefs ?? []).length > 0 },
  meshName: { what: 'the mesh\'s name', fix: 'service: { …, meshName: \'name\' }', given: ({ service }) => (service?.meshName ?? '') !== '' },
};

function checkReferences(at: string, props: CanaryProps): void {
  const { provider, route } = props;
  const required = factsOf(provider).requires;
  if (required !== undefined && !REFERENCES[required].given(props)) {
    const { what, fix } = REFERENCES[required];
    throw invalid({
      at,
      what: `the provider ${provider} needs ${what}`,
      allowed: 'without it the canary stays in Initializing for ever, and no metric and no alert says so',
      fix,
    });
  }
  const fits = route === undefined || route._satisfies === required && required !== undefined || (route._field === 'upstreamRef' && provider === MeshProvider.GLOO);
  if (!fits) {
    throw invalid({
      at,
      what: `the provider ${provider} does not read ${route.kind}/${route.name}`,
      allowed: 'an Ingress with nginx and skipper, an ApisixRoute with apisix, an Upstream with gloo',
    });
  }
}

const canariesOf = new WeakMap<IConstruct, Map<string, string>>();

/** Refuses a second Canary of one target: Flagger starts both all the same, and they undo each other's work. */
export function checkTargetIsNew(canary: Canary): void {
  const { target, namespace, reference } = canary;
  const canaries = canariesOf.get(canary.node.root) ?? new Map<string, string>();
  canariesOf.set(canary.node.root, canaries);
  const key = [namespace, target.apiVersion, target.kind, target.name].join('/');
  const other = canaries.get(key);
  canaries.set(key, reference);
  if (other === undefined) { return; }
  throw invalid({
    at: reference,
    what: `the target ${target.kind}/${target.name} has another Canary`,
    value: other,
    allowed: 'one Canary a target: Flagger only logs "Bad things will happen!" (pkg/controller/scheduler.go scheduleCanaries)',
  });
}

/** Refuses a metric that cannot be told from another, or can never have a value. */
export function checkMetric(at: string, { target, provider, service }: CanaryProps, metrics: readonly MetricCheck[], added: MetricCheck): void {
  if (metrics.some(({ name }) => name === added.name)) {
    throw invalid({
      at,
      what: 'two metrics have the same name',
      value: added.name,
      allowed: 'names of their own: events and flagger_canary_metric_analysis tell them by it',
      fix: `name: '${added.name}-2'`,
    });
  }
  if (added.template === undefined && isTcp(provider, service)) {
    throw invalid({
      at,
      what: `${added.name} never has a value for a TCP service`,
      value: { appProtocol: service?.appProtocol },
      allowed: 'a MetricTemplate: the built-in checks query Istio\'s metrics of requests, and Istio counts connections here (pkg/metrics/observers/istio.go)',
      fix: 'flagger.MetricCheck.fromTemplate(…)',
    });
  }
  if (added.template === undefined && target.kind === 'Service' && !target.isKnative && !factsOf(provider).builtinMetricsOfServices) {
    throw invalid({
      at,
      what: `${added.name} never has a value for a target of kind Service with the provider ${provider}`,
      value: added.name,
      allowed: `a MetricTemplate; the built-in checks only with ${providersWith((facts) => facts.builtinMetricsOfServices)}: for the others Flagger queries Istio's metrics`,
      fix: 'flagger.MetricCheck.fromTemplate(…)',
    });
  }
}

/** Refuses webhooks that are never called, or that take longer than a tick. */
export function checkWebhooks(at: string, analysis: Analysis, webhooks: readonly Webhook[]): void {
  const gate = webhooks.find(({ type }) => type === WebhookType.CONFIRM_TRAFFIC_INCREASE);
  if (gate !== undefined && analysis.strategy !== AnalysisStrategy.CANARY) {
    throw invalid({
      at,
      what: `the webhook ${gate.name} would never be called`,
      value: { type: gate.type, strategy: analysis.strategy },
      allowed: 'confirm-traffic-increase only where weight is shifted (pkg/controller/scheduler.go advanceCanary)',
      fix: 'flagger.Webhook.confirmPromotion(…)',
    });
  }
  const rollout = webhooks.filter(({ type }) => type === WebhookType.ROLLOUT);
  const longest = rollout.reduce((sum, webhook) => sum + webhook._longestMilliseconds, 0);
  if (rollout.length === 0 || longest < milliseconds(analysis.interval)) { return; }
  throw invalid({
    at,
    what: 'the rollout webhooks may take longer than the analysis interval',
    value: rollout.map((webhook) => `${webhook.name}: ${webhook._longestMilliseconds / 1000}s`),
    allowed: `in sum less than ${durationInWords(analysis.interval)}, each with its timeout (10 seconds unless given) and its retries: they are called one after the other at every tick`,
    fix: 'timeout: Duration.seconds(5)',
  });
}

/** Refuses a name that nobody could read, and a second entry for one provider: severities include one another, so that messages would arrive twice. */
export function checkAlertIsNew(at: string, alerts: readonly CanaryAlert[], added: CanaryAlert): void {
  if (added.name !== undefined) { checkShownName(`${at}: an alert to ${added.provider.name}`, added.name); }
  const twin = alerts.find(({ provider }) => provider.name === added.provider.name && provider.namespace === added.provider.namespace);
  if (twin === undefined) { return; }
  throw invalid({
    at,
    what: `two alerts use the AlertProvider ${added.provider.name}`,
    value: [twin.severity, added.severity],
    allowed: 'one: info includes warn, and warn includes error, so that what failed would be posted twice',
    fix: 'keep the entry with the lower severity',
  });
}

/** Whether nothing but the pods' readiness could stop a release. */
export function hasNothingToFail(metrics: readonly MetricCheck[], webhooks: readonly Webhook[]): boolean {
  return metrics.length === 0 && !webhooks.some((webhook) => webhook._canFail);
}
