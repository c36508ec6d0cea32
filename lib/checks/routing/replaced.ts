import { AlertmanagerTree } from '../alertmanager-tree';
import { Check } from '../check';
import { World } from '../world';

/** Services where a person reads what arrives. */
export const PEOPLE = new Set(['slack', 'msteams', 'msteamsv2', 'discord', 'telegram', 'email', 'pagerduty', 'opsgenie', 'rocketchat', 'mattermost', 'victorops', 'pushover', 'webex', 'wechat', 'sns', 'jira', 'incidentio']);

/** Values that replace a list of kube-prometheus-stack's configuration and lose what stood in it. */
export const replaced: Check = {
  id: 'routing/replaced',
  run: (world, report) => {
    for (const tree of AlertmanagerTree.of(world)) {
      if (tree.at === undefined || tree.source?.via !== 'values') { continue; }
      const routes = tree.at.at('route', 'routes');
      const receivers = tree.at.at('receivers');
      const hasNull = receivers.items.some((each) => each.at('name').text === 'null');
      // The chart's receiver "null" is used by its own route, and at the root unless the values say otherwise.
      const users = [...(routes.exists ? [] : ['its route for Watchdog']), ...(tree.at.at('route', 'receiver').exists ? [] : ['its root route'])];
      if (Array.isArray(receivers.value) && !hasNull && users.length > 0) {
        report(receivers, {
          severity: 'error',
          what: `the chart's receiver "null" is replaced, and ${users.join(' and ')} still refer${users.length === 1 ? 's' : ''} to it: Alertmanager refuses the configuration`,
          allowed: 'Helm replaces lists as a whole and merges maps: what the chart\'s routes refer to must be among the receivers',
          fix: '- name: "null"',
        });
        continue;
      }
      if (!routes.exists || !hasWatchdog(world)) { continue; }
      const reached = (tree.walk({ alertname: 'Watchdog', severity: 'none' }) ?? []).find(({ receiver }) => tree.integrationsOf(receiver).some(({ service }) => PEOPLE.has(service)));
      if (reached === undefined) { continue; }
      const service = tree.integrationsOf(reached.receiver)[0]?.service ?? '';
      report(routes, {
        severity: 'warning',
        what: `the chart's route for Watchdog is replaced: Watchdog fires always, and reaches ${service} through the receiver ${reached.receiver} at every repeat_interval`,
        allowed: 'Helm replaces lists as a whole: the chart\'s route from Watchdog to "null" is gone with them',
        fix: '- matchers: [\'alertname="Watchdog"\'], with the receiver "null", as the first route',
      });
    }
  },
};

/** Whether the chart makes its rule Watchdog. */
function hasWatchdog(world: World): boolean {
  return !world.stackValues.some((values) => values.at('defaultRules', 'create').value === false
    || values.at('defaultRules', 'rules', 'general').value === false || values.at('defaultRules', 'disabled', 'Watchdog').value === true);
}
