import { World } from '../../checks/world';
import { fields, Fields } from './fields';
import { PrometheusObject } from './prometheus-object';
import { refusal } from './refusal';

/** A PodMonitor or ServiceMonitor. */
export interface Monitor {
  readonly kind: 'PodMonitor' | 'ServiceMonitor';
  readonly namespace: string;
  readonly name: string;
  readonly spec: Fields;
}

/** The monitor as messages have it. */
export function referenceOf({ kind, namespace, name }: Monitor): string {
  return `${kind}/${namespace}/${name}`;
}

/** The monitors that Prometheus selects, and why it does not select the others. */
export function selectedMonitors(world: World, prometheus: PrometheusObject): { readonly monitors: readonly Monitor[]; readonly refused: readonly string[] } {
  const monitors: Monitor[] = [];
  const refused: string[] = [];
  for (const kind of ['PodMonitor', 'ServiceMonitor'] as const) {
    for (const object of world.of('monitoring.coreos.com', kind)) {
      const why = refusal(world, object, prometheus);
      if (why === undefined) {
        monitors.push({ kind, namespace: object.namespace, name: object.name, spec: fields(object.spec.value) });
      } else {
        refused.push(`${object.reference}: ${why}`);
      }
    }
  }
  return { monitors, refused };
}
