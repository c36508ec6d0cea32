import type { LineCounter, Node, parseAllDocuments, Scalar } from 'yaml';
import { KUBERNETES_YAML } from '../kubernetes-yaml';
import type { Path } from './document';
import { Position } from './finding';
import { nestingOf } from './yaml-depth';

/** A document as the reader with places has it. */
export type ParsedDocument = Extract<ReturnType<typeof parseAllDocuments>, unknown[]>[number];

/** A text of YAML documents. It is read with all places when somebody first asks for one. */
export class Source {
  private lines: LineCounter | undefined;
  private parsed: readonly ParsedDocument[] | undefined;

  public constructor(public readonly text: string) {}

  /** How deep the text nests, at most. */
  public get nesting(): number {
    return nestingOf(this.text, (text) => new (yaml().Lexer)().lex(text));
  }

  /** The documents with their places. Throws a RangeError where the text is nested deeper than the stack. */
  public get documents(): readonly ParsedDocument[] {
    if (this.parsed === undefined) {
      this.lines = new (yaml().LineCounter)();
      const documents = yaml().parseAllDocuments(this.text, { ...KUBERNETES_YAML, lineCounter: this.lines, keepSourceTokens: false, uniqueKeys: true });
      this.parsed = Array.isArray(documents) ? documents : [];
    }
    return this.parsed;
  }

  /** The line and the column of a character. */
  public position(offset: number): Position {
    const { line = 0, col = 0 } = this.lines?.linePos(offset) ?? {};
    return { line, column: col };
  }

  /** The value at the end of a path in one of the documents; where the path ends before it, the last one on it. */
  public nearest(index: number, path: Path): Node | undefined {
    const { isMap, isNode, isSeq } = yaml();
    let node: unknown = this.documents[index]?.contents ?? undefined;
    for (const step of path) {
      const next = isMap(node) ? pairOf(node.items, step)?.value : isSeq(node) && typeof step === 'number' ? node.items[step] : undefined;
      if (next === undefined || next === null) { break; }
      node = next;
    }
    return isNode(node) ? node : undefined;
  }

  /** The name of the field at the end of a path; undefined where there is none. */
  public key(index: number, path: Path): Node | undefined {
    const parent = this.nearest(index, path.slice(0, -1));
    const step = path.at(-1);
    return step !== undefined && yaml().isMap(parent) ? pairOf(parent.items, step)?.key as Scalar | undefined : undefined;
  }
}

/** The node as a text; undefined where it is none. */
export function asTextNode(node: Node | undefined): Scalar<string> | undefined {
  return yaml().isScalar(node) && typeof node.value === 'string' ? node as Scalar<string> : undefined;
}

interface Pair { readonly key: unknown; readonly value: unknown }

/** The fields of maps by name, the first of each name: a finding for each of a thousand fields asks a thousand times. */
const PAIRS = new WeakMap<readonly unknown[], ReadonlyMap<string, Pair>>();

function pairOf(items: readonly unknown[], step: string | number): Pair | undefined {
  let pairs = PAIRS.get(items);
  if (pairs === undefined) {
    const { isPair, isScalar } = yaml();
    pairs = new Map(items.filter((each) => isPair(each)).reverse().flatMap((pair): [string, Pair][] => isScalar(pair.key) ? [[String(pair.key.value), pair]] : []));
    PAIRS.set(items, pairs);
  }
  return pairs.get(String(step));
}

/** Loaded when the first text is not plain, or the first place is asked for: it takes as long as to read hundreds of files. */
function yaml(): typeof import('yaml') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('yaml') as typeof import('yaml');
}

/** What makes a document one that nobody takes, though it is YAML. */
export interface Refusal {
  readonly message: string;
  /** At which character. */
  readonly offset: number;
}

/**
 * What Kubernetes, Helm, Prometheus and Alertmanager refuse in a document as a whole: the name of a field that is a map, a list or nothing at
 * all (other scalars are taken as texts), and numbers that JSON does not have. Source: sigs.k8s.io/yaml v1.6.0 yaml.go (convertToJSONableObject).
 *
 * It is taken out of the document, so that the rest can be read: to write a map as a name takes the cube of its depth.
 *
 * @returns The first of it.
 */
export function takeOutRefused(document: ParsedDocument, text: string): Refusal | undefined {
  const { isAlias, isCollection, isNode, isScalar, visit } = yaml();
  let first: Refusal | undefined;
  visit(document, {
    Pair: (_, { key }) => {
      const node = isAlias(key) ? key.resolve(document) : key;
      if (isScalar(node) && node.value !== null) { return undefined; }
      const offset = isNode(key) ? key.range?.[0] ?? 0 : 0;
      const message = text.startsWith('{{', offset - 1) ? '"{{" is a map in a map here: a template must be rendered first, or its text stand in quotes'
        : `the name of a field is ${isCollection(node) ? 'itself a map or a list' : 'empty'}, where it must be a text`;
      first ??= { message, offset };
      return visit.REMOVE;
    },
    Scalar: (_, scalar) => {
      if (typeof scalar.value === 'number' && !Number.isFinite(scalar.value)) {
        first ??= { message: NO_NUMBER, offset: scalar.range?.[0] ?? 0 };
        scalar.value = scalar.source;
      }
    },
  });
  return first;
}

/** Source: go1.26 encoding/json, "unsupported value". */
export const NO_NUMBER = 'a number is infinite or none at all, which JSON does not have';
