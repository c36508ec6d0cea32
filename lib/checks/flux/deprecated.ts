import { Check } from '../check';
import { ManifestObject } from '../world';

/** What Flux 2.10 takes away with notification.toolkit.fluxcd.io/v1. */
export const deprecated: Check = {
  id: 'flux/deprecated',
  run: (world, report) => {
    const tell = (object: ManifestObject, field: string, fix: string): void => {
      const at = object.spec.at(field);
      if (!at.exists) { return; }
      report(at, { severity: 'warning', what: `${field} of ${object.reference} is deprecated`, allowed: 'what the next version has, too: it goes away with notification.toolkit.fluxcd.io/v1', fix });
    };
    for (const provider of world.of('notification.toolkit.fluxcd.io', 'Provider')) {
      tell(provider, 'interval', 'remove interval: it is not read');
      tell(provider, 'proxy', 'proxySecretRef: { name: … }, a Secret with the key address');
      const secret = world.find('', 'Secret', provider.namespace, provider.spec.at('secretRef', 'name').text ?? '');
      const key = secret === undefined ? undefined : [secret.at('stringData', 'proxy'), secret.at('data', 'proxy')].find(({ exists }) => exists);
      if (key !== undefined) { report(key, { severity: 'warning', what: 'the key proxy of a Provider\'s Secret is deprecated', allowed: 'proxySecretRef: it goes away with notification.toolkit.fluxcd.io/v1', fix: 'proxySecretRef: { name: … }, a Secret with the key address' }); }
    }
    for (const alert of world.of('notification.toolkit.fluxcd.io', 'Alert')) { tell(alert, 'summary', 'eventMetadata: { summary: … }'); }
  },
};
