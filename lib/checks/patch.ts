import { Located } from './located';

/** What a patch makes of an object. */
export interface Patched {
  /** The object after it; undefined where nobody can say it without kustomize itself. */
  readonly value?: unknown;
  /** Whether it takes the object away. */
  readonly isDeleted: boolean;
  /** The ways to what it changes, as fields are called in findings; one that is empty is the whole object. */
  readonly fields: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

/** What is merged otherwise than field by field: the lists of Kubernetes' own kinds, which kustomize knows the keys of. */
const OWN_GROUPS = /^(?:v1|(?:apps|batch|policy|autoscaling|extensions)\/.*|[^/]*\.k8s\.io\/.*)$/;

/**
 * Applies an inline patch to an object, as kustomize does: operations of JSON (RFC 6902), or a part of the object, which is merged field by
 * field, with lists as a whole. Never throws.
 * Source: kustomize v5.8.2 api/internal/builtins/PatchTransformer.go; a test holds it to the program.
 *
 * @param patch What the text of the patch holds.
 */
export function applyPatch(object: Fields, patch: unknown): Patched {
  if (Array.isArray(patch)) { return operated(object, patch); }
  if (!isMap(patch) || hasDirective(patch, true) || holdsUnknown(patch)) { return UNKNOWN; }
  if (patch['$patch'] === 'delete') { return { isDeleted: true, fields: [''] }; }
  if (patch['$patch'] !== undefined) { return UNKNOWN; }
  // Who the patch is for is no part of it.
  const change = Object.fromEntries(Object.entries(patch).filter(([name]) => name !== 'apiVersion' && name !== 'kind'));
  const metadata = isMap(change['metadata']) ? Object.fromEntries(Object.entries(change['metadata']).filter(([name]) => name !== 'name' && name !== 'namespace')) : change['metadata'];
  const whole = { ...change, ...(metadata !== undefined && { metadata }) };
  if (OWN_GROUPS.test(String(object['apiVersion'])) && hasList(whole)) { return { isDeleted: false, fields: leaves(whole, '') }; }
  // Of one thing where another one stood, kustomize says that it is wrong.
  if (isOther(object, whole)) { return UNKNOWN; }
  return { value: merged(object, whole), isDeleted: false, fields: leaves(whole, '') };
}

const UNKNOWN: Patched = { isDeleted: false, fields: [''] };

function isMap(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasList(value: unknown): boolean {
  return Array.isArray(value) || (isMap(value) && Object.values(value).some(hasList));
}

/** Whether something in it says how to merge, below the object itself. */
function hasDirective(value: unknown, isTop = false): boolean {
  if (Array.isArray(value)) { return value.some((each) => hasDirective(each)); }
  return isMap(value) && Object.entries(value).some(([name, each]) => (name.startsWith('$') && !isTop) || hasDirective(each));
}

/** Whether Flux fills something in, after kustomize. */
function holdsUnknown(value: unknown): boolean {
  return typeof value === 'string' ? value.includes('${') : typeof value === 'object' && value !== null && Object.values(value).some(holdsUnknown);
}

/** Whether a map, a list or a single value takes the place of another one of these. */
function isOther(under: unknown, over: unknown): boolean {
  if (under === undefined || under === null || over === null) { return false; }
  if (isMap(under) && isMap(over)) { return Object.entries(over).some(([name, each]) => isOther(Object.hasOwn(under, name) ? under[name] : undefined, each)); }
  return isMap(under) !== isMap(over) || Array.isArray(under) !== Array.isArray(over);
}

function merged(under: unknown, over: Fields): Fields {
  const result: Record<string, unknown> = isMap(under) ? { ...under } : {};
  for (const [name, value] of Object.entries(over)) {
    if (value === null) {
      Reflect.deleteProperty(result, name);
    } else if (isMap(value)) {
      result[name] = merged(result[name], value);
    } else {
      result[name] = value;
    }
  }
  return result;
}

function leaves(value: unknown, way: string): string[] {
  return isMap(value) && Object.keys(value).length > 0 ? Object.entries(value).flatMap(([name, each]) => leaves(each, fieldOf(way, name))) : [way];
}

function fieldOf(way: string, step: string | number): string {
  const text = typeof step === 'number' ? `[${step}]` : /^[\w-]+$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
  return `${way}${text}`.replace(/^\./, '');
}

function operated(object: Fields, operations: readonly unknown[]): Patched {
  let value: unknown;
  try {
    value = structuredClone(object);
  } catch {
    // Something in it is no value of YAML.
    return UNKNOWN;
  }
  const fields: string[] = [];
  for (const each of operations) {
    const change = isMap(each) ? operation(value, each) : undefined;
    if (change === undefined) { return UNKNOWN; }
    ({ value } = change);
    fields.push(change.field);
  }
  return { value, isDeleted: false, fields };
}

function operation(root: unknown, { op, path, value }: Fields): { readonly value: unknown; readonly field: string } | undefined {
  if (typeof path !== 'string' || !path.startsWith('/') || (op !== 'add' && op !== 'replace' && op !== 'remove') || (op !== 'remove' && (value === undefined || holdsUnknown(value)))) { return undefined; }
  const steps = path.slice(1).split('/').map((each) => each.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = steps.pop() ?? '';
  let field = '';
  let holder: unknown = root;
  for (const step of steps) {
    const index = Array.isArray(holder) ? indexOf(step) : undefined;
    field = fieldOf(field, index ?? step);
    holder = Array.isArray(holder) ? (index === undefined ? undefined : holder[index] as unknown) : isMap(holder) && Object.hasOwn(holder, step) ? holder[step] : undefined;
  }
  if (Array.isArray(holder)) {
    const index = last === '-' ? holder.length : indexOf(last);
    // Where there is nothing to replace, kustomize fails, and with it the whole Kustomization.
    if (index === undefined || index > holder.length || (op !== 'add' && (index === holder.length))) { return undefined; }
    holder.splice(index, op === 'add' ? 0 : 1, ...(op === 'remove' ? [] : [value]));
    // What stands behind it has moved.
    return { value: root, field: op === 'replace' ? fieldOf(field, index) : field };
  }
  if (!isMap(holder) || (op !== 'add' && !Object.hasOwn(holder, last))) { return undefined; }
  if (op === 'remove') { Reflect.deleteProperty(holder, last); } else { (holder as Record<string, unknown>)[last] = value; }
  return { value: root, field: fieldOf(field, last) };
}

function indexOf(step: string): number | undefined {
  return /^(?:0|[1-9]\d*)$/.test(step) ? Number(step) : undefined;
}

/** Whether an entry of `patches` is for an object; undefined where that is not known. Source: kustomize v5.8.2 api/types/selector.go. */
export function isFor(entry: Located, patch: unknown, object: { readonly group: string; readonly version: string; readonly kind: string; readonly name: string; readonly namespace: string | undefined }): boolean | undefined {
  const target = entry.at('target');
  if (!target.exists) {
    if (!isMap(patch)) { return undefined; }
    const metadata = isMap(patch['metadata']) ? patch['metadata'] : {};
    const [group] = String(patch['apiVersion']).split('/').slice(0, -1);
    return patch['kind'] === object.kind && (group ?? '') === object.group && metadata['name'] === object.name && (metadata['namespace'] ?? 'default') === (object.namespace ?? 'default');
  }
  const own = { group: object.group, version: object.version, kind: object.kind, name: object.name, namespace: object.namespace };
  for (const [field, value] of Object.entries(own)) {
    const { text } = target.at(field);
    if (text === undefined || text === '') { continue; }
    // Another namespace than none may be given to it by a kustomization.
    if (value === undefined || !/^[\w.|*+()-]*$/.test(text)) { return undefined; }
    try {
      if (!new RegExp(`^(?:${text})$`).test(value)) { return false; }
    } catch {
      return undefined;
    }
  }
  return target.at('labelSelector').exists || target.at('annotationSelector').exists ? undefined : true;
}
