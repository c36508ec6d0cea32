import * as ts from 'typescript';

/**
 * A compiled module that loads what it requires when it first uses it. What TypeScript emits at the top of a module,
 *
 *     const y_1 = require("./y");
 *
 * becomes a function that requires it once, and each `y_1` behind it a call. A module that is only re-exported is loaded when one of its names is asked for.
 * (jsii's own library does the same: aws-cdk-lib, scripts/lazify.)
 *
 * @param source The module, bound, so that names can be told from those that only look the same.
 * @param checker Of its program.
 * @param namesOf The names that a module exports, of those that are re-exported as a whole.
 */
export function lazyModule(source: ts.SourceFile, checker: ts.TypeChecker, namesOf: (request: string) => readonly string[]): string {
  const edits: Edit[] = [];
  const lazy = new Set<ts.Symbol>();
  const declared = new Set<ts.Node>();
  const own = new Set<string>();
  const shared = new Map<string, string>();
  for (const statement of source.statements) {
    const required = requiredAs(statement);
    if (required !== undefined) {
      const symbol = checker.getSymbolAtLocation(required.name);
      if (symbol === undefined) { continue; }
      lazy.add(symbol);
      declared.add(required.name);
      const { text } = required.name;
      edits.push({ from: statement.getStart(), to: statement.end, text: `let ${text} = () => { const loaded = ${required.value.getText()}; ${text} = () => loaded; return loaded; };` });
      continue;
    }
    const request = sharedFrom(statement);
    if (request !== undefined) {
      const names = namesOf(request);
      for (const name of names) { if (!shared.has(name)) { shared.set(name, request); } }
      edits.push({ from: statement.getStart(), to: statement.end, text: names.map((name) => getter(name, `require(${JSON.stringify(request)}).${name}`)).join(' ') });
      continue;
    }
    const namespace = namespaceOf(statement);
    if (namespace !== undefined) {
      own.add(namespace.name);
      edits.push({ from: statement.getStart(), to: statement.end, text: getter(namespace.name, namespace.value.getText()) });
    }
  }
  visitReferences(source, checker, lazy, declared, edits);
  const exported = [...shared.keys(), ...own];
  // Node reads the names of a CommonJS module out of its text, where somebody imports them by name.
  const names = exported.length === 0 ? '' : `0 && (module.exports = { ${exported.join(', ')} });\n`;
  return applied(source.text, edits) + names;
}

interface Edit { readonly from: number; readonly to: number; readonly text: string }

/**
 * Not `Object.defineProperty(exports, …)`, as TypeScript writes it: Node 20 looks for that in the text, does not know this kind of getter, and then
 * takes the name from those that can be imported (cjs-module-lexer, unsafeGetters).
 */
function getter(name: string, value: string): string {
  return `(0, Object.defineProperty)(exports, "${name}", { enumerable: true, configurable: true, get: () => ${value} });`;
}

/** `const x = require("…")`, with or without what TypeScript puts around it. */
function requiredAs(statement: ts.Statement): { readonly name: ts.Identifier; readonly value: ts.Expression } | undefined {
  if (!ts.isVariableStatement(statement) || statement.declarationList.declarations.length !== 1) { return undefined; }
  const { name, initializer } = statement.declarationList.declarations[0] as ts.VariableDeclaration;
  return initializer !== undefined && ts.isIdentifier(name) && requestIn(initializer) !== undefined ? { name, value: initializer } : undefined;
}

function requestIn(value: ts.Expression): string | undefined {
  if (!ts.isCallExpression(value) || !ts.isIdentifier(value.expression)) { return undefined; }
  const [argument] = value.arguments;
  if (argument === undefined) { return undefined; }
  if (value.expression.text === 'require') { return ts.isStringLiteral(argument) ? argument.text : undefined; }
  return ['__importStar', '__importDefault'].includes(value.expression.text) ? requestIn(argument) : undefined;
}

/** `__exportStar(require("…"), exports);` */
function sharedFrom(statement: ts.Statement): string | undefined {
  if (!ts.isExpressionStatement(statement) || !ts.isCallExpression(statement.expression)) { return undefined; }
  const { expression, arguments: [argument] } = statement.expression;
  return ts.isIdentifier(expression) && expression.text === '__exportStar' && argument !== undefined ? requestIn(argument) : undefined;
}

/** `exports.x = __importStar(require("…"));` */
function namespaceOf(statement: ts.Statement): { readonly name: string; readonly value: ts.Expression } | undefined {
  if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) { return undefined; }
  const { left, right } = statement.expression;
  return ts.isPropertyAccessExpression(left) && left.expression.getText() === 'exports' && requestIn(right) !== undefined ? { name: left.name.text, value: right } : undefined;
}

function visitReferences(source: ts.SourceFile, checker: ts.TypeChecker, lazy: ReadonlySet<ts.Symbol>, declared: ReadonlySet<ts.Node>, edits: Edit[]): void {
  const names = new Set([...lazy].map(({ name }) => name));
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && names.has(node.text) && !declared.has(node)) {
      const { parent } = node;
      if (ts.isShorthandPropertyAssignment(parent)) {
        const symbol = checker.getShorthandAssignmentValueSymbol(parent);
        if (symbol !== undefined && lazy.has(symbol)) { edits.push({ from: node.end, to: node.end, text: `: ${node.text}()` }); }
      } else if (!(ts.isPropertyAccessExpression(parent) && parent.name === node)) {
        const symbol = checker.getSymbolAtLocation(node);
        if (symbol !== undefined && lazy.has(symbol)) { edits.push({ from: node.getStart(), to: node.end, text: isConstructed(node) ? `(${node.text}())` : `${node.text}()` }); }
      }
    }
    ts.forEachChild(node, visit);
  };
  source.statements.filter((statement) => requiredAs(statement) === undefined).forEach(visit);
}

/** `new x.Y()`: without brackets, what is called would be what is constructed. */
function isConstructed(node: ts.Expression): boolean {
  const { parent } = node;
  return ts.isNewExpression(parent) ? parent.expression === node : ts.isPropertyAccessExpression(parent) && parent.expression === node && isConstructed(parent);
}

function applied(text: string, edits: readonly Edit[]): string {
  let [result, at] = ['', 0];
  for (const { from, to, text: replacement } of [...edits].sort((one, other) => one.from - other.from)) {
    result += text.slice(at, from) + replacement;
    at = to;
  }
  return result + text.slice(at);
}
