import { Use } from './use';

/** What differs between two releases of a program, and whether this library uses it. */
export interface Difference {
  /** What it is: `metric flagger_canary_status`. The rest of a line, such as labels or a type, may change under the same name. */
  readonly name: string;
  /** What the release before says of it; undefined where it did not have it. */
  readonly before?: string;
  /** What the later release says of it; undefined where it is gone. */
  readonly after?: string;
  /** A file of this library that uses it. */
  readonly usedIn?: string;
}

/** The differences between two snapshots, sorted by name; what came or went as a whole, such as a version of a kind, is one of them. */
export function differences(before: readonly string[], after: readonly string[], use: Use): Difference[] {
  const [old, young] = withoutParts(named(before), named(after));
  const all = [...new Set([...old.keys(), ...young.keys()])].sort().flatMap((name): Difference[] => {
    const was = old.get(name);
    const is = young.get(name);
    if (was === is) { return []; }
    const usedIn = use.of(name);
    return [{
      name,
      ...(was === undefined ? {} : { before: was }),
      ...(is === undefined ? {} : { after: is }),
      ...(usedIn === undefined ? {} : { usedIn }),
    }];
  });
  return all.filter((each) => !all.some((other) => isBelow(each, other)));
}

/** Whether a field came or went with the one that it is in. */
function isBelow(each: Difference, other: Difference): boolean {
  return each.name.startsWith('crd ') && (each.name.startsWith(`${other.name}.`) || each.name.startsWith(`${other.name}[`))
    && ((each.before === undefined && other.before === undefined) || (each.after === undefined && other.after === undefined));
}

/** Each line by its name; a name that stands twice, as a field of two structs of one name, has all that is said of it. */
function named(lines: readonly string[]): Map<string, string> {
  const all = new Map<string, string>();
  for (const line of lines) {
    const { name, rest } = split(line);
    const other = all.get(name);
    all.set(name, other === undefined ? rest : `${other}; ${rest}`);
  }
  return all;
}

/** Without the fields of a kind's version, or of a struct, that only one of both has: the whole is told. */
function withoutParts(old: Map<string, string>, young: Map<string, string>): [Map<string, string>, Map<string, string>] {
  const wholes = [old, young].map((each) => new Set([...each.keys()].map(wholeOf)));
  return [kept(old, wholes[1] as Set<string>), kept(young, wholes[0] as Set<string>)];
}

function kept(lines: Map<string, string>, others: ReadonlySet<string>): Map<string, string> {
  const result = new Map<string, string>();
  for (const [name, rest] of lines) {
    const whole = wholeOf(name);
    if (whole === name || others.has(whole)) { result.set(name, rest); } else if (!whole.startsWith('crd ')) { result.set(whole, ''); }
  }
  return result;
}

function wholeOf(name: string): string {
  return /^crd \S+ \S+/.exec(name)?.[0] ?? /^field [^.]+/.exec(name)?.[0] ?? name;
}

/** What a line is about, and what it says of it. */
function split(line: string): { readonly name: string; readonly rest: string } {
  const [, name, rest] = /^(crd \S+ \S+ \S+|kind .*|metric [^{]+|(?:flag|value) [^=]+|message \S+ .*|\S+ \S+)(.*)$/s.exec(line) ?? [];
  return { name: name ?? line, rest: (rest ?? '').trim() };
}

/** Whether somebody who uses this library has to look: what it uses is gone, or is another thing now. */
export function breaks({ before, usedIn }: Difference): boolean {
  return before !== undefined && usedIn !== undefined;
}
