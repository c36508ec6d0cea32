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
 * The monitor that scrapes Flagger; or the one that the values of its chart ask for; or what the chart would do: 30 seconds,
 * without honorLabels (fluxcd/flagger v1.44.0 charts/flagger/values.yaml, templates/servicemonitor.yaml, podmonitor.yaml).
 */
export function scrapeOf(of: (group: string, kind: string) => readonly ManifestObject[], flaggerValues: readonly Located[], stackValues: readonly Located[], options: CheckOptions): Scrape {
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
    const job = options.scrape === undefined ? scrapeJob(stackValues) : undefined;
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

/** The job of additionalScrapeConfigs that scrapes Flagger, by its name or its targets. */
function scrapeJob(stackValues: readonly Located[]): Scrape | undefined {
  for (const values of stackValues) {
    const spec = values.at('prometheus', 'prometheusSpec');
    const configs = spec.at('additionalScrapeConfigs');
    // The chart also takes a text, which Helm fills in first.
    const jobs = configs.text !== undefined && !configs.text.includes('{{') ? configs.embedded().flatMap(({ items }) => items) : configs.items;
    const job = jobs.find((each) => /\bflagger\b/.test(each.at('job_name').text ?? '')) ?? jobs.find((each) => targetsOf(each).some((target) => /^flagger\b/.test(target)));
    if (job === undefined) { continue; }
    // Without service discovery, nothing gives the target a namespace that the canary's would have to give way to.
    const isPlaced = job.at('relabel_configs').items.some((each) => each.at('target_label').text === 'namespace')
      || job.at('static_configs').items.some((each) => each.at('labels', 'namespace').exists);
    return {
      intervalSeconds: secondsOf(job.at('scrape_interval').text) ?? secondsOf(spec.at('scrapeInterval').text) ?? OPERATOR_INTERVAL_SECONDS,
      honorLabels: job.at('honor_labels').value === true || !isPlaced,
      namespace: 'flagger-system',
    };
  }
  return undefined;
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
