import { World } from '../../checks/world';
import { fields, Fields, list, texts } from './fields';
import { Monitor } from './monitor';

/** How Flagger is scraped where no monitor does it. */
export interface AssumedScrape {
  readonly monitors: readonly Monitor[];
  readonly assumptions: readonly string[];
}

/** The labels of Flagger's pod as its chart makes it. Source: fluxcd/flagger v1.44.0 charts/flagger/templates/deployment.yaml. */
export const FLAGGER_POD_LABELS = { 'app.kubernetes.io/name': 'flagger', 'app.kubernetes.io/instance': 'flagger' } as const;

/**
 * The PodMonitor that scrapes Flagger where none of the manifests does: that of its chart. One that the manifests have, and that
 * is refused or not selected, scrapes nothing, and that is what must be seen.
 * Source: fluxcd/flagger v1.44.0 charts/flagger/templates/podmonitor.yaml.
 *
 * @param jobs The scrape jobs that somebody wrote by hand.
 */
export function assumedScrape({ scrape }: World, jobs: readonly Fields[]): AssumedScrape {
  if (scrape.monitor !== undefined || jobs.some(isAboutFlagger)) { return { monitors: [], assumptions: [] }; }
  const { intervalSeconds, honorLabels, namespace } = scrape;
  const endpoint = { port: 'http', path: '/metrics', interval: `${Math.round(intervalSeconds * 1000)}ms`, honorLabels };
  return {
    monitors: [{ kind: 'PodMonitor', namespace, name: 'flagger', spec: { selector: { matchLabels: FLAGGER_POD_LABELS }, podMetricsEndpoints: [endpoint] } }],
    assumptions: [scrape.assuming ?? `Flagger is scraped every ${intervalSeconds} s ${honorLabels ? 'with' : 'without'} honorLabels, as ${scrape.job === undefined ? 'the values of its chart say' : `the job ${scrape.job.at('job_name').text ?? ''} does`}`],
  };
}

function isAboutFlagger(job: Fields): boolean {
  const keeps = list(job.relabel_configs).map(fields).some(({ action, regex }) => action === 'keep' && typeof regex === 'string' && regex.includes('flagger'));
  const isStatic = list(job.static_configs).map(fields).some(({ targets }) => texts(targets).some((target) => target.includes('flagger')));
  return keeps || isStatic || /\bflagger\b/.test(String(job.job_name));
}
