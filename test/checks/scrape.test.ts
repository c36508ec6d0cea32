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
