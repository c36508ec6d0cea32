import { entry, Kept } from '../kept';
import { everything, ExprNode, LabelMatcher } from '../language/promql/node';
import { parse, SyntaxMistake } from '../language/promql/parse';
import { check } from '../language/promql/type-check';
import { evaluate, Outcome } from './expression/evaluate';
import { labelsOfNode, ResultLabels, scrapedLabels } from './expression/labels';
import { CanaryEvent, CanaryState, StateOptions, stateOf as stateAnew } from './expression/state';
import { Scrape } from './world';

export type { CanaryEvent, CanaryState, StateOptions } from './expression/state';
export type { Outcome, Sample } from './expression/evaluate';
export type { ResultLabels } from './expression/labels';
export type { ExprNode, LabelMatcher } from '../language/promql/node';

/** What stands in an expression, and what Prometheus would say of it. */
export interface ExpressionAnalysis {
  readonly expr: string;
  /** Why Prometheus does not load it; empty where it does. */
  readonly errors: readonly SyntaxMistake[];
  /** The expression as a tree; undefined where it is none. */
  readonly root?: ExprNode;
  /** Every selector in it, in order. */
  readonly selectors: readonly ExpressionSelector[];
  /** The matchers of `__name__` by a regular expression. */
  readonly patterns: readonly LabelMatcher[];
  /** The labels that its result can have, however Flagger is scraped. */
  readonly labels: ResultLabels;
}

/** A selector in an expression. */
export interface ExpressionSelector {
  /** The metric; undefined where the selector names none. */
  readonly metric?: string;
  /** Those in the braces, without `__name__`. */
  readonly matchers: readonly LabelMatcher[];
  readonly from: number;
  readonly to: number;
  /** Whether it is a range, `x[5m]`. */
  readonly range: boolean;
  /** Whether it takes away: on the right side of `unless`, or within absent(). */
  readonly negated: boolean;
  /** Whether it only decides, so that neither its labels nor its value reach the result: a right side of `and` or `unless`. */
  readonly filter: boolean;
}

/** Reads an expression. Never throws. The answer is kept by its text. */
export function analyse(expr: string): ExpressionAnalysis {
  return analyses.get(expr, () => analyseAnew(expr));
}

/** The labels that the result of an expression can have, with Flagger scraped like this. */
export function labelsOf(expr: string, scrape: Pick<Scrape, 'honorLabels'>): ResultLabels {
  const { root } = analyse(expr);
  return root === undefined ? ANY : withinDepth(() => labelsOfNode(root, [scrape.honorLabels]), ANY);
}

/** The labels of a metric of Flagger after the scrape; undefined where it is none of Flagger's. */
export function labelsAfterScrape(metric: string, scrape: Pick<Scrape, 'honorLabels'>): ReadonlySet<string> | undefined {
  return scrapedLabels(metric, scrape.honorLabels);
}

/** A canary in which something happens, alone in its cluster: the same one for the same records and scrape, so that outcomes are kept with it. */
export function stateOf(event: CanaryEvent, options: StateOptions = {}): CanaryState {
  const { name, namespace, scrape, records } = options;
  if (scrape === undefined || records === undefined) { return stateAnew(event, options); }
  const ofScrape = entry(entry(states, records, () => new WeakMap<object, Map<string, CanaryState>>()), scrape, () => new Map<string, CanaryState>());
  return entry(ofScrape, JSON.stringify([event, namespace, name]), () => stateAnew(event, options));
}

/** What an expression gives in a state: `samples` that it certainly gives, with their labels, and whether there may be others. */
export function outcome(expr: string, about: CanaryState): Outcome {
  const { root } = analyse(expr);
  if (root === undefined) { return NOTHING_KNOWN; }
  // Rules are copied from one file to the next, and several checks ask the same.
  return entry(entry(outcomes, about, () => new Map<string, Outcome>()), expr, () => withinDepth(() => evaluate(root, about), NOTHING_KNOWN));
}

/** Whether an alert with this expression fires in a state, `for` aside; `unknown` where it rests on more than Flagger's metrics. */
export function truth(expr: string, about: CanaryState): 'fires' | 'silent' | 'unknown' {
  const { samples, complete } = outcome(expr, about);
  return samples.some(({ certain }) => certain) ? 'fires' : samples.length === 0 && complete ? 'silent' : 'unknown';
}

/** Each of a dozen checks asks for all expressions, one after the other. */
const analyses = new Kept<ExpressionAnalysis>(50_000);
const states = new WeakMap<object, WeakMap<object, Map<string, CanaryState>>>();
const outcomes = new WeakMap<CanaryState, Map<string, Outcome>>();
const ANY: ResultLabels = { names: new Set(), open: true };
const NOTHING_KNOWN: Outcome = { samples: [], complete: false };

function analyseAnew(expr: string): ExpressionAnalysis {
  return withinDepth(() => {
    const { root, mistakes } = parse(expr);
    if (root === undefined) { return { expr, errors: mistakes, selectors: [], patterns: [], labels: ANY }; }
    return {
      expr, root,
      errors: [...mistakes, ...check(root)].sort((a, b) => a.offset - b.offset),
      selectors: selectorsIn(root, { negated: false, filter: false, range: false }),
      patterns: everything(root).flatMap((each) => each.kind === 'vector' ? each.matchers.filter(({ label, op }) => label === '__name__' && op === '=~') : []),
      labels: labelsOfNode(root, [true, false]),
    };
  }, { expr, errors: [], selectors: [], patterns: [], labels: ANY });
}

/** Of an expression that is nested deeper than the stack nothing is said. */
function withinDepth<T>(work: () => T, otherwise: T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) { return otherwise; }
    throw error;
  }
}

function selectorsIn(node: ExprNode, way: Pick<ExpressionSelector, 'negated' | 'filter' | 'range'>): ExpressionSelector[] {
  switch (node.kind) {
    case 'vector': return [{
      metric: node.metric ?? node.matchers.find(({ label, op }) => label === '__name__' && op === '=')?.value,
      matchers: node.matchers.filter(({ label }) => label !== '__name__'),
      from: node.from, to: node.to, ...way,
    }];
    case 'matrix': return selectorsIn(node.vector, { ...way, range: true });
    case 'binary': {
      const right = node.op === 'unless' ? { ...way, negated: !way.negated, filter: true } : node.op === 'and' ? { ...way, filter: true } : way;
      return [...selectorsIn(node.left, way), ...selectorsIn(node.right, right)];
    }
    case 'call': {
      const absent = node.name === 'absent' || node.name === 'absent_over_time';
      return node.args.flatMap((each) => selectorsIn(each, absent ? { ...way, negated: !way.negated } : way));
    }
    case 'aggregate': return [...(node.param === undefined ? [] : selectorsIn(node.param, way)), ...selectorsIn(node.expr, way)];
    case 'subquery': case 'unary': case 'paren': return selectorsIn(node.expr, way);
    default: return [];
  }
}

/** Every part of an expression, from the outside in; none where it is no expression. */
export function partsOf(expr: string): readonly ExprNode[] {
  const { root } = analyse(expr);
  return root === undefined ? [] : everything(root);
}
