import type { Node, Scalar, YAMLParseError } from 'yaml';
import { readPlainYaml } from '../plain-yaml';
import { characterOffsets } from './character-offsets';
import { Position } from './finding';
import { asTextNode, NO_NUMBER, ParsedDocument, Source, takeOutRefused } from './yaml-source';

/** The way to a value: names of fields and places in lists. */
export type Path = readonly (string | number)[];

/** Why a text, or a value, could not be read. */
export interface Unreadable {
  readonly message: string;
  /** Whether it is YAML, and refused all the same. */
  readonly isYaml: boolean;
  readonly position?: Position;
}

/**
 * One YAML document, or a value without a text: what is in it, and where it stands. Nothing that is asked of it throws,
 * whatever is in it.
 */
export class Document {
  /**
   * Reads a text. Kubernetes reads YAML 1.1, without its dates and numbers to the base of 60 (sigs.k8s.io/yaml v1.6.0).
   *
   * @param text The text.
   * @param file The file as it was given.
   */
  public static read(given: string, file?: string, place: Pick<Place, 'shift'> = WHOLE): Document[] {
    const text = given.replace(/^\uFEFF/, '');
    const source = new Source(text);
    // Most texts are plain, and most have no finding: then nobody asks for a place.
    const values = readPlainYaml(text);
    if (values !== undefined) { return values.map((value, index) => new Document(file, { source, index }, place, { value })); }
    if (source.nesting > MOST_NESTED) { return [new Document(file, undefined, place, { value: undefined, failure: TOO_DEEP, position: place.shift({ line: 1, column: 1 }) })]; }
    try {
      return source.documents.map((document, index) => new Document(file, { source, index }, place, toValue(document, text), document.errors));
    } catch (error) {
      // Brackets in brackets, deeper than any reader goes.
      return [new Document(file, undefined, place, { value: undefined, failure: messageOf(error), position: place.shift({ line: 1, column: 1 }) })];
    }
  }

  /** A value without a text, such as an object of an App. */
  public static of(value: unknown): Document {
    return new Document(undefined, undefined, WHOLE, bounded(value));
  }

  /** What is in it. */
  public readonly value: unknown;

  /** Why it could not be read; empty where it could. */
  public readonly unreadable: readonly Unreadable[];

  private constructor(
    /** The file as it was given. */
    public readonly file: string | undefined,
    /** Where it was read from: the how-manieth document of a text. */
    private readonly origin: { readonly source: Source; readonly index: number } | undefined,
    private readonly place: Pick<Place, 'shift'>,
    read: Read,
    mistakes: readonly YAMLParseError[] = [],
  ) {
    this.value = read.value;
    const { failure } = read;
    // An error of the text says more than what followed from it, unless the reader itself gave up.
    this.unreadable = failure === undefined || (mistakes.length > 0 && failure !== TOO_DEEP)
      ? mistakes.map((error) => ({ isYaml: false, message: messageOf(error), position: this.toPosition(error.pos[0]) }))
      : [{ isYaml: true, message: failure, position: read.position ?? this.toPosition(read.at ?? 0) }];
  }

  /** The same document with another value in it, such as one that a patch leaves. What is not written here stands where the way to it ends. */
  public with(value: unknown): Document {
    return new Document(this.file, this.origin, this.place, bounded(value));
  }

  /** Where a value stands; where the way ends before it, the last place on it. */
  public position(path: Path): Position | undefined {
    const node = this.nearest(path);
    return node?.range ? this.toPosition(node.range[0]) : undefined;
  }

  /** Where the name of a field stands. */
  public keyPosition(path: Path): Position | undefined {
    const range = this.origin?.source.key(this.origin.index, path)?.range;
    return range ? this.toPosition(range[0]) : this.position(path);
  }

  /** Where a character of a text stands, for texts that are written as they are: plain, quoted without escapes, or a block. */
  public positionIn(path: Path, offset: number): Position | undefined {
    const node = asTextNode(this.nearest(path));
    return (node === undefined ? undefined : this.placeOf(node)?.at(offset)) ?? this.position(path);
  }

  /**
   * The YAML documents in a text of this document, at their places in the file.
   *
   * @param path The way to the text.
   * @param decode What the text must go through first: then all that is in it stands where the text begins.
   */
  public embedded(path: Path, decode?: (text: string) => string): Document[] {
    const value = valueAt(this.value, path);
    if (typeof value !== 'string') { return []; }
    const text = decode?.(value) ?? value;
    return Document.read(text, this.file, new Place(text, () => {
      const node = decode === undefined ? asTextNode(this.nearest(path)) : undefined;
      const start = this.position(path) ?? { line: 1, column: 1 };
      return (node === undefined ? undefined : this.placeOf(node)?.where) ?? (() => start);
    }));
  }

  private toPosition(offset: number): Position | undefined {
    return this.origin === undefined ? undefined : this.place.shift(this.origin.source.position(offset));
  }

