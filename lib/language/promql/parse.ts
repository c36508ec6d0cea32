import type { Parser, PartialParse, SyntaxNode, Tree } from '@lezer/common';
import { Kept } from '../../kept';
import { AGGREGATIONS, EXPERIMENTAL_FUNCTIONS, FUNCTIONS } from './functions';
import { readNumber, unquote } from './literal';
import { BinaryNode, ExprNode, LabelMatcher, LabelName, Shift, VectorNode } from './node';

/** Why an expression is none, and at which character. */
export interface SyntaxMistake {
  readonly message: string;
  readonly offset: number;
}

export interface Parsed {
  /** Undefined where the text is no expression. */
  readonly root?: ExprNode;
  readonly mistakes: readonly SyntaxMistake[];
}

/** A tree is some thousand bytes. Platforms have thousands of rules, and each is read for its construct and again for the checks. */
const kept = new Kept<Parsed>(20_000);

/** Reads an expression with Prometheus' own grammar for editors, and what that grammar lets pass. */
export function parse(expr: string): Parsed {
  return kept.get(expr, () => parseAnew(expr));
}

function parseAnew(expr: string): Parsed {
  if (expr.trim() === '') { return { mistakes: [{ message: 'no expression found', offset: 0 }] }; }
  if (depthOf(expr) > DEEPEST) { return { mistakes: [] }; }
  // The grammar for editors does not know `1.`; nothing is read from this text but the tree.
  const tree = treeOf(expr.replace(/(?<![\w.])(\d+)\.(?![\w.])/g, '$1 '));
  const broken = firstBroken(tree);
  if (broken !== undefined) { return { mistakes: [{ message: unexpected(expr, broken), offset: broken.from }] }; }
  const top = tree.topNode.firstChild;
  if (top === null) { return { mistakes: [{ message: 'no expression found', offset: 0 }] }; }
  const reader = new Reader(expr);
  const root = reader.expression(top);
  return { root, mistakes: reader.mistakes };
}

let parser: Parser | undefined;

/** Loaded when the first expression is read, so that loading the library stays cheap. */
function promql(): Parser {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  parser ??= (require('@prometheus-io/lezer-promql') as { parser: Parser }).parser;
  return parser;
}

/**
 * The parser for editors gives up on 300 operators of one kind in a row, which is too few for a rule about many canaries:
 * its count is set back as it goes (@lezer/lr 1.4, Rec.MaxLeftAssociativeReductionCount).
 */
function treeOf(text: string): Tree {
  const running = promql().startParse(text) as PartialParse & { bigReductionCount?: number };
  for (;;) {
    running.bigReductionCount = 0;
    const tree = running.advance();
    if (tree !== null) { return tree; }
  }
}

/** Of what is nested deeper the parser for editors makes mistakes. */
const DEEPEST = 1_000;

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const character of text) {
    if (character === '(') { deepest = Math.max(deepest, ++depth); } else if (character === ')') { depth--; }
  }
  return deepest;
}

function firstBroken(tree: Tree): { from: number; to: number } | undefined {
  let found: { from: number; to: number } | undefined;
  tree.iterate({ enter: (node) => { if (node.type.isError) { found ??= { from: node.from, to: node.to }; } return found === undefined; } });
  return found;
}

function unexpected(expr: string, { from }: { from: number }): string {
  const rest = expr.slice(from).trimStart();
  if (rest === '') { return 'unexpected end of input'; }
  const called = rest.startsWith('(') ? /([A-Za-z_:][\w:]*)\s*$/.exec(expr.slice(0, from))?.[1] : undefined;
  if (called !== undefined) {
    return EXPERIMENTAL_FUNCTIONS.has(called) ? `function "${called}" is not enabled` : FUNCTIONS.has(called) || AGGREGATIONS.has(called.toLowerCase()) ? 'unexpected "("' : `unknown function with name "${called}"`;
  }
  const word = /^([\w:.]+|[=!<>~]+|.)/su.exec(rest)?.[0] ?? rest;
  return `unexpected ${JSON.stringify(word)}`;
}

class Reader {
  public readonly mistakes: SyntaxMistake[] = [];

  public constructor(private readonly expr: string) {}

