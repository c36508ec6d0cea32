import { Check } from '../check';
import { givenNamespace, isFilledIn, resolve } from './lookup';
import { reportUnresolved } from './unresolved';

const FLUX = 'notification.toolkit.fluxcd.io';

/** A canary's alert whose providerRef does not name an AlertProvider. Flagger logs it, and sends nothing. */
export const alertProvider: Check = {
  id: 'reference/alert-provider',
  run: (world, report) => {
    for (const canary of world.of('flagger.app', 'Canary')) {
      for (const alert of [...canary.spec.at('analysis', 'alerts').items, ...canary.spec.at('canaryAnalysis', 'alerts').items]) {
        const at = alert.at('providerRef', 'name');
        const { text: name } = at;
        const given = alert.at('providerRef', 'namespace').text;
        if (name === undefined || isFilledIn(`${name}${given ?? ''}`)) { continue; }
        const namespace = given ?? givenNamespace(canary);
        const providers = resolve(world, 'flagger.app', 'AlertProvider', namespace, name);
        if (providers.found.length > 0) { continue; }
        const lookalike = resolve(world, FLUX, 'Provider', namespace, name);
        if (lookalike.found.length > 0 && providers.elsewhere.length === 0) {
          report(at, {
            severity: 'error',
            what: `${name} is a Provider of Flux, which Flagger does not read: no message is sent`,
            value: name,
            allowed: 'an AlertProvider of flagger.app/v1beta1: it looks alike, but it is another kind with other fields',
            fix: `make an AlertProvider ${name} in ${namespace ?? 'that namespace'}`,
          });
          continue;
        }
        const said = reportUnresolved({
          at, kind: 'AlertProvider', by: `canary ${canary.name}`, namespace, consequence: 'no message is sent',
          where: {
            allowed: 'Flagger looks in providerRef.namespace, or else in the canary\'s namespace',
            fix: (other) => given === undefined ? `add namespace: ${other} to providerRef` : `write namespace: ${other}`,
          },
        }, providers, report);
        // Who keeps AlertProviders among these manifests will want to know that this one is not there.
        if (!said && world.of('flagger.app', 'AlertProvider').length > 0) {
          report(at, { severity: 'info', what: `the AlertProvider ${name} is not in the manifests`, value: name, allowed: `an AlertProvider in ${namespace ?? 'the canary\'s namespace'}: Flagger only logs that it is missing`, assuming: 'it is made elsewhere' });
        }
      }
    }
  },
};
