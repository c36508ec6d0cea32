import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { AlertWatch } from './alert-watch';
import { Cluster } from './cluster';
import { heard } from './heard';
import { History, historyOf, writeHistory } from './history';
import { integrationsOf } from './integrations';
import { Plan } from './plan';
import { Alertmanager } from './process/alertmanager';
import { Labels, Prometheus, PrometheusAlert } from './process/prometheus';
import { freePort } from './process/server';
import { Queue } from './process/queue';
import { Programs } from './programs';
import { Action, Scenario } from './scenario';
import { ScrapeJobs } from './scrape-jobs';
import { Stage, StageAction } from './stage';
import { Receivers } from './stand-ins/receivers';
import { redirect, Redirection } from './stand-ins/redirect';
import { Timeline } from './timeline';
import { troublesIn } from './troubles';

/** How a scenario is played. */
export interface PlayOptions {
  /** What is around: Flagger, the canaries of the manifests. */
  readonly cluster: Cluster;

  /** Ends the play; nothing is left running. */
  readonly signal?: AbortSignal;
}

/** A program that starts takes all of a processor for a moment: those that play already must not wait for it. */
const PREPARING = new Queue(Math.max(2, 2 * availableParallelism()));

/** Where the configuration says nothing, nobody is told: the default of kube-prometheus-stack. */
const NOBODY = 'route: { receiver: "null" }\nreceivers: [{ name: "null" }]\n';

/** What the operator gives Prometheus as its own address: no name of this machine is in a message. */
const EXTERNAL_URL = 'http://prometheus-operated.monitoring:9090';

/**
 * Plays a scenario in a Prometheus and Alertmanagers of its own, between stand-ins for Flagger, kube-state-metrics and whoever is told.
 *
 * @throws What a program says that does not start, and the signal's reason. Nothing is left running, no file is left behind.
 */
export async function play(scenario: Scenario, plan: Plan, programs: Programs, options: PlayOptions): Promise<Timeline> {
  const production = new Production(scenario, plan, programs, options.cluster);
  options.signal?.throwIfAborted();
  const abort = new AbortController();
  const end = (): void => { abort.abort(options.signal?.reason); };
  options.signal?.addEventListener('abort', end, { once: true });
  const playing = production.play(abort.signal);
  try {
    return await Promise.race([playing, aborted(abort.signal)]);
  } finally {
    options.signal?.removeEventListener('abort', end);
    await production.stop();
    // What was just starting has ended, too, when this returns.
    await playing.catch(() => undefined);
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => { reject(signal.reason as Error); }, { once: true });
  });
}

/** One play from its beginning to its end. */
class Production {
  private readonly running: { stop(): Promise<void> }[] = [];
  private readonly ended = new AbortController();

  public constructor(private readonly scenario: Scenario, private readonly plan: Plan, private readonly programs: Programs, private readonly cluster: Cluster) {}

  public async play(signal: AbortSignal): Promise<Timeline> {
    const { scenario, plan, programs } = this;
    const stage = await this.started(Stage.start(this.cluster, scenario.canaries));
    const receivers = await this.started(Receivers.start());
    const redirection = redirect(plan.alertmanager?.config ?? NOBODY, receivers.addresses);
    const integrations = integrationsOf(redirection, plan, stage.canaries);
    receivers.serve(redirection.integrations, new Set([...integrations].filter(([, { isHeartbeat }]) => isHeartbeat).map(([id]) => id)));
    const alertmanagers = await this.alertmanagers(redirection);
    const jobs = new ScrapeJobs(plan, { kubeStateMetrics: stage.kubeStateMetrics, alertmanagers: alertmanagers.map(({ address }) => address) });
    const scraped = (folder: string): { global: object; scrape_configs: object[] } => {
      jobs.write(folder, stage.pods);
      return { global: plan.prometheus.global, scrape_configs: jobs.configs(folder) };
    };
    for (const action of scenario.before?.state ?? []) { await this.act(action, stage, undefined, undefined, alertmanagers, receivers); }
    const ready = await this.prepared(signal);
    const history = await historyOf(scenario.before, {
      prometheus: programs.prometheus.path, promtool: programs.promtool.path, rules: plan.rules, config: scraped, canaries: stage.canaries.length, signal,
    });
    const startedAt = Date.now();
    const prometheus = await this.started(Prometheus.start({
      program: programs.prometheus.path,
      rules: plan.rules,
      config: (folder) => ({
        ...scraped(folder),
        alerting: {
          ...alertRelabelings(plan),
          alertmanagers: [{ api_version: 'v2', static_configs: [{ targets: alertmanagers.map(({ address }) => address) }] }],
        },
      }),
      // What has waited goes on waiting from where it was.
      flags: [`--web.external-url=${EXTERNAL_URL}`, '--rules.alert.for-grace-period=0s'],
      fill: (folder) => writeHistory(history, folder, programs.promtool.path),
    }));
    stage.onPods = () => { jobs.write(prometheus.server.folder, stage.pods); };
    const watch = await this.started(Promise.resolve(new AlertWatch(prometheus, stage.canaries)));
    ready();
    await resumed(prometheus, history, startedAt, signal);

    const since = Date.now();
    const done: { at: number; canary?: string; what: string }[] = [];
    for (const { at, action } of scenario.steps) {
      await until(since + at * 1000, signal);
      const when = Date.now() - since;
      const what = await this.act(action, stage, prometheus, watch, alertmanagers, receivers);
      done.push({ at: when, what, ...('canary' in action && { canary: action.canary }) });
    }
    await until(since + scenario.seconds * 1000, signal);
    await watch.stop();
    return {
      canaries: stage.canaries,
      done,
      alerts: watch.changes(since),
      ...heard(receivers.received, receivers.tapped, integrations, stage.canaries, since),
      troubles: [...redirection.said, ...alertmanagers.flatMap(({ said }) => said), ...await troublesIn(prometheus, alertmanagers)],
    };
  }

