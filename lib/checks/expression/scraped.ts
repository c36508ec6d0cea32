import { ManifestObject, Scrape, World } from '../world';
import { scrapedLabels, TARGET_LABELS } from './labels';

/** How Flagger is scraped, with what else is shown of it. */
export interface Scraped extends Scrape {
  /** Whether nothing gives the series other labels than the operator does. */
  readonly plain: boolean;
}

/** The scrape, and whether nothing else gives the series labels. */
export function scrapedAs(world: World): Scraped {
  const { scrape } = world;
  if (scrape.monitor !== undefined) { return { ...scrape, plain: isPlain(scrape.monitor) }; }
  return { ...scrape, plain: false };
}

function isPlain(monitor: ManifestObject): boolean {
  const { spec } = monitor;
  const endpoints = [...spec.at('podMetricsEndpoints').items, ...spec.at('endpoints').items];
  return !['targetLabels', 'podTargetLabels', 'jobLabel', 'attachMetadata'].some((field) => spec.at(field).exists)
    && !endpoints.some((each) => ['relabelings', 'metricRelabelings', 'relabelConfigs', 'metricRelabelConfigs'].some((field) => each.at(field).exists));
}

/** Whether a series of Flagger can have a label. */
export function canBe(metric: string, label: string, scraped: Scraped): boolean {
  if (scrapedLabels(metric, scraped.honorLabels)?.has(label) !== false) { return true; }
  return !isMisnamed(label, scraped);
}

/**
 * Whether a label that is not among the known ones is certainly not there. Where the monitor is not shown, or relabels, any
 * label may be there but those that would be Flagger's own, and that no scrape makes.
 */
export function isMisnamed(label: string, scraped: Pick<Scraped, 'honorLabels' | 'plain'>): boolean {
  if (TARGET_LABELS.includes(label)) { return false; }
  if (scraped.plain) { return !EXTERNAL.test(label); }
  return FLAGGERS_OWN.has(label) || (label === 'exported_namespace' && scraped.honorLabels);
}

/**
 * Whether a value of a label is for the cluster to decide: that of the target, as far as no monitor makes it, and that of a label
 * which an agent, a federation or a relabelling may have added.
 */
export function isUndecided(label: string, has: boolean, scrape: Pick<Scrape, 'honorLabels' | 'monitor'>): boolean {
  const plain = scrape.monitor !== undefined && isPlain(scrape.monitor);
  if (has) { return label === 'job' ? !plain : OF_THE_TARGET.has(label); }
  // Nobody adds these: the scrape makes them of a label that the series had.
  if (label.startsWith('exported_')) { return false; }
  return label === 'service' || label === 'node' || !isMisnamed(label, { ...scrape, plain });
}

const OF_THE_TARGET: ReadonlySet<string> = new Set(['pod', 'container', 'endpoint', 'instance']);

/** Labels that an agent or a federation may add to everything. */
const EXTERNAL = /^(?:cluster|env|environment|region|zone|stage|tenant|prometheus|prometheus_replica|receive|replica|__name__)$|^(?:kubernetes|k8s|helm|app_kubernetes_io)_/;

const FLAGGERS_OWN: ReadonlySet<string> = new Set(['name', 'workload', 'metric', 'deployment_strategy', 'analysis_status', 'le', 'canary', 'canary_name', 'exported_name', 'phase', 'status', 'reason', 'target', 'deployment']);
