import { Check } from '../check';
import { Located } from '../located';

/**
 * Actions of a message to Rocket.Chat, by way of the operator: what it writes of them no Alertmanager takes.
 * Source: prometheus-operator v0.93.0 pkg/alertmanager/types.go (rocketchatAttachmentAction: is_webview, msg_in_chat_window); prometheus/alertmanager
 * v0.34.2 config/notifiers.go (RocketchatAttachmentAction, whose fields have other names in YAML).
 */
export const rocketchatAction: Check = {
  id: 'routing/rocketchat-action',
  run: (world, report) => {
    const places: (readonly [at: Located, isObject: boolean])[] = [
      ...world.alertmanagers.filter(({ via }) => via !== 'file').flatMap(({ at }) => at.at('receivers').items.flatMap((receiver) => receiver.at('rocketchat_configs').items).map((each) => [each.at('actions'), false] as const)),
      ...world.of('monitoring.coreos.com', 'AlertmanagerConfig').flatMap((object) => object.spec.at('receivers').items.flatMap((receiver) => receiver.at('rocketchatConfigs').items).map((each) => [each.at('actions'), true] as const)),
    ];
    for (const [at, isObject] of places) {
      if (at.items.length === 0) { continue; }
      report(at, {
        severity: 'error',
        what: `the operator writes ${at.items.length === 1 ? 'this action' : 'these actions'} with is_webview and msg_in_chat_window, which Alertmanager does not know: it refuses the whole configuration, and goes on with the old one`,
        allowed: `no action in a message to Rocket.Chat, with prometheus-operator 0.93 and Alertmanager up to 0.34${isObject ? ': one AlertmanagerConfig stops the reload for everybody' : ''}`,
        fix: 'a link in text or title_link, and no actions',
      });
    }
  },
};
