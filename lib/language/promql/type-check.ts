import { entry, Kept } from '../../kept';
import { re2 } from '../../re2';
import { AGGREGATIONS, EXPERIMENTAL_AGGREGATIONS, FUNCTIONS, ValueType } from './functions';
import { BinaryNode, CallNode, COMPARISONS, everything, ExprNode, SETS, VectorNode } from './node';
import { SyntaxMistake } from './parse';

/** What Prometheus refuses of an expression whose syntax is right. Source: prometheus v3.15.0 promql/parser/parse.go (checkAST). */
export function check(root: ExprNode): readonly SyntaxMistake[] {
  return entry(checked, root, () => checkAnew(root));
}

const checked = new WeakMap<ExprNode, readonly SyntaxMistake[]>();

function checkAnew(root: ExprNode): SyntaxMistake[] {
  return everything(root).flatMap((node): SyntaxMistake[] => {
    switch (node.kind) {
      case 'vector': return inVector(node);
      case 'aggregate': return [
        ...(EXPERIMENTAL_AGGREGATIONS.has(node.op) ? [at(node, `${node.op}() is experimental and must be enabled`)] : []),
        ...expected(node.expr, 'vector', 'aggregation expression'),
        ...(node.param === undefined ? [] : expected(node.param, AGGREGATIONS.get(node.op) ?? 'scalar', 'aggregation parameter')),
      ];
      case 'call': return inCall(node);
      case 'binary': return inBinary(node);
      case 'unary': return ['scalar', 'vector'].includes(typeOf(node.expr)) ? [] : [at(node, `unary expression only allowed on expressions of type scalar or instant vector, got "${SPOKEN[typeOf(node.expr)]}"`)];
      case 'subquery': return typeOf(node.expr) === 'vector' ? [] : [at(node, `subquery is only allowed on instant vector, got ${SPOKEN[typeOf(node.expr)]} instead`)];
      default: return [];
    }
  });
}

const types = new WeakMap<ExprNode, ValueType>();

/** What an expression gives. */
export function typeOf(node: ExprNode): ValueType {
  return entry(types, node, () => typeOfAnew(node));
}

function typeOfAnew(node: ExprNode): ValueType {
  switch (node.kind) {
    case 'number': return 'scalar';
    case 'string': return 'string';
    case 'vector': case 'aggregate': return 'vector';
    case 'matrix': case 'subquery': return 'matrix';
    case 'call': return FUNCTIONS.get(node.name)?.returns ?? 'vector';
    case 'binary': return typeOf(node.left) === 'scalar' && typeOf(node.right) === 'scalar' ? 'scalar' : 'vector';
    case 'unary': case 'paren': return typeOf(node.expr);
  }
}

/** As Prometheus calls them. */
export const SPOKEN: Readonly<Record<ValueType, string>> = { scalar: 'scalar', vector: 'instant vector', matrix: 'range vector', string: 'string' };

function at({ from }: { from: number }, message: string): SyntaxMistake {
  return { message, offset: from };
}

function expected(node: ExprNode, want: ValueType, where: string): SyntaxMistake[] {
  const got = typeOf(node);
  return got === want ? [] : [at(node, `expected type ${SPOKEN[want]} in ${where}, got ${SPOKEN[got]}`)];
}

function inVector(node: VectorNode): SyntaxMistake[] {
  const bad = node.matchers.flatMap(({ op, value, valueOffset }) => {
    if (op !== '=~' && op !== '!~') { return []; }
    const why = regexMistake(value);
    return why === undefined ? [] : [{ message: `the regular expression ${JSON.stringify(value)} is none that RE2 reads: ${why}`, offset: valueOffset }];
  });
  const empty = node.metric === undefined && bad.length === 0 && node.matchers.every(({ op, value }) => matches(op, value, ''));
  return [...bad, ...(empty ? [at(node, 'vector selector must contain at least one non-empty matcher')] : [])];
}

function regexMistake(value: string): string | undefined {
  return regexMistakes.get(value, () => {
    try {
      re2('', value);
      return {};
    } catch (error) {
      return { why: /none that RE2 reads: ([^\n]*)/.exec((error as Error).message)?.[1] ?? 'invalid' };
    }
  }).why;
}

const regexMistakes = new Kept<{ readonly why?: string }>(10_000);

/** Whether a label with this value passes a matcher; undefined for a regular expression that is none. */
export function matches(op: string, value: string, label: string): boolean | undefined {
  if (op === '=') { return label === value; }
  if (op === '!=') { return label !== value; }
  const regex = compiled(value);
  return regex === undefined ? undefined : regex.test(label) === (op === '=~');
}

const regexes = new Kept<{ readonly regex?: RegExp }>(10_000);

function compiled(value: string): RegExp | undefined {
  return regexes.get(value, () => {
    // In Prometheus, unlike in Alertmanager, the dot matches a line feed as well (model/labels/regexp.go).
    try { return { regex: re2('', `(?s:${value})`) }; } catch { return {}; }
  }).regex;
}

function inCall(node: CallNode): SyntaxMistake[] {
  const known = FUNCTIONS.get(node.name);
  if (known === undefined) { return []; }
  const { args, variadic } = known;
  const count = node.args.length;
  const least = variadic === 0 ? args.length : args.length - 1;
  const most = variadic === 0 ? args.length : variadic < 0 ? Infinity : args.length - 1 + variadic;
  return [
    ...(variadic === 0 && count !== least ? [at(node, `expected ${least} argument(s) in call to "${node.name}", got ${count}`)]
      : count < least ? [at(node, `expected at least ${least} argument(s) in call to "${node.name}", got ${count}`)]
        : count > most ? [at(node, `expected at most ${most} argument(s) in call to "${node.name}", got ${count}`)] : []),
    ...node.args.flatMap((each, index) => {
      const want = args[index] ?? (variadic === 0 ? undefined : args.at(-1));
      return want === undefined ? [] : expected(each, want, `call to function "${node.name}"`);
    }),
  ];
}

function inBinary(node: BinaryNode): SyntaxMistake[] {
  const left = typeOf(node.left);
  const right = typeOf(node.right);
  const found: SyntaxMistake[] = [];
  const sides: [ExprNode, ValueType][] = [[node.left, left], [node.right, right]];
  const matching = [...(node.on ?? []), ...(node.ignoring ?? [])];
  if (node.bool && !COMPARISONS.has(node.op)) { found.push(at(node.right, 'bool modifier can only be used on comparison operators')); }
  if (COMPARISONS.has(node.op) && !node.bool && left === 'scalar' && right === 'scalar') { found.push(at(node.right, 'comparisons between scalars must use BOOL modifier')); }
  for (const { name, offset } of node.include) {
    if (node.on?.some((each) => each.name === name) === true) { found.push({ message: `label "${name}" must not occur in ON and GROUP clause at once`, offset }); }
  }
  for (const [side, type] of sides) {
    if (type !== 'scalar' && type !== 'vector') { found.push(at(side, `binary expression must contain only scalar and instant vector types, got ${SPOKEN[type]}`)); }
  }
  if ((left !== 'vector' || right !== 'vector') && matching.length > 0) { found.push(at(node, 'vector matching only allowed between instant vectors')); }
  if (SETS.has(node.op)) {
    if (left === 'scalar' || right === 'scalar') {
      found.push(at(left === 'scalar' ? node.left : node.right, `set operator "${node.op}" not allowed in binary scalar expression`));
    } else if (node.group !== undefined) {
      found.push(at(node, `no grouping allowed for "${node.op}" operation`));
    }
  }
  return found;
}
