import { CanaryName } from './alert-labels';
import { alertmanagerConfigs } from './alertmanager-config';
import { explainAlerts } from './alerts';
import { explainCanaryAlerts } from './canary-alerts';
import { Explanation } from './explanation';
import { explainFluxAlerts } from './flux-alerts';
import { Ledger } from './ledger';
import { fields, Manifests, text } from './manifest';
import { explainSecrets, fillerOf } from './required-secrets';

/**
 * Says who hears what, how fast, as far as manifests say it: what Flux will apply, from an app or from anybody's YAML. Pure; the
 * order of the manifests makes no difference.
 */
export function explain(manifests: readonly unknown[]): Explanation {
  const all = new Manifests(manifests);
  const ledger = new Ledger();
  const canaries = canaryNames(all);
  const configs = alertmanagerConfigs(all, (reference) => { ledger.note(`${reference}: alertmanager.yaml is not YAML.`); });
  explainAlerts(all, configs, canaries, ledger);
  explainCanaryAlerts(all, ledger);
  explainFluxAlerts(all, configs, ledger);
  explainSecrets(all, configs, ledger);
  return ledger.explanation(canaries.map(({ namespace, target }) => `${namespace}/${target}`), (secret, keys) => fillerOf(all, secret, keys));
}

function canaryNames(manifests: Manifests): CanaryName[] {
  return manifests.of('flagger.app', 'Canary').flatMap(({ namespace, spec }) => {
    const target = text(fields(spec.targetRef).name);
    return target === undefined ? [] : [{ namespace, target }];
  });
}
