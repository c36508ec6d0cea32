import { Document as YamlDocument, isMap, isNode, isPair, isScalar, isSeq, LineCounter, Node, parseAllDocuments, Scalar } from 'yaml';
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
  public static read(text: string, file?: string, place: Place = WHOLE): Document[] {
    const lines = new LineCounter();
    const documents = parseAllDocuments(text, {
      version: '1.1', logLevel: 'silent', lineCounter: lines, keepSourceTokens: false, uniqueKeys: true,
      customTags: (tags) => tags.filter((tag) => !isForeign(tag)),
    });
    return (Array.isArray(documents) ? documents : []).map((document) => new Document(file, document, { text, lines }, place));
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
  ) {
    this.unreadable = (yaml?.errors ?? []).map((error) => ({ message: error.message.replace(/ at line \d+, column \d+[\s\S]*$/, ''), position: this.toPosition(error.pos[0]) }));
    this.value = yaml === undefined ? value : this.toValue(yaml);
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
    return embeddedPlace(node, this)?.shift(lineAndColumn(text, offset)) ?? this.position(path);
  }

  /** The YAML documents in a text of this document, at their places in the file. */
  public embedded(path: Path): Document[] {
    const node = this.nearest(path);
    const value = valueAt(this.value, path);
    if (typeof value !== 'string') { return []; }
    const fallback = this.position(path);
    const place = (isScalar(node) ? embeddedPlace(node, this) : undefined) ?? new Place(() => fallback ?? { line: 1, column: 1 });
    return Document.read(value, this.file, place);
  }

  /** @internal */
  public toPosition(offset: number): Position | undefined {
    if (this.source === undefined) { return undefined; }
    const { line, col } = this.source.lines.linePos(offset);
    return this.place.shift({ line, column: col });
  }

  /**
   * How far the lines of a block are indented in the text.
   *
   * @internal
   */
  public indentation(offset: number, value: string): number {
    const { text } = this.source ?? { text: '' };
    const below = text.slice(text.indexOf('\n', offset) + 1).split('\n').find((line) => line.trim() !== '') ?? '';
    const own = value.split('\n').find((line) => line.trim() !== '') ?? '';
    return Math.max(0, leadingSpaces(below) - leadingSpaces(own));
  }

  private toValue(yaml: YamlDocument): unknown {
    try {
      // A document with an error is still worth what could be read of it; aliases are bounded, so that none explodes.
      return yaml.toJS({ maxAliasCount: 10_000 });
    } catch {
      return undefined;
    }
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

function embeddedPlace(node: Scalar, document: Document): Place | undefined {
  const source = node.range ?? undefined;
  if (source === undefined || typeof node.value !== 'string') { return undefined; }
  const start = document.toPosition(source[0]);
  if (start === undefined) { return undefined; }
  if (node.type === 'BLOCK_LITERAL') {
    // The text begins with the line below `|`, and its indentation is taken off every line.
    const indent = document.indentation(source[0], node.value);
    return new Place(({ line, column }) => ({ line: start.line + line, column: column + indent }));
  }
  if (node.type === 'PLAIN' || node.type === 'QUOTE_SINGLE' || node.type === 'QUOTE_DOUBLE') {
    const skip = node.type === 'PLAIN' ? 0 : 1;
    return new Place(({ line, column }) => line === 1 ? { line: start.line, column: start.column + skip + column - 1 } : { line: start.line, column: start.column });
  }
  return undefined;
}

function lineAndColumn(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** The value at the end of a path; undefined where there is none. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((each, step) => typeof each === 'object' && each !== null ? (each as Record<string | number, unknown>)[step] : undefined, value);
}

function isForeign(tag: unknown): boolean {
  const { tag: name, format } = tag as { tag?: string; format?: string };
  return name === 'tag:yaml.org,2002:timestamp' || format === 'TIME';
}

function leadingSpaces(line: string): number {
  return line.length - line.trimStart().length;
}
