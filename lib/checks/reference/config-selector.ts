import { unselected } from '../alertmanager-config';
import { Check } from '../check';
import { isPatch } from '../schema/patch-files';

/** An AlertmanagerConfig that no Alertmanager takes: its receivers hear nothing. */
export const configSelector: Check = {
  id: 'reference/config-selector',
  run: (world, report) => {
    for (const config of world.of('monitoring.coreos.com', 'AlertmanagerConfig')) {
      const why = isPatch(world, config) ? undefined : unselected(world, config);
      if (why === undefined) { continue; }
      const labels = config.at('metadata', 'labels');
      report(labels.exists ? labels : config.at('metadata'), {
        severity: 'error', what: `AlertmanagerConfig ${config.name} is not selected by Alertmanager: ${why}`, value: labels.exists ? Object.entries(config.labels).map((each) => each.join(': ')).join(', ') : undefined,
        allowed: 'what alertmanagerConfigSelector and alertmanagerConfigNamespaceSelector take; an object that they do not take is ignored without a word',
        fix: 'the labels that it asks for, or alertmanagerConfigSelector: {}',
      });
    }
  },
};