  public expression(node: SyntaxNode): ExprNode {
    const place = { from: node.from, to: node.to };
    switch (node.name) {
      case 'NumberDurationLiteral': return { kind: 'number', value: this.number(node), ...place };
      case 'StringLiteral': return { kind: 'string', value: this.string(node), ...place };
      case 'ParenExpr': return { kind: 'paren', expr: this.below(node), ...place };
      case 'UnaryExpr': return { kind: 'unary', op: this.text(node.firstChild) === '-' ? '-' : '+', expr: this.below(node), ...place };
      case 'VectorSelector': return this.vector(node);
      case 'MatrixSelector': return this.matrix(node);
      case 'SubqueryExpr': return this.subquery(node);
      case 'OffsetExpr': case 'StepInvariantExpr': return this.shifted(node);
      case 'AnchoredExpr': case 'SmoothedExpr': this.refuse(node, 'the modifiers anchored and smoothed are experimental and not enabled'); return this.below(node);
      case 'FunctionCall': return this.call(node);
      case 'AggregateExpr': return this.aggregate(node);
      case 'BinaryExpr': return this.binary(node);
      default: this.refuse(node, `unexpected ${JSON.stringify(this.text(node))}`); return { kind: 'string', value: '', ...place };
    }
  }

  private vector(node: SyntaxNode): VectorNode {
    const name = node.getChild('Identifier');
    const matchers: LabelMatcher[] = [];
    let metric = name === null ? undefined : this.text(name);
    for (const each of list(node.getChild('LabelMatchers'))) {
      if (each.name === 'QuotedLabelName') {
        const quoted = this.string(each.firstChild ?? each);
        if (metric !== undefined) { this.refuse(node, `metric name must not be set twice: ${JSON.stringify(metric)} or ${JSON.stringify(quoted)}`); }
        metric ??= quoted;
      } else if (each.name === 'UnquotedLabelMatcher' || each.name === 'QuotedLabelMatcher') {
        matchers.push(this.matcher(each));
      }
    }
    if (name !== null && matchers.some(({ label }) => label === '__name__')) { this.refuse(node, 'metric name must not be set twice'); }
    return { kind: 'vector', metric, matchers, from: node.from, to: node.to };
  }

  private matcher(node: SyntaxNode): LabelMatcher {
    const [name, op, value] = list(node);
    const label = name === undefined ? '' : name.name === 'QuotedLabelName' ? this.string(name.firstChild ?? name) : this.text(name);
    return {
      label, op: this.text(op) as LabelMatcher['op'], value: value === undefined ? '' : this.string(value),
      offset: node.from, valueOffset: (value?.from ?? node.from) + 1, from: node.from, to: node.to,
    };
  }

  private matrix(node: SyntaxNode): ExprNode {
    const seconds = this.duration(node.getChild('DurationExpr'), true);
    return atEnd(this.below(node), node.to, (inner) => this.rangeOf(node, inner, seconds));
  }

  private rangeOf(node: SyntaxNode, inner: ExprNode, seconds: number): ExprNode {
    if (inner.kind !== 'vector') {
      this.refuse(node, 'ranges only allowed for vector selectors');
      return inner;
    }
    if (inner.shift?.offset !== undefined && inner.shift.offset !== 0) { this.refuse(node, 'no offset modifiers allowed before range'); }
    if (inner.shift?.at === true) { this.refuse(node, 'no @ modifiers allowed before range'); }
    return { kind: 'matrix', vector: inner, seconds, from: inner.from, to: node.to };
  }

  private subquery(node: SyntaxNode): ExprNode {
    node.getChildren('DurationExpr').forEach((each) => this.duration(each, true));
    return atEnd(this.below(node), node.to, (expr) => ({ kind: 'subquery', expr, from: expr.from, to: node.to }));
  }

  private shifted(node: SyntaxNode): ExprNode {
    return atEnd(this.below(node), node.to, (inner) => this.shiftOf(node, inner));
  }

  private shiftOf(node: SyntaxNode, inner: ExprNode): ExprNode {
    const isOffset = node.name === 'OffsetExpr';
    const offset = isOffset ? this.duration(node.getChild('OffsetDurationExpr'), false) : undefined;
    const carrier = inner.kind === 'matrix' ? inner.vector : inner;
    if (carrier.kind !== 'vector' && carrier.kind !== 'subquery') {
      this.refuse(node, `${isOffset ? 'offset' : '@'} modifier must be preceded by an instant vector selector or range vector selector or a subquery`);
      return inner;
    }
    const { shift } = carrier;
    if (isOffset && shift?.offset !== undefined && shift.offset !== 0) { this.refuse(node, 'offset may not be set multiple times'); }
    if (!isOffset && shift?.at === true) { this.refuse(node, '@ <timestamp> may not be set multiple times'); }
    const both: Shift = { offset: offset ?? shift?.offset, at: shift?.at === true || !isOffset };
    const place = { from: inner.from, to: node.to };
    if (inner.kind === 'matrix') { return { ...inner, vector: { ...inner.vector, shift: both }, ...place }; }
    return { ...carrier, shift: both, ...place };
  }

