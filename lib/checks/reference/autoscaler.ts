import { Check } from '../check';
import { Located } from '../located';
import { isPatch } from '../schema/patch-files';
import { ManifestObject, World } from '../world';
import { givenNamespace, isFilledIn, Names, resolve } from './lookup';
import { reportUnresolved } from './unresolved';

const GROUPS: { readonly [kind: string]: string } = { HorizontalPodAutoscaler: 'autoscaling', ScaledObject: 'keda.sh' };

/** An autoscaler that the canary does not know of, or that scales something else. */
export const autoscaler: Check = {
  id: 'reference/autoscaler',
  run: (world, report) => {
    const targets = new Names(world.of('flagger.app', 'Canary').map((canary) => {
      const ref = canary.spec.at('targetRef');
      return { canary, name: `${ref.at('kind').text ?? ''}/${ref.at('name').text ?? ''}`, namespace: givenNamespace(canary) };
    }));
    for (const canary of world.of('flagger.app', 'Canary')) { byReference(world, canary, report); }
    for (const kind of Object.keys(GROUPS)) {
      for (const scaler of world.of(GROUPS[kind] as string, kind)) {
        const scaled = scaledBy(scaler);
        const canary = targets.in(givenNamespace(scaler), `${scaled.at('kind').text ?? 'Deployment'}/${scaled.at('name').text ?? ''}`).at(0)?.canary;
        if (canary === undefined || canary.spec.at('autoscalerRef').exists || isPatch(world, canary) || isPatch(world, scaler)) { continue; }
        report(canary.spec, {
          severity: 'warning',
          what: `canary ${canary.name} has no autoscalerRef, and ${kind} ${scaler.name} scales its target`,
          allowed: 'an autoscalerRef: without it Flagger makes no autoscaler for the primary, which has all the traffic',
          fix: `add autoscalerRef with kind ${kind} and name ${scaler.name}`,
        });
      }
    }
  },
};

function byReference(world: World, canary: ManifestObject, report: Parameters<Check['run']>[1]): void {
  const ref = canary.spec.at('autoscalerRef');
  const kind = ref.at('kind').text ?? '';
  const group = Object.hasOwn(GROUPS, kind) ? GROUPS[kind] : undefined;
  if (group === undefined) { return; }
  const resolution = resolve(world, group, kind, givenNamespace(canary), ref.at('name').text);
  reportUnresolved({
    at: ref.at('name'), kind, by: `canary ${canary.name}`, namespace: givenNamespace(canary), consequence: 'the canary is never initialized',
    where: { allowed: 'an autoscaler in the canary\'s own namespace', fix: (other) => `put the Canary into ${other}` },
  }, resolution, report);
  const target = canary.spec.at('targetRef', 'name').text;
  const [scaler, ...others] = resolution.found;
  if (scaler === undefined || others.length > 0 || target === undefined) { return; }
  const scaled = scaledBy(scaler).at('name');
  if (scaled.text !== undefined && scaled.text !== target && !isFilledIn(`${scaled.text}${target}`)) {
    report(scaled, { severity: 'error', what: `${kind} ${scaler.name} scales ${scaled.text}, but canary ${canary.name} has the target ${target}`, value: scaled.text, allowed: `the target of the canary that names it; Flagger makes the autoscaler of the primary from it`, fix: `write ${target}` });
  }
}

function scaledBy(scaler: ManifestObject): Located {
  return scaler.spec.at('scaleTargetRef');
}
