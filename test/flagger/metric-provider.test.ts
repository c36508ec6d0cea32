import { flagger, SecretKey } from '../../lib';
import { METRIC_PROVIDERS } from '../../lib/facts/flagger-metric-providers';
import { chart } from '../render';
import { read } from '../schema';
import { rendered } from './canary-of';

const { MetricProvider, MetricTemplate } = flagger;
const key = (name: string, secret = 'metrics'): SecretKey => SecretKey.of(secret, name);
const address = 'http://metrics.monitoring:9090';
const secretRef = { name: 'metrics' };

describe('MetricProvider', () => {
  const providers: [string, flagger.MetricProvider, object, string[]][] = [
    ['prometheus', MetricProvider.prometheus({ address }), { type: 'prometheus', address }, []],
    ['prometheus with a token and a tenant', MetricProvider.prometheus({ address, token: key('token'), headers: { 'X-Scope-OrgID': ['shop'] }, insecureSkipVerify: true }),
      { type: 'prometheus', address, secretRef, headers: { 'X-Scope-OrgID': ['shop'] }, insecureSkipVerify: true }, ['token']],
    ['prometheus with a password', MetricProvider.prometheus({ address, username: key('username'), password: key('password') }), { type: 'prometheus', address, secretRef },
      ['username', 'password']],
    ['datadog', MetricProvider.datadog({ apiKey: key('datadog_api_key'), applicationKey: key('datadog_application_key') }), { type: 'datadog', secretRef },
      ['datadog_api_key', 'datadog_application_key']],
    ['datadog in Europe', MetricProvider.datadog({ address: 'https://api.datadoghq.eu', apiKey: key('datadog_api_key'), applicationKey: key('datadog_application_key') }),
      { type: 'datadog', address: 'https://api.datadoghq.eu', secretRef }, ['datadog_api_key', 'datadog_application_key']],
    ['cloudwatch', MetricProvider.cloudWatch({ region: 'eu-central-1' }), { type: 'cloudwatch', region: 'eu-central-1' }, []],
    ['newrelic', MetricProvider.newRelic({ accountId: key('newrelic_account_id'), queryKey: key('newrelic_query_key') }), { type: 'newrelic', secretRef },
      ['newrelic_account_id', 'newrelic_query_key']],
    ['graphite', MetricProvider.graphite({ address, username: key('username'), password: key('password') }), { type: 'graphite', address, secretRef }, ['username', 'password']],
    ['stackdriver', MetricProvider.stackdriver({ project: key('project') }), { type: 'stackdriver', secretRef }, ['project']],
    ['stackdriver with a key', MetricProvider.stackdriver({ project: key('project'), serviceAccountKey: key('serviceAccountKey') }), { type: 'stackdriver', secretRef },
      ['project', 'serviceAccountKey']],
    ['influxdb', MetricProvider.influxdb({ address, token: key('token'), org: key('org') }), { type: 'influxdb', address, secretRef }, ['token', 'org']],
    ['dynatrace', MetricProvider.dynatrace({ address, token: key('dynatrace_token') }), { type: 'dynatrace', address, secretRef }, ['dynatrace_token']],
    ['splunk', MetricProvider.splunk({ address: 'https://api.us1.signalfx.com', token: key('sf_token_key') }), { type: 'splunk', address: 'https://api.us1.signalfx.com', secretRef },
      ['sf_token_key']],
    ['keptn', MetricProvider.keptn(), { type: 'keptn' }, []],
    ['externalmetrics', MetricProvider.externalMetrics(), { type: 'externalmetrics' }, []],
    ['externalmetrics with a token', MetricProvider.externalMetrics({ address, token: key('token') }), { type: 'externalmetrics', address, secretRef }, ['token']],
  ];

  test.each(providers)('%s', (_, provider, written, keys) => {
    const template = new MetricTemplate(chart(), 'errors', { provider, query: 'keptnmetric/shop/errors' .slice(provider.type === 'externalmetrics' ? 12 : 0) });
    expect(rendered(template)['spec'].provider).toEqual(written);
    expect(provider.secretKeys.map((each) => each.key)).toEqual(keys);
  });

  test('has a factory for every type that the CRD knows', () => {
    const crd = read('flagger.app', 'MetricTemplate').versions['v1beta1'] as { properties: { spec: { properties: { provider: { properties: { type: { enum: string[] } } } } } } };
    const types = [...crd.properties.spec.properties.provider.properties.type.enum].sort();
    expect(Object.keys(METRIC_PROVIDERS).sort()).toEqual(types);
    expect([...new Set(providers.map(([, { type }]) => type))].sort()).toEqual(types);
  });

  test.each([
    ['a key that Flagger does not read', () => MetricProvider.dynatrace({ address, token: key('token') }),
      'MetricProvider dynatrace: the Secret\'s key is not the one that Flagger reads\n  value:   "token"\n  allowed: "dynatrace_token": the name is fixed in Flagger\n'
      + '  fix:     SecretKey.of(\'metrics\', \'dynatrace_token\')'],
    ['a name without a password', () => MetricProvider.prometheus({ address, username: key('username') }),
      'these keys do not make a set of credentials\n  value:   ["username"]\n  allowed: token, or username and password'],
    ['a token beside a password', () => MetricProvider.prometheus({ address, token: key('token'), username: key('username'), password: key('password') }),
      'these keys do not make a set of credentials'],
    ['a token without its organization', () => MetricProvider.influxdb({ address, token: key('token') }), 'these keys do not make a set of credentials'],
    ['two Secrets', () => MetricProvider.datadog({ apiKey: key('datadog_api_key'), applicationKey: key('datadog_application_key', 'other') }),
      'the keys are in different Secrets\n  value:   ["metrics","other"]'],
    ['an address without a scheme', () => MetricProvider.prometheus({ address: 'prometheus:9090' }), 'the address is not an HTTP URL'],
    ['an empty address', () => MetricProvider.graphite({ address: '' }), 'the address is not an HTTP URL'],
    ['a password in the address', () => MetricProvider.prometheus({ address: 'http://user:hunter2@prometheus:9090' }), 'the address is not an HTTP URL'],
    ['a region that is none', () => MetricProvider.cloudWatch({ region: 'Frankfurt' }), 'the region is not an AWS region'],
  ])('refuses %s', (_, make, message) => {
    expect(make).toThrow(message);
    expect(make).not.toThrow('hunter2');
  });

  test.each([
    ['Keptn', MetricProvider.keptn(), 'errors', 'the query is not one of Keptn\'s'],
    ['an external metric with too many slashes', MetricProvider.externalMetrics(), 'shop/queue/length', 'the query is not one of an external metric'],
    ['an external metric without a name', MetricProvider.externalMetrics(), 'shop/?labelSelector=a', 'the query is not one of an external metric'],
  ])('refuses a query of %s in the wrong form', (_, provider, query, message) => {
    expect(() => new MetricTemplate(chart(), 'errors', { provider, query })).toThrow(`MetricTemplate/shop/errors: ${message}`);
  });

  test.each(['length', 'shop/length', 'shop/length?labelSelector=app%3Da%2Fb', '{{ namespace }}/length'])('takes the external metric %s', (query) => {
    expect(() => new MetricTemplate(chart(), 'errors', { provider: MetricProvider.externalMetrics(), query })).not.toThrow();
  });
});
