/** Labels and annotations that Flux gives to all objects that it applies; they win over the objects' own. */
export interface CommonMetadata {
  /**
   * The labels.
   *
   * @default - none
   */
  readonly labels?: { [name: string]: string };

  /**
   * The annotations. `kustomize.toolkit.fluxcd.io/substitute: disabled` has no effect here: it comes after the substitution.
   *
   * @default - none
   */
  readonly annotations?: { [name: string]: string };
}
