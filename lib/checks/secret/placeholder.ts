import { Check } from '../check';
import { credentialsIn } from '../credentials';

/** A value that somebody was to write later, in a place that a program reads: nothing is sent. */
export const placeholder: Check = {
  id: 'secret/placeholder',
  run: (world, report) => {
    for (const { at, field, placeholder: empty, fix } of credentialsIn(world)) {
      if (!empty) { continue; }
      const blank = (at.text ?? '').trim() === '';
      report(at, {
        severity: 'error',
        what: blank ? `${field} is empty` : `${field} is a placeholder`,
        allowed: 'the value that the program needs, by reference: it reads this one as it stands, and sends nothing',
        fix,
      });
    }
  },
};
