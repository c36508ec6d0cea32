import { Document, Path, valueAt } from './document';
import { Position } from './finding';

/** A value in a document: what it is, where it stands, and what is below it. Asking for what is not there gives undefined. */
export class Located {
  public constructor(
    public readonly document: Document,
    private readonly way: Path,
    /** The object that it belongs to, as `Kind/namespace/name`. */
    public readonly object?: string,
    /** Where in the file the value's text begins to matter, for a part of a text; undefined for the value as a whole. */
    private readonly offset?: number,
    /** The way in the object, where this document is a text of another one. */
    private readonly outer = '',
    /** What it is below, where the way begins; else it begins at the document. */
    private readonly above?: Located,
  ) {}

  /** The way from the document, made when it is asked for. */
  private fullWay?: Path;

  /** The way to it. */
  public get path(): Path {
    this.fullWay ??= this.above === undefined ? this.way : this.above.path.concat(this.way);
    return this.fullWay;
  }

  /** The value, looked up once. */
  private found: unknown;
  private isFound = false;

  /** The value. */
  public get value(): unknown {
    if (!this.isFound) {
      this.found = valueAt(this.above === undefined ? this.document.value : this.above.value, this.way);
      this.isFound = true;
    }
    return this.found;
  }

  /** The value as a text; undefined where it is none. */
  public get text(): string | undefined {
    const { value } = this;
    return typeof value === 'string' ? value : undefined;
  }

  /** The value as a number; undefined where it is none. */
  public get number(): number | undefined {
    const { value } = this;
    return typeof value === 'number' ? value : undefined;
  }

  /** Whether there is anything. */
  public get exists(): boolean {
    return (this.value ?? undefined) !== undefined;
  }

  /** What is below it, by names of fields and places in lists. */
  public at(...path: Path): Located {
    return new Located(this.document, path, this.object, undefined, this.outer, this);
  }

  /** The items of a list; none where it is no list. */
  public get items(): Located[] {
    const { value } = this;
    return Array.isArray(value) ? value.map((_, index) => this.at(index)) : [];
  }

  /** The fields of a map, in order; none where it is no map. */
  public get entries(): [string, Located][] {
    const { value } = this;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value).map((key) => [key, this.at(key)]) : [];
  }

  /** The map as texts; what is no text is left out. */
  public get texts(): { readonly [name: string]: string } {
    return Object.fromEntries(this.entries.flatMap(([name, { text }]) => text === undefined ? [] : [[name, text]]));
  }

  /** A part of the text. */
  public from(offset: number): Located {
    return new Located(this.document, [], this.object, offset, this.outer, this);
  }

  /** The YAML documents in the text, which belong to the same object, after it was decoded where it must be. */
  public embedded(decode?: (text: string) => string): Located[] {
    return this.document.embedded(this.path, decode).map((document) => new Located(document, [], this.object, undefined, `${this.field ?? ''}: `));
  }

  /** The way to it, such as `spec.groups[0].name`; undefined for a document as a whole. */
  public get field(): string | undefined {
    const text = this.path.map((step) => typeof step === 'number' ? `[${step}]` : /^[\w-]+$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`).join('').replace(/^\./, '');
    return `${this.outer}${text}` || undefined;
  }

  /** Where it stands in its file. */
  public get position(): Position | undefined {
    return this.offset === undefined ? this.document.position(this.path) : this.document.positionIn(this.path, this.offset);
  }
}