  /** Waits until not too many others are preparing; gives the function that says when it is done. */
  private async prepared(signal: AbortSignal): Promise<() => void> {
    // What waits takes two evaluations until it goes on, and is over that much later.
    const release = await PREPARING.enter(this.scenario.seconds + (this.scenario.before === undefined ? 0 : 60), signal);
    this.running.push({ stop: () => { release(); return Promise.resolve(); } });
    return release;
  }

  public async stop(): Promise<void> {
    this.ended.abort();
    // What is just starting is stopped as soon as it runs: `started` sees to it.
    await Promise.all(this.running.splice(0).reverse().map((each) => each.stop().catch(() => undefined)));
  }

  private async act(action: Action, stage: Stage, prometheus: Prometheus | undefined, watch: AlertWatch | undefined, alertmanagers: readonly Alertmanager[], receivers: Receivers): Promise<string> {
    switch (action.do) {
      case 'prometheus':
        watch?.restarts();
        await prometheus?.restart();
        return 'Prometheus restarts';
      case 'alertmanager':
        await Promise.all(alertmanagers.map((each) => action.state === 'stops' ? each.halt() : each.resume()));
        return action.state === 'stops' ? 'Alertmanager stops' : 'Alertmanager starts';
      case 'receivers':
        receivers.answer(action.status, action.times);
        return `receivers answer ${action.status}${action.times === undefined ? '' : ` ${action.times} times`}`;
      default:
        return stage.apply(action satisfies StageAction);
    }
  }

  /** As many as the scenario asks for; several form a cluster, which each joins at those before it. */
  private async alertmanagers(redirection: Redirection): Promise<Alertmanager[]> {
    const { alertmanagers: count } = this.scenario;
    const alertmanagers: Alertmanager[] = [];
    const peers: string[] = [];
    for (let index = 0; index < count; index++) {
      const listen = `127.0.0.1:${await freePort()}`;
      alertmanagers.push(await this.started(Alertmanager.start({
        program: this.programs.alertmanager.path,
        config: redirection.config,
        templates: this.plan.alertmanager?.templates ?? {},
        ...(count > 1 && { cluster: { listen, peers: [...peers] } }),
      })));
      peers.push(listen);
    }
    return alertmanagers;
  }

  private async started<T extends { stop(): Promise<void> }>(start: Promise<T>): Promise<T> {
    const it = await start;
    if (this.ended.signal.aborted) {
      await it.stop();
      throw new Error('the play has ended');
    }
    this.running.push(it);
    return it;
  }
}

function alertRelabelings(plan: Plan): object {
  const { alert_relabel_configs } = plan.prometheus as { alert_relabel_configs?: readonly object[] };
  return alert_relabel_configs === undefined ? {} : { alert_relabel_configs };
}

/** How long rules may take to go on where they were: two evaluations, of which the second remembers (prometheus v3.15.0 rules/group.go). */
const LONGEST_RESUMPTION_MS = 150_000;

/** Waits until Prometheus knows its targets, and the alerts that waited wait again since when they did. */
async function resumed(prometheus: Prometheus, { waiting, seconds }: History, startedAt: number, signal: AbortSignal): Promise<void> {
  const hasWaited = ({ activeAt }: PrometheusAlert): boolean => Date.parse(activeAt) < startedAt - seconds * 500;
  for (const deadline = Date.now() + LONGEST_RESUMPTION_MS; ;) {
    const [targets, alerts] = await Promise.all([prometheus.targets(), prometheus.alerts()]);
    const isWaiting = waiting.every(({ labels }) => alerts.some((alert) => isSame(alert.labels, labels) && hasWaited(alert)));
    if (targets.length > 0 && isWaiting) { return; }
    if (Date.now() > deadline) { throw new Error(`Prometheus does not remember what has been before the play: ${waiting.map(({ labels }) => labels['alertname']).join(', ')}`); }
    await sleep(100, undefined, { signal });
  }
}

function isSame(a: Labels, b: Labels): boolean {
  return Object.entries(a).every(([label, value]) => b[label] === value) && Object.keys(a).length === Object.keys(b).length;
}

async function until(moment: number, signal: AbortSignal): Promise<void> {
  const left = moment - Date.now();
  if (left > 0) { await sleep(left, undefined, { signal }); }
}
