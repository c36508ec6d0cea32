import { messageBody } from '../../lib/drill/report/message';
import { STYLE } from '../../lib/drill/report/style';

/** A message as a drill's report has it. */
export interface DrillMessage {
  readonly integration: { readonly service: string; readonly channel: string };
  readonly body: { readonly attachments?: readonly { readonly title?: string; readonly text?: string }[] };
}

/** Whatever a drill printed as JSON: the message by which Slack was told of the failure. */
export function slackMessage(report: string): DrillMessage {
  const { plays } = JSON.parse(report) as { plays: readonly { readonly timeline: { readonly messages: readonly (DrillMessage & { readonly alerts?: readonly string[] })[] } }[] };
  const found = plays.flatMap(({ timeline }) => timeline.messages).find(({ integration, alerts }) => integration.service === 'slack' && alerts?.includes('CanaryFailed') === true);
  if (found === undefined) { throw new Error('the drill told Slack nothing of a failure'); }
  return found;
}

/** Its words, for those who do not see the picture. */
export function wordsOf({ body }: DrillMessage): string {
  return (body.attachments ?? []).flatMap(({ title, text }) => [title, text?.split('\n').filter((line) => !line.startsWith('<')).join(' ').replaceAll('*', '')]).filter((each) => each !== undefined).join(': ');
}

/** A page with nothing but the message, as the drill's own report shows it, in the frame of a chat. */
export function slackPage(message: DrillMessage): string {
  return `<!doctype html><meta charset="utf-8"><style>${STYLE}
body { padding: 0; background: #fff; zoom: 2 } .chat { width: 640px; padding: 14px 18px 18px; background: #fff; color: #1d1c1d }
.chat h2 { font-size: 15px; margin: 0 -18px 12px; padding: 0 18px 10px; border-bottom: 1px solid #e2e5ea } .row { display: grid; grid-template-columns: 36px 1fr; gap: 10px }
.face { width: 36px; height: 36px; border-radius: 8px; background: #e6522c; color: #fff; font-weight: 700; display: grid; place-items: center } .who { font-weight: 700; margin-bottom: 2px }
.who span { font-weight: 400; color: #5b6472; font-size: 12px; margin-left: 6px; border-radius: 3px; background: #eef0f4; padding: 0 4px }
</style><div class="chat message"><h2>${message.integration.channel.replace(/^Slack /, '').replace(/[<&]/g, '')}</h2><div class="row"><div class="face">A</div><div><div class="who">Alertmanager<span>APP</span></div><div class="sent slack">${messageBody(message as never).source}</div></div></div></div>`;
}
