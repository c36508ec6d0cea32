import { ApiObject } from 'cdk8s';

/** An annotation whose value hangs on all the rest of its object. */
export interface LateAnnotation {
  readonly key: string;
  /** The value for an object as it is without the annotation; undefined for none. */
  readonly valueFor: (json: unknown) => string | undefined;
  /** Whether the object is being rendered in order to find out, or by somebody who adds the annotation afterwards. */
  isLeftOut: boolean;
}

const OF = new WeakMap<ApiObject, LateAnnotation>();

/** Notes that an object has such an annotation. */
export function noteLateAnnotation(object: ApiObject, annotation: LateAnnotation): void {
  OF.set(object, annotation);
}

/** Renders an object, which would be rendered a second time for such an annotation, once. */
export function withLateAnnotation(object: ApiObject, render: () => Manifest): Manifest {
  const late = OF.get(object);
  if (late === undefined || late.isLeftOut) { return render(); }
  late.isLeftOut = true;
  try {
    const json = render();
    const value = late.valueFor(json);
    if (value === undefined) { return json; }
    const annotations = Object.entries({ ...json.metadata?.annotations, [late.key]: value });
    const metadata = Object.entries({ ...json.metadata, annotations: Object.fromEntries(annotations.sort(byName)) });
    return { ...json, metadata: Object.fromEntries(metadata.sort(byName)) };
  } finally {
    late.isLeftOut = false;
  }
}

/** An object as it is rendered. */
export interface Manifest {
  readonly metadata?: { readonly annotations?: { readonly [key: string]: unknown }; readonly [field: string]: unknown };
  readonly [field: string]: unknown;
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}
