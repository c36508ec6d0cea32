import { Document } from './document';
import { byPlace, Finding } from './finding';
import { CheckOptions } from './options';
import { readWorld } from './read';
import { CHECKS } from './registry';
import { waive } from './waiver';

/** A file as it was given. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** Checks files, whatever is in them. Pure; the order of the files does not matter. */
export function checkFiles(files: readonly SourceFile[], options: CheckOptions = {}): Finding[] {
  return check([...files].sort((a, b) => a.path < b.path ? -1 : 1).flatMap(({ path, text }) => Document.read(text, path)), options);
}

/** Checks objects that stand in no file, such as those of an App. */
export function checkObjects(objects: readonly unknown[], options: CheckOptions = {}): Finding[] {
  return check(objects.map((object) => Document.of(object)), options);
}

function check(documents: readonly Document[], options: CheckOptions): Finding[] {
  const world = readWorld(documents, options);
  const findings: Finding[] = [];
  for (const { id, run } of CHECKS) {
    if (!isChosen(id, options.only)) { continue; }
    run(world, (at, problem) => {
      findings.push({ ...problem, check: id, object: at.object, field: at.field, file: at.document.file, position: at.position });
    });
  }
  return waive(findings, world).sort(byPlace);
}

function isChosen(id: string, only: readonly string[] | undefined): boolean {
  return only === undefined || only.some((each) => each === id || id.startsWith(`${each}/`));
}