  private call(node: SyntaxNode): ExprNode {
    const name = this.text(node.getChild('FunctionIdentifier'));
    if (EXPERIMENTAL_FUNCTIONS.has(name)) {
      this.refuse(node, `function "${name}" is not enabled`);
    } else if (!FUNCTIONS.has(name)) {
      this.refuse(node, `unknown function with name "${name}"`);
    }
    return { kind: 'call', name, args: this.arguments(node), from: node.from, to: node.to };
  }

  private arguments(node: SyntaxNode): ExprNode[] {
    return list(node.getChild('FunctionCallBody')).filter((each) => !PUNCTUATION.has(each.name)).map((each) => this.expression(each));
  }

  private aggregate(node: SyntaxNode): ExprNode {
    const op = this.text(node.getChild('AggregateOp')).toLowerCase();
    const args = this.arguments(node);
    const modifier = node.getChild('AggregateModifier');
    const labels = modifier === null ? undefined : this.labels(modifier.getChild('GroupingLabels'));
    const isBy = modifier?.getChild('By') !== null && modifier !== null;
    const expected = AGGREGATIONS.get(op) === undefined ? 1 : 2;
    if (args.length !== expected) {
      this.refuse(node, args.length === 0 ? 'no arguments for aggregate expression provided' : `wrong number of arguments for aggregate expression provided, expected ${expected}, got ${args.length}`);
    }
    return {
      kind: 'aggregate', op, expr: args[expected - 1] ?? args.at(-1) ?? { kind: 'number', value: NaN, from: node.from, to: node.to },
      param: expected === 2 ? args[0] : undefined,
      by: isBy ? labels : undefined, without: isBy ? undefined : labels, from: node.from, to: node.to,
    };
  }

  private binary(node: SyntaxNode): ExprNode {
    const parts = list(node);
    const [left, op] = parts;
    const right = parts.at(-1);
    const clause = node.getChild('MatchingModifierClause');
    const [matching, include] = clause === null ? [] : clause.getChildren('GroupingLabels');
    const isOn = clause !== null && clause.getChild('On') !== null;
    const names = matching === undefined ? undefined : this.labels(matching);
    if (node.getChild('FillModifier') !== null) { this.refuse(node, 'binop fill modifiers are experimental and not enabled'); }
    const group = clause?.getChild('GroupLeft') ? 'left' : clause?.getChild('GroupRight') ? 'right' : undefined;
    const name = this.text(op).toLowerCase();
    const operand = this.expression(right ?? node);
    const rest: Omit<BinaryNode, 'left' | 'from'> = {
      kind: 'binary', op: name, opOffset: op?.from ?? node.from, right: operand, bool: node.getChild('BoolModifier') !== null,
      on: isOn ? names : undefined, ignoring: isOn ? undefined : names, group,
      include: include === undefined ? [] : this.labels(include), to: node.to,
    };
    if (name === '</' || name === '>/') { this.refuse(op ?? node, `unexpected ${JSON.stringify(name)}`); }
    return behind(this.expression(left ?? node), rest, this.expr);
  }

  private labels(node: SyntaxNode | null): LabelName[] {
    return list(node).flatMap((each) => each.name === 'LabelName' ? [{ name: this.text(each), offset: each.from }]
      : each.name === 'QuotedLabelName' ? [{ name: this.string(each.firstChild ?? each), offset: each.from + 1 }] : []);
  }

  /** The expression below a node that has one. */
  private below(node: SyntaxNode): ExprNode {
    const inner = list(node).find((each) => EXPRESSIONS.has(each.name));
    return inner === undefined ? { kind: 'string', value: '', from: node.from, to: node.to } : this.expression(inner);
  }

