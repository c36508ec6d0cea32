import { ApiObject, ApiObjectMetadataDefinition, App, ImplicitTokenResolver, Lazy, LazyResolver, NumberStringUnionResolver } from 'cdk8s';
import { Manifest, withLateAnnotation } from '../late-annotation';

/** Renders the objects of an app as their `toJson()` does, in one pass over each. */
export class Renderer {
  private readonly isOrdinary: boolean;

  public constructor(app: App) {
    const [first, second, third, ...others] = app.resolvers;
    this.isOrdinary = first instanceof LazyResolver && second instanceof ImplicitTokenResolver && third instanceof NumberStringUnionResolver && others.length === 0
      && !process.env.CDK8S_DISABLE_SORT;
  }

  /** The object. Of one that is special in any way its own `toJson()` says what it is. */
  public render(object: ApiObject): Manifest {
    const { props, metadata = {}, patches } = object as unknown as Inside;
    if (!this.isOrdinary || object.toJson !== TO_JSON || metadata.toJson !== METADATA_TO_JSON || patches?.length !== 0 || !isMap(props)) { return object.toJson() as Manifest; }
    try {
      return withLateAnnotation(object, () => {
        const { name, namespace, annotations, finalizers, ownerReferences, labels } = metadata as { readonly [field: string]: unknown };
        const rest = mapOf({ ...props, metadata: undefined }, false);
        const head = mapOf({ ...metadata._additionalAttributes, name, namespace, annotations, finalizers, ownerReferences, labels }, true);
        return ordered({ ...rest, ...(Object.keys(head).length > 0 && { metadata: head }) });
      });
    } catch {
      // It says what is wrong, in cdk8s' words.
      return object.toJson() as Manifest;
    }
  }
}

/** What cdk8s 2.70.106 keeps in an object; where a later one does not, its own `toJson()` is asked. */
interface Inside {
  readonly props?: unknown;
  readonly patches?: readonly unknown[];
  readonly metadata?: { readonly toJson?: unknown; readonly _additionalAttributes?: object; readonly [field: string]: unknown };
}

const TO_JSON: unknown = ApiObject.prototype.toJson;
const METADATA_TO_JSON: unknown = ApiObjectMetadataDefinition.prototype.toJson;

/** Thrown once made: what cdk8s would refuse, it refuses itself. */
const UNUSUAL = new Error('unusual');

/** A value with all that stands for others replaced: cdk8s' resolve and sanitizeValue in one (cdk8s 2.70.106 resolve.ts, _util.ts). */
function valueOf(value: unknown, dropsEmpty: boolean): unknown {
  if (typeof value !== 'object') { return value; }
  if (value === null) { return undefined; }
  if (value instanceof Lazy) { return valueOf(value.produce(), dropsEmpty); }
  const { resolve } = value as { readonly resolve?: unknown };
  if (typeof resolve === 'function') { return valueOf((value as { resolve: () => unknown }).resolve(), dropsEmpty); }
  if (Array.isArray(value)) {
    if (dropsEmpty && value.length === 0) { return undefined; }
    return value.map((each) => valueOf(each, dropsEmpty));
  }
  if (value.constructor !== Object) {
    const { value: inner } = value as { readonly value?: unknown };
    if (typeof inner !== 'string' && typeof inner !== 'number') { throw UNUSUAL; }
    return { value: inner };
  }
  const map = mapOf(value, dropsEmpty);
  return dropsEmpty && Object.keys(map).length === 0 ? undefined : map;
}

function mapOf(value: object, dropsEmpty: boolean): Record<string, unknown> {
  const map: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort()) {
    const item = valueOf((value as Record<string, unknown>)[key], dropsEmpty);
    if (item !== undefined && item !== null) { map[key] = item; }
  }
  return map;
}

function ordered({ apiVersion, kind, metadata, ...rest }: Record<string, unknown>): Manifest {
  return { ...(apiVersion !== undefined && { apiVersion }), ...(kind !== undefined && { kind }), ...(metadata !== undefined && { metadata }), ...rest } as Manifest;
}

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null && value.constructor === Object;
}
