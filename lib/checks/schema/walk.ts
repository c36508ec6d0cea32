import { nearest } from '../../nearest';
import { Located } from '../located';
import { Fault } from './fault';
import { KeyPlace } from './key-place';
import { duplicateFaults, hasKeyedLists } from './list-keys';
import { Rename, renameOf } from './renames';
import { ownValue, Schema } from './schemas';
import { shown, valueProblem } from './value-problem';

/**
 * Goes through an object, or a part of it, and its schema side by side, and says each mistake once.
 *
 * @param place The way to the part.
 */
export function walk(kind: string, schema: Schema, root: Located, place = ''): Fault[] {
  // Most objects have no fault, and to see that takes a fraction of the time of a walk that could say one.
  if (!hasKeyedLists(kind) && isFine(schema, root.value)) { return []; }
  const faults: Fault[] = [];
  visit(new Node(kind, schema, schema, root.value, root.path.at(-1), undefined, root, place), faults);
  return faults;
}

/** Whether `visit` certainly finds nothing. Where it is not certain the answer is no: lists with keys are not looked at here. */
function isFine(schema: Schema, value: unknown): boolean {
  if (typeof value === 'string' && value.includes('${')) { return true; }
  if (valueProblem(schema, value, undefined) !== undefined) { return false; }
  if (typeof value === 'object' && value !== null) {
    if (Array.isArray(value)) {
      const { items } = schema;
      if (items !== undefined) {
        for (const each of value) { if (!isFine(items, each)) { return false; } }
      }
    } else if (!isFineObject(schema, value as Record<string, unknown>)) {
      return false;
    }
  }
  return schema.anyOf === undefined || schema.anyOf.some((branch) => isValid(branch, value));
}

function isFineObject(schema: Schema, value: Record<string, unknown>): boolean {
  const { properties, additionalProperties, required, oneOf } = schema;
  for (const name of Object.keys(value)) {
    const each = value[name];
    if (each === undefined) { return false; }
    const below = ownValue(properties, name) ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined);
    if (below === undefined ? additionalProperties === false : !isFine(below, each)) { return false; }
  }
  if (required !== undefined) {
    for (const name of required) { if (!Object.hasOwn(value, name)) { return false; } }
  }
  if (oneOf === undefined) { return true; }
  return alternatives(oneOf)[0].every((name) => Object.hasOwn(value, name)) && oneOf.filter((branch) => isValid(branch, value)).length === 1;
}

/** A value and its schema. Where it stands is made when it is asked for: nobody asks while nothing is wrong. */
class Node {
  public constructor(
    public readonly kind: string,
    public readonly root: Schema,
    public readonly schema: Schema,
    public readonly value: unknown,
    public readonly step: string | number | undefined,
    private readonly above: Node | undefined,
    private found?: Located,
    private readonly start = '',
  ) {}

  public below(schema: Schema, value: unknown, step: string | number): Node {
    return new Node(this.kind, this.root, schema, value, step, this);
  }

  public get at(): Located {
    this.found ??= (this.above as Node).at.at(this.step as string | number);
    return this.found;
  }

  /** The way to it, with `[]` for any place of a list. */
  public get place(): string {
    const { above, step } = this;
    if (above === undefined) { return this.start; }
    return typeof step === 'number' ? `${above.place}[]` : placeOf(above.place, step ?? '');
  }
}

function placeOf(above: string, name: string): string {
  return above === '' ? name : `${above}.${name}`;
}

