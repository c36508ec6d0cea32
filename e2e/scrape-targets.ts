import { discovered, Pod, ScrapeConfig, TargetGroup } from '../lib/drill/stand-ins/discovery';
import { Labels } from './promtool';

export type { Pod, ScrapeConfig };

/** A scrape job beside those of monitors. */
export interface ExtraTarget {
  readonly job: string;

  /** Host and port, or one of the replay's own programs. */
  readonly address: string;

  /** The target's labels, such as namespace and pod. */
  readonly labels?: Labels;

  /** @default false */
  readonly honorLabels?: boolean;

  /** @default 30s, as the operator's Prometheus scrapes */
  readonly interval?: string;
}

/** A scrape job whose targets are known. */
export interface StaticJob {
  readonly job_name: string;
  readonly static_configs: readonly TargetGroup[];
}

/** The operator's scrape job, with its service discovery replaced by what it would discover. */
export function withPods(job: ScrapeConfig, pods: readonly Pod[]): StaticJob {
  const rest = Object.fromEntries(Object.entries(job).filter(([field]) => field !== 'kubernetes_sd_configs'));
  return { ...rest, job_name: job.job_name, static_configs: discovered(job, pods) };
}

/** A scrape job for a target that no monitor selects. */
export function extraJob({ job, address, labels = {}, honorLabels = false, interval = '30s' }: ExtraTarget): StaticJob {
  const settings = { scrape_interval: interval, honor_labels: honorLabels };
  return { job_name: job, ...settings, static_configs: [{ targets: [address], labels }] };
}
