import { flagger, SecretKey } from '../../lib';
import { chart } from '../render';
import { rendered } from './canary-of';

const { MetricProvider, MetricTemplate } = flagger;

describe('MetricTemplate', () => {
  test('whole', () => {
    const provider = MetricProvider.datadog({ apiKey: SecretKey.of('datadog', 'datadog_api_key'), applicationKey: SecretKey.of('datadog', 'datadog_application_key') });
    const query = 'avg:checkout.errors{kube_namespace:{{ namespace }},service:{{ variables.service }}}';
    const template = new MetricTemplate(chart('monitoring'), 'errors', { provider, query });
    expect(rendered(template)).toEqual({
      apiVersion: 'flagger.app/v1beta1',
      kind: 'MetricTemplate',
      metadata: { name: 'errors', namespace: 'monitoring' },
      spec: { provider: { type: 'datadog', secretRef: { name: 'datadog' } }, query },
    });
    expect(template.variables).toEqual(['service']);
  });

  test('refers to one that exists', () => {
    const { name, namespace } = MetricTemplate.fromMetricTemplateName(chart(), 'ref', 'errors', 'monitoring');
    expect([name, namespace]).toEqual(['errors', 'monitoring']);
  });

  test('refuses a query that Flagger could not render, by the template\'s name', () => {
    expect(() => new MetricTemplate(chart(), 'errors', { provider: MetricProvider.keptn(), query: 'keptnmetric/{{ .Namespace }}/errors' }))
      .toThrow('MetricTemplate/shop/errors: the query reads the field .Namespace, and there is none');
  });
});
