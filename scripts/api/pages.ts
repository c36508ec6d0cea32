import { ApiType, Assembly, Docs, Method, Parameter, Property, TypeReference } from './assembly';

/** The room whose page is the index: what is exported without a namespace. */
const MAIN = 'README';

/** What the rooms refer to: in TypeScript it is exported without a namespace, too; other languages have it in this one (lib/jsii.ts). */
const BASE = 'base';

/** A page for each room, by its file's name: every type of the public API, in the words of its docstrings. */
export function apiPages(assembly: Assembly): ReadonlyMap<string, string> {
  const types = Object.values(assembly.types).sort((a, b) => a.name < b.name ? -1 : 1);
  const rooms = [...new Set(types.map(roomOf))].sort();
  return new Map(rooms.map((room) => [`${room}.md`, page(assembly, room, types, rooms)]));
}

function roomOf({ namespace }: ApiType): string {
  return namespace === undefined || namespace === BASE ? MAIN : namespace;
}

function page(assembly: Assembly, room: string, all: readonly ApiType[], rooms: readonly string[]): string {
  const types = all.filter((type) => roomOf(type) === room);
  const write = (type: ApiType): string => new TypeText(assembly, type, room).text();
  const listed = types.map((type) => `- [${type.name}](#${anchor(type.name)}) – ${firstSentence(type.docs)}`);
  const head = room === MAIN
    ? ['# API', '', `What \`import { … } from '${assembly.name}'\` gives, made from the docstrings by \`npm run docs:api\`. Each program has a room of its own: ${rooms.filter((each) => each !== MAIN).map((each) => `[${each}](${each}.md)`).join(', ')}.`]
    : [`# ${room}`, '', `What \`import { ${room} } from '${assembly.name}'\` gives. [All rooms](${MAIN}.md).`];
  return `${[...head, '', ...listed, '', ...types.map(write)].join('\n').trimEnd()}\n`;
}

/** One type. */
class TypeText {
  public constructor(private readonly assembly: Assembly, private readonly type: ApiType, private readonly room: string) {}

  public text(): string {
    const { type } = this;
    const body = type.kind === 'enum' ? (type.members ?? []).map(({ name, docs }) => `- \`${name}\`${sentence(docs)}`) : [...this.made(), ...this.properties(), ...this.methods()];
    return [`## ${type.name}`, '', this.family(), '', ...paragraphs(type.docs), '', ...body, ''].filter((each, at, lines) => each !== '' || lines[at - 1] !== '').join('\n');
  }

  /** What it is, and what it comes from. */
  private family(): string {
    const { kind, datatype, abstract, base, interfaces = [], namespace } = this.type;
    const word = kind === 'enum' ? 'Enum' : kind === 'class' ? `${abstract === true ? 'Abstract class' : 'Class'}` : datatype === true ? 'Properties' : 'Interface';
    const from = [...(base === undefined ? [] : [base]), ...interfaces].map((fqn) => this.reference({ fqn }));
    const elsewhere = namespace === BASE ? ` Other languages than TypeScript have it in \`${BASE}\`.` : '';
    return (from.length === 0 ? `*${word}.*` : `*${word}*, with all of ${from.join(' and ')}.`) + elsewhere;
  }

  private made(): string[] {
    const { initializer, name, abstract } = this.type;
    if (initializer === undefined || abstract === true) { return []; }
    return [`\`new ${name}(${names(initializer.parameters)})\``, '', ...this.parameters(initializer.parameters), ''];
  }

  private properties(): string[] {
    const { properties = [], name } = this.type;
    const open = properties.filter((each) => each.protected !== true);
    return open.length === 0 ? [] : [...open.map((each) => this.property(each, each.static === true ? `${name}.` : '')), ''];
  }

  private property({ name, type, optional, docs }: Property, prefix: string): string {
    const needed = this.type.datatype === true && optional !== true ? ', required' : optional === true && this.type.datatype !== true ? ', may be undefined' : '';
    return `- \`${prefix}${name}\`: ${this.reference(type)}${needed}${sentence(docs)}`;
  }