function visit(node: Node, faults: Fault[]): void {
  const { schema, value, step } = node;
  // Flux fills it in (spec.postBuild) before anybody validates it.
  if (typeof value === 'string' && value.includes('${')) { return; }
  const problem = valueProblem(schema, value, step);
  if (problem !== undefined) {
    const { at } = node;
    const isPortNumber = typeof value === 'number' && /Monitor$/.test(node.kind) && /ndpoints\[\]\.port$/.test(node.place);
    faults.push({ check: 'value', at, problem: isPortNumber ? { ...problem, allowed: 'the name of a port', fix: `write the port's name, such as http, or targetPort: ${value}` } : problem });
    return;
  }
  if (Array.isArray(value)) {
    const { items } = schema;
    if (hasKeyedLists(node.kind)) { faults.push(...duplicateFaults(node.kind, node.place, value, node.at)); }
    if (items !== undefined) { value.forEach((each, index) => { visit(node.below(items, each, index), faults); }); }
  } else if (typeof value === 'object' && value !== null) {
    visitObject(node, value as Record<string, unknown>, faults);
  }
  if (schema.anyOf !== undefined && !schema.anyOf.some((branch) => isValid(branch, value))) {
    const { at } = node;
    const types = schema.anyOf.flatMap(({ type }) => type === undefined || type === 'null' ? [] : [TYPES[type] ?? type]).join(' or ');
    const form = schema.anyOf.find(({ type, pattern }) => type === 'string' && pattern !== undefined && typeof value === 'string')?.pattern;
    faults.push({ check: 'value', at, problem: { severity: 'error', what: `${nameOf(at)} is not ${types}`, value: shown(value, step), allowed: form === undefined ? types : `a text of the form ${form}` } });
  }
}

const NONE: readonly Schema[] = [];

const TYPES: { readonly [type: string]: string } = { integer: 'a whole number', string: 'a text' };

function visitObject(node: Node, value: Record<string, unknown>, faults: Fault[]): void {
  const { schema } = node;
  const names = Object.keys(value);
  const present = new Set(names);
  for (const name of names) {
    const known = ownValue(schema.properties, name);
    const below = known ?? (typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined);
    if (below !== undefined) { visit(node.below(below, value[name], name), faults); }
    if (below === undefined && schema.additionalProperties === false) {
      const { problem, meant } = unknownField(node, name, placeOf(node.place, name), value);
      if (meant !== undefined) { present.add(meant); }
      faults.push({ check: 'field', at: new KeyPlace(node.at.at(name)), problem });
    }
  }
  if (schema.required === undefined && schema.oneOf === undefined) { return; }
  const missing = (schema.required ?? []).filter((name) => !present.has(name));
  const [common, choices] = alternatives(schema.oneOf ?? NONE);
  for (const name of new Set([...missing, ...common.filter((each) => !present.has(each))])) {
    faults.push({ check: 'required', at: node.at, problem: missingField(node, name) });
  }
  if (schema.oneOf === undefined) { return; }
  // With what all alternatives ask for filled in, which of them hold?
  const repaired = Object.fromEntries([...present, ...common].map((name) => [name, ownValue(value, name) ?? null]));
  const count = schema.oneOf.filter((branch) => isValid(branch, repaired)).length;
  if (count !== 1) { faults.push({ check: 'exactly-one', at: node.at, problem: exactlyOne(node, choices, present) }); }
}

function isValid(schema: Schema, value: unknown): boolean {
  if (valueProblem(schema, value, undefined) !== undefined) { return false; }
  if (schema.not !== undefined && isValid(schema.not, value)) { return false; }
  if (schema.anyOf !== undefined && !schema.anyOf.some((branch) => isValid(branch, value))) { return false; }
  if (schema.oneOf !== undefined && schema.oneOf.filter((branch) => isValid(branch, value)).length !== 1) { return false; }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) { return true; }
  return (schema.required ?? []).every((name) => Object.hasOwn(value, name))
    && Object.entries(schema.properties ?? {}).every(([name, below]) => !Object.hasOwn(value, name) || isValid(below, (value as Record<string, unknown>)[name]));
}

/** What all branches require, and what some of them do. */
function alternatives(branches: readonly Schema[]): [string[], string[]] {
  const before = ALTERNATIVES.get(branches);
  if (before !== undefined) { return before; }
  const lists = branches.map(({ required }) => required ?? []);
  const all = [...new Set(lists.flat())];
  const common = all.filter((name) => lists.every((list) => list.includes(name)));
  const found: [string[], string[]] = [common, all.filter((name) => !common.includes(name))];
  ALTERNATIVES.set(branches, found);
  return found;
}

const ALTERNATIVES = new WeakMap<readonly Schema[], [string[], string[]]>();

