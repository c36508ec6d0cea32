import { Check } from '../check';
import { Located } from '../located';
import { isPatch } from '../schema/patch-files';
import { ManifestObject, World } from '../world';
import { givenNamespace, isFilledIn, resolve } from './lookup';
import { reportUnresolved } from './unresolved';

/** Flagger finds the pods by one of these. Source: fluxcd/flagger v1.44.0 cmd/flagger/main.go (-selector-labels). */
const SELECTOR_LABELS = ['app', 'name', 'app.kubernetes.io/name'];

/** A target that is not there, that Flagger cannot select, or whose replicas are written. */
export const target: Check = {
  id: 'reference/target',
  run: (world, report) => {
    const labels = selectorLabels(world);
    const told = new Set<ManifestObject>();
    for (const canary of world.of('flagger.app', 'Canary')) {
      const { found, ref } = targetOf(world, canary);
      reportUnresolved({
        at: ref.at('name'), kind: ref.at('kind').text ?? 'Deployment', by: `canary ${canary.name}`, namespace: givenNamespace(canary), consequence: 'the canary is never initialized',
        where: { allowed: 'a target in the canary\'s own namespace', fix: (other) => `put the Canary into ${other}` },
      }, found, report);
      for (const workload of found.found) {
        if (told.has(workload) || isPatch(world, workload)) { continue; }
        told.add(workload);
        const selector = workload.spec.at('selector', 'matchLabels');
        const names = selector.entries.map(([name]) => name);
        if (names.length > 0 && !names.some((name) => labels.includes(name)) && !names.some(isFilledIn)) {
          report(selector, {
            severity: 'error',
            what: `${workload.kind} ${workload.name} is selected by none of the labels that Flagger knows: the canary is never initialized`,
            value: names.join(', '), allowed: `one of ${labels.join(', ')} in spec.selector.matchLabels`, fix: `add ${labels[0] ?? 'app'}: ${workload.name} to the selector and to the labels of the pods`,
          });
        }
        const replicas = workload.spec.at('replicas');
        if (workload.kind === 'Deployment' && replicas.number !== undefined) {
          report(replicas, {
            severity: 'warning',
            what: `Deployment ${workload.name} says its replicas, which Flagger scales to zero and up again`,
            value: String(replicas.number), allowed: 'no replicas: each time that the manifest is applied, pods start that Flagger has stopped', fix: 'remove replicas, and let an autoscaler or Flagger say them',
            assuming: 'the manifest is applied again and again, as Flux does',
          });
        }
      }
    }
  },
};

/** The target of a canary, as far as it is a workload, and what the manifests hold of it. */
export function targetOf(world: World, canary: ManifestObject): { readonly ref: Located; readonly found: ReturnType<typeof resolve> } {
  const ref = canary.spec.at('targetRef');
  const { text: kind } = ref.at('kind');
  if (kind !== 'Deployment' && kind !== 'DaemonSet') { return { ref, found: { found: [], elsewhere: [] } }; }
  return { ref, found: resolve(world, 'apps', kind, givenNamespace(canary), ref.at('name').text) };
}

function selectorLabels(world: World): readonly string[] {
  const given = world.flaggerValues.map((each) => each.at('selectorLabels').text).find((each) => each !== undefined && each !== '');
  return given === undefined ? SELECTOR_LABELS : given.split(',').map((each) => each.trim());
}
