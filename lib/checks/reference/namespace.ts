import { Check, Report } from '../check';
import { forbidsCrossNamespaceRefs, watchedNamespace } from '../flagger-settings';
import { Located } from '../located';
import { World } from '../world';
import { givenNamespace, isFilledIn, resolve } from './lookup';
import { reportUnresolved } from './unresolved';

/** References that leave a namespace they cannot leave. */
export const namespace: Check = {
  id: 'reference/namespace',
  run: (world, report) => {
    checkWatched(world, report);
    for (const canary of forbidsCrossNamespaceRefs(world) ? world.of('flagger.app', 'Canary') : []) {
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

/** Flagger that watches one namespace sees nothing of another one: no canary, and not what a canary refers to. */
function checkWatched(world: World, report: Report): void {
  const watched = watchedNamespace(world);
  if (watched === undefined) { return; }
  const allowed = `${watched}, the only namespace that Flagger watches (the value namespace of its chart; cmd/flagger/main.go startInformers)`;
  for (const canary of world.of('flagger.app', 'Canary')) {
    const own = givenNamespace(canary);
    if (own !== undefined && own !== watched) {
      report(canary.at('metadata', 'namespace'), { severity: 'error', what: `Flagger does not see canary ${canary.name}: nothing is rolled out, and nobody is told`, value: own, allowed, fix: `put it into ${watched}, or let Flagger watch all namespaces` });
      continue;
    }
    const analysis = canary.spec.at('analysis');
    const refs: [string, string, Located][] = [
      ...analysis.at('metrics').items.map((each): [string, string, Located] => ['MetricTemplate', 'the check cannot be made', each.at('templateRef', 'namespace')]),
      ...analysis.at('alerts').items.map((each): [string, string, Located] => ['AlertProvider', 'no message is sent', each.at('providerRef', 'namespace')]),
    ];
    for (const [kind, consequence, at] of refs) {
      if (at.text === undefined || at.text === '' || at.text === watched || isFilledIn(at.text)) { continue; }
      report(at, { severity: 'error', what: `Flagger does not see the ${kind} of canary ${canary.name}: ${consequence}`, value: at.text, allowed, fix: `put it into ${watched}, and remove namespace` });
    }
  }
}
