import { Chart, Duration } from 'cdk8s';
import fc from 'fast-check';
import { flagger } from '../../../lib';
import { oneOf, props } from '../arbitraries';
import { duration, mostly, name, text, url, whole } from '../rarely-wrong';

const { Analysis, HeaderMatch, MetricCheck, StringMatch, Webhook } = flagger;

/** What is made while the construct is: constructors refuse, and arbitraries must not throw. */
export type Made<T> = (scope: Chart) => T;

const kinds = [StringMatch.exact, StringMatch.prefix, StringMatch.regex] as const;

/** A comparison that every CRD field takes, and now and then one that hardly any does. */
export const stringMatch: fc.Arbitrary<Made<flagger.StringMatch>> = fc.oneof(
  { weight: 150, arbitrary: fc.tuple(fc.constantFrom(...kinds), fc.constantFrom('insider', '/api', '.*')).map(([kind, given]) => () => kind(given)) },
  { weight: 1, arbitrary: fc.constantFrom(() => StringMatch.suffix('.css'), () => StringMatch.exact('')) },
);

const exactly: fc.Arbitrary<Made<flagger.StringMatch>> = fc.constantFrom(() => StringMatch.exact('insider'), () => StringMatch.exact('always'));

const headerMatch = fc.oneof(
  { weight: 4, arbitrary: stringMatch.map((match) => (scope: Chart) => HeaderMatch.header('x-canary', match(scope))) },
  { weight: 4, arbitrary: exactly.map((match) => (scope: Chart) => HeaderMatch.header('x-canary', match(scope))) },
  { weight: 2, arbitrary: fc.constant(() => HeaderMatch.header('x-canary', StringMatch.suffix('b'))) },
  { weight: 3, arbitrary: fc.constantFrom('always', 'on').map((value) => () => HeaderMatch.cookie('canary', value)) },
  {
    weight: 3,
    arbitrary: fc.record({ headers: fc.dictionary(fc.constantFrom('a', 'b'), stringMatch), queryParams: fc.dictionary(fc.constant('q'), stringMatch), sourceLabels: fc.dictionary(fc.constant('app'), text) })
      .map(({ headers, queryParams, sourceLabels }) => (scope: Chart) => HeaderMatch.all({ headers: all(headers, scope), queryParams: all(queryParams, scope), sourceLabels })),
  },
);

/** Makes each part of a map. */
export function all<T>(parts: { readonly [name: string]: Made<T> }, scope: Chart): { [name: string]: T } {
  return Object.fromEntries(Object.entries(parts).map(([key, make]) => [key, make(scope)]));
}

const templates = fc.record({ name: fc.constantFrom('errors', 'latency'), namespace: fc.option(fc.constantFrom('flagger-system', 'shop'), { nil: undefined }) });

const metricOf: readonly fc.Arbitrary<Made<flagger.MetricCheck>>[] = [
  props<flagger.RequestSuccessRateOptions>({ min: whole(1, 100) }, { interval: duration }).map((options) => () => MetricCheck.requestSuccessRate(options)),
  props<flagger.RequestDurationOptions>({ max: duration }, { interval: duration })
    .map((options) => () => MetricCheck.requestDuration({ ...options, max: options.max ?? Duration.seconds(1) })),
  fc.record({ template: templates, options: props<flagger.TemplateCheckOptions>({ max: whole(0, 100) }, { min: whole(0, 0), interval: duration, name: text, variables: fc.dictionary(fc.constant('x'), text) }) })
    .map(({ template, options }) => (scope: Chart) =>
      MetricCheck.fromTemplate(flagger.MetricTemplate.fromMetricTemplateName(scope, `template-${scope.node.children.length}`, template.name, template.namespace), options)),
];

/** One of each kind: two of one name are refused. */
const metrics: fc.Arbitrary<Made<flagger.MetricCheck>[]> = fc.shuffledSubarray([0, 1, 2, 2]).chain((which) => fc.tuple(...which.map((each) => metricOf[each] as fc.Arbitrary<Made<flagger.MetricCheck>>)));

const webhookOptions = props<flagger.GateOptions>(
  { url },
  { timeout: mostly(fc.constantFrom(Duration.seconds(1), Duration.seconds(2)), Duration.millis(1)), retries: mostly(fc.constantFrom(0, 1), 0.5), disableTlsVerification: fc.boolean(), metadata: fc.dictionary(name, text, { maxKeys: 2 }) },
);

const webhook: fc.Arbitrary<Made<flagger.Webhook>> = fc.tuple(
  fc.constantFrom('confirmRollout', 'preRollout', 'rollout', 'confirmTrafficIncrease', 'confirmPromotion', 'postRollout', 'rollback', 'event'),
  text,
  webhookOptions,
  fc.boolean(),
).map(([type, id, options, muteAlert]) => () => Webhook[type as 'confirmRollout'](id, type.startsWith('confirm') ? { ...options, muteAlert } : options));

