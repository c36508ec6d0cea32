import { Message } from '../../timeline';
import { Markup, markup } from '../markup';
import { Body } from './body';
import { adaptiveCard, discord, mail, mattermost, rocketChat, slack, teamsCard, telegram, webex, wechat } from './chats';
import { jira, opsgenie, pagerduty, pushover, sns, victorops, webhook } from './pagers';

/** How the message of each service is shown, by the integration's name in Alertmanager's configuration. */
const RENDERERS: { readonly [service: string]: (body: Body) => Markup } = {
  slack, mattermost, discord, telegram, webex, wechat, pagerduty, opsgenie, victorops, pushover, sns, jira, webhook,
  rocketchat: rocketChat,
  msteams: teamsCard,
  msteamsv2: adaptiveCard,
  email: mail,
  incidentio: webhook,
};

/**
 * A message as people will see it. It is hostile: of what was sent nothing becomes a tag, an attribute or an address, but for what the
 * service itself shows as bold, as a list or as a link. Images are named and not fetched.
 */
export function messageBody({ integration, body }: Pick<Message, 'integration' | 'body'>): Markup {
  const sent = new Body(body);
  const render = RENDERERS[integration.service];
  const shown = render === undefined || !sent.isMap ? undefined : render(sent);
  // What is not in the form of the service, as a message of an integration that was replaced, is shown as it was sent.
  return shown === undefined || isEmpty(shown) ? (sent.isMap ? webhook(sent) : markup`<pre class="json">${sent.json}</pre>`) : shown;
}

function isEmpty(shown: Markup): boolean {
  return shown.source.replace(/<[^>]*>|\s/g, '') === '';
}