  private duration(node: SyntaxNode | null, positive: boolean): number {
    const text = node === null ? '' : this.text(node).replace(/^([+-])\s*/, '$1');
    const seconds = /^[+-]/.test(text) ? (readNumber(text.slice(1)) ?? NaN) * (text.startsWith('-') ? -1 : 1) : readNumber(text);
    if (node === null) { return NaN; }
    if (seconds === undefined || Number.isNaN(seconds)) {
      this.refuse(node, /^[+-]?\d[\w.]*$/.test(text) ? `not a valid duration: ${JSON.stringify(text)}` : 'experimental duration expression is not enabled');
      return NaN;
    }
    if (positive && seconds <= 0) { this.refuse(node, 'duration must be greater than 0'); }
    if (Math.abs(seconds) > 9_223_372_036) { this.refuse(node, 'duration out of range'); }
    return seconds;
  }

  private number(node: SyntaxNode): number {
    const text = this.text(node).replace(/^([+-])\s*/, '$1');
    const value = /^[+-]/.test(text) ? readNumber(text.slice(1)) : readNumber(text);
    if (value === undefined) { this.refuse(node, `bad number or duration syntax: ${JSON.stringify(text)}`); return NaN; }
    return text.startsWith('-') ? -value : value;
  }

  private string(node: SyntaxNode): string {
    const literal = this.text(node);
    const value = unquote(literal);
    if (value === undefined) { this.refuse(node, literal.length > 1 && literal.endsWith(literal[0] ?? '') ? `the string ${literal} has an escape sequence that Go does not know` : 'unterminated quoted string'); }
    return value ?? literal.slice(1);
  }

  private text(node: SyntaxNode | null | undefined): string {
    return node === null || node === undefined ? '' : this.expr.slice(node.from, node.to);
  }

  private refuse(node: SyntaxNode, message: string): void {
    this.mistakes.push({ message, offset: node.from });
  }
}

/**
 * The grammar for editors lets a range, an offset and @ belong to everything before them; Prometheus lets them belong to the
 * operand before them.
 */
function atEnd(node: ExprNode, to: number, change: (operand: ExprNode) => ExprNode): ExprNode {
  if (node.kind === 'binary') { return { ...node, right: atEnd(node.right, to, change), to }; }
  return node.kind === 'unary' ? { ...node, expr: atEnd(node.expr, to, change), to } : change(node);
}

/** How tightly an operator binds. Source: prometheus v3.15.0 promql/parser/generated_parser.y. */
const TIGHTNESS: Readonly<Record<string, number>> = { 'or': 1, 'and': 2, 'unless': 2, '+': 4, '-': 4, '*': 5, '/': 5, '%': 5, 'atan2': 5, '^': 6 };

function tightness(op: string): number {
  return TIGHTNESS[op] ?? 3;
}

/**
 * Puts an operator behind what stands before it. What an offset or a sign has bound too early in the grammar for editors is
 * bound again as Prometheus does it.
 */
function behind(left: ExprNode, rest: Omit<BinaryNode, 'left' | 'from'>, expr: string): ExprNode {
  if (left.kind === 'binary' && (tightness(left.op) < tightness(rest.op) || (rest.op === '^' && left.op === '^'))) {
    return { ...left, right: behind(left.right, rest, expr), to: rest.to };
  }
  if (rest.op === '^' && left.kind === 'unary') { return { ...left, expr: behind(left.expr, rest, expr), to: rest.to }; }
  const sign = expr[left.from];
  if (rest.op === '^' && left.kind === 'number' && (sign === '-' || sign === '+')) {
    const power: BinaryNode = { ...rest, left: { ...left, value: Math.abs(left.value) }, from: left.from };
    return { kind: 'unary', op: sign, expr: power, from: left.from, to: rest.to };
  }
  return { ...rest, left, from: left.from };
}

const PUNCTUATION: ReadonlySet<string> = new Set(['(', ')', ',']);
const EXPRESSIONS: ReadonlySet<string> = new Set([
  'AggregateExpr', 'BinaryExpr', 'FunctionCall', 'MatrixSelector', 'NumberDurationLiteral', 'OffsetExpr', 'AnchoredExpr', 'SmoothedExpr',
  'ParenExpr', 'StringLiteral', 'SubqueryExpr', 'UnaryExpr', 'VectorSelector', 'StepInvariantExpr',
]);

function list(node: SyntaxNode | null): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let each = node?.firstChild ?? null; each !== null; each = each.nextSibling) { found.push(each); }
  return found;
}
