import { ApiObjectMetadata } from 'cdk8s';

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
