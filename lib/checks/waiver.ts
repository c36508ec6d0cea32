import { byPlace, Finding } from './finding';
import { World } from './world';

/** Annotations `waive.canary-alerting/<family>.<name>: reason` take a finding back; the reason is required. */
export const WAIVER = 'waive.canary-alerting/';

/** The checks of the waivers themselves. */
export const WAIVERS: readonly string[] = ['waiver/unused'];

/** Leaves out what is waived, and adds a finding for each waiver that waives nothing or gives no reason. */
export function waive(findings: readonly Finding[], world: World): Finding[] {
  const waivers = world.objects.flatMap((object) => object.at('metadata', 'annotations').entries
    .filter(([name]) => name.startsWith(WAIVER))
    .map(([name, at]) => ({ object: object.reference, file: object.document.file, check: name.slice(WAIVER.length).replace('.', '/'), reason: at.text?.trim() ?? '', at })));
  const used = new Set<unknown>();
  const left = findings.filter((finding) => {
    const waiver = waivers.find((each) => each.object === finding.object && each.file === finding.file && each.check === finding.check && each.reason !== '');
    if (waiver !== undefined) { used.add(waiver); }
    return waiver === undefined;
  });
  const useless = waivers.filter((each) => !used.has(each) && (world.options.only === undefined || each.reason === '')).map(({ check, reason, at }): Finding => ({
    check: 'waiver/unused',
    severity: 'warning',
    what: reason === '' ? `the waiver of ${check} gives no reason` : `the waiver of ${check} waives nothing`,
    allowed: reason === '' ? 'a reason, for whoever reads it in a year' : 'waivers of what is found in this object',
    fix: reason === '' ? undefined : 'remove the annotation',
    object: at.object, field: at.field, file: at.document.file, position: at.document.keyPosition(at.path),
  }));
  return [...left, ...useless].sort(byPlace);
}
