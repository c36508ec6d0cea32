import { Chart } from 'cdk8s';
import fc from 'fast-check';
import { flagger } from '../../../lib';
import { name, props, secretKey, text, url } from '../arbitraries';
import { swept } from '../sweep';
import { Made } from './flagger-analysis';

const { MetricProvider } = flagger;

const credentials = fc.constantFrom('token', 'basic', 'none');
const token = secretKey('token');
const basic = { username: secretKey('username'), password: secretKey('password') };

/** A query that a provider of any kind might read, and some that Flagger could not render. */
const query = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('sum(rate(x{pod=~"{{ target }}-.*"}[{{ interval }}]))', 'keptnmetric/shop/latency', 'shop/requests?labelSelector=app', '{{ variables.x }}') },
  { weight: 1, arbitrary: text },
  { weight: 1, arbitrary: fc.constantFrom('', '{{ .Target }}', '{{ targets }}', '{{ if eq name "a" }}', '{{') },
);

const provider: fc.Arbitrary<Made<flagger.MetricProvider>> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      options: props<flagger.PrometheusMetricsOptions>({ address: url }, { headers: fc.dictionary(fc.constant('X-Scope-OrgID'), fc.array(text, { maxLength: 2 })), insecureSkipVerify: fc.boolean() }),
      how: credentials, token, ...basic,
    }).map(({ options, how, token: bearer, username, password }) => () =>
      MetricProvider.prometheus({ ...options, ...(how === 'token' ? { token: bearer } : how === 'basic' ? { username, password } : {}) })),
  },
  fc.record({ apiKey: secretKey('datadog_api_key'), applicationKey: secretKey('datadog_application_key'), address: url }).map((options) => () => MetricProvider.datadog(options)),
  fc.constantFrom('eu-central-1', 'us-gov-west-1', 'Frankfurt').map((region) => () => MetricProvider.cloudWatch({ region })),
  fc.record({ accountId: secretKey('newrelic_account_id'), queryKey: secretKey('newrelic_query_key') }).map((options) => () => MetricProvider.newRelic(options)),
  fc.record({ address: url, insecureSkipVerify: fc.boolean(), ...basic }).map((options) => () => MetricProvider.graphite(options)),
  fc.record({ project: secretKey('project') }).map((options) => () => MetricProvider.stackdriver(options)),
  fc.record({ address: url }).map((options) => () => MetricProvider.influxdb(options)),
  fc.record({ address: url, token: secretKey('dynatrace_token') }).map((options) => () => MetricProvider.dynatrace(options)),
  fc.record({ address: url, token: secretKey('sf_token_key') }).map((options) => () => MetricProvider.splunk(options)),
  fc.constant(() => MetricProvider.keptn()),
  props<flagger.ExternalMetricsOptions>({}, { address: url, token, insecureSkipVerify: fc.boolean() }).map((options) => () => MetricProvider.externalMetrics(options)),
);

export const metricTemplate = swept<{ readonly id: string; readonly provider: Made<flagger.MetricProvider>; readonly query: string }>({
  group: 'flagger.app',
  kind: 'MetricTemplate',
  props: fc.record({ id: name, provider, query }),
  make: (scope: Chart, given) => { new flagger.MetricTemplate(scope, given.id, { provider: given.provider(scope), query: given.query }); },
});
