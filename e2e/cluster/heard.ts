import { Chat, Message } from '../chat';
import { until } from './until';

/** What a channel heard of one canary, in order. */
export class Heard {
  public constructor(private readonly chat: Chat) {}

  /** Flagger's words, as its messages in Slack have them. */
  public byFlagger(path: string, canary: string): string[] {
    return this.chat.heard(path).flatMap(({ body }) => attachments(body)).filter(({ author_name: author }) => author === canary).map(({ text }) => text ?? '');
  }

  /**
   * The same, when there are as many as are expected: Flagger sets the phase first, and posts then.
   *
   * @returns Those that there are; fewer, where they do not come within ten seconds.
   */
  public async saidByFlagger(path: string, canary: string, count: number): Promise<string[]> {
    await until('Flagger says it', () => Promise.resolve(this.byFlagger(path, canary).length >= count), 10).catch(() => undefined);
    return this.byFlagger(path, canary);
  }

  /** The titles of Alertmanager's messages, in Slack or to a webhook, that name a canary. */
  public byAlertmanager(path: string, canary: string): string[] {
    return this.chat.heard(path).map(titleOf).filter((title) => title?.endsWith(` ${canary}`) === true) as string[];
  }

  /** The first message of Alertmanager about a canary. */
  public alert(path: string, canary: string, within = 60_000): Promise<Message> {
    return this.chat.hear((message) => message.path === path && titleOf(message)?.endsWith(` ${canary}`) === true, within);
  }

  /** The texts of Flux' messages. */
  public byFlux(path: string): string[] {
    return this.chat.heard(path).flatMap(({ body }) => attachments(body)).filter(({ author_name: author }) => author?.startsWith('kustomization/') === true).map(({ text }) => text ?? '');
  }
}

interface Attachment {
  readonly title?: string;
  readonly text?: string;
  readonly author_name?: string;
}

function attachments(body: unknown): readonly Attachment[] {
  return (body as { readonly attachments?: readonly Attachment[] }).attachments ?? [];
}

/** A title in Slack is ours; a webhook has labels instead, which say the same. */
function titleOf({ body }: Message): string | undefined {
  const { status, groupLabels } = body as { readonly status?: string; readonly groupLabels?: Readonly<Record<string, string>> };
  if (groupLabels !== undefined) { return `[${String(status).toUpperCase()}] ${groupLabels['alertname']} ${groupLabels['namespace']}/${groupLabels['name']}`; }
  return attachments(body)[0]?.title;
}