  /** Where the characters of a text stand; found once, however many findings are in it. */
  private placeOf(node: Scalar<string>): Place | undefined {
    const known = PLACES.get(node);
    if (known !== undefined) { return known; }
    const source = this.origin?.source;
    const start = node.range ? this.toPosition(node.range[0]) : undefined;
    if (source === undefined || start === undefined) { return undefined; }
    const place = new Place(node.value, () => {
      const offsets = characterOffsets(source.text, node);
      return (offset) => {
        const written = offsets?.[Math.min(node.value.length, offset)];
        return (written === undefined ? undefined : this.toPosition(written)) ?? start;
      };
    });
    PLACES.set(node, place);
    return place;
  }

  private nearest(path: Path): Node | undefined {
    return this.origin?.source.nearest(this.origin.index, path);
  }
}

/** Where a character is in the file, by its offset in a text. */
type Where = (offset: number) => Position;

/** How a text that stands inside another one is placed in the file. */
class Place {
  private found: Where | undefined;
  private lines: readonly number[] | undefined;

  public constructor(private readonly text: string, private readonly find: () => Where) {}

  /** Where each character is; found when somebody asks. */
  public get where(): Where {
    this.found ??= this.find();
    return this.found;
  }

  /** Where a character is in the file. */
  public at(offset: number): Position {
    return this.where(offset);
  }

  /** Where a line and a column of the text are in the file. */
  public shift({ line, column }: Position): Position {
    this.lines ??= lineStarts(this.text);
    return this.where((this.lines[line - 1] ?? this.text.length) + column - 1);
  }
}

/** A text that is the file itself. */
const WHOLE: Pick<Place, 'shift'> = { shift: (position) => position };

const PLACES = new WeakMap<Scalar<string>, Place>();

/** What is in a document, or why nobody can say. */
interface Read {
  readonly value: unknown;
  readonly failure?: string;
  /** At which character of the text it fails. */
  readonly at?: number;
  /** Where it fails, where the text itself could not be read. */
  readonly position?: Position;
}

/** What is in a document. One with an error is still worth what could be read of it; aliases are bounded, so that none explodes. */
function toValue(yaml: ParsedDocument, text: string): Read {
  try {
    const refusal = takeOutRefused(yaml, text);
    const read = { ...bounded(yaml.toJS({ maxAliasCount: 10_000 })), at: yaml.range?.[0] };
    return refusal === undefined || read.failure !== undefined ? read : { value: read.value, failure: refusal.message, at: refusal.offset };
  } catch (error) {
    return { value: undefined, failure: messageOf(error), at: yaml.range?.[0] };
  }
}

/** The reader catches its own RangeErrors, and tells them as mistakes of the text. */
function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return error instanceof RangeError || message.startsWith('Maximum call stack size') ? TOO_DEEP : message.replace(/ at line \d+, column \d+[\s\S]*$/, '');
}

function bounded(value: unknown): Read {
  const failure = failureOf(value);
  return failure === undefined ? { value } : { value: undefined, failure };
}

const TOO_DEEP = 'it is nested too deeply, or holds itself';

/** No manifest comes near; whoever walks through a value shall not need more. */
const MOST_LEVELS = 200;

/** Levels of a text, which are more than those of its value: what only looks like a list inside a block text counts. */
const MOST_NESTED = 400;

function failureOf(value: unknown): string | undefined {
  const known = new Map<object, Extent>();
  let hasNoNumber = false;
  let own = 0;
  const extentOf = (each: unknown, level: number): Extent => {
    if (typeof each !== 'object' || each === null) {
      hasNoNumber ||= typeof each === 'number' && !Number.isFinite(each);
      own++;
      return SINGLE;
    }
    // What is on the way down already has no end.
    const before = known.get(each);
    if (before !== undefined) { return before; }
    if (level > MOST_LEVELS) { return ENDLESS; }
    known.set(each, ENDLESS);
    own++;
    let height = 1;
    let size = 1;
    for (const below of Object.values(each)) {
      const extent = extentOf(below, level + 1);
      height = Math.max(height, 1 + extent.height);
      size += extent.size;
    }
    const extent = { height, size };
    known.set(each, extent);
    return extent;
  };
  const { height, size } = extentOf(value, 0);
  return height > MOST_LEVELS ? TOO_DEEP : hasNoNumber ? NO_NUMBER : isBomb(size, own) ? BOMB : undefined;
}

/** How deep a value is, and how many values it is when every alias is written out. */
interface Extent {
  readonly height: number;
  readonly size: number;
}

const SINGLE: Extent = { height: 0, size: 1 };
const ENDLESS: Extent = { height: Number.POSITIVE_INFINITY, size: Number.POSITIVE_INFINITY };

const BOMB = 'its aliases stand for too many values';

/** Whether too many of the values stand where an alias does. Source: go.yaml.in/yaml/v2 v2.4.2 decode.go (allowedAliasRatio). */
function isBomb(size: number, own: number): boolean {
  const share = Math.max(0.1, Math.min(0.99, 0.99 - 0.89 * (size - 400_000) / 3_600_000));
  return size > 1_000 && (size - own) / size > share;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) { starts.push(at + 1); }
  return starts;
}

/** The value at the end of a path; undefined where there is none. */
export function valueAt(value: unknown, path: Path): unknown {
  let each = value;
  for (const step of path) {
    if (typeof each !== 'object' || each === null) { return undefined; }
    each = (each as Record<string | number, unknown>)[step];
  }
  return each;
}
