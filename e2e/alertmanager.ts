import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, parseDocument, YAMLMap } from 'yaml';
import { AlertmanagerFiles, CONFIG, unpack } from './alertmanager-files';
import { Chat } from './chat';
import { Labels } from './promtool';
import { Server } from './server';
import { ServerOptions } from '../lib/drill/process/server';

/** An alert to send to Alertmanager. */
export interface SentAlert {
  readonly labels: Labels;
  readonly annotations?: Labels;
  readonly startsAt?: string;
  readonly endsAt?: string;
  readonly generatorURL?: string;
}

/** An alert that Alertmanager has. */
export interface HeldAlert {
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly receivers: readonly { readonly name: string }[];
  readonly status: { readonly state: 'unprocessed' | 'active' | 'suppressed'; readonly inhibitedBy: readonly string[]; readonly silencedBy: readonly string[] };
}

/** The addresses of services that a configuration need not name. Alertmanager 0.28.1 config/config.go DefaultGlobalConfig. */
const GLOBAL_ADDRESSES = [
  'pagerduty_url', 'opsgenie_api_url', 'telegram_api_url', 'rocketchat_api_url', 'victorops_api_url', 'wechat_api_url', 'webex_api_url',
];

/** The fields of a receiver that hold the address of a service. */
const ADDRESSES = ['api_url', 'webhook_url'];

/** A real Alertmanager, all of whose receivers post to the stand-in for a chat. */
export class Alertmanager {
  /**
   * Starts it. A receiver with an address in a file posts to `/<secret>/<key>` of the chat, one with an address in the
   * configuration to `/receiver/<name>`; nothing leaves this machine.
   *
   * @param files What the operator mounts.
   * @param chat The stand-in for every service.
   * @throws When Alertmanager refuses the configuration.
   */
  public static async start(files: AlertmanagerFiles, chat: Chat): Promise<Alertmanager> {
    const options: ServerOptions = {
      program: 'alertmanager',
      ready: '/-/ready',
      args: (folder, port) => {
        const path = join(folder, CONFIG);
        // One that starts again finds what it had, without what a test has taken away.
        if (!existsSync(path)) {
          unpack(files, folder, (secret, field) => standIn(secret, field, chat));
          redirect(path, chat);
        }
        return [
          `--config.file=${path}`,
          `--storage.path=${join(folder, 'data')}`,
          `--web.listen-address=127.0.0.1:${port}`,
          // One replica gossips with nobody: the operator gives the same flag.
          '--cluster.listen-address=',
        ];
      },
    };
    return new Alertmanager(await Server.start(options), options);
  }

  private constructor(public server: Server, private readonly options: ServerOptions) {}

  /** Host and port. */
  public get address(): string {
    return new URL(this.server.url).host;
  }

  /** Sends alerts, as Prometheus would. */
  public async send(...alerts: readonly SentAlert[]): Promise<void> {
    await this.server.json('/api/v2/alerts', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(alerts) });
  }

  /** The alerts that it has, the inhibited and silenced ones included. */
  public async alerts(): Promise<HeldAlert[]> {
    return await this.server.json('/api/v2/alerts') as HeldAlert[];
  }

  /** What it has printed: failed deliveries are there. */
  public log(): string {
    return this.server.log();
  }

  /** Starts it again where it was halted or killed. */
  public async resume(): Promise<void> {
    this.server = await Server.start({ ...this.options, again: this.server });
  }

  /** Ends it. */
  public stop(): Promise<void> {
    return this.server.stop();
  }
}

function standIn(secret: string, field: string, chat: Chat): string {
  if (field.endsWith('url_file')) { return chat.url(`/${secret}`); }
  return field === 'chat_id_file' ? '1' : 'stand-in';
}

function redirect(file: string, chat: Chat): void {
  const document = parseDocument(readFileSync(file, 'utf8'));
  if (document.errors.length > 0 || !isMap(document.contents)) { return; }
  for (const field of GLOBAL_ADDRESSES) { document.setIn(['global', field], chat.url(field === 'telegram_api_url' ? '' : '/')); }
  if (document.hasIn(['global', 'slack_api_url'])) { document.setIn(['global', 'slack_api_url'], chat.url('/global')); }
  for (const receiver of maps(document.get('receivers'))) {
    const path = `/receiver/${encodeURIComponent(String(receiver.get('name')))}`;
    for (const { key, value } of receiver.items) {
      for (const integration of maps(value)) {
        const kind = String(key);
        const fields = kind === 'webhook_configs' || kind === 'pagerduty_configs' ? [...ADDRESSES, 'url'] : ADDRESSES;
        for (const field of fields) {
          const address = integration.get(field);
          // What stands in for a team's Secret has a path of the chat already.
          if (address !== undefined && !String(address).startsWith(chat.url(''))) { integration.set(field, chat.url(path)); }
        }
        if (kind === 'email_configs') { integration.set('smarthost', '127.0.0.1:9'); }
      }
    }
  }
  writeFileSync(file, document.toString({ lineWidth: 0 }));
}

function maps(list: unknown): YAMLMap[] {
  const items = (list as { items?: unknown[] } | undefined)?.items ?? [];
  return items.filter((item) => isMap(item));
}
