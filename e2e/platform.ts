import { App, Duration } from 'cdk8s';
import { World } from '../lib/checks/world';
import { namedOfEach } from '../lib/composite/canary-classes';
import { planOf } from '../lib/drill/operator';
import { Plan } from '../lib/drill/plan';
import { Prometheus } from '../lib/drill/process/prometheus';
import { FlaggerMetrics } from '../lib/drill/stand-ins/flagger-metrics';
import { KubeStateMetrics } from '../lib/drill/stand-ins/kube-state-metrics';
import { Channel, flagger, Hears, SecretKey } from '../lib';
import { alertingWithin, worldOf } from './promising';
import { tool } from './tools';

/** A platform of thousands of canaries: teams of fifty, each with a channel of its own, their canaries made from a few shapes. */
export const TEAM = 50;

/** A rule that looks at every canary once and does nothing else: what any rule about all canaries costs on this machine, right now. */
export const BASELINE = { name: 'baseline', rules: [{ alert: 'Baseline', expr: 'max by (namespace, name) (flagger_canary_status) == 3' }] };

export const nameOf = (index: number): { readonly namespace: string; readonly name: string } => ({ namespace: `team-${Math.floor(index / TEAM)}`, name: `canary-${index}` });

/**
 * What the platform's teams get that want to be told within so many seconds.
 *
 * @param each How many canaries of each team are written.
 */
function platform(seconds: number, canaries: number, each: number): World {
  const app = new App();
  const alerting = alertingWithin(app, seconds);
  const metrics = [flagger.MetricCheck.requestSuccessRate({ min: 99 })];
  const interval = Duration.seconds(30);
  const shapes = [
    flagger.Analysis.progressive({ interval, threshold: 5, maxWeight: 50, stepWeight: 10, metrics }),
    flagger.Analysis.progressive({ interval: Duration.minutes(2), threshold: 5, maxWeight: 60, stepWeight: 5, metrics }),
    flagger.Analysis.blueGreen({ interval, threshold: 2, iterations: 10, metrics }),
  ];
  for (let start = 0; start < canaries; start += TEAM) {
    const { namespace } = nameOf(start);
    const team = alerting.addTeam(namespace, { channels: [Channel.slack(`#${namespace}`, { webhook: SecretKey.of(`slack-${namespace}`, 'address'), hears: Hears.FAILURES })] });
    for (let index = start; index < Math.min(canaries, start + each); index++) {
      const { name } = nameOf(index);
      team.addCanary(name, {
        target: flagger.Target.deployment(name), provider: flagger.MeshProvider.ISTIO, service: { port: 9898 },
        // Most are of the first shape, as on most platforms.
        analysis: shapes[index % 10 < 7 ? 0 : index % 10 < 9 ? 1 : 2] as flagger.Analysis,
      });
    }
  }
  return worldOf(app);
}

/** Flagger and kube-state-metrics of a platform at rest, and a Prometheus that scrapes them with the plan's rules. */
export class RunningPlatform {
  /** @param every How often every group is evaluated, in seconds, so that many evaluations are seen; undefined for as often as the plan says. */
  public static async start(plan: Plan, canaries: number, every?: number): Promise<RunningPlatform> {
    const [metrics, cluster] = [await FlaggerMetrics.start(), await KubeStateMetrics.start()];
    for (let index = 0; index < canaries; index++) {
      const { namespace, name } = nameOf(index);
      metrics.setStatus(namespace, name, 1);
      metrics.setWeight(namespace, name, 0);
      metrics.setWeight(namespace, `${name}-primary`, 100);
      metrics.setTotal(namespace, Math.min(TEAM, canaries));
      cluster.addCanary(namespace, name, 'Deployment');
    }
    const [job] = plan.prometheus.scrape_configs as { scrape_interval?: string }[];
    const prometheus = await Prometheus.start({
      program: tool('prometheus'),
      rules: [...plan.rules, { groups: [BASELINE] }].map(({ groups }) => ({ groups: groups.map((group) => every === undefined ? group : { ...group, interval: `${every}s` }) })),
      config: {
        global: plan.prometheus.global,
        scrape_configs: [
          { job_name: 'flagger-system/flagger', honor_labels: true, scrape_interval: job?.scrape_interval, static_configs: [{ targets: [metrics.address] }] },
          { job_name: 'kube-state-metrics', honor_labels: true, scrape_interval: '30s', static_configs: [{ targets: [cluster.address] }] },
        ],
      },
    });
    return new RunningPlatform(prometheus, metrics, cluster);
  }

  private constructor(public readonly prometheus: Prometheus, private readonly metrics: FlaggerMetrics, private readonly cluster: KubeStateMetrics) {}

  /** What Prometheus says of itself: name, labels as they stand, value. */
  public async own(): Promise<OwnSample[]> {
    const text = await (await fetch(`http://${this.prometheus.address}/metrics`)).text();
    return text.split('\n').filter((line) => line !== '' && !line.startsWith('#')).map((line) => ({
      name: /^\w+/.exec(line)?.[0] ?? '', group: /rule_group="[^"]*;([^"]*)"/.exec(line)?.[1] ?? '', value: Number(line.split(' ').at(-1)),
    }));
  }

  /** The durations in seconds of all evaluations of each group that are seen in so many seconds. */
  public async durations(seconds: number): Promise<Map<string, number[]>> {
    const seen = new Map<string, { at: number; durations: number[] }>();
    for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
      const own = await this.own();
      const lasts = new Map(own.filter(({ name }) => name === 'prometheus_rule_group_last_duration_seconds').map(({ group, value }) => [group, value]));
      for (const { group, value: at } of own.filter(({ name }) => name === 'prometheus_rule_group_last_evaluation_timestamp_seconds')) {
        const known = seen.get(group);
        if (known === undefined) { seen.set(group, { at, durations: [] }); continue; }
        if (known.at !== at) { known.at = at; known.durations.push(lasts.get(group) ?? NaN); }
      }
      await new Promise((done) => { setTimeout(done, 500); });
    }
    return new Map([...seen].map(([group, { durations }]) => [group, durations]));
  }

  public async stop(): Promise<void> {
    await Promise.all([this.prometheus.stop(), this.metrics.stop(), this.cluster.stop()]);
  }
}

/** A sample that Prometheus exports of itself. */
export interface OwnSample { readonly name: string; readonly group: string; readonly value: number }

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/**
 * The settings, rules and routes of a platform. Where there are so many namespaces that no rule names a canary, ten of each team
 * give the same as all, in a fraction of the time.
 */
export function planFor(seconds: number, canaries: number): Plan {
  return planOf(platform(seconds, canaries, namedOfEach(canaries / TEAM) === 0 ? 10 : TEAM));
}
