import { invalid } from '../invalid';
import { ConstructTree } from './construct-tree';

/**
 * The constructs below one of them, each behind what it depends on, in the order in which cdk8s has them: of each what it depends
 * on first, in the order in which the dependencies were declared, else as they stand.
 *
 * cdk8s connects each object of a construct with each object of what the construct depends on, and looks for every way between two of them
 * (cdk8s 2.70.106 dependency.ts): fourteen constructs of four objects in a chain take a minute. Here two sets of objects are
 * connected by one step, and each step is made once.
 *
 * @throws When something depends on itself, also by way of others.
 */
export function inOrder(tree: ConstructTree, root: number): number[] {
  const end = tree.end(root);
  const all = range(root, end);
  // As cdk8s has it: its vertices are the fields of an object, and fields that are numbers come first.
  const standing = root === 0 ? [...all.filter((each) => isNumeric(tree, each)), ...all.filter((each) => !isNumeric(tree, each))] : all;
  const sources = tree.sourcesBetween(root, end);
  return sources.length > 0 ? new Walk(tree, root, end).from(standing, sources) : standing;
}

function isNumeric(tree: ConstructTree, construct: number): boolean {
  const { id, scope } = (tree.constructs[construct] as ConstructTree['constructs'][number]).node;
  return scope !== undefined && tree.parents[construct] === 0 && /^(?:0|[1-9]\d{0,9})$/.test(id) && Number(id) < 2 ** 32 - 1;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

/**
 * A step of the walk: to a construct (`self`), to all that a construct around an object depends on (`of`), to all objects of a construct that is
 * depended on (`to`).
 */
interface Step {
  readonly construct: number;
  readonly what: 'self' | 'of' | 'to';
}

class Walk {
  private readonly done = { self: new Set<number>(), of: new Set<number>(), to: new Set<number>() };
  private readonly underway = { self: new Set<number>(), of: new Set<number>(), to: new Set<number>() };
  private readonly members = new Map<number, readonly number[]>();
  private readonly order: number[] = [];

  public constructor(private readonly tree: ConstructTree, private readonly root: number, private readonly end: number) {}

  public from(standing: readonly number[], sources: readonly number[]): number[] {
    const depended = this.dependedOn(sources);
    for (const each of standing) {
      if (!depended.has(each)) { this.visit(each); }
    }
    // Where all depend on one another there is nothing to begin with: the walk finds the circle.
    if (this.order.length < standing.length) {
      for (const each of standing) { this.visit(each); }
    }
    return this.order;
  }

  /** What something else here depends on: it is reached from there. */
  private dependedOn(sources: readonly number[]): Set<number> {
    const found = new Set<number>();
    for (const source of sources) {
      const [one, other] = this.objectsOf(source);
      for (const target of this.tree.dependencies.get(source) ?? []) {
        if (this.isHere(target)) { found.add(target); }
        if (one === undefined) { continue; }
        for (const object of this.objectsOf(target)) {
          if (object !== one || other !== undefined) { found.add(object); }
        }
      }
    }
    return found;
  }

  private visit(construct: number): void {
    if (this.done.self.has(construct)) { return; }
    const path: { readonly step: Step; readonly next: Iterator<Step> }[] = [];
    this.enter({ construct, what: 'self' }, path);
    while (path.length > 0) {
      const { step, next } = path.at(-1) as (typeof path)[number];
      const { value, done } = next.next() as IteratorResult<Step, undefined>;
      if (done !== true) {
        this.enter(value, path);
        continue;
      }
      path.pop();
      this.underway[step.what].delete(step.construct);
      this.done[step.what].add(step.construct);
      if (step.what === 'self') { this.order.push(step.construct); }
    }
  }

  private enter(step: Step, path: { readonly step: Step; readonly next: Iterator<Step> }[]): void {
    const { construct, what } = step;
    if (this.done[what].has(construct)) { return; }
    if (this.underway[what].has(construct)) { throw this.circle(path.map((each) => each.step), step); }
    this.underway[what].add(construct);
    path.push({ step, next: this.steps(step) });
  }

  private *steps({ construct, what }: Step): Generator<Step, undefined> {
    const { tree } = this;
    const targets = tree.dependencies.get(construct) ?? [];
    if (what === 'self') {
      for (const target of targets) {
        if (this.isHere(target)) { yield { construct: target, what }; }
      }
      if (tree.isObject[construct] === true) {
        for (const around of this.around(construct)) { yield* this.stepsFor(construct, around); }
      }
    } else if (what === 'of') {
      for (const target of targets) { yield { construct: target, what: 'to' }; }
    } else {
      for (const member of this.objectsOf(construct)) { yield { construct: member, what: 'self' }; }
    }
    return undefined;
  }

  /** An object that is among those that a construct around it depends on does not wait for itself: it goes to each of the others. */
  private *stepsFor(object: number, around: number): Generator<Step> {
    const targets = this.tree.dependencies.get(around) ?? [];
    const isAmong = (target: number): boolean => this.objectsOf(target).includes(object);
    if (!targets.some((target) => this.encloses(target, object) && isAmong(target))) { yield { construct: around, what: 'of' }; return; }
    for (const target of targets) {
      if (!this.encloses(target, object) || !isAmong(target)) { yield { construct: target, what: 'to' }; continue; }
      for (const member of this.objectsOf(target)) {
        if (member !== object) { yield { construct: member, what: 'self' }; }
      }
    }
  }

  private encloses(construct: number, object: number): boolean {
    return construct <= object && object < this.tree.end(construct);
  }

  /** The constructs around an object that depend on something, from its Chart down to itself. */
  private around(object: number): number[] {
    const { tree } = this;
    const found: number[] = [];
    for (let each = object; each >= 0; each = tree.parents[each] as number) {
      if (tree.dependencies.has(each)) { found.unshift(each); }
      if (each === tree.charts[object]) { break; }
    }
    return found;
  }

  private objectsOf(construct: number): readonly number[] {
    if (construct >= this.end || this.tree.end(construct) <= this.root) { return []; }
    let objects = this.members.get(construct);
    if (objects === undefined) {
      objects = this.tree.objectsIn(construct).filter((each) => this.isHere(each));
      this.members.set(construct, objects);
    }
    return objects;
  }

  private isHere(construct: number): boolean {
    return construct >= this.root && construct < this.end;
  }

  private circle(steps: readonly Step[], again: Step): Error {
    const from = steps.findIndex(({ construct, what }) => construct === again.construct && what === again.what);
    const paths = [...steps.slice(from), again].filter(({ what }) => what !== 'of').map(({ construct }) => this.tree.constructs[construct]?.node.path ?? '');
    const distinct = paths.filter((path, index) => path !== paths[index - 1]);
    const shown = distinct.length > 1 && distinct[0] === distinct.at(-1) ? distinct : [...distinct, distinct[0] ?? ''];
    return invalid({ at: shown[0] ?? '', what: 'Dependency cycle detected', value: shown.join(' => '), allowed: 'dependencies that end somewhere: an object is written behind what it depends on', fix: 'leave out one of these addDependency calls' });
  }
}
