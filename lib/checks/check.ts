import { Problem } from './finding';
import { Located } from './located';
import { World } from './world';

/**
 * A check looks at all manifests at once, and reports what it finds at its place. It never throws, whatever it is given, it
 * changes nothing, and it says the same of the same manifests, in whatever order they come.
 *
 * One check is one file, `lib/checks/<family>/<name>.ts`; its id is the path, and so are its test and its page in docs/checks.
 */
export interface Check {
  /** `family/name`. */
  readonly id: string;

  /** Looks at the manifests. */
  readonly run: (world: World, report: Report) => void;
}

/** Takes what a check finds, and where: the value itself, or a place further down. */
export type Report = (at: Located, problem: Problem) => void;
