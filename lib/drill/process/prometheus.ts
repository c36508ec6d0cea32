import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Server } from './server';

/** Labels, or annotations. */
export type Labels = Readonly<Record<string, string>>;

/** A sample of an instant query. */
export interface Sample {
  readonly labels: Labels;
  readonly value: number;
}

/** An alert of a rule, as Prometheus has it. */
export interface PrometheusAlert {
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly state: 'pending' | 'firing';
  readonly activeAt: string;
}

/** Something that Prometheus scrapes. */
export interface Target {
  readonly labels: Labels;
  readonly scrapePool: string;
  readonly health: 'up' | 'down' | 'unknown';
  readonly lastError: string;
}

/** A group of rules, and when it ran. */
export interface Group {
  readonly name: string;
  readonly file: string;
  readonly interval: number;
  readonly lastEvaluation: string;
  readonly rules: readonly { readonly name: string; readonly health: 'ok' | 'err' | 'unknown'; readonly lastError?: string }[];
}

/** An alert that waits until it has lasted for so long. */
export interface PendingAlert {
  readonly labels: Labels;
  /** How long: its rule's `for`. */
  readonly holdsSeconds: number;
}

/** The folder of the storage, in that of the process. */
export const STORAGE = 'data';

/** What a Prometheus is started with. */
export interface PrometheusOptions {
  /** The path of the program. */
  readonly program: string;

  /** The content of prometheus.yaml for a folder of its own; `rule_files` is set here. */
  readonly config: object | ((folder: string) => object);

  /** The rule files. */
  readonly rules: readonly { readonly groups: readonly object[] }[];

  /**
   * Flags beside those of every Prometheus.
   *
   * @default - none
   */
  readonly flags?: readonly string[];

  /**
   * Puts samples of the past into its storage, before it starts: the folder `STORAGE` of its own folder.
   *
   * @default - the storage is empty
   */
  readonly fill?: (folder: string) => Promise<void>;
}

/** A real Prometheus. */
export class Prometheus {
  /**
   * Starts it.
   *
   * @throws When Prometheus refuses the configuration or a rule.
   */
  public static async start(options: PrometheusOptions): Promise<Prometheus> {
    return new Prometheus(await Prometheus.serve(options), options);
  }

  private static async serve(options: PrometheusOptions, again?: { readonly folder: string; readonly port: number }): Promise<Server> {
    const { program, config, rules, flags = [], fill } = options;
    return Server.start({
      program, again,
      prepare: (folder) => again === undefined ? fill?.(folder) : undefined,
      ready: '/-/ready',
      args: (folder, port) => {
        const storage = join(folder, STORAGE);
        mkdirSync(join(folder, 'rules'), { recursive: true });
        rules.forEach(({ groups }, i) => { writeFileSync(join(folder, 'rules', `${i}.yaml`), JSON.stringify({ groups })); });
        const content = typeof config === 'function' ? config(folder) : config;
        writeFileSync(join(folder, 'prometheus.yaml'), JSON.stringify({ ...content, rule_files: [join(folder, 'rules', '*.yaml')] }));
        return [
          `--config.file=${join(folder, 'prometheus.yaml')}`,
          `--storage.tsdb.path=${storage}`,
          `--web.listen-address=127.0.0.1:${port}`,
          ...flags,
        ];
      },
    });
  }

  private constructor(private running: Server, private readonly options: PrometheusOptions) {}

  /** The process, and its folder. */
  public get server(): Server {
    return this.running;
  }

  /** Host and port. */
  public get address(): string {
    return new URL(this.running.url).host;
  }

  /** What an expression gives now. */
  public async query(expr: string): Promise<Sample[]> {
    const data = await this.get(`/api/v1/query?query=${encodeURIComponent(expr)}`) as { result: { metric: Labels; value: [number, string] }[] };
    return data.result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }));
  }

  /** The pending and firing alerts. */
  public async alerts(): Promise<PrometheusAlert[]> {
    return (await this.get('/api/v1/alerts') as { alerts: PrometheusAlert[] }).alerts;
  }

  /** What it scrapes. */
  public async targets(): Promise<Target[]> {
    return (await this.get('/api/v1/targets?state=active') as { activeTargets: Target[] }).activeTargets;
  }

  /** How many discovered targets its relabelings leave out. */
  public async droppedTargets(): Promise<number> {
    return (await this.get('/api/v1/targets?state=dropped') as { droppedTargets: unknown[] }).droppedTargets.length;
  }

  /** Its groups of rules. */
  public async groups(): Promise<Group[]> {
    return (await this.get('/api/v1/rules') as { groups: Group[] }).groups;
  }

  /** The alerts that wait. */
  public async pending(): Promise<PendingAlert[]> {
    const { groups } = await this.get('/api/v1/rules?type=alert') as { groups: { rules: { duration: number; alerts: PrometheusAlert[] }[] }[] };
    return groups.flatMap(({ rules }) => rules).flatMap(({ duration, alerts }) =>
      alerts.filter(({ state }) => state === 'pending').map(({ labels }) => ({ labels, holdsSeconds: duration })));
  }

  /** What it has printed. */
  public log(): string {
    return this.running.log();
  }

  /** Ends it, and starts it anew on its storage, where it was. */
  public async restart(): Promise<void> {
    const { folder, port } = this.running;
    await this.running.halt();
    this.running = await Prometheus.serve(this.options, { folder, port });
  }

  /** Ends it. */
  public stop(): Promise<void> {
    return this.running.stop();
  }

  private async get(path: string): Promise<unknown> {
    return (await this.running.json(path) as { data: unknown }).data;
  }
}
