import { ApiObject, ApiObjectMetadata, Lazy } from 'cdk8s';
import { LateAnnotation, noteLateAnnotation } from '../late-annotation';

/**
 * Keeps Flux from substituting variables in an object: in a Kustomization with `postBuild` an undefined `${name}` fails the
 * whole Kustomization since Flux 2.9, `$$` becomes `$`, and `${1}` of a relabelling or `${DS_PROMETHEUS}` of a dashboard
 * is read as a variable. Label or annotation; only the exact lower-case value counts.
 * Source: fluxcd/pkg kustomize/v1.35.4 kustomize_varsub.go; fluxcd/kustomize-controller v1.9.4 internal/features/features.go
 * (StrictPostBuildSubstitutions).
 */
export const SUBSTITUTION_DISABLED: { readonly [annotation: string]: string } = {
  'kustomize.toolkit.fluxcd.io/substitute': 'disabled',
};

/** Metadata whose object Flux applies as it is written. */
export function withoutSubstitution(metadata: ApiObjectMetadata = {}): ApiObjectMetadata {
  return { ...metadata, annotations: { ...metadata.annotations, ...SUBSTITUTION_DISABLED } };
}

const [[ANNOTATION, DISABLED]] = Object.entries(SUBSTITUTION_DISABLED) as [[string, string]];

/**
 * Lets Flux apply an object as it is written where its text has something that Flux would read as a variable: a command or a query may,
 * whatever is added to the object later. An object without such a text stays as it is, and so does one whose author has decided.
 */
export function protectFromSubstitution(object: ApiObject): void {
  if (isDecided(object)) { return; }
  const late: LateAnnotation = { key: ANNOTATION, valueFor: (json) => mayBeSubstituted(json) ? DISABLED : undefined, isLeftOut: false };
  const produce = (): string | undefined => {
    // The object is rendered to find out, the annotation with it.
    if (late.isLeftOut) { return undefined; }
    late.isLeftOut = true;
    try {
      return late.valueFor(object.toJson());
    } finally {
      late.isLeftOut = false;
    }
  };
  noteLateAnnotation(object, late);
  object.metadata.addAnnotation(ANNOTATION, Lazy.any({ produce }) as string);
}

/** Whether the object's author says already what Flux shall do. */
function isDecided({ metadata }: ApiObject): boolean {
  if (metadata.getLabel(ANNOTATION) !== undefined) { return true; }
  // cdk8s 2.70.106 keeps them in a field; one that does not is asked for all of its metadata, which takes longer than the rest of a Canary's construct.
  const { annotations } = metadata as unknown as { readonly annotations?: { readonly [key: string]: unknown } };
  return (annotations ?? (metadata.toJson() as ApiObjectMetadata).annotations)?.[ANNOTATION] !== undefined;
}

/** Whether a text anywhere in an object, a field's name or a value, has what Flux reads as a variable. */
function mayBeSubstituted(json: unknown): boolean {
  if (typeof json === 'string') { return json.includes('$') && /\$\{|\$\$/.test(json); }
  if (typeof json !== 'object' || json === null) { return false; }
  if (Array.isArray(json)) { return json.some(mayBeSubstituted); }
  for (const key in json) {
    if (mayBeSubstituted((json as { readonly [key: string]: unknown })[key]) || mayBeSubstituted(key)) { return true; }
  }
  return false;
}