  private methods(): string[] {
    const open = (this.type.methods ?? []).filter((each) => each.protected !== true);
    return [...open.filter((each) => each.static === true), ...open.filter((each) => each.static !== true)].flatMap((each) => [...this.method(each), '']);
  }

  private method({ name, parameters, returns, docs, static: isStatic }: Method): string[] {
    const gives = returns === undefined ? '' : ` gives ${this.reference(returns.type)}${returns.optional === true ? ' or undefined' : ''}`;
    return [
      `\`${isStatic === true ? `${this.type.name}.` : ''}${name}(${names(parameters)})\`${gives}${sentence(docs)}`, '',
      ...this.parameters(parameters),
      ...(docs?.custom?.throws === undefined ? [] : [`- throws: ${flat(docs.custom.throws)}`]),
    ];
  }

  private parameters(parameters: readonly Parameter[] = []): string[] {
    return parameters.map(({ name, type, optional, variadic, docs }) => `- \`${name}\`: ${this.reference(type)}${variadic === true ? ', any number' : ''}${optional === true ? ', optional' : ''}${sentence(docs)}`);
  }

  /** A type as it is written, linked where it is ours. */
  private reference({ fqn, primitive, collection, union }: TypeReference): string {
    if (collection !== undefined) { return collection.kind === 'array' ? `list of ${this.reference(collection.elementtype)}` : `map to ${this.reference(collection.elementtype)}`; }
    if (union !== undefined) { return union.types.map((each) => this.reference(each)).join(' or '); }
    if (fqn === undefined) { return primitive ?? 'any'; }
    const own = this.assembly.types[fqn];
    if (own === undefined) { return `\`${fqn}\``; }
    const room = roomOf(own);
    return `[${room === this.room || room === MAIN ? own.name : `${room}.${own.name}`}](${room === this.room ? '' : `${room}.md`}#${anchor(own.name)})`;
  }
}

function names(parameters: readonly Parameter[] = []): string {
  return parameters.map(({ name, optional, variadic }) => `${variadic === true ? '...' : ''}${name}${optional === true ? '?' : ''}`).join(', ');
}

/** A heading's anchor, as GitHub makes it. */
function anchor(heading: string): string {
  return heading.toLowerCase();
}

function paragraphs(docs: Docs | undefined): string[] {
  return docs?.summary === undefined ? [] : [joined(docs)];
}

/** The whole of it in a line, with what holds where nothing is given. */
function sentence(docs: Docs | undefined): string {
  if (docs === undefined) { return ''; }
  const text = [joined(docs), docs.returns === undefined ? '' : flat(docs.returns), docs.deprecated === undefined ? '' : `Deprecated: ${flat(docs.deprecated)}`, defaultOf(docs.default)].filter((each) => each !== '').join(' ');
  return text === '' ? '' : ` – ${text}`;
}

/** jsii cuts a docstring after its first sentence. */
function joined({ summary = '', remarks = '' }: Docs): string {
  return [flat(summary), flat(remarks)].filter((each) => each !== '').join(' ');
}

/** jsdoc's way: code as it is, and words after a dash. */
function defaultOf(text: string | undefined): string {
  if (text === undefined) { return ''; }
  const words = /^-\s*(.*)$/s.exec(text)?.[1];
  return words === undefined ? `*Default:* \`${flat(text)}\`.` : `*Default:* ${flat(words)}${/[.!?]$/.test(words) ? '' : '.'}`;
}

function firstSentence(docs: Docs | undefined): string {
  return flat(docs?.summary ?? '');
}

/** A docstring is wrapped; `<` in it would be markup outside of code. */
function flat(text: string): string {
  return text.replace(/\s+/g, ' ').trim().split(/(`[^`]*`)/).map((part) => part.startsWith('`') ? part : part.replaceAll('<', '&lt;')).join('');
}
