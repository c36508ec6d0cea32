import { Check } from '../check';
import { Located } from '../located';
import { givenNamespace, isFilledIn, resolve } from './lookup';
import { reportUnresolved } from './unresolved';

/** References that leave a namespace they cannot leave. */
export const namespace: Check = {
  id: 'reference/namespace',
  run: (world, report) => {
    const isForbidden = world.options.noCrossNamespaceRefs === true || world.flaggerValues.some((each) => each.at('noCrossNamespaceRefs').value === true);
    for (const canary of isForbidden ? world.of('flagger.app', 'Canary') : []) {
      const own = givenNamespace(canary);
      const analysis = canary.spec.at('analysis');
      const refs: [string, Located][] = [
        ['upstreamRef', canary.spec.at('upstreamRef', 'namespace')],
        ...analysis.at('metrics').items.map((each): [string, Located] => ['templateRef', each.at('templateRef', 'namespace')]),
        ...analysis.at('alerts').items.map((each): [string, Located] => ['providerRef', each.at('providerRef', 'namespace')]),
      ];
      for (const [field, at] of refs) {
        if (own === undefined || at.text === undefined || at.text === '' || at.text === own || isFilledIn(at.text)) { continue; }
        report(at, {
          severity: 'error',
          what: `the ${field} of canary ${canary.name} leaves its namespace, which Flagger forbids with -no-cross-namespace-refs: it ignores the whole canary`,
          value: at.text, allowed: own, fix: `put the object into ${own}, and remove namespace`,
        });
      }
    }
    for (const alert of world.of('notification.toolkit.fluxcd.io', 'Alert')) {
      const at = alert.spec.at('providerRef', 'name');
      const own = givenNamespace(alert);
      const { found, elsewhere } = resolve(world, 'notification.toolkit.fluxcd.io', 'Provider', own, at.text);
      reportUnresolved({
        at, kind: 'Provider', by: `the Alert ${alert.name}`, namespace: own, consequence: 'every event is lost',
        where: { allowed: 'a Provider in the Alert\'s own namespace: its providerRef has no namespace', fix: (other) => `put the Alert into ${other}, and name the namespace of each event source` },
      }, { found, elsewhere }, report);
    }
  },
};
