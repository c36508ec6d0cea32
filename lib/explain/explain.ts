import { canariesOf, targetName } from '../checks/alerts';
import { worldOfObjects } from '../checks/open';
import { World } from '../checks/world';
import { explainAlerts } from './alerts';
import { explainCanaryAlerts } from './canary-alerts';
import { Explanation } from './explanation';
import { explainFluxAlerts } from './flux-alerts';
import { Ledger } from './ledger';
import { explainSecrets, fillerOf } from './required-secrets';

/**
 * Says who hears what, how fast, as far as manifests say it: what Flux will apply, from an app or from anybody's YAML. Pure; the
 * order of the manifests makes no difference.
 */
export function explain(manifests: readonly unknown[]): Explanation {
  return explainWorld(worldOfObjects(manifests));
}

/** Says who hears what, how fast, as far as the world of the checks shows it. */
export function explainWorld(world: World): Explanation {
  const ledger = new Ledger();
  explainAlerts(world, ledger);
  explainCanaryAlerts(world, ledger);
  explainFluxAlerts(world, ledger);
  explainSecrets(world, ledger);
  const canaries = canariesOf(world).filter(({ spec }) => spec.at('targetRef', 'name').text !== undefined);
  return ledger.explanation(canaries.map((canary) => `${canary.namespace}/${targetName(canary)}`), (secret, keys) => fillerOf(world, secret, keys));
}
