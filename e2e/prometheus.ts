import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Labels, RuleFile } from './promtool';
import { Server } from './server';

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
  readonly interval: number;
  readonly lastEvaluation: string;
  readonly rules: readonly { readonly name: string; readonly health: 'ok' | 'err' | 'unknown'; readonly lastError?: string }[];
}

/** A real Prometheus. */
export class Prometheus {
  /**
   * Starts it.
   *
   * @param config The content of prometheus.yaml; `rule_files` is set here.
   * @param rules The rule files.
   * @throws When Prometheus refuses the configuration or a rule.
   */
  public static async start(config: object, rules: readonly RuleFile[] = []): Promise<Prometheus> {
    return new Prometheus(await Server.start({
      program: 'prometheus',
      ready: '/-/ready',
      args: (folder, port) => {
        mkdirSync(join(folder, 'rules'));
        rules.forEach(({ groups }, i) => { writeFileSync(join(folder, 'rules', `${i}.yaml`), JSON.stringify({ groups })); });
        writeFileSync(join(folder, 'prometheus.yaml'), JSON.stringify({ ...config, rule_files: [join(folder, 'rules', '*.yaml')] }));
        return [
          `--config.file=${join(folder, 'prometheus.yaml')}`,
          `--storage.tsdb.path=${join(folder, 'data')}`,
          `--web.listen-address=127.0.0.1:${port}`,
        ];
      },
    }));
  }

  private constructor(public readonly server: Server) {}

  /** Host and port. */
  public get address(): string {
    return new URL(this.server.url).host;
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

  /** What it has printed. */
  public log(): string {
    return this.server.log();
  }

  /** Ends it. */
  public stop(): Promise<void> {
    return this.server.stop();
  }

  private async get(path: string): Promise<unknown> {
    return (await this.server.json(path) as { data: unknown }).data;
  }
}
