import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'yaml';
import { Alertmanager } from './alertmanager';
import { AlertmanagerFiles } from './alertmanager-files';
import { Chat } from './chat';
import { FlaggerMetrics } from './flagger-metrics';
import { alertmanagerConfig, Manifest, OperatorAnswer, prometheusConfig, validateRules } from './operator';
import { Prometheus } from './prometheus';
import { RuleFile } from './promtool';
import { extraJob, ExtraTarget, Pod, ScrapeConfig, StaticJob, withPods } from './scrape-targets';

/** What is replayed. */
export interface ReplayOptions {
  /**
   * The objects of a cluster. Read are PodMonitors, ServiceMonitors, PrometheusRules, AlertmanagerConfigs, and the one Secret
   * with the key `alertmanager.yaml`; others are left aside.
   */
  readonly manifests: readonly Manifest[];

  /**
   * What differs from Flagger's pod as its chart makes it: a monitor finds the pod by its labels and its port, or does not.
   *
   * @default - the chart's, in flagger-system
   */
  readonly flaggerPod?: Partial<Omit<Pod, 'address'>>;

  /**
   * Other pods that monitors may select.
   *
   * @default - none
   */
  readonly pods?: readonly Pod[];

  /**
   * What else is scraped, once Alertmanager serves, whose address is given: kube-state-metrics, Alertmanager itself.
   *
   * @default - nothing
   */
  readonly extra?: (alertmanager: string) => readonly ExtraTarget[];

  /**
   * The labels that the Prometheus object wants on monitors.
   *
   * @default - none
   */
  readonly monitorLabels?: Readonly<Record<string, string>>;

  /**
   * Whether to wait until everything is scraped and evaluated once.
   *
   * @default true
   */
  readonly warm?: boolean;
}

/** Flagger's pod as its chart makes it. Source: fluxcd/flagger v1.44.0 charts/flagger/templates/deployment.yaml. */
const FLAGGER_POD = {
  namespace: 'flagger-system',
  name: 'flagger-5d8f7c9b6d-x2x7k',
  labels: { 'app.kubernetes.io/name': 'flagger', 'app.kubernetes.io/instance': 'flagger' },
  container: 'flagger',
  port: { name: 'http', number: 8080 },
};

/**
 * A real Prometheus and a real Alertmanager that run what the operator makes of manifests, between a stand-in for Flagger and
 * a stand-in for chats.
 */
export class Replay {
  /**
   * Starts all of it.
   *
   * @throws When the operator refuses one of the objects, or a program what the operator wrote; nothing is left running.
   */
  public static async start(options: ReplayOptions): Promise<Replay> {
    const running: { stop(): Promise<void> }[] = [];
    const started = async <T extends { stop(): Promise<void> }>(start: Promise<T>): Promise<T> => {
      const it = await start;
      running.push(it);
      return it;
    };
    try {
      const { manifests } = options;
      const rules = rulesOf(manifests);
      const chat = await started(Chat.start());
      const flagger = await started(FlaggerMetrics.start());
      const files = alertmanagerFiles(manifests, chat);
      const alertmanager = await started(Alertmanager.start(files, chat));
      const pods = [{ ...FLAGGER_POD, ...options.flaggerPod, address: flagger.address }, ...(options.pods ?? [])];
      const config = prometheusYaml(options, pods, alertmanager.address);
      const prometheus = await started(Prometheus.start(config, rules));
      const replay = new Replay(flagger, chat, prometheus, alertmanager);
      if (options.warm !== false) { await replay.warm(config.scrape_configs.flatMap((job) => job.static_configs).length); }
      return replay;
    } catch (error) {
      await Promise.all(running.map((each) => each.stop()));
      throw error;
    }
  }

  private constructor(
    /** The stand-in for Flagger: move its canaries. */
    public readonly flagger: FlaggerMetrics,
    /** The stand-in for all chats: `/<secret>/<key>` is the path of what was sent to that Secret's address. */
    public readonly chat: Chat,
    public readonly prometheus: Prometheus,
    public readonly alertmanager: Alertmanager,
  ) {}

  /** Ends all of it. */
  public async stop(): Promise<void> {
    await this.prometheus.stop();
    await this.alertmanager.stop();
    await Promise.all([this.flagger.stop(), this.chat.stop()]);
  }

  /** Waits until each target was scraped and each rule evaluated: what comes now meets a system that has been running. */
  private async warm(discovered: number): Promise<void> {
    const deadline = Date.now() + 120_000;
    for (;;) {
      const targets = await this.prometheus.targets();
      const dropped = await this.prometheus.droppedTargets();
      const groups = await this.prometheus.groups();
      const isWarm = targets.length + dropped === discovered
        && targets.every((target) => target.health !== 'unknown')
        && groups.every((group) => group.rules.every((rule) => rule.health !== 'unknown'));
      const failing = groups.flatMap((group) => group.rules).filter((rule) => rule.health === 'err');
      if (failing.length > 0) { throw new Error(`rules fail: ${JSON.stringify(failing, null, 1)}`); }
      if (isWarm) { return; }
      if (Date.now() > deadline) { throw new Error(`not warm after 120 s: ${JSON.stringify({ targets, groups }, null, 1)}`); }
      await sleep(200);
    }
  }
}

