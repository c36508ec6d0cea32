import { Check } from '../check';
import { foldersOf, KUSTOMIZE } from '../folders';
import { ManifestObject } from '../world';
import { addTo } from '../../listed';

/** Kinds whose references kustomize itself rewrites, or that refer to nothing. */
const REWRITTEN = /^(?:|apps|batch|autoscaling|policy|networking\.k8s\.io|rbac\.authorization\.k8s\.io|apiextensions\.k8s\.io)$/;

/** A Kustomization that renames what it applies: what custom resources say of one another stays as it was. */
export const targetNamespace: Check = {
  id: 'flux/target-namespace',
  run: (world, report) => {
    const folders = foldersOf(world);
    const applied = new Map<ManifestObject, ManifestObject[]>();
    for (const object of world.objects) {
      for (const owner of folders.ownersOf(object.document.file)) {
        addTo(applied, owner, object);
      }
    }
    for (const kustomization of world.of(KUSTOMIZE, 'Kustomization')) {
      const objects = applied.get(kustomization);
      if (objects?.every(({ group }) => REWRITTEN.test(group)) === true) { continue; }
      for (const field of ['targetNamespace', 'namePrefix', 'nameSuffix']) {
        const at = kustomization.spec.at(field);
        if (at.text === undefined || at.text === '') { continue; }
        report(at, {
          severity: 'warning',
          what: `${field} rewrites ${field === 'targetNamespace' ? 'the namespace' : 'the name'} of all that ${kustomization.reference} applies, and not what custom resources refer to`,
          value: at.text,
          allowed: 'names and namespaces in the objects themselves: providerRef, secretRef, templateRef and targetRef of a Canary, an AlertProvider or an Alert are left as they are',
          fix: `remove ${field}, and write it into the objects`,
          assuming: objects === undefined ? 'custom resources are among what it applies' : undefined,
        });
      }
    }
  },
};
