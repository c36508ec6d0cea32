import { Listener } from '../process/listener';
import { accepted, Asked, refused } from './answer';
import { Mailbox } from './mailbox';
import { Redirected, StandIns } from './redirect';

/** What an integration's stand-in got. */
export interface Received {
  /** When it came, in milliseconds since 1970. */
  readonly at: number;
  /** The integration's number. */
  readonly id: number;
  /** The status that the sender got; 2xx means that it takes the message for delivered. */
  readonly status: number;
  /** What was sent: parsed where it is JSON or a form; a mail as { subject, to, text, html }. */
  readonly body: unknown;
}

/** What the tap beside an integration got: a notification as Alertmanager handed it out. */
export interface Tapped {
  readonly at: number;
  readonly id: number;
  /** Which group of alerts it was, as Alertmanager calls it. */
  readonly groupKey: string;
  readonly alerts: readonly { readonly labels: Readonly<Record<string, string>>; readonly resolved: boolean }[];
}

/** The stand-ins for all the services that Alertmanager sends to, and for the taps beside them. */
export class Receivers {
  /** Begins to listen. */
  public static async start(): Promise<Receivers> {
    const receivers: Receivers = new Receivers(
      await Listener.start((request, body, response) => {
        const { status, type, body: answer } = receivers.hear(request.method ?? 'GET', request.url ?? '/', body, request.headers['content-type'] ?? '');
        response.writeHead(status, { 'content-type': type, ...(status === 429 && { 'retry-after': '1' }) });
        response.end(status === 204 ? undefined : answer);
      }),
      await Mailbox.start(({ hello, mail }) => receivers.take(Number(/^integration-(\d+)\./.exec(hello)?.[1]), mail)),
    );
    return receivers;
  }

  /** Every message, in order of time, what was refused included. */
  public readonly received: Received[] = [];

  /** Every notification that a tap saw, in order of time. */
  public readonly tapped: Tapped[] = [];

  private integrations: readonly Redirected[] = [];
  private spared: ReadonlySet<number> = new Set();
  private refusal = { status: 200, times: 0 };

  private constructor(private readonly listener: Listener, private readonly mailbox: Mailbox) {}

  /** Where they are. */
  public get addresses(): StandIns {
    return { http: `http://${this.listener.address}`, smtp: this.mailbox.address };
  }

  /** Tells whose stand-ins they are, and which never refuse. */
  public serve(integrations: readonly Redirected[], spared: ReadonlySet<number>): void {
    this.integrations = integrations;
    this.spared = spared;
  }

  /** What is answered from now on: 200 takes everything; another status refuses the next messages, or all. */
  public answer(status: number, times = Infinity): void {
    this.refusal = { status, times: status < 300 ? 0 : times };
  }

  /** Ends them. */
  public async stop(): Promise<void> {
    await Promise.all([this.listener.stop(), this.mailbox.stop()]);
  }

  private hear(method: string, url: string, text: string, contentType: string): { status: number; type: string; body: string } {
    const [, tap, number, path = ''] = /^\/(tap\/)?(\d+)([^?]*)/.exec(url) ?? [];
    const id = Number(number);
    if (tap !== undefined) {
      this.tapped.push(tappedOf(id, text));
      return { status: 200, type: 'text/plain', body: '' };
    }
    const service = this.integrations.find((each) => each.id === id)?.playedAs;
    if (service === undefined) { return { status: 404, type: 'text/plain', body: 'nobody is here' }; }
    const asked: Asked = { method, path, text };
    const { isMessage } = accepted(service, asked);
    // Whoever asks for a token, or looks for an issue, is answered: it is the message that is refused.
    const status = isMessage ? this.nextStatus(id) : 200;
    const answer = status < 300 ? accepted(service, asked) : refused(service, asked, status);
    if (isMessage) { this.received.push({ at: Date.now(), id, status: answer.status, body: bodyOf(text, contentType) }); }
    return answer;
  }

  private take(id: number, mail: unknown): number {
    const status = this.nextStatus(id);
    this.received.push({ at: Date.now(), id, status, body: mail });
    return status < 300 ? 250 : status < 500 ? 451 : 554;
  }

  private nextStatus(id: number): number {
    if (this.refusal.times <= 0 || this.spared.has(id)) { return 200; }
    this.refusal.times -= 1;
    return this.refusal.status;
  }
}

function tappedOf(id: number, text: string): Tapped {
  const { groupKey, alerts } = JSON.parse(text) as { groupKey: string; alerts: { labels: Record<string, string>; status: string }[] };
  return { at: Date.now(), id, groupKey, alerts: alerts.map(({ labels, status }) => ({ labels, resolved: status === 'resolved' })) };
}

function bodyOf(text: string, contentType: string): unknown {
  if (contentType.startsWith('application/x-www-form-urlencoded')) { return Object.fromEntries(new URLSearchParams(text)); }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
