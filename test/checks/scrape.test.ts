import { Document } from '../../lib/checks/document';
import { readWorld } from '../../lib/checks/read';

/** How Flagger is scraped, where values of kube-prometheus-stack have a job for it. */
const scrape = (jobs: string, more = ''): unknown => {
  const { intervalSeconds, honorLabels, assuming } = readWorld(Document.read(`prometheus: {prometheusSpec: {additionalScrapeConfigs: ${jobs}${more}}}`), {}).scrape;
  return { intervalSeconds, honorLabels, isAssumed: assuming !== undefined };
};

test.each([
  ['a job by its name', '[{job_name: flagger, scrape_interval: 5s, kubernetes_sd_configs: [{role: pod}], relabel_configs: [{target_label: namespace}]}]', '', { intervalSeconds: 5, honorLabels: false, isAssumed: false }],
  ['with honor_labels', '[{job_name: flagger, honor_labels: true, relabel_configs: [{target_label: namespace}]}]', '', { intervalSeconds: 30, honorLabels: true, isAssumed: false }],
  ['a job by its target, which has no namespace of its own', '[{job_name: a, static_configs: [{targets: ["flagger.flagger-system:8080"]}]}]', ', scrapeInterval: 10s', { intervalSeconds: 10, honorLabels: true, isAssumed: false }],
  ['a target with a namespace', '[{job_name: a, static_configs: [{targets: ["flagger:8080"], labels: {namespace: x}}]}]', '', { intervalSeconds: 30, honorLabels: false, isAssumed: false }],
  ['a text', '"- {job_name: flagger, scrape_interval: 7s}"', '', { intervalSeconds: 7, honorLabels: true, isAssumed: false }],
  ['a text that Helm fills in', '"- {job_name: flagger, scrape_interval: {{ .Values.x }}}"', '', { intervalSeconds: 30, honorLabels: false, isAssumed: true }],
  ['another job', '[{job_name: other}, 7, null, {static_configs: 7}]', '', { intervalSeconds: 30, honorLabels: false, isAssumed: true }],
])('%s', (_, jobs, more, expected) => { expect(scrape(jobs, more)).toEqual(expected); });

/** The same, of a prometheus.yml. */
const configured = (text: string): unknown => {
  const { prometheusConfigs, scrape: { intervalSeconds, honorLabels, job, assuming } } = readWorld(Document.read(text), {});
  return { configs: prometheusConfigs.length, job: job?.at('job_name').text, intervalSeconds, honorLabels, isAssumed: assuming !== undefined };
};
const PLACED = 'relabel_configs: [{source_labels: [__meta_kubernetes_namespace], target_label: namespace}]';

test.each([
  ['a file', `scrape_configs: [{job_name: other}, {job_name: flagger, scrape_interval: 5s, ${PLACED}}]`, { configs: 1, job: 'flagger', intervalSeconds: 5, honorLabels: false, isAssumed: false }],
  ['its own interval', `global: {scrape_interval: 10s}\nscrape_configs: [{job_name: flagger, honor_labels: true, ${PLACED}}]`, { configs: 1, job: 'flagger', intervalSeconds: 10, honorLabels: true, isAssumed: false }],
  ['no interval, which is a minute', 'scrape_configs: [{job_name: flagger, static_configs: [{targets: ["flagger:8080"]}]}]', { configs: 1, job: 'flagger', intervalSeconds: 60, honorLabels: true, isAssumed: false }],
  ['a ConfigMap', `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: prometheus}\ndata:\n  prometheus.yml: |\n    scrape_configs:\n      - {job_name: a, relabel_configs: [{action: keep, source_labels: [__meta_kubernetes_pod_label_app_kubernetes_io_name], regex: flagger}, {target_label: namespace}]}\n`, { configs: 1, job: 'a', intervalSeconds: 60, honorLabels: false, isAssumed: false }],
  ['values of the chart prometheus', `serverFiles: {prometheus.yml: {scrape_configs: [{job_name: flagger, ${PLACED}}]}}`, { configs: 1, job: 'flagger', intervalSeconds: 60, honorLabels: false, isAssumed: false }],
  ['each pod that is annotated', 'scrape_configs: [{job_name: pods, relabel_configs: [{action: keep, source_labels: [__meta_kubernetes_pod_annotation_prometheus_io_scrape], regex: "true"}, {target_label: namespace}]}]', { configs: 1, job: 'pods', intervalSeconds: 60, honorLabels: false, isAssumed: true }],
  ['a job that says it before the one of all pods', 'scrape_configs: [{job_name: pods, relabel_configs: [{action: keep, source_labels: [__meta_kubernetes_pod_annotation_prometheus_io_scrape]}]}, {job_name: flagger}]', { configs: 1, job: 'flagger', intervalSeconds: 60, honorLabels: true, isAssumed: false }],
  ['labels that are put right after the scrape', `scrape_configs: [{job_name: flagger, ${PLACED}, metric_relabel_configs: [{source_labels: [exported_namespace], target_label: namespace}]}]`, { configs: 1, job: 'flagger', intervalSeconds: 60, honorLabels: false, isAssumed: true }],
  ['no job of Flagger', 'scrape_configs: [{job_name: other}, 7, {relabel_configs: 7}]', { configs: 1, job: undefined, intervalSeconds: 30, honorLabels: false, isAssumed: true }],
  ['no configuration', 'scrape_configs: 7', { configs: 0, job: undefined, intervalSeconds: 30, honorLabels: false, isAssumed: true }],
])('a configuration of Prometheus itself: %s', (_, text, expected) => { expect(configured(text)).toEqual(expected); });
