import { foundIn, object } from './manifests';

const SELECTOR = 'selector: {matchLabels: {app.kubernetes.io/name: flagger}}';
const pod = (metadata: string, port = 'http', more = '', place = 'ops/flagger'): string => object('PodMonitor', place, `spec: {${SELECTOR}, podMetricsEndpoints: [{port: ${port}}]${more}}`, metadata);
const service = (port = 'http'): string => object('ServiceMonitor', 'ops/flagger', `spec: {${SELECTOR}, endpoints: [{port: ${port}}]}`);
const rule = (release: string): string => object('PrometheusRule', 'ops/canaries', 'spec: {groups: []}', `labels: {release: ${release}}`);
const STACK = object('HelmRelease', 'monitoring/kps', 'spec: {chart: {spec: {chart: kube-prometheus-stack}}, values: {prometheus: {prometheusSpec: {}}}}');
const ANY = object('HelmRelease', 'monitoring/kps', 'spec: {chart: {spec: {chart: kube-prometheus-stack}}, values: {prometheus: {prometheusSpec: {podMonitorSelectorNilUsesHelmValues: false}}}}');
const FLAGGER = (values: string): string => object('HelmRelease', 'flagger-system/flagger', `spec: {chart: {spec: {chart: flagger}}, values: ${values}}`);
const NO_SERVICE = 'warning ServiceMonitor/ops/flagger spec.selector: ServiceMonitor flagger selects a Service that Flagger\'s chart makes only with serviceMonitor.enabled';

describe('reference/monitor', () => {
  test.each([
    ['a ServiceMonitor without a Service', [service()], [NO_SERVICE]],
    ['no label, where rules have one', [pod(''), rule('prom')], ['warning PodMonitor/ops/flagger metadata: PodMonitor flagger is not selected by Prometheus: it has no label release: prom']],
    ['the name of another release', [pod('labels: {release: prometheus}'), STACK], ['error PodMonitor/ops/flagger metadata.labels.release: PodMonitor flagger is not selected by Prometheus: it has no label release: kps']],
    ['another namespace than Flagger\'s', [pod(''), FLAGGER('{}')], ['error PodMonitor/ops/flagger spec: PodMonitor flagger looks in ops, but Flagger is in flagger-system']],
    ['a namespaceSelector that leaves Flagger out', [pod('', 'http', ', namespaceSelector: {matchNames: [flagger]}'), FLAGGER('{}')], ['error PodMonitor/ops/flagger spec.namespaceSelector: PodMonitor flagger looks in flagger, but Flagger is in flagger-system']],
    ['a port by its number', [pod('', '"8080"')], ['error PodMonitor/ops/flagger spec.podMetricsEndpoints[0].port: the port 8080 of PodMonitor flagger is a number, where the name of a port is wanted']],
    ['a port that Flagger does not have', [pod('', 'metrics')], ['warning PodMonitor/ops/flagger spec.podMetricsEndpoints[0].port: PodMonitor flagger scrapes a port metrics, which Flagger does not have']],
  ])('%s', (_, objects, expected) => { expect(foundIn('reference/monitor', objects)).toEqual(expected); });

  test('the labels that the options say', () => {
    expect(foundIn('reference/monitor', [pod('')], { selectorLabels: { team: 'x' } })).toEqual(['error PodMonitor/ops/flagger metadata: PodMonitor flagger is not selected by Prometheus: it has no label team: x']);
  });

  test.each([
    ['a PodMonitor alone', [pod('')]],
    ['the label of the release', [pod('labels: {release: kps}'), STACK, rule('kps')]],
    ['a Prometheus that selects any monitor', [pod(''), ANY]],
    ['a Prometheus with an empty selector', [pod(''), rule('x'), object('Prometheus', 'ops/main', 'spec: {podMonitorSelector: {}}')]],
    ['a Service of the manifests', [service(), object('Service', 'ops/flagger', 'spec: {ports: [{name: http, port: 8080}]}', 'labels: {app.kubernetes.io/name: flagger}')]],
    ['a Service that calls its port otherwise', [service('metrics'), object('Service', 'ops/flagger', 'spec: {ports: [{name: metrics, port: 8080}]}', 'labels: {app.kubernetes.io/name: flagger}')]],
    ['a chart that makes the Service', [object('ServiceMonitor', 'flagger-system/flagger', `spec: {${SELECTOR}, endpoints: [{port: http}]}`), FLAGGER('{serviceMonitor: {enabled: true}}')]],
    ['a monitor of all namespaces', [pod('', 'http', ', namespaceSelector: {any: true}'), FLAGGER('{}')]],
    ['the monitor of the load tester', [object('ServiceMonitor', 'ops/flagger-loadtester', 'spec: {selector: {matchLabels: {app: flagger-loadtester}}, endpoints: [{port: metrics}]}')]],
  ])('nothing about %s', (_, objects) => { expect(foundIn('reference/monitor', objects)).toEqual([]); });
});
