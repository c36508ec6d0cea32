import { Document as YamlDocument, isMap, isNode, isPair, isScalar, isSeq, LineCounter, Node, parseAllDocuments, Scalar } from 'yaml';
import { KUBERNETES_YAML } from '../kubernetes-yaml';
import { characterOffsets } from './character-offsets';
import { Position } from './finding';

/** The way to a value: names of fields and places in lists. */
export type Path = readonly (string | number)[];

/** A text that could not be read as YAML. */
export interface Unreadable {
  readonly message: string;
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
  public static read(given: string, file?: string, place: Place = WHOLE): Document[] {
    const text = given.replace(/^\uFEFF/, '');
    const lines = new LineCounter();
    try {
      const documents = parseAllDocuments(text, {
        ...KUBERNETES_YAML, lineCounter: lines, keepSourceTokens: false, uniqueKeys: true,
      });
      return (Array.isArray(documents) ? documents : []).map((document) => new Document(file, document, { text, lines }, place));
    } catch (error) {
      // Brackets in brackets, deeper than any reader goes.
      return [new Document(file, undefined, undefined, place, undefined, [{ message: error instanceof RangeError ? TOO_DEEP : String(error), position: place.shift({ line: 1, column: 1 }) }])];
    }
  }

  /** A value without a text, such as an object of an App. */
  public static of(value: unknown): Document {
    return new Document(undefined, undefined, undefined, WHOLE, value);
  }

  /** What is in it. */
  public readonly value: unknown;

  /** Why it could not be read; empty where it could. */
  public readonly unreadable: readonly Unreadable[];

  private constructor(
    /** The file as it was given. */
    public readonly file: string | undefined,
    private readonly yaml: YamlDocument | undefined,
    private readonly source: Source | undefined,
    private readonly place: Place,
    value?: unknown,
    unreadable: readonly Unreadable[] = [],
  ) {
    const errors = (yaml?.errors ?? []).map((error) => ({ message: error.message.replace(/ at line \d+, column \d+[\s\S]*$/, ''), position: this.toPosition(error.pos[0]) }));
    const read = yaml === undefined ? bounded(value) : toValue(yaml);
    this.value = read.value;
    // An error of the text says more than what followed from it, unless the reader itself gave up.
    this.unreadable = read.failure === undefined ? [...errors, ...unreadable]
      : errors.length > 0 && read.failure !== TOO_DEEP ? errors : [{ message: read.failure, position: this.toPosition(yaml?.range?.[0] ?? 0) }];
  }

  /** Where a value stands; where the way ends before it, the last place on it. */
  public position(path: Path): Position | undefined {
    const node = this.nearest(path);
    return node?.range ? this.toPosition(node.range[0]) : undefined;
  }

  /** Where the name of a field stands. */
  public keyPosition(path: Path): Position | undefined {
    const parent = this.nearest(path.slice(0, -1));
    const key = path.at(-1);
    const pair = isMap(parent) ? parent.items.find((each) => isPair(each) && isScalar(each.key) && String(each.key.value) === String(key)) : undefined;
    return pair && isScalar(pair.key) && pair.key.range ? this.toPosition(pair.key.range[0]) : this.position(path);
  }

  /** Where a character of a text stands, for texts that are written as they are: plain, quoted without escapes, or a block. */
  public positionIn(path: Path, offset: number): Position | undefined {
    const node = this.nearest(path);
    const text = isScalar(node) && typeof node.value === 'string' ? node.value : undefined;
    if (text === undefined || !isScalar(node)) { return this.position(path); }
    return this.placeOf(node)?.shift(lineAndColumn(text, offset)) ?? this.position(path);
  }

  /**
   * The YAML documents in a text of this document, at their places in the file.
   *
   * @param path The way to the text.
   * @param decode What the text must go through first: then all that is in it stands where the text begins.
   */
  public embedded(path: Path, decode?: (text: string) => string): Document[] {
    const node = this.nearest(path);
    const value = valueAt(this.value, path);
    if (typeof value !== 'string') { return []; }
    const start = this.position(path) ?? { line: 1, column: 1 };
    const place = (isScalar(node) && decode === undefined ? this.placeOf(node) : undefined) ?? new Place(() => start);
    return Document.read(decode?.(value) ?? value, this.file, place);
  }

  private toPosition(offset: number): Position | undefined {
    if (this.source === undefined) { return undefined; }
    const { line, col } = this.source.lines.linePos(offset);
    return this.place.shift({ line, column: col });
  }

  /** Where the characters of a text stand. */
  private placeOf(node: Scalar): Place | undefined {
    const { source } = this;
    const start = node.range ? this.toPosition(node.range[0]) : undefined;
    const { value } = node;
    if (source === undefined || start === undefined || typeof value !== 'string') { return undefined; }
    const offsets = characterOffsets(source.text, node);
    if (offsets === undefined) { return new Place(() => start); }
    const lines = lineStarts(value);
    return new Place(({ line, column }) => {
      const offset = offsets[Math.min(value.length, (lines[line - 1] ?? value.length) + column - 1)];
      return (offset === undefined ? undefined : this.toPosition(offset)) ?? start;
    });
  }

  private nearest(path: Path): Node | undefined {
    let node: unknown = this.yaml?.contents ?? undefined;
    for (const step of path) {
      const next = isMap(node)
        ? node.items.find((pair) => isPair(pair) && isScalar(pair.key) && String(pair.key.value) === String(step))?.value
        : isSeq(node) && typeof step === 'number' ? node.items[step] : undefined;
      if (next === undefined || next === null) { break; }
      node = next;
    }
    return isNode(node) ? node : undefined;
  }
}

/** The text that a document was read from. */
interface Source {
  readonly text: string;
  readonly lines: LineCounter;
}

/** How a text that stands inside another one is placed in the file. */
class Place {
  public constructor(public readonly shift: (position: Position) => Position) {}
}

const WHOLE = new Place((position) => position);

/** What is in a document. One with an error is still worth what could be read of it; aliases are bounded, so that none explodes. */
function toValue(yaml: YamlDocument): { readonly value: unknown; readonly failure?: string } {
  try {
    return bounded(yaml.toJS({ maxAliasCount: 10_000 }));
  } catch (error) {
    return { value: undefined, failure: error instanceof RangeError ? TOO_DEEP : error instanceof Error ? error.message : String(error) };
  }
}

function bounded(value: unknown): { readonly value: unknown; readonly failure?: string } {
  return isTooDeep(value) ? { value: undefined, failure: TOO_DEEP } : { value };
}

const TOO_DEEP = 'it is nested too deeply, or holds itself';

/** No manifest comes near; whoever walks through a value shall not need more. */
const MOST_LEVELS = 200;

function isTooDeep(value: unknown): boolean {
  const heights = new Map<object, number>();
  const heightOf = (each: unknown, level: number): number => {
    if (typeof each !== 'object' || each === null) { return 0; }
    // What is on the way down already has no end.
    const known = heights.get(each);
    if (known !== undefined) { return known; }
    if (level > MOST_LEVELS) { return Number.POSITIVE_INFINITY; }
    heights.set(each, Number.POSITIVE_INFINITY);
    let height = 1;
    for (const below of Object.values(each)) { height = Math.max(height, 1 + heightOf(below, level + 1)); }
    heights.set(each, height);
    return height;
  };
  return heightOf(value, 0) > MOST_LEVELS;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) { starts.push(at + 1); }
  return starts;
}

function lineAndColumn(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** The value at the end of a path; undefined where there is none. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((each, step) => typeof each === 'object' && each !== null ? (each as Record<string | number, unknown>)[step] : undefined, value);
}
