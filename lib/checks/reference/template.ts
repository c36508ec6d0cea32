import { Check } from '../check';
import { givenNamespace, resolve } from './lookup';
import { reportUnresolved } from './unresolved';

/** A metric whose templateRef names no MetricTemplate: every check of it fails, and each rollout is rolled back. */
export const template: Check = {
  id: 'reference/template',
  run: (world, report) => {
    for (const canary of world.of('flagger.app', 'Canary')) {
      for (const metric of canary.spec.at('analysis', 'metrics').items) {
        const at = metric.at('templateRef', 'name');
        const given = metric.at('templateRef', 'namespace').text;
        const namespace = given ?? givenNamespace(canary);
        reportUnresolved({
          at, kind: 'MetricTemplate', by: `canary ${canary.name}`, namespace, consequence: 'every check of the metric fails',
          where: { allowed: 'Flagger looks in templateRef.namespace, or else in the canary\'s namespace', fix: (other) => given === undefined ? `add namespace: ${other} to templateRef` : `write namespace: ${other}` },
        }, resolve(world, 'flagger.app', 'MetricTemplate', namespace, at.text), report);
      }
    }
  },
};
