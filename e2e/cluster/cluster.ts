import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServerOptions } from '../../lib/drill/process/server';
import { ApiServer } from '../api-server';
import { Chat } from '../chat';
import { flaggerCrds, upstreamCrds } from '../crds';
import { ArtifactServer } from './artifact-server';
import { Gates } from './gates';
import { Outcome } from './keep-logs';
import { Kubelet } from './kubelet';
import { MetricsServer } from './metrics-server';
import { EXTERNAL_SECRET } from './open-crd';
import { Program } from './program';
import { controllerManager, flagger, kustomizeController, notificationController, operator } from './programs';
import { Vault } from './vault';

/** What is there. */
export interface ClusterOptions {
  /**
   * Which of the Flaggers of e2e/versions.json runs, with its CRDs.
   *
   * @default flagger
   */
  readonly flagger?: 'flagger' | 'flagger-before';

  /**
   * More flags of Flagger, such as those of its global notifier; one that is there already is given anew.
   *
   * @default - none
   */
  readonly flaggerFlags?: (chat: Chat) => readonly string[];
}

/** The namespaces that the scenario takes for granted. */
const NAMESPACES = ['flux-system', 'flagger-system', 'monitoring'];

/**
 * A cluster without containers: the real API server, controller-manager, Prometheus operator, Flagger and Flux' controllers,
 * between stand-ins for what a machine of its own would be needed for.
 */
export class Cluster {
  /**
   * Starts all of it; about ten seconds.
   *
   * @param options What is there, where it is not everything at the release that e2e/versions.json pins.
   * @throws What a program says that does not start; nothing is left running.
   */
  public static async start({ flagger: release = 'flagger', flaggerFlags = () => [] }: ClusterOptions = {}): Promise<Cluster> {
    const running: Running[] = [];
    let hasFailed = false;
    const started = async <T extends Running>(start: Promise<T>): Promise<T> => {
      const it = await start;
      if (hasFailed) { await it.stop(); } else { running.push(it); }
      return it;
    };
    try {
      const { crds: current, missing } = upstreamCrds();
      const crds = release === 'flagger' ? current : [...current.filter(({ spec }) => spec.group !== 'flagger.app'), ...flaggerCrds(release)];
      const server = await started(ApiServer.start());
      const [chat, metrics, gates, artifacts] = await Promise.all([
        started(Chat.start()), started(MetricsServer.start()), started(Gates.start()), started(ArtifactServer.start(server)),
        server.install(missing.length === 0 ? crds : [...crds, EXTERNAL_SECRET]),
        ...NAMESPACES.map((name) => server.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })),
      ]);
      const kubelet = new Kubelet(server);
      running.push(kubelet);
      const vault = new Vault(server, (secret, key) => chat.url(`/${secret}/${key}`));
      running.push(vault);
      const notify = notificationController(server).then((options) => started(Program.start(options)));
      const programs = await Promise.all([
        started(Program.start(controllerManager(server))),
        started(Program.start(operator(server))),
        started(Program.start({ ...flagger(server, metrics.url, flaggerFlags(chat)), program: release })),
        notify,
        notify.then(({ port }) => started(Program.start(kustomizeController(server, port)))),
      ]);
      const [manager, prometheusOperator, flaggerProgram, notification, kustomize] = programs;
      const cluster = new Cluster(
        server, chat, metrics, gates, artifacts, kubelet,
        { 'controller-manager': manager, 'prometheus-operator': prometheusOperator, 'flagger': flaggerProgram,
          'notification-controller': notification, 'kustomize-controller': kustomize },
        running, missing,
      );
      await cluster.deployFlagger();
      return cluster;
    } catch (error) {
      hasFailed = true;
      await stopAll(running);
      throw error;
    }
  }

  private readonly added: Program[] = [];

  private constructor(
    public readonly server: ApiServer,
    /** Everybody who is told: `/<secret>/<key>` is the path of what was posted to that Secret's address. */
    public readonly chat: Chat,
    /** What Flagger asks about requests. */
    public readonly metrics: MetricsServer,
    /** What Flagger's webhooks ask. */
    public readonly gates: Gates,
    /** The repository. */
    public readonly artifacts: ArtifactServer,
    public readonly kubelet: Kubelet,
    public readonly programs: Readonly<Record<ProgramName, Program>>,
    private readonly running: Running[],
    /** The CRDs that are not here, and why; an ExternalSecret is taken unchecked then. */
    public readonly missingCrds: readonly string[],
  ) {}

  /** Starts another program, which ends with the cluster. */
  public async add(options: ServerOptions): Promise<Program> {
    const program = await Program.start(options);
    this.running.push(program);
    this.added.push(program);
    return program;
  }

  /** Ends all of it. Where a test has failed, what each program printed is kept, and said where. */
  public async stop(): Promise<void> {
    if ((globalThis as Outcome).hasFailed === true) { this.keepLogs(); }
    await stopAll(this.running);
  }

  /** The pod whose port is Flagger's, so that Prometheus discovers it. */
  private async deployFlagger(): Promise<void> {
    const labels = { 'app.kubernetes.io/name': 'flagger', 'app.kubernetes.io/instance': 'flagger' };
    await this.server.create({
      apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'flagger', namespace: 'flagger-system' },
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: { containers: [{ name: 'flagger', image: 'flagger', ports: [{ name: 'http', containerPort: this.programs.flagger.port }] }] },
        },
      },
    });
  }

  /** What an upgrade does: the CRDs of another release are applied, then its Flagger takes the place of the one that runs. */
  public async upgradeFlagger(release: 'flagger' | 'flagger-before'): Promise<void> {
    for (const crd of flaggerCrds(release)) { await this.server.apply(crd); }
    await this.programs.flagger.halt();
    await this.programs.flagger.resume(release);
  }

  private keepLogs(): void {
    const folder = mkdtempSync(join(tmpdir(), 'canary-alerting-e2e-'));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'api-server.log'), this.server.log());
    for (const [name, program] of [...Object.entries(this.programs), ...this.added.map((each) => [each.name, each] as const)]) { writeFileSync(join(folder, `${name}.log`), program.log()); }
    writeFileSync(join(folder, 'messages.json'), JSON.stringify(this.chat.messages, null, 1));
    process.stderr.write(`A test failed: what each program printed is in ${folder}\n`);
  }
}

/** What a test can end and start again. */
export type ProgramName = 'controller-manager' | 'prometheus-operator' | 'flagger' | 'notification-controller' | 'kustomize-controller';

interface Running {
  stop(): Promise<void>;
}

/** Those that were started last end first; one that does not end in order keeps no other from ending. */
async function stopAll(running: readonly Running[]): Promise<void> {
  const [server, ...others] = running;
  await Promise.all([...others].reverse().map((each) => each.stop().catch(() => undefined)));
  await server?.stop();
}
