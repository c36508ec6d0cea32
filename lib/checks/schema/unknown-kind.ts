import { nearest } from '../../nearest';
import { Check, Report } from '../check';
import { Located } from '../located';
import { ManifestObject } from '../world';
import { ownValue, schemasOf } from './schemas';
import { KINDS } from './versions';

/** A kind that its group does not have, a group that is nearly a known one, or an object without one of the two. */
export const unknownKind: Check = {
  id: 'schema/unknown-kind',
  run: ({ documents, objects }, report) => {
    for (const document of documents) { incomplete(new Located(document, []), report); }
    for (const object of objects) {
      if (`${object.apiVersion}${object.kind}`.includes('${')) { continue; }
      const kinds = ownValue(KINDS, object.group);
      if (kinds === undefined) {
        const group = nearGroup(object);
        if (group !== undefined) {
          const fix = `did you mean ${apiVersionOf(group, object.kind)}?`;
          const what = object.group !== '' ? `there is no group ${object.group} with a ${object.kind}`
            : object.apiVersion === group ? `the apiVersion ${group} of a ${object.kind} has no version` : `there is no ${object.kind} in ${object.apiVersion}`;
          report(object.at('apiVersion'), { severity: 'error', what, value: object.apiVersion, allowed: `${object.kind} is of ${group}`, fix });
        }
      } else if (!kinds.includes(object.kind) && !kinds.some((kind) => object.kind === `${kind}List`)) {
        report(object.at('kind'), { severity: 'error', what: `${object.group} has no kind ${object.kind}`, value: object.kind, allowed: kinds.join(', '), fix: meant(object, kinds) });
      }
    }
  },
};

/** What looks like an object and has only a part of its type is no object to anybody, and no other check sees it. */
function incomplete(root: Located, report: Report): void {
  const [apiVersion, kind] = [root.at('apiVersion'), root.at('kind')];
  if (root.at('metadata', 'name').text === undefined && root.at('spec').entries.length === 0) { return; }
  if (kind.text !== undefined && apiVersion.text === undefined) {
    const group = groupsOf(kind.text)[0];
    if (group !== undefined) {
      report(apiVersion, {
        severity: 'error',
        what: `a ${kind.text} has no apiVersion${apiVersion.exists ? ' that is a text' : ''}`,
        allowed: 'every object says its group and version',
        fix: `write apiVersion: ${apiVersionOf(group, kind.text)}`,
      });
    }
  }
  const kinds = ownValue(KINDS, apiVersion.text?.split('/')[0] ?? '');
  if (kinds !== undefined && kind.text === undefined) {
    report(kind, {
      severity: 'error',
      what: `an object of ${apiVersion.text ?? ''} has no kind${kind.exists ? ' that is a text' : ''}`,
      allowed: kinds.join(', '),
      fix: 'write which of them it is',
    });
  }
}

function groupsOf(kind: string): string[] {
  return Object.keys(KINDS).filter((group) => KINDS[group]?.includes(kind));
}

/** The version that is served, where it is known. */
function apiVersionOf(group: string, kind: string): string {
  return `${group}/${Object.keys(schemasOf(group, kind)?.versions ?? {}).at(-1) ?? '…'}`;
}

function meant(object: ManifestObject, kinds: readonly string[]): string | undefined {
  const group = Object.keys(KINDS).find((each) => KINDS[each]?.includes(object.kind));
  if (group !== undefined) { return `${object.kind} is of ${group}: write that group, or the kind that was meant`; }
  const kind = nearest(object.kind, kinds);
  return kind === undefined ? undefined : `did you mean ${kind}?`;
}

/** The known group with this very kind whose name is nearly the object's. */
function nearGroup(object: ManifestObject): string | undefined {
  const groups = groupsOf(object.kind);
  const near = object.group === '' ? groups[0] : nearest(object.group, groups);
  // `toolkit.fluxcd.io` without its first part, and groups of the same first part, are meant, too.
  return near ?? groups.find((group) => object.group !== '' && (group.endsWith(`.${object.group}`) || (group.split('.')[0] === object.group.split('.')[0] && /flagger|fluxcd/.test(object.group))));
}
