import { nearest } from '../../nearest';
import { Check } from '../check';
import { ManifestObject } from '../world';
import { ownValue } from './schemas';
import { KINDS } from './versions';

/** A kind that its group does not have, or a group that is nearly a known one. */
export const unknownKind: Check = {
  id: 'schema/unknown-kind',
  run: ({ objects }, report) => {
    for (const object of objects) {
      if (`${object.apiVersion}${object.kind}`.includes('${')) { continue; }
      const kinds = ownValue(KINDS, object.group);
      if (kinds === undefined) {
        const group = nearGroup(object);
        if (group !== undefined) {
          report(object.at('apiVersion'), { severity: 'error', what: `there is no group ${object.group} with a ${object.kind}`, value: object.apiVersion, allowed: `${object.kind} is of ${group}`, fix: `did you mean ${group}?` });
        }
      } else if (!kinds.includes(object.kind) && !kinds.some((kind) => object.kind === `${kind}List`)) {
        report(object.at('kind'), { severity: 'error', what: `${object.group} has no kind ${object.kind}`, value: object.kind, allowed: kinds.join(', '), fix: meant(object, kinds) });
      }
    }
  },
};

function meant(object: ManifestObject, kinds: readonly string[]): string | undefined {
  const group = Object.keys(KINDS).find((each) => KINDS[each]?.includes(object.kind));
  if (group !== undefined) { return `${object.kind} is of ${group}: write that group, or the kind that was meant`; }
  const kind = nearest(object.kind, kinds);
  return kind === undefined ? undefined : `did you mean ${kind}?`;
}

/** The known group with this very kind whose name is nearly the object's. */
function nearGroup(object: ManifestObject): string | undefined {
  const groups = Object.keys(KINDS).filter((group) => KINDS[group]?.includes(object.kind));
  const near = nearest(object.group, groups);
  // `toolkit.fluxcd.io` without its first part, and groups of the same first part, are meant, too.
  return near ?? groups.find((group) => object.group !== '' && (group.endsWith(`.${object.group}`) || (group.split('.')[0] === object.group.split('.')[0] && /flagger|fluxcd/.test(object.group))));
}
