import { objectFaults } from '../../checks/schema/faults';
import { isPatch } from '../../checks/schema/patch-files';
import { ManifestObject, World } from '../../checks/world';
import { PrometheusObject } from './prometheus-object';

/** Why an object never reaches the operator's own checks; undefined where it does. */
export function refusal(world: World, object: ManifestObject, prometheus?: PrometheusObject): string | undefined {
  if (isPatch(world, object)) { return 'it is a patch of a kustomization, and only a part of an object'; }
  if (prometheus?.selects(object) === false) { return 'Prometheus does not select it: it has not the labels that the selector wants, or is in another namespace'; }
  const fault = objectFaults(world, object).find(({ problem }) => problem.severity === 'error');
  return fault === undefined ? undefined : `the API server refuses it: ${fault.problem.what}`;
}