const affinity = props<flagger.SessionAffinity>(
  { secure: mostly(fc.constant(true), false), cookieName: mostly(fc.constantFrom('canary', 'a-b_c'), 'a=b') },
  {
    primaryCookieName: mostly(fc.constantFrom('primary', 'main'), 'canary'),
    maxAge: duration,
    domain: mostly(fc.constant('example.com'), 'a;b'),
    path: fc.constantFrom('/', '/api'),
    httpOnly: fc.boolean(),
    partitioned: fc.boolean(),
    sameSite: oneOf(flagger.CookieSameSite),
  },
);

/** What every analysis has, as it comes before its parts are made. */
const common = {
  interval: mostly(fc.integer({ min: 30, max: 7200 }).map((seconds) => Duration.seconds(seconds)), Duration.seconds(9), Duration.millis(10_500)),
  threshold: whole(1, 20),
};
const parts = {
  metrics,
  webhooks: fc.array(webhook, { maxLength: 2 }),
};
const readiness = { primaryReadyThreshold: whole(1, 100), canaryReadyThreshold: whole(1, 100) };

function made<P extends flagger.AnalysisOptions>(
  options: fc.Arbitrary<Partial<P>>,
  make: (options: P) => flagger.Analysis,
  match: fc.Arbitrary<readonly Made<flagger.HeaderMatch>[]> = fc.constant([]),
): fc.Arbitrary<Made<flagger.Analysis>> {
  return fc.record({ options, ...parts, match }).map(({ options: given, metrics: checks, webhooks, match: matches }) => (scope: Chart) => make({
    ...given,
    metrics: checks.map((each) => each(scope)),
    webhooks: webhooks.map((each) => each(scope)),
    ...(matches.length > 0 && { match: matches.map((each) => each(scope)) }),
  } as unknown as P));
}

const weighted = { ...readiness, stepWeightPromotion: whole(1, 100) };

/** Weight that no provider but `kubernetes` refuses. */
export const weights: fc.Arbitrary<Made<flagger.Analysis>> = fc.oneof(
  made<flagger.ProgressiveAnalysisOptions>(props<Partial<flagger.ProgressiveAnalysisOptions>>({ ...common, maxWeight: whole(50, 100), stepWeight: whole(1, 50) }, weighted), Analysis.progressive),
  made<flagger.StepWeightsAnalysisOptions>(props<Partial<flagger.StepWeightsAnalysisOptions>>({ ...common, stepWeights: mostly(fc.uniqueArray(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 4 }).map((given) => given.sort((a, b) => a - b)), [], [10, 10], [0], [101]) }, weighted),
    Analysis.stepWeights,
  ),
);

/** Weight with what Istio and Gateway API have beside it. */
export const stickyWeights = made<flagger.ProgressiveAnalysisOptions>(props<Partial<flagger.ProgressiveAnalysisOptions>>({ ...common, maxWeight: whole(50, 100), stepWeight: whole(1, 50), sessionAffinity: affinity }, weighted), Analysis.progressive,
);

/** Weight with mirroring, which is Istio's alone. */
export const mirroredWeights = made<flagger.ProgressiveAnalysisOptions>(props<Partial<flagger.ProgressiveAnalysisOptions>>({ ...common, maxWeight: whole(50, 100), stepWeight: whole(1, 50), mirror: fc.constant(true) }, { ...weighted, mirrorWeight: whole(1, 100) }), Analysis.progressive,
);

const iterated = props<Partial<flagger.AbTestingAnalysisOptions>>({ ...common, iterations: whole(1, 20) }, readiness);

/** An A/B test by one header, compared as App Mesh can. */
export const abTestingByOneHeader = made<flagger.AbTestingAnalysisOptions>(iterated, Analysis.abTesting, fc.tuple(
  fc.constantFrom(StringMatch.exact, StringMatch.prefix, StringMatch.suffix, StringMatch.regex).map((kind) => () => HeaderMatch.header('x-canary', kind('insider'))),
));

/** An A/B test by query parameters, which Istio and Gateway API know. */
export const abTestingByQuery = made<flagger.AbTestingAnalysisOptions>(iterated, Analysis.abTesting, fc.tuple(
  stringMatch.map((match) => (scope: Chart) => HeaderMatch.all({ queryParams: { q: match(scope) } })),
));

/** An A/B test. */
export const abTesting = made<flagger.AbTestingAnalysisOptions>(iterated, Analysis.abTesting, fc.array(headerMatch, { minLength: 1, maxLength: 2 }));

/** A Blue/Green release, which every provider has. */
export const blueGreen = made<flagger.BlueGreenAnalysisOptions>(props<Partial<flagger.BlueGreenAnalysisOptions>>({ ...common, iterations: whole(1, 20) }, readiness), Analysis.blueGreen);