interface PrometheusYaml {
  readonly global: object;
  readonly alerting: object;
  readonly scrape_configs: readonly StaticJob[];
}

function ofKind(manifests: readonly Manifest[], ...kinds: readonly string[]): readonly Manifest[] {
  return manifests.filter((manifest) => kinds.includes(String(manifest['kind'])));
}

function rulesOf(manifests: readonly Manifest[]): RuleFile[] {
  const objects = ofKind(manifests, 'PrometheusRule');
  const specs = objects.map((object) => object['spec'] as RuleFile);
  if (specs.length > 0) {
    const errors = validateRules(...specs).flatMap((errors, i) => errors.map((error) => `${nameOf(objects[i])}: ${error}`));
    refuse('the operator would leave a PrometheusRule out', errors);
  }
  return specs;
}

function prometheusYaml(options: ReplayOptions, pods: readonly Pod[], alertmanager: string): PrometheusYaml {
  const monitors = ofKind(options.manifests, 'PodMonitor', 'ServiceMonitor');
  const { config, errors } = prometheusConfig({ monitors, ...(options.monitorLabels && { monitorLabels: options.monitorLabels }) });
  refuse('the operator would leave a monitor out', errors);
  // As the config reloader of the first replica would put in.
  const expanded = (config as string).replaceAll('$(POD_NAME)', 'prometheus-prometheus-0').replaceAll('$(SHARD)', '0');
  const written = parse(expanded) as { global: object; alerting: object; scrape_configs?: ScrapeConfig[] };
  return {
    global: written.global,
    alerting: { ...written.alerting, alertmanagers: [{ static_configs: [{ targets: [alertmanager] }], api_version: 'v2' }] },
    scrape_configs: [
      ...(written.scrape_configs ?? []).map((job) => withPods(job, pods)),
      ...(options.extra?.(alertmanager) ?? []).map(extraJob),
    ],
  };
}

/** What the operator mounts: the Secret's own templates, and its configuration merged with the AlertmanagerConfigs. */
function alertmanagerFiles(manifests: readonly Manifest[], chat: Chat): AlertmanagerFiles {
  const secrets = ofKind(manifests, 'Secret').map(dataOf).filter((data) => 'alertmanager.yaml' in data);
  const [data] = secrets;
  if (data === undefined || secrets.length > 1) { throw new Error(`expected one Secret with the key alertmanager.yaml, found ${secrets.length}`); }
  const { 'alertmanager.yaml': raw = '', ...templates } = data;
  const alertmanagerConfigs = ofKind(manifests, 'AlertmanagerConfig');
  const secretsOfTeams = alertmanagerConfigs.flatMap((object) => standInSecrets(object, chat));
  // Asked twice: what the operator makes of it for the Alertmanager of today, and for the one that can run here.
  const answers = ['v0.34.0', 'v0.28.1'].map((version): OperatorAnswer =>
    alertmanagerConfig({ raw, alertmanagerConfigs, secrets: secretsOfTeams, version }));
  for (const { errors } of answers) { refuse('the operator would refuse the configuration of Alertmanager', errors); }
  return { config: answers[1]?.config as string, templates };
}

/** The Secrets that an AlertmanagerConfig selects keys of, each key with an address of its own. */
function standInSecrets(object: Manifest, chat: Chat): Manifest[] {
  const { namespace } = object['metadata'] as { namespace: string };
  const keys: Record<string, Record<string, string>> = {};
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) { return; }
    const { name, key } = value as { name?: unknown; key?: unknown };
    if (typeof name === 'string' && typeof key === 'string') { (keys[name] ??= {})[key] = chat.url(`/${name}/${key}`); }
    Object.values(value).forEach(look);
  };
  look(object['spec']);
  return Object.entries(keys).map(([name, stringData]) => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace }, stringData }));
}

function dataOf(secret: Manifest): Record<string, string> {
  const data = Object.entries((secret['data'] ?? {}) as Record<string, string>);
  return {
    ...Object.fromEntries(data.map(([key, value]) => [key, Buffer.from(value, 'base64').toString()])),
    ...(secret['stringData'] as Record<string, string> | undefined),
  };
}

function nameOf(object: Manifest | undefined): string {
  const { namespace, name } = (object?.['metadata'] ?? {}) as { namespace?: string; name?: string };
  return `${String(object?.['kind'])}/${namespace}/${name}`;
}

function refuse(what: string, errors: readonly string[]): void {
  if (errors.length > 0) { throw new Error([`${what}:`, ...errors].join('\n  ')); }
}
