import { byPlace, Finding } from './finding';
import { worldOfFiles, worldOfObjects } from './open';
import { CheckOptions } from './options';
import { assumedOfPatches } from './patched';
import { CHECKS } from './registry';
import { waive } from './waiver';
import { World } from './world';

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
  return survey(worldOfFiles(files, options));
}

/** Checks objects that stand in no file, such as those of an App. Their order does not matter either. */
export function checkObjects(objects: readonly unknown[], options: CheckOptions = {}): Finding[] {
  return survey(worldOfObjects(objects, options)).findings;
}

function survey(world: World): Survey {
  const findings: Finding[] = [];
  for (const { id, run } of CHECKS) {
    if (!isChosen(id, world.options.only)) { continue; }
    run(world, (at, problem) => {
      const patched = assumedOfPatches(world, at);
      const assuming = problem.assuming === undefined ? patched : patched === undefined ? problem.assuming : `${problem.assuming}; ${patched}`;
      findings.push({ ...problem, ...(assuming !== undefined && { assuming }), check: id, object: at.object, field: at.field, file: at.document.file, position: at.position });
    });
  }
  return { findings: waive(findings, world).sort(byPlace), objects: world.objects.length };
}

function isChosen(id: string, only: readonly string[] | undefined): boolean {
  return only === undefined || only.some((each) => each === id || id.startsWith(`${each}/`));
}
