/** A map of anybody's YAML, whatever is in it. */
export interface Fields {
  readonly [field: string]: unknown;
}

/** The value as a map; an empty one where it is none. */
export function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Fields : {};
}

/** The value as a list of maps; an empty one where it is none. */
export function items(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(fields) : [];
}

/** The value as a text that says something; undefined where it is none. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The value as a list of texts; an empty one where it is none. */
export function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

/** The value as a map of texts; what is no text is left out. */
export function textMap(value: unknown): { readonly [name: string]: string } {
  return Object.fromEntries(Object.entries(fields(value)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** An object of the cluster. */
export class Manifest {
  public readonly kind: string;
  public readonly name: string;
  public readonly namespace: string;
  public readonly spec: Fields;

  private readonly group: string;

  public constructor(public readonly all: Fields) {
    const metadata = fields(all.metadata);
    const apiVersion = text(all.apiVersion) ?? '';
    this.group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
    this.kind = text(all.kind) ?? '';
    this.name = text(metadata.name) ?? '';
    this.namespace = text(metadata.namespace) ?? 'default';
    this.spec = fields(all.spec);
  }

  /** `Kind/namespace/name`. */
  public get reference(): string {
    return `${this.kind}/${this.namespace}/${this.name}`;
  }

  public is(group: string, kind: string): boolean {
    return this.group === group && this.kind === kind;
  }
}

/** All objects, in the order of their references, so that what is said of them does not depend on files. */
export class Manifests {
  private readonly sorted: readonly Manifest[];

  public constructor(manifests: readonly unknown[]) {
    this.sorted = manifests.map((each) => new Manifest(fields(each))).sort((a, b) => compare(a.reference, b.reference));
  }

  public of(group: string, kind: string): readonly Manifest[] {
    return this.sorted.filter((each) => each.is(group, kind));
  }

  public find(group: string, kind: string, namespace: string, name: string): Manifest | undefined {
    return this.of(group, kind).find((each) => each.namespace === namespace && each.name === name);
  }
}

/** The order of code points, the same on every machine. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
