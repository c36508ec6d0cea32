/** A part of an expression, and where it stands in the text. */
interface Part {
  readonly from: number;
  readonly to: number;
}

export interface LabelMatcher extends Part {
  readonly label: string;
  readonly op: '=' | '!=' | '=~' | '!~';
  readonly value: string;
  /** Where the label's name begins. */
  readonly offset: number;
  /** Where the value's text begins, behind its quotation mark. */
  readonly valueOffset: number;
}

/** A label's name in `by`, `without`, `on`, `ignoring`, `group_left`. */
export interface LabelName {
  readonly name: string;
  readonly offset: number;
}

export interface NumberNode extends Part { readonly kind: 'number'; readonly value: number }
export interface StringNode extends Part { readonly kind: 'string'; readonly value: string }
export interface VectorNode extends Part {
  readonly kind: 'vector';
  readonly metric?: string;
  /** Those of the braces. */
  readonly matchers: readonly LabelMatcher[];
  readonly shift?: Shift;
}
export interface MatrixNode extends Part { readonly kind: 'matrix'; readonly vector: VectorNode; readonly seconds: number }
export interface SubqueryNode extends Part { readonly kind: 'subquery'; readonly expr: ExprNode; readonly shift?: Shift }
export interface CallNode extends Part { readonly kind: 'call'; readonly name: string; readonly args: readonly ExprNode[] }
export interface AggregateNode extends Part {
  readonly kind: 'aggregate';
  readonly op: string;
  readonly param?: ExprNode;
  readonly expr: ExprNode;
  readonly by?: readonly LabelName[];
  readonly without?: readonly LabelName[];
}
export interface BinaryNode extends Part {
  readonly kind: 'binary';
  readonly op: string;
  /** Where the operator stands. */
  readonly opOffset: number;
  readonly left: ExprNode;
  readonly right: ExprNode;
  readonly bool: boolean;
  readonly on?: readonly LabelName[];
  readonly ignoring?: readonly LabelName[];
  readonly group?: 'left' | 'right';
  readonly include: readonly LabelName[];
}
export interface UnaryNode extends Part { readonly kind: 'unary'; readonly op: '-' | '+'; readonly expr: ExprNode }
export interface ParenNode extends Part { readonly kind: 'paren'; readonly expr: ExprNode }

/** `offset` and `@`: the value of another time. */
export interface Shift { readonly offset?: number; readonly at: boolean }

export type ExprNode = NumberNode | StringNode | VectorNode | MatrixNode | SubqueryNode | CallNode | AggregateNode | BinaryNode | UnaryNode | ParenNode;

export const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', '>', '<', '>=', '<=']);
export const SETS: ReadonlySet<string> = new Set(['and', 'or', 'unless']);

/** The parts below. */
export function children(node: ExprNode): readonly ExprNode[] {
  switch (node.kind) {
    case 'matrix': return [node.vector];
    case 'subquery': case 'unary': case 'paren': return [node.expr];
    case 'call': return node.args;
    case 'aggregate': return node.param === undefined ? [node.expr] : [node.param, node.expr];
    case 'binary': return [node.left, node.right];
    default: return [];
  }
}

/** The node itself and everything below it. */
export function everything(node: ExprNode): ExprNode[] {
  const found: ExprNode[] = [];
  const rest: ExprNode[] = [node];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    found.push(next);
    rest.push(...[...children(next)].reverse());
  }
  return found;
}

/** The node without the parentheses around it. */
export function bare(node: ExprNode): ExprNode {
  let inner = node;
  while (inner.kind === 'paren') { inner = inner.expr; }
  return inner;
}
