import { Check } from '../check';
import { givenNamespace, resolve } from './lookup';

/** A Flux Alert whose providerRef names no Provider. An Alert in another namespace than its Provider is reference/namespace's. */
export const provider: Check = {
  id: 'reference/provider',
  run: (world, report) => {
    for (const alert of world.of('notification.toolkit.fluxcd.io', 'Alert')) {
      const at = alert.spec.at('providerRef', 'name');
      const namespace = givenNamespace(alert);
      const { found, elsewhere, near } = resolve(world, 'notification.toolkit.fluxcd.io', 'Provider', namespace, at.text);
      if (at.text === undefined || found.length > 0 || elsewhere.length > 0) { continue; }
      if (resolve(world, 'flagger.app', 'AlertProvider', namespace, at.text).found.length > 0) {
        report(at, {
          severity: 'error',
          what: `${at.text} is an AlertProvider of Flagger, which Flux does not read: no message is sent`,
          value: at.text,
          allowed: 'a Provider of notification.toolkit.fluxcd.io: it looks alike, but it is another kind with other types',
          fix: `make a Provider ${at.text} in the Alert's namespace`,
        });
      } else if (near !== undefined) {
        report(at, {
          severity: 'warning', what: `the Alert ${alert.name} names the Provider ${at.text}, and the manifests have ${near}`, value: at.text,
          allowed: 'the name of a Provider in the Alert\'s namespace; otherwise the event is lost', fix: `did you mean ${near}?`, assuming: `there is no Provider ${at.text} elsewhere`,
        });
      }
    }
  },
};