function exactlyOne(node: Node, choices: readonly string[], present: ReadonlySet<string>): Fault['problem'] {
  const written = choices.filter((name) => present.has(name));
  const name = nameOf(node.at);
  const because = REASONS[`${node.kind} ${node.place}`];
  const allowed = `${choices.length === 2 ? 'one of the two' : 'exactly one'}${because === undefined ? '' : `: ${because}`}`;
  if (choices.length === 0) { return { severity: 'error', what: `${name} has none of the forms that are allowed, or several at once` }; }
  return written.length === 0
    ? { severity: 'error', what: `${name} has none of ${listed(choices, 'and')}`, allowed, fix: `add ${listed(choices, 'or')}` }
    : { severity: 'error', what: `${name} has ${written.length < 2 ? `${listed(written, 'and')}, which does not go with the rest of it` : `${written.length === 2 ? 'both ' : ''}${listed(written, 'and')}`}`, allowed, fix: written.length < 2 ? undefined : `keep one of ${listed(written, 'and')}` };
}

/** Why one excludes the other. Source: fluxcd/flagger v1.44.0 artifacts/flagger/crd.yaml (oneOf). */
const REASONS: { readonly [kindAndPlace: string]: string } = {
  'AlertProvider spec': 'Flagger\'s CRD refuses an AlertProvider with both or neither, though upstream\'s own example has both',
  'Canary spec.analysis': 'iterations is for blue/green and A/B testing, stepWeight or stepWeights for shifting traffic; the CRD wants one, even with skipAnalysis',
};

function missingField(node: Node, name: string): Fault['problem'] {
  const schema = ownValue(node.schema.properties, name);
  const choices = schema?.enum?.filter((each) => each !== null && each !== '').map(String);
  return {
    severity: 'error', what: `${nameOf(node.at)} has no ${name}`,
    allowed: `${name} is required${choices === undefined ? '' : `: ${listed(choices, 'or')}`}; the API server refuses the object without it`,
    fix: `add ${name}`,
  };
}

function unknownField(node: Node, name: string, place: string, siblings: object): { readonly problem: Fault['problem']; readonly meant?: string } {
  const known = Object.keys(node.schema.properties ?? {});
  const free = known.filter((each) => !Object.hasOwn(siblings, each));
  const rename: Rename | undefined = renameOf(node.kind, place);
  const meant = rename?.to ?? (rename === undefined ? free.find((each) => plain(each) === plain(name)) ?? nearest(name, free) : undefined);
  const elsewhere = meant === undefined && rename === undefined ? placesOf(node.root, name).filter((each) => each !== place) : [];
  const fix = rename?.fix ?? (meant !== undefined ? `did you mean ${meant}?`
    : elsewhere.length > 0 ? `did you mean ${listed(elsewhere.slice(0, 3), 'or')}?` : undefined);
  return {
    meant,
    problem: {
      severity: 'error', what: `${node.place === '' ? `a ${node.kind}` : node.place} has no field ${name}`,
      allowed: rename?.because ?? (known.length > 12 || known.length === 0 ? 'the fields of the CRD; the API server drops or refuses any other' : `${listed(known, 'and')}; the API server drops or refuses any other`),
      fix,
    },
  };
}

/** Where else in the kind a field of this name is, the nearest to the root only. */
function placesOf(root: Schema, name: string): string[] {
  let level: [string, Schema][] = [['spec', ownValue(root.properties, 'spec') ?? {}]];
  for (let depth = 0; depth < 4 && level.length > 0; depth++) {
    const hits = level.filter(([, schema]) => ownValue(schema.properties, name) !== undefined).map(([place]) => `${place}.${name}`);
    if (hits.length > 0) { return hits; }
    level = level.flatMap(([place, schema]) => Object.entries(schema.properties ?? {}).map(([below, each]): [string, Schema] => each.items === undefined ? [`${place}.${below}`, each] : [`${place}.${below}[]`, each.items]));
  }
  return [];
}

/** Without what tells camelCase, snake_case and kebab-case from one another. */
function plain(name: string): string {
  return name.replace(/[-_]/g, '').toLowerCase();
}

function nameOf(at: Located): string {
  return at.field ?? 'the object';
}

function listed(words: readonly string[], last: string): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}
