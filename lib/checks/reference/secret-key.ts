import { nearest } from '../../nearest';
import { Check } from '../check';
import { Located } from '../located';
import { KeyPlace } from '../schema/key-place';
import { ManifestObject } from '../world';
import { secretOf, secretUses } from './secrets';

/** A Secret of the manifests without the key that its reader reads. */
export const secretKey: Check = {
  id: 'reference/secret-key',
  run: (world, report) => {
    const told = new Set<string>();
    for (const use of secretUses(world)) {
      const keys = secretOf(world, use)?.keys;
      const by = secretOf(world, use)?.by;
      if (keys === undefined || by === undefined || use.keys.length === 0 || use.keys.some((set) => set.every((key) => keys.has(key)))) { continue; }
      // Of the sets that would do, the one that is nearest to being there.
      const missing = use.keys.map((set) => set.filter((key) => !keys.has(key))).sort((a, b) => a.length - b.length)[0] ?? [];
      const strangers = [...keys.keys()].filter((key) => !use.keys.flat().includes(key) && !OPTIONAL.has(key));
      for (const key of missing) {
        const wrong = meant(key, strangers);
        const id = `${by.document.file ?? ''} ${by.reference} ${by.field ?? ''} ${key}`;
        if (told.has(id)) { continue; }
        told.add(id);
        report(wrong === undefined ? use.at : placeOf(by, keys.get(wrong) ?? use.at), {
          severity: 'error',
          what: wrong === undefined ? `the Secret ${use.name} has no key ${key}, which ${use.by.kind} ${use.by.name} reads` : `the Secret ${use.name} has the key ${wrong}, but ${use.by.kind} ${use.by.name} reads ${key}`,
          value: wrong ?? [...keys.keys()].join(', '),
          allowed: `${use.keys.map((set) => set.join(' and ')).join(', or ')}: the name of a key is fixed, and without it ${use.by.kind === 'MetricTemplate' ? 'every check fails' : use.by.kind === 'Receiver' ? 'every call is refused' : 'no message is sent'}`,
          fix: wrong === undefined ? `add the key ${key}` : `call it ${key}`,
        });
      }
    }
  },
};

/** Keys that are read where they are there: nobody means an address by them. */
const OPTIONAL = new Set(['token', 'username', 'password', 'proxy', 'headers', 'ca.crt', 'tls.crt', 'tls.key', 'caFile', 'certFile', 'keyFile', 'creds', 'nkey']);

/** The key that was meant to be the missing one. */
function meant(key: string, strangers: readonly string[]): string | undefined {
  const near = nearest(key, strangers);
  if (near !== undefined) { return near; }
  const likely = strangers.filter((each) => (key === 'address' ? /url|webhook|hook|endpoint|addr/i : new RegExp(`(^|[^a-z])${key.replace(/[^a-z]/gi, '.')}|secret|key`, 'i')).test(each));
  return likely.length > 0 ? likely[0] : strangers.length === 1 ? strangers[0] : undefined;
}

/** A key is found at its name; of an ExternalSecret it is a value. */
function placeOf(by: ManifestObject, at: Located): Located {
  return by.group === 'external-secrets.io' && at.path.at(-1) === 'secretKey' ? at : new KeyPlace(at);
}
