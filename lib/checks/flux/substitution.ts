import { Check, Report } from '../check';
import { substitutionsIn } from '../envsubst';
import { allTextsIn } from '../everything';
import { foldersOf, KUSTOMIZE } from '../folders';
import { ManifestObject, World } from '../world';

/** Texts that a Kustomization with postBuild changes, or that it fails at. */
export const substitution: Check = {
  id: 'flux/substitution',
  run: (world, report) => {
    const substituting = world.of(KUSTOMIZE, 'Kustomization').filter(substitutes);
    if (substituting.length === 0) { return; }
    const variables = new Map(substituting.map((each) => [each, variablesOf(world, each)]));
    const folders = foldersOf(world);
    for (const object of world.objects) {
      if (isDisabled(object) || substituting.includes(object)) { continue; }
      const owners = folders.ownersOf(object.document.file);
      const shown = owners.filter((each) => variables.has(each));
      const kustomization = shown[0] ?? (owners.length === 0 ? substituting[0] : undefined);
      if (kustomization === undefined) { continue; }
      checkObject(object, kustomization, variables.get(kustomization) as Variables, shown.length > 0, report);
    }
  },
};

interface Variables {
  readonly names: ReadonlySet<string>;
  /** Whether all sources are among the manifests. */
  readonly complete: boolean;
}

function checkObject(object: ManifestObject, kustomization: ManifestObject, { names, complete }: Variables, shown: boolean, report: Report): void {
  const assuming = shown ? undefined : `${kustomization.reference}, which has postBuild, applies it`;
  const fix = 'metadata: { annotations: { kustomize.toolkit.fluxcd.io/substitute: disabled } }';
  for (const { path, value, key } of allTextsIn(object)) {
    if (!value.includes('$')) { continue; }
    for (const { offset, text, what, name, fallback, message } of substitutionsIn(value)) {
      const at = key ? object.at(...path) : object.at(...path).from(offset);
      if (what === 'dollar') {
        report(at, { severity: 'warning', what: 'Flux makes one dollar of two', value: text, allowed: `"$" alone, which substitution leaves as it is: ${kustomization.reference} has postBuild`, fix, assuming });
      } else if (what === 'unreadable') {
        report(at, { severity: shown ? 'error' : 'warning', what: `Flux cannot read ${text}, and applies nothing of the Kustomization`, value: text, allowed: `"\${name}" of letters, digits and "_", or "$\${" for the text itself ("${message ?? ''}")`, fix: `$${text}, or ${fix}`, assuming });
      } else if (!names.has(name) && !fallback && complete) {
        report(at, {
          severity: shown ? 'error' : 'warning', what: `no variable ${name} is set, and Flux applies nothing of the Kustomization`, value: text,
          allowed: `${names.size > 0 ? [...names].sort().join(', ') : 'no variable'} of the postBuild of ${kustomization.reference}: since Flux 2.9 a variable that is not set is an error, before it became empty (kustomize-controller v1.9.4, StrictPostBuildSubstitutions)`,
          fix: `$${text} for the text itself, or ${fix}`, assuming,
        });
      }
    }
  }
}

/** Without a variable that is set, nothing is substituted unless that is asked for. */
function substitutes({ spec }: ManifestObject): boolean {
  const post = spec.at('postBuild');
  return post.at('substitute').entries.length > 0 || post.at('substituteFrom').items.length > 0 || (post.exists && post.at('substituteStrategy').text === 'Always');
}

function variablesOf(world: World, kustomization: ManifestObject): Variables {
  const post = kustomization.spec.at('postBuild');
  const names = new Set(post.at('substitute').entries.map(([name]) => name));
  let complete = true;
  for (const source of post.at('substituteFrom').items) {
    const object = world.find('', source.at('kind').text ?? '', kustomization.namespace, source.at('name').text ?? '');
    if (object === undefined) { complete = false; continue; }
    for (const [name] of [...object.at('data').entries, ...object.at('stringData').entries]) { names.add(name); }
  }
  return { names, complete };
}

/** Only the exact value counts, as a label or an annotation (fluxcd/pkg kustomize/v1.35.4 kustomize_varsub.go). */
function isDisabled({ labels, annotations }: ManifestObject): boolean {
  const name = 'kustomize.toolkit.fluxcd.io/substitute';
  return labels[name] === 'disabled' || annotations[name] === 'disabled';
}
