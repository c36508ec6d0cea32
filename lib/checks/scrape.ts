import { parseDuration } from '../alertmanager/route-walk';
import { Located } from './located';
import { CheckOptions } from './options';
import { ManifestObject, Scrape } from './world';

/**
 * How often the operator's Prometheus scrapes and evaluates where an object says nothing.
 * Source: prometheus-operator v0.93.0 pkg/apis/monitoring/v1/prometheus_types.go (scrapeInterval, evaluationInterval).
 */
export const OPERATOR_INTERVAL_SECONDS = 30;

/**
 * How often a Prometheus scrapes and evaluates whose configuration says nothing.
 * Source: prometheus v3.15.0 config/config.go (DefaultGlobalConfig).
 */
export const PROMETHEUS_INTERVAL_SECONDS = 60;

/**
 * The monitor that scrapes Flagger; or the one that the values of its chart ask for; or what the chart would do: 30 seconds,
 * without honorLabels (fluxcd/flagger v1.44.0 charts/flagger/values.yaml, templates/servicemonitor.yaml, podmonitor.yaml).
 */
export function scrapeOf(of: (group: string, kind: string) => readonly ManifestObject[], flaggerValues: readonly Located[], stackValues: readonly Located[], prometheusConfigs: readonly Located[], options: CheckOptions): Scrape {
  const monitors = ['PodMonitor', 'ServiceMonitor'].flatMap((kind) => of('monitoring.coreos.com', kind));
  const monitor = monitors.find((each) => Object.values(each.spec.at('selector', 'matchLabels').texts).includes('flagger')) ?? monitors.find((each) => /\bflagger\b/.test(each.name));
  if (monitor === undefined) {
    const chart = flaggerValues.flatMap((values) => [values.at('podMonitor'), values.at('serviceMonitor')]).find((each) => each.at('enabled').value === true);
    if (chart !== undefined && options.scrape === undefined) {
      return {
        // Only the PodMonitor's interval can be set; the ServiceMonitor's is 30 s.
        intervalSeconds: secondsOf(chart.at('interval').text) ?? (chart.path.at(-1) === 'podMonitor' ? 15 : OPERATOR_INTERVAL_SECONDS),
        honorLabels: chart.at('honorLabels').value === true,
        namespace: 'flagger-system',
      };
    }
    const job = options.scrape === undefined ? scrapeJob([...stackValues.flatMap(stackJobs), ...prometheusConfigs.flatMap(configuredJobs)]) : undefined;
    if (job !== undefined) { return job; }
    const { intervalSeconds = OPERATOR_INTERVAL_SECONDS, honorLabels = false, namespace = 'flagger-system' } = options.scrape ?? {};
    return { intervalSeconds, honorLabels, namespace, assuming: `Flagger is scraped every ${intervalSeconds} s ${honorLabels ? 'with' : 'without'} honorLabels, as ${options.scrape === undefined ? 'by the monitor of its chart' : 'the options say'}` };
  }
  const [endpoint] = [...monitor.spec.at('podMetricsEndpoints').items, ...monitor.spec.at('endpoints').items];
  return {
    monitor,
    intervalSeconds: secondsOf(endpoint?.at('interval').text) ?? OPERATOR_INTERVAL_SECONDS,
    honorLabels: endpoint?.at('honorLabels').value === true,
    namespace: monitor.spec.at('namespaceSelector', 'matchNames').items[0]?.text ?? monitor.namespace,
  };
}

/** A scrape job that somebody wrote by hand. */
interface Job {
  readonly at: Located;
  /** How often its Prometheus scrapes where the job says nothing. */
  readonly seconds: number;
}

/** The jobs of additionalScrapeConfigs. */
function stackJobs(values: Located): Job[] {
  const spec = values.at('prometheus', 'prometheusSpec');
  const configs = spec.at('additionalScrapeConfigs');
  // The chart also takes a text, which Helm fills in first.
  const jobs = configs.text !== undefined && !configs.text.includes('{{') ? configs.embedded().flatMap(({ items }) => items) : configs.items;
  return jobs.map((at) => ({ at, seconds: secondsOf(spec.at('scrapeInterval').text) ?? OPERATOR_INTERVAL_SECONDS }));
}

/** The jobs of a configuration of Prometheus itself. */
function configuredJobs(config: Located): Job[] {
  return config.at('scrape_configs').items.map((at) => ({ at, seconds: secondsOf(config.at('global', 'scrape_interval').text) ?? PROMETHEUS_INTERVAL_SECONDS }));
}

/**
 * The job that scrapes Flagger: by its name, its targets or the pods that it keeps; or one that scrapes each pod that is annotated for it, as
 * Flagger's chart annotates its own (fluxcd/flagger v1.44.0 charts/flagger/values.yaml podAnnotations).
 */
function scrapeJob(jobs: readonly Job[]): Scrape | undefined {
  const ways: readonly ((job: Located) => boolean)[] = [
    (job) => /\bflagger\b/.test(job.at('job_name').text ?? ''),
    (job) => targetsOf(job).some((target) => /^flagger\b/.test(target)),
    (job) => keeps(job).some((each) => /\bflagger\b/.test(each.at('regex').text ?? '')),
  ];
  const own = ways.map((is) => jobs.find(({ at }) => is(at))).find((each) => each !== undefined);
  const job = own ?? jobs.find(({ at }) => keeps(at).some((each) => each.at('source_labels').items.some(({ text }) => text === '__meta_kubernetes_pod_annotation_prometheus_io_scrape')));
  if (job === undefined) { return undefined; }
  const { at, seconds } = job;
  // Without service discovery, nothing gives the target a namespace that the canary's would have to give way to.
  const isPlaced = at.at('relabel_configs').items.some((each) => each.at('target_label').text === 'namespace')
    || at.at('static_configs').items.some((each) => each.at('labels', 'namespace').exists);
  const isMended = at.at('metric_relabel_configs').items.some((each) => /exported_namespace/.test(`${each.at('regex').text ?? ''} ${each.at('source_labels').items.map(({ text }) => text ?? '').join(' ')}`));
  const name = at.at('job_name').text ?? '';
  return {
    job: at,
    intervalSeconds: secondsOf(at.at('scrape_interval').text) ?? seconds,
    honorLabels: at.at('honor_labels').value === true || !isPlaced,
    namespace: 'flagger-system',
    ...(own === undefined ? { assuming: `the job ${name}, which scrapes each pod that is annotated prometheus.io/scrape, scrapes Flagger: its chart annotates its pod so` }
      : isMended ? { assuming: `the relabelings of the job ${name} leave the labels of the canaries as the scrape makes them` } : {}),
  };
}

function keeps(job: Located): Located[] {
  return job.at('relabel_configs').items.filter((each) => each.at('action').text === 'keep');
}

function targetsOf(job: Located): string[] {
  return job.at('static_configs').items.flatMap((each) => each.at('targets').items.flatMap(({ text }) => text ?? []));
}

/** A duration of Prometheus in seconds; undefined where it is none. */
export function secondsOf(text: string | undefined): number | undefined {
  try {
    return text === undefined || text === '' ? undefined : parseDuration(text).toMilliseconds({ integral: false }) / 1000;
  } catch {
    return undefined;
  }
}
