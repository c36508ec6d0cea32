import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { invalid } from '../invalid';

/** The constructs of an app in the order in which they stand, walked once. Constructs are called by their place in it. */
export class ConstructTree {
  public readonly constructs: IConstruct[] = [];
  /** Of each construct the place behind its last descendant. */
  public readonly ends: number[] = [];
  /** Of each construct the nearest Chart, itself included; -1 above the Charts. */
  public readonly charts: number[] = [];
  /** Of each construct what it stands in; -1 for the app. */
  public readonly parents: number[] = [];
  /** Which constructs are objects. */
  public readonly isObject: boolean[] = [];
  /** Whether any Chart depends on another one, or stands directly in it: then cdk8s numbers the files. */
  public readonly hasDependentCharts: boolean;
  /** On what each construct depends, Charts also on those that their constructs depend on; of those that depend on something. */
  public readonly dependencies = new Map<number, readonly number[]>();
  /** The constructs that depend on something, as they stand. */
  public sources: readonly number[] = [];

  public constructor(app: IConstruct) {
    this.walk(app, -1, -1);
    this.hasDependentCharts = this.connect();
  }

  /** The constructs that depend on something, from a place on up to another one. */
  public sourcesBetween(from: number, end: number): readonly number[] {
    return this.sources.slice(firstNotBelow(this.sources, from), firstNotBelow(this.sources, end));
  }

  /** The objects of a construct that belong to its nearest Chart, and to no Chart within that one. */
  public objectsIn(construct: number): number[] {
    const found: number[] = [];
    const chart = this.charts[construct];
    for (let each = construct; each < this.end(construct); each++) {
      if (this.isObject[each] === true && this.charts[each] === chart) { found.push(each); }
    }
    return found;
  }

  public end(construct: number): number {
    return this.ends[construct] as number;
  }

  private walk(construct: IConstruct, parent: number, outer: number): void {
    const { node } = construct;
    const at = this.constructs.push(construct) - 1;
    const chart = Chart.isChart(construct) ? at : outer;
    this.parents.push(parent);
    this.charts.push(chart);
    this.isObject.push(ApiObject.isApiObject(construct));
    this.ends.push(0);
    for (const child of node.children) { this.walk(child, at, chart); }
    this.ends[at] = this.constructs.length;
  }

  /** What cdk8s' resolveDependencies does to the constructs themselves (cdk8s 2.70.106 app.ts), without touching them. */
  private connect(): boolean {
    const { constructs, charts, parents } = this;
    let has = false;
    const own = new Map<number, Set<number>>();
    const add = (source: number, target: number): void => {
      const set = own.get(source);
      if (set === undefined) { own.set(source, new Set([target])); } else { set.add(target); }
    };
    let places: Map<IConstruct, number> | undefined;
    constructs.forEach((construct, source) => {
      for (const dependency of construct.node.dependencies) {
        places ??= new Map(constructs.map((each, place) => [each, place]));
        const target = places.get(dependency);
        if (target === undefined) { throw notInside(construct, dependency); }
        add(source, target);
      }
    });
    constructs.forEach((_, place) => {
      const parent = parents[place] as number;
      if (charts[place] === place && parent >= 0 && charts[parent] === parent) { add(parent, place); has = true; }
    });
    const direct = [...own].sort(([one], [other]) => one - other).map(([source, targets]) => ({ source, targets: [...targets] }));
    for (const { source, targets } of direct) {
      for (const target of targets) {
        const [from, to] = [this.chartOf(source), this.chartOf(target)];
        if (from !== to) { add(from, to); has = true; }
      }
    }
    this.sources = [...own.keys()].sort((one, other) => one - other);
    for (const [source, targets] of own) { this.dependencies.set(source, [...targets]); }
    return has;
  }

  private chartOf(construct: number): number {
    const chart = this.charts[construct] as number;
    if (chart >= 0) { return chart; }
    throw invalid({
      at: this.constructs[construct]?.node.path || 'the App', what: 'it is in no Chart, and has dependencies or is one', allowed: 'dependencies between Charts and what stands in them: only these are put in an order',
      fix: 'addDependency between the Charts',
    });
  }
}

/** Where in a sorted list the first number stands that is not below the bound. */
function firstNotBelow(sorted: readonly number[], bound: number): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((sorted[middle] as number) < bound) { from = middle + 1; } else { to = middle; }
  }
  return from;
}

function notInside(source: IConstruct, target: IConstruct): Error {
  return invalid({ at: source.node.path, what: 'it depends on a construct that is not in this App', value: target.node.path, allowed: 'constructs of the same App: each App is written by itself', fix: 'one App for both' });
}
