import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Plan } from './plan';
import { discovered, Pod, ScrapeConfig, TargetGroup } from './stand-ins/discovery';

type Raw = Readonly<Record<string, unknown>>;

/** The fields of a scrape job that say how to reach a target; stand-ins speak plain HTTP, and nothing else may be reached. */
const TRANSPORT = /^(tls_config|basic_auth|authorization|oauth2|bearer_token.*|proxy_.*|no_proxy|enable_http2|follow_redirects|http_headers|scheme|.*_sd_configs|static_configs)$/;

/** Where kube-state-metrics and Alertmanager are, and how kube-prometheus-stack labels what it scrapes there. */
export interface Others {
  readonly kubeStateMetrics: string;
  readonly alertmanagers: readonly string[];
}

/** The scrape jobs of a plan, their service discovery replaced by files of targets, so that pods can come and go. */
export class ScrapeJobs {
  private readonly jobs: readonly ScrapeConfig[];

  public constructor(plan: Plan, private readonly others: Others) {
    this.jobs = plan.prometheus.scrape_configs as readonly ScrapeConfig[];
  }

  /** As prometheus.yaml has them, for a folder that the files of targets lie in. */
  public configs(folder: string): object[] {
    return [
      ...this.jobs.map((job, index) => ({
        ...Object.fromEntries(Object.entries(job as unknown as Raw).filter(([field]) => !TRANSPORT.test(field))),
        file_sd_configs: [{ files: [fileOf(folder, index)] }],
      })),
      // Source: prometheus-community/helm-charts kube-prometheus-stack 88.5.3 (kube-state-metrics.prometheus.monitor.honorLabels).
      {
        job_name: 'drill/kube-state-metrics', honor_labels: true,
        static_configs: [{ targets: [this.others.kubeStateMetrics], labels: stackLabels('kube-state-metrics', 'kube-state-metrics', 'http') }],
      },
      {
        job_name: 'drill/alertmanager',
        static_configs: this.others.alertmanagers.map((address, index) => ({
          targets: [address],
          labels: { ...stackLabels('kube-prometheus-stack-alertmanager', 'alertmanager', 'http-web'), pod: `alertmanager-kube-prometheus-stack-alertmanager-${index}` },
        })),
      },
    ];
  }

  /** Writes what there is to scrape now; Prometheus looks at the files whenever they change. */
  public write(folder: string, pods: readonly Pod[]): void {
    mkdirSync(join(folder, 'targets'), { recursive: true });
    for (const [index, job] of this.jobs.entries()) {
      const path = fileOf(folder, index);
      writeFileSync(`${path}.new`, JSON.stringify([...discovered(job, pods), ...fixed(job, pods)]));
      renameSync(`${path}.new`, path);
    }
  }
}

function fileOf(folder: string, index: number): string {
  return join(folder, 'targets', `${index}.json`);
}

/** A target that somebody wrote by hand: where it is Flagger, the stand-in under the name that was written. */
function fixed(job: ScrapeConfig, pods: readonly Pod[]): TargetGroup[] {
  return (job.static_configs ?? []).flatMap(({ targets = [], labels = {} }) => targets
    .filter((target) => target.includes('flagger'))
    // One address is one of the pods, whichever the Service chooses.
    .flatMap((target) => pods.slice(0, 1).map(({ address }) => ({ targets: [address], labels: { ...labels, instance: target } }))));
}

function stackLabels(job: string, container: string, endpoint: string): Readonly<Record<string, string>> {
  return { job, namespace: 'monitoring', service: job, container, endpoint };
}
