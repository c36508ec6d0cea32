import { Listener } from '../lib/drill/process/listener';

/** One request that the stand-in for a chat got. */
export interface Message {
  /** When it came, in milliseconds since 1970. */
  readonly at: number;

  /** The path of the address that it was sent to: which secret, where each secret holds an address of its own. */
  readonly path: string;

  /** What was sent: parsed where it is JSON. */
  readonly body: unknown;

  /** The status that the sender got; 200 means that it takes the message for delivered. */
  readonly status: number;

  /** How the sender says who it is; undefined where it does not. */
  readonly authorization?: string;
}

/** A stand-in for Slack, Teams, a webhook: it keeps what it gets, and can be out of order. */
export class Chat {
  /** Begins to listen. */
  public static async start(): Promise<Chat> {
    const chat: Chat = new Chat(await Listener.start((request, text, response) => {
      const path = request.url ?? '/';
      const status = chat.nextStatus();
      const { authorization } = request.headers;
      chat.receive({ at: Date.now(), path, body: parsed(text), status, ...(authorization !== undefined && { authorization }) });
      // Slack's webhooks say "ok"; Telegram and Rocket.Chat answer in JSON, and their clients read it.
      const isJson = /^\/(bot|api\/)/.test(path);
      response.writeHead(status, { 'content-type': isJson ? 'application/json' : 'text/plain' });
      response.end(isJson ? JSON.stringify({ ok: true, success: true, result: { message_id: 1, date: 0, chat: { id: 1, type: 'group' } } }) : 'ok');
    }));
    return chat;
  }

  /** Everything that came, in order, what was refused included. */
  public readonly messages: Message[] = [];

  private readonly waiting = new Set<(message: Message) => void>();
  private refusals: { status: number; times: number } = { status: 500, times: 0 };

  private constructor(private readonly listener: Listener) {}

  /** An address of it. */
  public url(path = '/'): string {
    return `http://${this.listener.address}${path}`;
  }

  /** Refuses what comes next: 429 as a chat that is asked too often, 500 as one that is broken. */
  public refuse(status: number, times = Infinity): void {
    this.refusals = { status, times };
  }

  /** Accepts again. */
  public accept(): void {
    this.refusals.times = 0;
  }

  /** The messages that were accepted, of one path or of all. */
  public heard(path?: string): Message[] {
    return this.messages.filter((message) => message.status === 200 && (path === undefined || message.path === path));
  }

  /**
   * The first accepted message that satisfies a condition, from the past too.
   *
   * @param isIt The condition.
   * @param within How many milliseconds to wait.
   * @throws When none comes; the error shows what came instead.
   */
  public async hear(isIt: (message: Message) => boolean = () => true, within = 30_000): Promise<Message> {
    const accepted = (message: Message): boolean => message.status === 200 && isIt(message);
    const past = this.messages.find(accepted);
    if (past !== undefined) { return past; }
    return new Promise((resolve, reject) => {
      const end = (): void => { clearTimeout(timer); this.waiting.delete(look); };
      const look = (message: Message): void => { if (accepted(message)) { end(); resolve(message); } };
      const timer = setTimeout(() => {
        end();
        reject(new Error(`no such message within ${within} ms; there were ${JSON.stringify(this.messages, null, 1)}`));
      }, within);
      this.waiting.add(look);
    });
  }

  /** Ends it. */
  public stop(): Promise<void> {
    return this.listener.stop();
  }

  private nextStatus(): number {
    if (this.refusals.times <= 0) { return 200; }
    this.refusals.times -= 1;
    return this.refusals.status;
  }

  private receive(message: Message): void {
    this.messages.push(message);
    for (const look of [...this.waiting]) { look(message); }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
