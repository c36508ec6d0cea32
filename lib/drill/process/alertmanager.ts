import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Document, isMap, isScalar, isSeq, LineCounter, Pair, parseDocument, visit, YAMLMap } from 'yaml';
import { CONFIG_FOLDER } from '../../facts/alertmanager';
import { Server } from './server';

/** What an Alertmanager is started with. */
export interface AlertmanagerOptions {
  /** The path of the program. */
  readonly program: string;

  /** The content of alertmanager.yaml. */
  readonly config: object;

  /** The content of message templates, by the name of their file. */
  readonly templates: Readonly<Record<string, string>>;

  /**
   * Where it listens for the others of its cluster, and where the first of them does.
   *
   * @default - it gossips with nobody
   */
  readonly cluster?: { readonly listen: string; readonly peers: readonly string[] };
}

/** What its messages name as its own address: what the operator gives it, so that no name of this machine is in a message. */
const EXTERNAL_URL = 'http://alertmanager-operated.monitoring:9093';

/** A real Alertmanager. */
export class Alertmanager {
  /**
   * Starts it. What this version does not know is left out of the configuration, and said.
   *
   * @throws When it refuses the configuration otherwise.
   */
  public static async start(options: AlertmanagerOptions): Promise<Alertmanager> {
    const said: string[] = [];
    let text = JSON.stringify(options.config, null, 1);
    for (;;) {
      try {
        return new Alertmanager(await Alertmanager.serve(options, text), options, text, said);
      } catch (error) {
        const without = withoutUnknown(text, (error as Error).message);
        if (without === undefined) { throw error; }
        text = without.text;
        said.push(...without.said);
      }
    }
  }

  private static serve(options: AlertmanagerOptions, text: string, again?: { readonly folder: string; readonly port: number }): Promise<Server> {
    const { program, templates, cluster } = options;
    return Server.start({
      program, again,
      ready: '/-/ready',
      args: (folder, port) => {
        mkdirSync(join(folder, 'config'), { recursive: true });
        for (const [name, content] of Object.entries(templates)) { writeFileSync(join(folder, 'config', basename(name)), content); }
        writeFileSync(join(folder, 'alertmanager.yaml'), relocated(text, folder));
        return [
          `--config.file=${join(folder, 'alertmanager.yaml')}`,
          `--storage.path=${join(folder, 'data')}`,
          `--web.listen-address=127.0.0.1:${port}`,
          `--web.external-url=${EXTERNAL_URL}`,
          // One replica gossips with nobody: the operator gives the same flag.
          `--cluster.listen-address=${cluster?.listen ?? ''}`,
          ...(cluster === undefined ? [] : [`--cluster.advertise-address=${cluster.listen}`, ...cluster.peers.map((peer) => `--cluster.peer=${peer}`)]),
        ];
      },
    });
  }

  private constructor(
    private running: Server,
    private readonly options: AlertmanagerOptions,
    private readonly text: string,
    /** What this version does not know. */
    public readonly said: readonly string[],
  ) {}

  /** Host and port. */
  public get address(): string {
    return new URL(this.running.url).host;
  }

  /** The process, and its folder. */
  public get server(): Server {
    return this.running;
  }

  /** What it has printed: failed deliveries are there. */
  public log(): string {
    return this.running.log();
  }

  /** Ends it for a while; what it remembers stays on its disk. */
  public halt(): Promise<void> {
    return this.running.halt();
  }

  /** Starts it where it was halted. */
  public async resume(): Promise<void> {
    const { folder, port } = this.running;
    this.running = await Alertmanager.serve(this.options, this.text, { folder, port });
  }

  /** Ends it. */
  public stop(): Promise<void> {
    return this.running.stop();
  }
}

/** Templates lie in the folder of the process; those that nobody gave are looked for where none is. */
function relocated(text: string, folder: string): string {
  const config = JSON.parse(text) as { templates?: unknown };
  if (!Array.isArray(config.templates)) { return text; }
  const templates = config.templates.map((path) => join(folder, String(path).startsWith(`${CONFIG_FOLDER}/`) ? 'config' : 'absent', basename(String(path))));
  return JSON.stringify({ ...config, templates }, null, 1);
}

/**
 * A configuration without the fields that a version refuses as unknown: an integration of a later version becomes a webhook at
 * the same address, any other field is left out. Undefined where it is refused for something else.
 */
export function withoutUnknown(text: string, refusal: string): { readonly text: string; readonly said: readonly string[] } | undefined {
  const unknown = [...refusal.matchAll(/line (\d+): field (\S+) not found in type/g)].map(([, line, field]) => ({ line: Number(line), field: field as string }));
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const said: string[] = [];
  visit(document, {
    Map(_, map) {
      for (const pair of [...map.items]) {
        const { field } = unknown.find((each) => isAt(pair, each, lines)) ?? {};
        if (field === undefined) { continue; }
        map.items.splice(map.items.indexOf(pair), 1);
        said.push(field.endsWith('_configs') && isSeq(pair.value) ? asWebhooks(document, map, pair, field) : `${field} is left out: this version of Alertmanager does not know it`);
      }
    },
  });
  return said.length === 0 ? undefined : { text: JSON.stringify(document.toJS(), null, 1), said: [...new Set(said)] };
}

function isAt(pair: Pair, { line, field }: { line: number; field: string }, lines: LineCounter): boolean {
  const { key } = pair;
  return isScalar(key) && key.value === field && key.range !== null && key.range !== undefined && lines.linePos(key.range[0]).line === line;
}

/** The addresses of integrations that a version does not know, as webhooks before those that the receiver has. */
function asWebhooks(document: Document, receiver: YAMLMap, pair: Pair, section: string): string {
  const entries = (isSeq(pair.value) ? pair.value.items : []).filter((each) => isMap(each)).map((each) => {
    const fields = each.toJSON() as Record<string, unknown>;
    const url = fields['url'] ?? fields['webhook_url'] ?? fields['api_url'];
    return { url, send_resolved: fields['send_resolved'] };
  });
  const webhooks = receiver.get('webhook_configs');
  const before = isSeq(webhooks) ? webhooks.toJSON() as unknown[] : [];
  receiver.set('webhook_configs', document.createNode([...entries, ...before]));
  return `${section} are played as webhooks: this version of Alertmanager does not know them`;
}
