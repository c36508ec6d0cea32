import { Check } from '../check';
import { credentialsIn } from '../credentials';

/** A credential in a manifest: whoever can read the repository can use it, and its history keeps it. */
export const plain: Check = {
  id: 'secret/plain',
  run: (world, report) => {
    for (const { at, field, name, placeholder, fix } of credentialsIn(world)) {
      if (placeholder) { continue; }
      report(at, {
        severity: 'error',
        what: `${field} holds ${name} in plain text`,
        allowed: 'a reference alone: who reads the repository can use what stands here, and its history keeps it (base64 hides nothing)',
        fix,
      });
    }
  },
};
