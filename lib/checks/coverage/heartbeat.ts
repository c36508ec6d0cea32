import { AlertmanagerTree } from '../alertmanager-tree';
import { Check } from '../check';
import { hint } from '../coverage-hint';
import { isHeartbeat } from '../heartbeat-rule';

/** Prometheus or Alertmanager is gone, and with it every alert. */
export const heartbeat: Check = {
  id: 'coverage/heartbeat',
  run: (world, report) => {
    const trees = AlertmanagerTree.of(world).filter(({ complete }) => complete);
    // Whether a heartbeat leaves the cluster is seen in Alertmanager's configuration.
    if (trees.length === 0) { return; }
    const names = [...world.rules.filter(isHeartbeat).map(({ alert, labels }) => ({ ...labels, alertname: alert ?? '' })), { alertname: 'Watchdog', severity: 'none' }];
    const leaves = trees.some((tree) => names.some((labels) => (tree.walk(labels) ?? []).some(({ receiver }) => tree.integrationsOf(receiver).length > 0)));
    if (leaves || trees.some(({ sound }) => !sound)) { return; }
    hint(world, report, () => false, {
      what: 'nobody hears when Prometheus or Alertmanager is down: no alert that fires always goes to a service outside the cluster',
      allowed: 'an alert cannot tell of its own absence: only a service that expects one, and pages when it stops',
      fix: 'route Watchdog, or another alert on vector(1), to a dead man\'s switch',
    });
  },
};
