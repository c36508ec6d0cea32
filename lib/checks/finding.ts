import { compare } from './compare';

/** How bad it is. */
export type Severity = 'error' | 'warning' | 'info';

/** A place in a text, counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What a check has to say of one place. */
export interface Problem {
  /** `error`: it will not work. `warning`: it will work badly. `info`: it is worth knowing. */
  readonly severity: Severity;
  /** What is wrong, as a sentence that stands alone. */
  readonly what: string;
  /** The value as it is written. Never a secret. */
  readonly value?: string;
  /** What is allowed, with the reason. */
  readonly allowed?: string;
  /** What to write instead. */
  readonly fix?: string;
  /** What this rests on and the manifests do not show. */
  readonly assuming?: string;
}

/** A problem at its place, by the check that found it. */
export interface Finding extends Problem {
  /** The check's id, `family/name`: its file, its test and its page are called so. */
  readonly check: string;
  /** `Kind/namespace/name`; undefined in a file that holds no object. */
  readonly object?: string;
  /** The field, such as `spec.groups[0].rules[1].expr`. */
  readonly field?: string;
  /** The file as it was given; undefined for objects of an App. */
  readonly file?: string;
  /** Where in the file. */
  readonly position?: Position;
}

/** The order in which findings are told: by place, then by check. */
export function byPlace(a: Finding, b: Finding): number {
  return compare(a.file ?? '', b.file ?? '')
    || (a.position?.line ?? 0) - (b.position?.line ?? 0)
    || (a.position?.column ?? 0) - (b.position?.column ?? 0)
    || compare(a.object ?? '', b.object ?? '')
    || compare(a.field ?? '', b.field ?? '')
    || compare(a.check, b.check)
    || compare(a.what, b.what);
}
