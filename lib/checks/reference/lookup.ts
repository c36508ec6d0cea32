import { nearest } from '../../nearest';
import { ManifestObject, World } from '../world';

/** What the manifests hold of what a reference names. */
export interface Resolution {
  /** The objects that it names: of that name, in that namespace, or in one that is not given. */
  readonly found: readonly ManifestObject[];
  /** Objects of that name in other namespaces. */
  readonly elsewhere: readonly ManifestObject[];
  /** The name of an object of that namespace that is nearly the same, where nothing was found anywhere. */
  readonly near?: string;
}

const NOTHING: Resolution = { found: [], elsewhere: [] };

/** Something that has a name and a namespace: an object, or what an object will make. */
export interface Named {
  readonly name: string;
  readonly namespace: string | undefined;
}

const indices = new WeakMap<World, Map<string, Names<ManifestObject>>>();

/**
 * Looks for what a reference names.
 *
 * @param namespace The namespace that the reference means; undefined where the manifests do not give it.
 */
export function resolve(world: World, group: string, kind: string, namespace: string | undefined, name: string | undefined): Resolution {
  if (name === undefined || isFilledIn(name) || (namespace !== undefined && isFilledIn(namespace))) { return NOTHING; }
  const names = namesOf(world, group, kind);
  const found = names.in(namespace, name);
  if (found.length > 0) { return { found, elsewhere: [] }; }
  const elsewhere = names.all(name);
  return { found, elsewhere, near: elsewhere.length > 0 ? undefined : names.near(namespace, name) };
}

/** The namespace as it is written. A kustomization may give another one to objects without. */
export function givenNamespace(object: ManifestObject): string | undefined {
  const namespace = object.at('metadata', 'namespace').text;
  return namespace === undefined || isFilledIn(namespace) ? undefined : namespace;
}

/** Whether Flux or Helm will put something else there. */
export function isFilledIn(text: string): boolean {
  return text.includes('${') || text.includes('{{');
}

/** How many names may differ from one another in one word only before they are a family, of which none is another one misspelt. */
const FAMILY = 50;

/** Things by their names and namespaces: each question is answered without going through all of them. */
export class Names<T extends Named> {
  private readonly named = new Map<string, Map<string | undefined, T[]>>();
  /** Names by their letters alone, and by all of their words but one. */
  private readonly alike = new Map<string, Set<string>>();

  public constructor(all: readonly T[], private readonly namespaceOf: (each: T) => string | undefined = (each) => each.namespace) {
    for (const each of all) {
      const spaces = this.named.get(each.name) ?? new Map<string | undefined, T[]>();
      this.named.set(each.name, spaces);
      const space = this.namespaceOf(each);
      const list = spaces.get(space);
      if (list === undefined) { spaces.set(space, [each]); } else { list.push(each); }
    }
    for (const name of this.named.keys()) {
      for (const key of likenesses(name)) {
        const names = this.alike.get(key);
        if (names === undefined) { this.alike.set(key, new Set([name])); } else { names.add(name); }
      }
    }
  }

  /** Those of a name in a namespace, or in one that is not given. */
  public in(namespace: string | undefined, name: string): readonly T[] {
    const spaces = this.named.get(name);
    if (spaces === undefined) { return []; }
    return namespace === undefined ? [...spaces.values()].flat() : [...(spaces.get(namespace) ?? []), ...(spaces.get(undefined) ?? [])];
  }

  /** Those of a name in any namespace. */
  public all(name: string): readonly T[] {
    return [...(this.named.get(name)?.values() ?? [])].flat();
  }

  /**
   * The name that was probably meant. Names are made of words, and those of a family differ by one (`slack-team-a`,
   * `slack-team-b`): so only a misspelt word of four letters and more counts, or the same letters with other joints.
   */
  public near(namespace: string | undefined, name: string): string | undefined {
    for (const key of likenesses(name)) {
      const names = this.alike.get(key);
      if (names === undefined || names.size > FAMILY) { continue; }
      const near = [...names].sort().find((each) => isMisspelt(name, each) && this.in(namespace, each).length > 0);
      if (near !== undefined) { return near; }
    }
    return undefined;
  }
}

function likenesses(name: string): string[] {
  const words = name.split('-');
  // A name has 253 characters at most; what has more words than any name needs no help.
  const rest = words.length > 20 ? [] : words.map((_, index) => `- ${words.map((word, other) => other === index ? '*' : word).join('-')}`);
  return [letters(name), ...rest];
}

function letters(name: string): string {
  return name.replace(/[-_.]/g, '').toLowerCase();
}

function isMisspelt(name: string, meant: string): boolean {
  if (letters(name) === letters(meant)) { return name !== meant; }
  const others = meant.split('-');
  const different = name.split('-').flatMap((word, index) => word === others[index] ? [] : [[word, others[index] ?? ''] as const]);
  return different.length === 1 && different.every(([a, b]) => a.length >= 4 && b.length >= 4 && a.length < 64 && a.replace(/\d/g, '') !== b.replace(/\d/g, '') && Math.abs(a.length - b.length) <= 2 && nearest(a, [b]) !== undefined);
}

function namesOf(world: World, group: string, kind: string): Names<ManifestObject> {
  let kinds = indices.get(world);
  if (kinds === undefined) { kinds = new Map(); indices.set(world, kinds); }
  let names = kinds.get(`${group}/${kind}`);
  if (names === undefined) { names = new Names(world.of(group, kind), givenNamespace); kinds.set(`${group}/${kind}`, names); }
  return names;
}

/** Namespaces in words: all of them where they are few. */
export function places(all: readonly { readonly namespace: string | undefined }[]): string {
  const names = [...new Set(all.map(({ namespace }) => namespace ?? 'default'))].sort();
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
}
