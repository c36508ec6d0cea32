import ts from 'typescript';

/**
 * The names and types that a module exports which jsii does not compile, because it is for TypeScript alone (the matcher, the plugin of
 * cdk8s-cli), in the same form as `apiEntries`.
 */
export function moduleEntries(prefix: string, file: string): string[] {
  const program = ts.createProgram([file], { module: ts.ModuleKind.Node20, strict: true, skipLibCheck: true, types: ['node'] });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  if (module === undefined) { throw new Error(`${file} exports nothing: npm run build`); }
  const flags = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.InTypeAlias;
  const shown = (type: ts.Type): string => checker.typeToString(type, undefined, flags);
  const callable = (name: string, signatures: readonly ts.Signature[]): string[] =>
    signatures.map((signature) => `${name}${checker.signatureToString(signature, undefined, flags)}`);
  const members = (name: string, type: ts.Type): string[] => checker.getPropertiesOfType(type).flatMap((property) => {
    const of = checker.getTypeOfSymbol(property);
    if (ts.getCombinedModifierFlags(property.valueDeclaration as ts.Declaration) & ts.ModifierFlags.Private) { return []; }
    if (property.flags & ts.SymbolFlags.Method) { return callable(`${name}.${property.name}`, of.getCallSignatures()); }
    const optional = (property.flags & ts.SymbolFlags.Optional) !== 0;
    return [`${name}.${property.name}${optional ? '?' : ''}: ${shown(optional ? checker.getNonNullableType(of) : of)}`];
  });
  return checker.getExportsOfModule(module).flatMap((symbol) => {
    const name = `${prefix}.${symbol.name}`;
    if (symbol.flags & ts.SymbolFlags.Function) { return callable(name, checker.getTypeOfSymbol(symbol).getCallSignatures()); }
    const type = checker.getDeclaredTypeOfSymbol(symbol);
    if (symbol.flags & ts.SymbolFlags.Class) {
      return [`class ${name}`, ...callable(`${name}.new`, checker.getTypeOfSymbol(symbol).getConstructSignatures()), ...members(name, type)];
    }
    return [`struct ${name}`, ...members(name, type)];
  });
}
