import { Chart } from 'cdk8s';
import fc from 'fast-check';
import { flagger } from '../../../lib';
import { oneOf, props } from '../arbitraries';
import { duration, name, text, url, whole } from '../rarely-wrong';
import { swept } from '../sweep';
import { abTesting, abTestingByOneHeader, abTestingByQuery, blueGreen, Made, mirroredWeights, stickyWeights, weights } from './flagger-analysis';
import { gatewayService, istioService, plainService } from './flagger-service';

const { AlertProvider, Autoscaler, MeshProvider, RouteRef, Target } = flagger;

/** A Canary in the terms of its provider: what the provider needs, and what it can do. */
interface Combination {
  readonly provider: flagger.MeshProvider;
  readonly analysis: Made<flagger.Analysis>;
  readonly service?: Made<flagger.CanaryService>;
  readonly route?: Made<flagger.RouteRef>;
  readonly target?: Made<flagger.Target>;
}

const plain = plainService.map((service) => () => service);
const ingress = name.map((given) => () => RouteRef.ingress(given));
const upstream = fc.tuple(name, name).map(([given, namespace]) => () => RouteRef.glooUpstream(given, namespace));
const { ISTIO, KUBERNETES, GATEWAY_API_V1, GATEWAY_API_V1BETA1, NGINX, SKIPPER, APISIX, GLOO, APPMESH, APPMESH_V1BETA2, KNATIVE, CONTOUR, ...OTHERS } = MeshProvider;

const combination: fc.Arbitrary<Combination> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ provider: fc.constant(ISTIO), analysis: fc.oneof(weights, stickyWeights, mirroredWeights, abTesting, blueGreen), service: istioService }) },
  {
    weight: 5,
    arbitrary: fc.record({ provider: fc.constantFrom(GATEWAY_API_V1, GATEWAY_API_V1, GATEWAY_API_V1BETA1), analysis: fc.oneof(weights, stickyWeights, blueGreen, abTesting), service: gatewayService }),
  },
  { weight: 3, arbitrary: fc.record({ provider: fc.constant(ISTIO), analysis: abTestingByQuery, service: plain }) },
  { weight: 2, arbitrary: fc.record({ provider: fc.constant(KUBERNETES), analysis: blueGreen, service: plain }) },
  { weight: 3, arbitrary: fc.record({ provider: oneOf(OTHERS), analysis: fc.oneof(weights, blueGreen), service: plain }) },
  { weight: 3, arbitrary: fc.record({ provider: fc.constantFrom(NGINX, SKIPPER), analysis: fc.oneof(weights, blueGreen), service: plain, route: ingress }) },
  { weight: 2, arbitrary: fc.record({ provider: fc.constant(APISIX), analysis: weights, service: plain, route: name.map((given) => () => RouteRef.apisixRoute(given)) }) },
  { weight: 3, arbitrary: fc.record({ provider: fc.constantFrom(GLOO, CONTOUR), analysis: fc.oneof(weights, abTestingByOneHeader), service: plain }) },
  { weight: 2, arbitrary: fc.record({ provider: fc.constant(GLOO), analysis: weights, service: plain, route: upstream }) },
  {
    weight: 3,
    arbitrary: fc.record({
      provider: fc.constantFrom(APPMESH, APPMESH, APPMESH_V1BETA2),
      analysis: fc.oneof(weights, abTestingByOneHeader),
      service: plainService.map((service) => () => ({ ...service, meshName: 'global', backends: ['backend.shop'], hosts: ['api.shop'] })),
    }),
  },
  { weight: 1, arbitrary: fc.record({ provider: fc.constant(KNATIVE), analysis: weights, target: fc.constant(() => Target.knativeService('podinfo')) }) },
  // What does not fit together.
  { weight: 2, arbitrary: fc.record({ provider: oneOf(MeshProvider), analysis: fc.oneof(weights, abTesting, stickyWeights, mirroredWeights), service: istioService, route: ingress }) },
);

const target = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(() => Target.deployment('podinfo'), () => Target.daemonSet('agent')) },
  { weight: 1, arbitrary: fc.constantFrom(() => Target.service('legacy'), () => Target.knativeService('podinfo')) },
  { weight: 1, arbitrary: name.map((given) => () => Target.deployment(given)) },
);

const replicas = fc.record({ minReplicas: whole(1, 3), maxReplicas: whole(3, 9) });
const autoscaler: fc.Arbitrary<Made<flagger.Autoscaler>> = fc.oneof(
  fc.tuple(name, replicas).map(([given, options]) => () => Autoscaler.horizontalPodAutoscaler(given, options)),
  fc.tuple(name, replicas, fc.dictionary(fc.constant('requests'), text)).map(([given, options, primaryQueries]) => () => Autoscaler.scaledObject(given, { ...options, primaryQueries })),
);

const alerts = fc.array(
  fc.record({ severity: oneOf(flagger.AlertSeverity), provider: fc.constantFrom('chat', 'pager'), namespace: fc.option(fc.constant('flagger-system'), { nil: undefined }), entry: fc.option(text, { nil: undefined }) }),
  { maxLength: 2 },
);

export const canary = swept<{ readonly id: string; readonly combination: Combination; readonly target: Made<flagger.Target>; readonly rest: Partial<flagger.CanaryProps>; readonly alerts: readonly AlertEntry[]; readonly autoscaler?: Made<flagger.Autoscaler> }>({
  group: 'flagger.app',
  kind: 'Canary',
  props: fc.record({
    id: name,
    combination,
    target,
    rest: props<flagger.CanaryProps>({}, { progressDeadline: duration, metricsServer: url, skipAnalysis: fc.boolean(), suspend: fc.boolean(), revertOnDeletion: fc.boolean() }),
    alerts,
    autoscaler: fc.option(autoscaler, { nil: undefined }),
  }),
  make: (scope, { id, combination: given, target: other, rest, alerts: entries, autoscaler: scaler }) => {
    const released = (given.target ?? other)(scope);
    new flagger.Canary(scope, id, {
      ...rest,
      provider: given.provider,
      target: released,
      analysis: given.analysis(scope),
      service: given.service?.(scope),
      route: given.route?.(scope),
      autoscaler: released.kind === 'Deployment' ? scaler?.(scope) : undefined,
      alerts: entries.map((entry, index) => ({ name: entry.entry, severity: entry.severity, provider: provider(scope, index, entry) })),
    });
  },
});

interface AlertEntry { readonly severity: flagger.AlertSeverity; readonly provider: string; readonly namespace?: string; readonly entry?: string }

function provider(scope: Chart, index: number, entry: AlertEntry): flagger.IAlertProvider {
  return AlertProvider.fromAlertProviderName(scope, `provider-${index}`, entry.provider, entry.namespace);
}
