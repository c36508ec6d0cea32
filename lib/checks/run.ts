import { compare } from './compare';
import { Document } from './document';
import { byPlace, Finding } from './finding';
import { Located } from './located';
import { CheckOptions } from './options';
import { readWorld } from './read';
import { CHECKS } from './registry';
import { waive } from './waiver';
import { ManifestObject } from './world';

/** A file as it was given. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** What a run looked at and what it found. */
export interface Survey {
  readonly findings: Finding[];
  /** How many objects of a cluster there are. */
  readonly objects: number;
}

/** Checks files, whatever is in them. Pure; the order of the files does not matter. */
export function checkFiles(files: readonly SourceFile[], options: CheckOptions = {}): Finding[] {
  return surveyFiles(files, options).findings;
}

/** Checks files, and counts what is in them. */
export function surveyFiles(files: readonly SourceFile[], options: CheckOptions = {}): Survey {
  return survey([...files].sort((a, b) => compare(a.path, b.path) || compare(a.text, b.text)).flatMap(({ path, text }) => Document.read(text, path)), options);
}

/** Checks objects that stand in no file, such as those of an App. Their order does not matter either. */
export function checkObjects(objects: readonly unknown[], options: CheckOptions = {}): Finding[] {
  const documents = objects.map((object) => Document.of(object)).map((document) => ({ document, name: new ManifestObject(new Located(document, [])).reference }));
  return survey(documents.sort((a, b) => compare(a.name, b.name)).map(({ document }) => document), options).findings;
}

function survey(documents: readonly Document[], options: CheckOptions): Survey {
  const world = readWorld(documents, options);
  const findings: Finding[] = [];
  for (const { id, run } of CHECKS) {
    if (!isChosen(id, options.only)) { continue; }
    run(world, (at, problem) => {
      findings.push({ ...problem, check: id, object: at.object, field: at.field, file: at.document.file, position: at.position });
    });
  }
  return { findings: waive(findings, world).sort(byPlace), objects: world.objects.length };
}

function isChosen(id: string, only: readonly string[] | undefined): boolean {
  return only === undefined || only.some((each) => each === id || id.startsWith(`${each}/`));
}
