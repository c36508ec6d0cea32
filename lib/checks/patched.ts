import { Document } from './document';
import { KUSTOMIZE, foldersOf } from './folders';
import { Located } from './located';
import { applyPatch, isFor } from './patch';
import { ManifestObject, World } from './world';
import { addTo } from '../listed';

/** What an inline patch changes of an object. */
export interface Change {
  /** Which Kustomization it stands in. */
  readonly by: string;
  /** Whether the object is seen with it; else nobody can say whether, or how, it is changed. */
  readonly applied: boolean;
  /** The fields; one that is empty is the whole object. */
  readonly fields: readonly string[];
}

/** The documents with the inline patches of Flux' Kustomizations, and what they change, by the object's reference and file. */
export interface PatchedDocuments {
  /** Undefined where nothing is patched. */
  readonly documents?: readonly Document[];
  readonly changes: ReadonlyMap<string, readonly Change[]>;
}

const NONE: PatchedDocuments = { changes: new Map() };

/**
 * Applies the inline patches of Flux' Kustomizations to the objects in their folders. Where the paths do not show whose an object is, where two
 * Kustomizations apply one folder, or where the patch is one that kustomize alone understands, the object stays as it is.
 */
export function patchedDocuments(world: World): PatchedDocuments {
  const patching = world.of(KUSTOMIZE, 'Kustomization').filter(({ spec }) => spec.at('patches').items.length > 0);
  if (patching.length === 0) { return NONE; }
  const folders = foldersOf(world);
  const changes = new Map<string, Change[]>();
  const changed = new Map<Document, Document | undefined>();
  const entries = new Map(patching.map((each): [ManifestObject, readonly Entry[]] => [each, each.spec.at('patches').items.map((at): Entry => ({ at, texts: at.at('patch').embedded() }))]));
  for (const object of world.objects) {
    const owners = folders.ownersOf(object.document.file);
    const [owner] = owners;
    const isSure = owners.length === 1 && object.path.length === 0;
    // Whose folder it is not, does not patch it; where no path says whose it is, each may.
    for (const kustomization of owner === undefined ? patching : patching.filter((each) => owners.includes(each))) {
      // It is applied by another one, or by hand.
      if (object.reference === kustomization.reference) { continue; }
      for (const entry of entries.get(kustomization) ?? []) {
        const change = changeOf(entry, object, changed, isSure);
        if (change !== undefined) { addTo(changes, keyOf(object), { ...change, by: kustomization.reference }); }
      }
    }
  }
  return { changes, documents: changed.size === 0 ? undefined : world.documents.flatMap((each) => changed.has(each) ? changed.get(each) ?? [] : [each]) };
}

/** An entry of `patches`, and what its text holds. */
interface Entry {
  readonly at: Located;
  readonly texts: readonly Located[];
}

function changeOf({ at: entry, texts }: Entry, object: ManifestObject, changed: Map<Document, Document | undefined>, isSure: boolean): Omit<Change, 'by'> | undefined {
  const [only] = texts;
  const patch = only?.value;
  if (only === undefined || patch === undefined) { return undefined; }
  const { group, version, kind, name } = object;
  const taken = isFor(entry, patch, { group, version, kind, name, namespace: object.at('metadata', 'namespace').text });
  if (taken === false) { return undefined; }
  const before = changed.has(object.document) ? changed.get(object.document) : object.document;
  if (before === undefined) { return undefined; }
  const after = applyPatch(before.value as Record<string, unknown>, patch);
  const isRead = [entry, only, object].every(({ document }) => document.unreadable.length === 0);
  const isKnown = isSure && isRead && taken === true && texts.length === 1 && (after.isDeleted || after.value !== undefined);
  if (isKnown) { changed.set(object.document, after.isDeleted ? undefined : before.with(after.value)); }
  return { applied: isKnown, fields: after.fields };
}

function keyOf({ reference, document }: ManifestObject): string {
  return `${reference} ${document.file ?? ''}`;
}

/** What a finding rests on where a patch changes its object; undefined where none does. */
export function assumedOfPatches(world: World, at: Located): string | undefined {
  const changes = at.object === undefined || world.changes.size === 0 ? undefined : world.changes.get(`${at.object} ${at.document.file ?? ''}`);
  const own = (at.field ?? '').replace(/: .*$/, '');
  const found = changes?.filter(({ fields }) => fields.some((field) => isWithin(field, own) || isWithin(own, field)));
  if (found === undefined || found.length === 0) { return undefined; }
  const open = found.find(({ applied }) => !applied);
  return open === undefined ? `it is as the patch of ${found.at(-1)?.by ?? ''} leaves it` : `the patch of ${open.by}, which may be for it, does not change this`;
}

function isWithin(field: string, above: string): boolean {
  return above === '' || field === above || field.startsWith(`${above}.`) || field.startsWith(`${above}[`);
}
