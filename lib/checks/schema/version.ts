import { Check } from '../check';
import { ownValue, schemasOf } from './schemas';
import { droppedIn } from './versions';

/** A version of a known kind that no API server serves any more, or never did. */
export const version: Check = {
  id: 'schema/version',
  run: ({ objects }, report) => {
    for (const object of objects) {
      const versions = schemasOf(object.group, object.kind)?.versions;
      if (versions === undefined || ownValue(versions, object.version) !== undefined || object.apiVersion.includes('${')) { continue; }
      const served = Object.keys(versions).map((each) => `${object.group}/${each}`);
      const dropped = droppedIn(object.group, object.kind, object.version);
      report(object.at('apiVersion'), {
        severity: 'error',
        what: `${object.apiVersion} of ${object.kind} is not served${dropped === undefined ? '' : `: ${dropped}`}`,
        value: object.apiVersion,
        allowed: served.join(', '),
        fix: `write ${served.at(-1) ?? ''}`,
      });
    }
  },
};
