/** An assembly of jsii, as far as its names and types go. Source: @jsii/spec, `Assembly`. */
export interface Assembly {
  readonly name: string;
  readonly types?: { readonly [fqn: string]: ApiType };
}

interface ApiType {
  readonly kind: 'class' | 'interface' | 'enum';
  readonly fqn: string;
  readonly abstract?: boolean;
  readonly base?: string;
  readonly interfaces?: readonly string[];
  /** Of an interface: only data, given by whoever calls. */
  readonly datatype?: boolean;
  readonly docs?: Docs;
  readonly initializer?: Callable;
  readonly methods?: readonly Method[];
  readonly properties?: readonly Property[];
  readonly members?: readonly { readonly name: string; readonly docs?: Docs }[];
}

interface Docs { readonly deprecated?: string; readonly stability?: string }

interface Callable { readonly docs?: Docs; readonly parameters?: readonly Parameter[]; readonly protected?: boolean; readonly variadic?: boolean }

interface Method extends Callable { readonly name: string; readonly abstract?: boolean; readonly static?: boolean; readonly returns?: { readonly optional?: boolean; readonly type: TypeReference } }

interface Parameter { readonly name: string; readonly optional?: boolean; readonly variadic?: boolean; readonly type: TypeReference }

interface Property {
  readonly name: string;
  readonly abstract?: boolean;
  readonly const?: boolean;
  readonly docs?: Docs;
  readonly immutable?: boolean;
  readonly optional?: boolean;
  readonly protected?: boolean;
  readonly static?: boolean;
  readonly type: TypeReference;
}

type TypeReference =
  | { readonly fqn: string }
  | { readonly primitive: string }
  | { readonly collection: { readonly kind: 'array' | 'map'; readonly elementtype: TypeReference } }
  | { readonly union: { readonly types: readonly TypeReference[] } };

/**
 * Every public name of the package with its type, a line each: `struct` is an interface that only holds data, `must` a member that
 * whoever implements the type has to have.
 */
export function apiEntries(assembly: Assembly): string[] {
  return Object.values(assembly.types ?? {}).flatMap((type) => entriesOf(type, (fqn) => fqn.replace(`${assembly.name}.`, '')));
}

/** Of an entry the name of its type, and the member's where it is one: `flagger.Target`, `deployment`. */
export function nameOf(entry: string): { readonly type: string; readonly member?: string } {
  const [, name = entry] = /^(?:(?:class|abstract class|struct|interface|enum) )?([\w.]+)/.exec(entry) ?? [];
  const [, type, member] = /^(.*?[A-Z]\w*)(?:\.(\w+))?$/.exec(name) ?? [];
  return { type: type ?? name, ...(member !== undefined && { member }) };
}

function entriesOf(type: ApiType, short: (fqn: string) => string): string[] {
  const name = short(type.fqn);
  const kind = type.kind === 'interface' && type.datatype === true ? 'struct' : type.kind;
  const bases = [...type.base === undefined ? [] : [type.base], ...type.interfaces ?? []].map(short);
  const must = (abstract = false): string => abstract && kind !== 'struct' ? ' [must]' : '';
  return [
    `${type.kind === 'class' && type.abstract === true ? 'abstract ' : ''}${kind} ${name}${bases.length === 0 ? '' : ` < ${bases.join(', ')}`}${marks(type.docs)}`,
    ...type.initializer === undefined ? [] : [`${name}.new(${parameters(type.initializer, short)})${marks(type.initializer.docs, type.initializer.protected)}`],
    ...(type.members ?? []).map((member) => `${name}.${member.name}${marks(member.docs)}`),
    ...(type.properties ?? []).map((each) => `${name}.${each.name}${each.optional === true ? '?' : ''}: ${text(each.type, short)}${each.immutable === true ? '' : ' [writable]'}${
      each.static === true ? ' [static]' : must(each.abstract)}${marks(each.docs, each.protected)}`),
    ...(type.methods ?? []).map((each) => `${name}.${each.name}(${parameters(each, short)}): ${
      each.returns === undefined ? 'void' : `${text(each.returns.type, short)}${each.returns.optional === true ? ' | undefined' : ''}`}${
      each.static === true ? ' [static]' : must(each.abstract)}${marks(each.docs, each.protected)}`),
  ];
}

function parameters(callable: Callable, short: (fqn: string) => string): string {
  return (callable.parameters ?? []).map((each) => `${each.variadic === true ? '...' : ''}${each.name}${each.optional === true ? '?' : ''}: ${text(each.type, short)}`).join(', ');
}

function marks(docs: Docs = {}, isProtected = false): string {
  return `${isProtected ? ' [protected]' : ''}${docs.deprecated === undefined ? '' : ' [deprecated]'}`;
}

function text(type: TypeReference, short: (fqn: string) => string): string {
  if ('fqn' in type) { return short(type.fqn); }
  if ('primitive' in type) { return type.primitive; }
  if ('union' in type) { return type.union.types.map((each) => text(each, short)).join(' | '); }
  return `${type.collection.kind}<${text(type.collection.elementtype, short)}>`;
}
