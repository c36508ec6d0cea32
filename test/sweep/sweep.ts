import { App, Chart, Testing } from 'cdk8s';
import fc from 'fast-check';
import { InvalidInput } from '../../lib/invalid';
import { validate } from '../schema';

/** A kind whose construct is swept: props of all shapes must be refused clearly, or become an object that the schema accepts. */
export interface SweptKind<P = unknown> {
  readonly group: string;
  readonly kind: string;

  /**
   * Props of all shapes, good ones and bad ones. Most should be good: a sweep that only sees refusals shows nothing. Every
   * field that the construct can write must come of it, or docs/coverage.md calls it unsupported.
   */
  readonly props: fc.Arbitrary<P>;

  /** Makes the construct, and what it needs beside it. */
  readonly make: (scope: Chart, props: P) => void;
}

/** Hides the type of the props, so that kinds can stand in one list. */
export function swept<P>(kind: SweptKind<P>): SweptKind {
  return kind as unknown as SweptKind;
}

/** What came of one set of props. There is no third thing that may happen. */
export type Outcome =
  | { readonly is: 'refused'; readonly message: string }
  | { readonly is: 'made'; readonly object: object };

/**
 * Makes the object of a set of props.
 *
 * @throws When neither of the two happens: another error than one for the user, or an object that the schema refuses.
 */
export function outcomeOf({ kind, group, make }: SweptKind, props: unknown): Outcome {
  // Names of Charts are unique in an App; the namespace is what most fields default to.
  const chart = new Chart(new App(), 'chart', { namespace: 'shop' });
  let objects: object[];
  try {
    make(chart, props);
    refuseProblems(chart);
    objects = Testing.synth(chart) as object[];
  } catch (error) {
    if (error instanceof InvalidInput && isClear(error.message)) { return { is: 'refused', message: error.message }; }
    throw error;
  }
  const object = objects.find((each) => isOf(each, group, kind));
  if (object === undefined) { throw new Error(`no ${group} ${kind} was made, only ${JSON.stringify(objects)}`); }
  const faults = objects.flatMap((each) => validate(each) ?? []);
  if (faults.length > 0) { throw new Error(`the schema refuses what was made:\n${faults.join('\n')}\n${JSON.stringify(object, null, 1)}`); }
  return { is: 'made', object };
}

/** What `app.synth()` would say: constructs that can be completed later are refused there. */
function refuseProblems(chart: Chart): void {
  const problems = chart.node.findAll().flatMap((each) => each.node.validate());
  if (problems.length > 0) {
    const [first = ''] = problems;
    const error = new InvalidInput({ at: 'synth', what: first });
    error.message = first;
    throw error;
  }
}

/** It says where, and what: `Kind/namespace/name: …`, or the factory's name; never a value that is no text. */
function isClear(message: string): boolean {
  // The value stands there as it was given, NaN included.
  const words = message.replace(/^ {2}value: .*$/gm, '');
  return /^[^\s:][^\n]*: \S/.test(message) && !/\[object |undefined is not|NaN/.test(words);
}

function isOf(object: object, group: string, kind: string): boolean {
  const { apiVersion, kind: own } = object as { apiVersion?: string; kind?: string };
  return own === kind && (apiVersion ?? '').startsWith(`${group}/`);
}

/** The ways to every value of an object, as docs/coverage.md writes them: `spec.analysis.metrics[].name`. Keys of maps are `*`. */
export function pathsOf(object: unknown, schema: SchemaNode, path = ''): string[] {
  if (Array.isArray(object)) { return [path, ...object.flatMap((each) => pathsOf(each, schema.items ?? {}, `${path}[]`))]; }
  if (typeof object !== 'object' || object === null) { return [path]; }
  return [path, ...Object.entries(object).flatMap(([key, value]) => {
    const own = schema.properties?.[key];
    const rest = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : {};
    return pathsOf(value, own ?? rest, path === '' ? key : `${path}.${own === undefined ? '*' : key}`);
  })];
}

/** A node of a schema, as far as fields go. */
export interface SchemaNode {
  readonly properties?: { readonly [name: string]: SchemaNode };
  readonly additionalProperties?: boolean | SchemaNode;
  readonly items?: SchemaNode;
}

/** The ways to every field that a schema has below `spec` (or beside the metadata), in order. */
export function fieldsOf(schema: SchemaNode, path = ''): string[] {
  const below: [string, SchemaNode][] = [
    ...Object.entries(schema.properties ?? {}).map(([name, node]): [string, SchemaNode] => [path === '' ? name : `${path}.${name}`, node]),
    ...(typeof schema.additionalProperties === 'object' ? [[`${path}.*`, schema.additionalProperties] as [string, SchemaNode]] : []),
    ...(schema.items === undefined ? [] : [[`${path}[]`, schema.items] as [string, SchemaNode]]),
  ];
  return below.filter(([name]) => !/^(apiVersion|kind|metadata|status)$/.test(name)).flatMap(([name, node]) => [name, ...fieldsOf(node, name)]);
}
