import { foundIn, object } from './manifests';

const pod = (endpoint: string): string => object('PodMonitor', 'ops/flagger', `spec: {selector: {matchLabels: {app: flagger}}, podMetricsEndpoints: [${endpoint}]}`);
const rule = (expr: string): string => object('PrometheusRule', 'ops/r', `spec: {groups: [{name: g, rules: [{alert: A, expr: "${expr}"}]}]}`);
const chart = (values: string): string => object('HelmRelease', 'ops/flagger', `spec: {chart: {spec: {chart: flagger}}, values: {${values}}}`);
const config = (job: string): string => `scrape_configs: [${job}]`;
const WHAT = 'PodMonitor flagger scrapes Flagger without honorLabels: the label namespace of every canary becomes Flagger\'s own';

describe('reference/honor-labels', () => {
  test.each([
    ['an endpoint without', [pod('{port: http}')], [`error PodMonitor/ops/flagger spec.podMetricsEndpoints[0]: ${WHAT}`]],
    ['an endpoint that says no', [pod('{port: http, honorLabels: false}')], [`error PodMonitor/ops/flagger spec.podMetricsEndpoints[0].honorLabels: ${WHAT}`]],
    ['rules that ask for the namespace', [pod('{port: http}'), rule('max by (name, namespace) (flagger_canary_status) == 2')], [`error PodMonitor/ops/flagger spec.podMetricsEndpoints[0]: ${WHAT}`]],
    ['the monitor of Flagger\'s chart', [chart('podMonitor: {enabled: true, interval: 5s}')], ['warning HelmRelease/ops/flagger spec.values.podMonitor.enabled: the podMonitor of Flagger\'s chart scrapes Flagger without honorLabels: the label namespace of every canary becomes Flagger\'s own']],
    ['the other one, which says no', [chart('serviceMonitor: {enabled: true, honorLabels: false}')], ['warning HelmRelease/ops/flagger spec.values.serviceMonitor.honorLabels: the serviceMonitor of Flagger\'s chart scrapes Flagger without honorLabels: the label namespace of every canary becomes Flagger\'s own']],
    ['a job that somebody wrote', [config('{job_name: flagger, relabel_configs: [{target_label: namespace}]}')], ['error  scrape_configs[0]: the job flagger scrapes Flagger without honor_labels: the label namespace of every canary becomes Flagger\'s own']],
    ['a job that says no', [config('{job_name: flagger, honor_labels: false, relabel_configs: [{target_label: namespace}]}')], ['error  scrape_configs[0].honor_labels: the job flagger scrapes Flagger without honor_labels: the label namespace of every canary becomes Flagger\'s own']],
    ['the job of each pod', [config('{job_name: pods, relabel_configs: [{action: keep, source_labels: [__meta_kubernetes_pod_annotation_prometheus_io_scrape]}, {target_label: namespace}]}')], ['warning  scrape_configs[0]: the job pods scrapes Flagger without honor_labels: the label namespace of every canary becomes Flagger\'s own']],
    ['a job of kube-prometheus-stack', ['prometheus: {prometheusSpec: {additionalScrapeConfigs: [{job_name: flagger, relabel_configs: [{target_label: namespace}]}]}}'], ['error  prometheus.prometheusSpec.additionalScrapeConfigs[0]: the job flagger scrapes Flagger without honor_labels: the label namespace of every canary becomes Flagger\'s own']],
  ])('%s', (_, objects, expected) => { expect(foundIn('reference/honor-labels', objects)).toEqual(expected); });

  test.each([
    ['the chart\'s monitor with it', [chart('podMonitor: {enabled: true, honorLabels: true}')]],
    ['the chart\'s monitor that is off', [chart('podMonitor: {enabled: false}, serviceMonitor: 7')]],
    ['honorLabels: true', [pod('{port: http, honorLabels: true}')]],
    ['rules that ask for exported_namespace', [pod('{port: http}'), rule('max by (name, exported_namespace) (flagger_canary_status) == 2')]],
    ['a relabeling that puts it right', [pod('{port: http, metricRelabelings: [{sourceLabels: [exported_namespace], targetLabel: namespace}]}')]],
    ['monitors of other programs', [object('PodMonitor', 'ops/cart', 'spec: {selector: {matchLabels: {app: cart}}, podMetricsEndpoints: [{port: http}]}')]],
    ['a job with it', [config('{job_name: flagger, honor_labels: true, relabel_configs: [{target_label: namespace}]}')]],
    ['a job without a namespace of its own', [config('{job_name: flagger, static_configs: [{targets: ["flagger:8080"]}]}')]],
    ['a job that puts it right', [config('{job_name: flagger, relabel_configs: [{target_label: namespace}], metric_relabel_configs: [{source_labels: [exported_namespace], target_label: namespace}]}')]],
    ['a job beside rules that ask for exported_namespace', [config('{job_name: flagger, relabel_configs: [{target_label: namespace}]}'), rule('max by (name, exported_namespace) (flagger_canary_status) == 2')]],
    ['a job beside a monitor', [config('{job_name: flagger, relabel_configs: [{target_label: namespace}]}'), pod('{port: http, honorLabels: true}')]],
  ])('nothing about %s', (_, objects) => { expect(foundIn('reference/honor-labels', objects)).toEqual([]); });
});
