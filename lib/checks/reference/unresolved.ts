import { Report } from '../check';
import { Located } from '../located';
import { places, Resolution } from './lookup';

/** A reference by name. */
export interface Reference {
  /** The name that is written. */
  readonly at: Located;
  /** What it should be. */
  readonly kind: string;
  /** Who refers to it, in words. */
  readonly by: string;
  /** The namespace where it is looked for. */
  readonly namespace: string | undefined;
  /** Why there, and what to write where the object is in another one. */
  readonly where: { readonly allowed: string; readonly fix: (namespace: string) => string };
  /** What does not happen. */
  readonly consequence: string;
}

/** Says what is wrong with a reference that finds nothing: in another namespace, or nearly named. What is absent altogether may be elsewhere. */
export function reportUnresolved({ at, kind, by, namespace, where, consequence }: Reference, { found, elsewhere, near }: Resolution, report: Report): boolean {
  if (found.length > 0 || at.text === undefined) { return false; }
  if (elsewhere.length > 0) {
    report(at, {
      severity: 'error',
      what: `${kind} ${at.text} is in ${places(elsewhere)}, but ${by} looks for it in ${namespace ?? 'default'}: ${consequence}`,
      value: at.text, allowed: where.allowed, fix: where.fix(places(elsewhere.slice(0, 1))),
      assuming: `nothing else makes a ${kind} ${at.text} in ${namespace ?? 'default'}`,
    });
    return true;
  }
  if (near !== undefined) {
    report(at, {
      severity: 'warning',
      what: `${by} names ${kind} ${at.text}, and the manifests have ${near}`,
      value: at.text, allowed: `the name of a ${kind}; otherwise ${consequence}`, fix: `did you mean ${near}?`,
      assuming: `there is no ${kind} ${at.text} elsewhere`,
    });
    return true;
  }
  return false;
}
