import { invalid } from '../invalid';
import { IEventSource } from './event-source';

/** Another object that must be ready first. */
export interface Dependency {
  readonly on: IEventSource;
  /** What CEL says of being ready, in place of Flux' own reading. */
  readonly readyExpr?: string;
}

/** An object that waits for others of its own kind. */
export interface Dependent extends IEventSource {
  /** @internal */
  readonly _dependencies: readonly Dependency[];

  /**
   * What is known only when everything is there.
   *
   * @internal
   */
  readonly _lateDependencies?: () => readonly Dependency[];
}

/** All that an object waits for; what is known late is there once, and not beside the same that was said before. */
function dependenciesOf(of: Dependent): readonly Dependency[] {
  const names = new Set(of._dependencies.map(({ on }) => keyOf(of, on)));
  const late = (of._lateDependencies?.() ?? []).filter(({ on }) => !names.has(keyOf(of, on)) && names.add(keyOf(of, on)));
  return [...of._dependencies, ...late];
}

function keyOf(of: Dependent, { name, namespace }: IEventSource): string {
  return `${namespace ?? of.namespace ?? ''}/${name}`;
}

/** The field `dependsOn`; none where there is nothing to wait for. */
export function dependsOn(of: Dependent): { readonly dependsOn?: { readonly name: string; readonly namespace?: string; readonly readyExpr?: string }[] } {
  const dependencies = dependenciesOf(of);
  if (dependencies.length === 0) { return {}; }
  return { dependsOn: dependencies.map(({ on, readyExpr }) => ({ ...nameFrom(of.namespace, on), readyExpr })) };
}

/** The name of an object as one of a namespace refers to it. */
export function nameFrom(namespace: string | undefined, to: { readonly name: string; readonly namespace?: string }): { readonly name: string; readonly namespace?: string } {
  return { name: to.name, ...(to.namespace !== undefined && to.namespace !== namespace && { namespace: to.namespace }) };
}

/** Refuses an expression that says nothing. Flux stalls on one that is no CEL; which variables there are (dep, self) it finds out itself. */
export function checkReadyExpression(at: string, readyExpr: string): void {
  if (readyExpr.trim() !== '') { return; }
  throw invalid({ at, what: 'readyExpr is empty', allowed: 'CEL over dep and self, such as dep.status.observedGeneration == dep.metadata.generation', fix: 'leave it out for Flux\' own reading' });
}

/** What is wrong with what an object waits for: nothing, or that it waits for itself. */
export function cycleOf(start: Dependent): string[] {
  const path = pathTo(start, start, new Set(), dependenciesOf(start));
  if (path === undefined) { return []; }
  return [invalid({
    at: [start.kind, ...(start.namespace === undefined ? [] : [start.namespace]), start.name].join('/'),
    what: 'it depends on itself, so that neither is ever applied',
    value: [start.name, ...path].join(' → '),
    fix: 'remove one of these dependencies',
  }).message];
}

// What the others wait for late is not asked again for each: it is asked where they are the start.
function pathTo(from: Dependent, target: Dependent, seen: Set<IEventSource>, dependencies = from._dependencies): string[] | undefined {
  for (const { on: next } of dependencies) {
    if (next === target || (next.name === target.name && (next.namespace ?? from.namespace) === target.namespace)) { return [next.name]; }
    if (!isDependent(next) || seen.has(next)) { continue; }
    seen.add(next);
    const rest = pathTo(next, target, seen);
    if (rest !== undefined) { return [next.name, ...rest]; }
  }
  return undefined;
}

function isDependent(object: IEventSource): object is Dependent {
  return '_dependencies' in object;
}
