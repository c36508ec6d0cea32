import { Check } from '../check';
import { places } from './lookup';
import { secretNames, secretUses } from './secrets';

/** A Secret that the manifests hold in another namespace only. Secrets that they do not hold are made elsewhere, as they should be. */
export const secret: Check = {
  id: 'reference/secret',
  run: (world, report) => {
    for (const use of secretUses(world)) {
      if (secretNames(world).in(use.namespace, use.name).length > 0) { continue; }
      const all = secretNames(world).all(use.name);
      if (all.length === 0) { continue; }
      report(use.at, {
        severity: 'error',
        what: `the Secret ${use.name} is in ${places(all)}, but ${use.by.kind} ${use.by.name} looks for it in ${use.namespace ?? 'default'}`,
        value: use.name,
        allowed: `a Secret in the namespace of the ${use.by.kind}: it is read there only`,
        fix: `put the Secret, or the ${use.by.kind}, into the other's namespace`,
        assuming: `no Secret ${use.name} is made in ${use.namespace ?? 'default'} by anything else`,
      });
    }
  },
};
