import { nameOf } from './entries';

/** What the committed file says of an entry: it was released, it came since, or it was released and is gone. */
export type Mark = ' ' | '+' | '-';

/** An entry of the committed file. */
export interface Frozen { readonly mark: Mark; readonly entry: string }

/** The file as it should be, and what of it breaks those who use the last release. */
export interface Comparison { readonly frozen: readonly Frozen[]; readonly breaking: readonly string[] }

const HEADER = `# The public names and types of the package, made by \`npm run api\` from what jsii compiles. Never edited.
# "+" came since the last release, "-" was in it and is gone: whoever uses it breaks, and CHANGELOG.md says so.
`;

/** The file's text. */
export function frozenText(frozen: readonly Frozen[]): string {
  // What is gone stands before what came in its place.
  const sorted = frozen.map((each) => ({ ...each, order: `${key(each.entry)} ${each.mark === '-' ? 0 : 1} ${each.entry}` })).sort((a, b) => a.order < b.order ? -1 : 1);
  return `${HEADER}${sorted.map(({ mark, entry }) => `${mark} ${entry}\n`).join('')}`;
}

/** The entries of the file's text. */
export function parseFrozen(content: string): Frozen[] {
  return content.split('\n').filter((line) => line !== '' && !line.startsWith('#')).map((line) => ({ mark: line.slice(0, 1) as Mark, entry: line.slice(2) }));
}

/** The file of a release: all that there is, and nothing that is gone. */
export function released(entries: readonly string[]): Frozen[] {
  return entries.map((entry) => ({ mark: ' ', entry }));
}

/** Compares the API with the last release's, which the committed file holds. */
export function compare(committed: readonly Frozen[], entries: readonly string[]): Comparison {
  const before = committed.filter(({ mark }) => mark !== '+').map(({ entry }) => entry);
  const known = new Set(before);
  const now = new Set(entries);
  const gone = before.filter((entry) => !now.has(entry));
  const added = entries.filter((entry) => !known.has(entry));
  const frozen: Frozen[] = [
    ...entries.map((entry): Frozen => ({ mark: known.has(entry) ? ' ' : '+', entry })),
    ...gone.map((entry): Frozen => ({ mark: '-', entry })),
  ];
  const declarations = new Map(entries.filter((entry) => nameOf(entry).member === undefined).map((entry) => [nameOf(entry).type, entry]));
  const isStruct = (type: string): boolean => declarations.get(type)?.startsWith('struct ') ?? false;
  const lost = gone.filter((old) => {
    const { type, member } = nameOf(old);
    const above = ancestors(type, declarations);
    if (member === undefined) { return !added.some((entry) => key(entry) === key(old) && isMore(old, entry, above)); }
    // What a type has from another one it has as well.
    return ![type, ...above].some((each) => {
      const moved = each + old.slice(type.length);
      return now.has(moved) || entries.some((entry) => isStruct(each) ? takesMore(moved, entry, declarations) : isWider(moved, entry));
    });
  });
  const demanded = added.filter((entry) => isDemanded(entry, known, declarations.get(nameOf(entry).type)) && !gone.some((old) => key(old) === key(entry)));
  return { frozen, breaking: [...lost, ...demanded] };
}

/** Of what breaks, the names that no line of the changelog's newest section tells as `- **Breaking:** …`. */
export function untold(breaking: readonly string[], changelog: string): string[] {
  const [, newest = ''] = changelog.split(/^## /m);
  const told = newest.split(/^- /m).filter((item) => item.startsWith('**Breaking:**')).join('\n');
  const names = new Set(breaking.map((entry) => {
    const { type, member } = nameOf(entry);
    // A type that is gone takes its members along.
    const whole = member === undefined || breaking.some((each) => nameOf(each).type === type && nameOf(each).member === undefined);
    const bare = type.slice(type.lastIndexOf('.') + 1);
    return whole ? bare : `${bare}.${member}`;
  }));
  return [...names].filter((name) => !told.includes(`\`${name}\``) && !told.includes(`.${name}\``));
}

function key(entry: string): string {
  const { type, member = '' } = nameOf(entry);
  return `${type} ${member}`;
}

/**
 * Whether all that was said to the old entry can be said to the new one: parameters were added that may be left out, or something that was needed
 * no longer is.
 */
function isWider(old: string, entry: string): boolean {
  if (key(old) !== key(entry)) { return false; }
  const [before, after] = [signature(old), signature(entry)];
  if (before === undefined || after === undefined || before.rest !== after.rest) { return false; }
  return before.parameters.every((each, index) => after.parameters[index] === each || after.parameters[index] === each.replace(/^(\w+):/, '$1?:'))
    && after.parameters.slice(before.parameters.length).every((each) => /^(\w+\?:|\.\.\.)/.test(each));
}

/** Whether a property of what the caller gives takes all that it took: it may be left out now, or takes whatever is one of several types. */
function takesMore(old: string, entry: string, declarations: ReadonlyMap<string, string>): boolean {
  const [[name, type = ''], [nameNow, typeNow = '']] = [old.split(': '), entry.split(': ')] as [string[], string[]];
  return [name, `${name}?`].includes(nameNow as string) && [type, ...ancestors(type, declarations)].includes(typeNow);
}

/** Whether a type is all that it was, by itself or by what it is made of. */
function isMore(old: string, entry: string, above: readonly string[]): boolean {
  const [[kind, bases = '']] = [old.split(' < ')] as [string[]];
  return entry.split(' < ')[0] === kind && bases.split(', ').every((each) => each === '' || above.includes(each));
}

/** The types that a type is, beside itself. */
function ancestors(type: string, declarations: ReadonlyMap<string, string>): string[] {
  const [, bases = ''] = declarations.get(type)?.split(' < ') ?? [];
  return bases.split(', ').filter((each) => each !== '').flatMap((each) => [each, ...ancestors(each, declarations)]);
}

function signature(entry: string): { readonly parameters: readonly string[]; readonly rest: string } | undefined {
  const [, parameters, rest] = /^[\w.]+\((.*)\)(.*)$/.exec(entry) ?? [];
  return parameters === undefined || rest === undefined ? undefined : { parameters: parameters === '' ? [] : parameters.split(', '), rest };
}

/** Whether those break who use a type as it was released, because a member came that it cannot be without. */
function isDemanded(entry: string, known: ReadonlySet<string>, declaration: string | undefined): boolean {
  if (declaration === undefined || !known.has(declaration) || nameOf(entry).member === undefined) { return false; }
  return declaration.startsWith('struct ') ? /^[\w.]+: /.test(entry) : entry.includes(' [must]');
}
