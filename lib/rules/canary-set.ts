/** Canaries of one namespace, by which a rule chooses: all of them, some, or all but some. */
export interface CanarySet {
  /** The canaries' namespace. */
  readonly namespace: string;

  /**
   * The names of the canaries' targets: Flagger's label `name` is spec.targetRef.name, not the Canary's own name.
   *
   * @default - every canary of the namespace
   */
  readonly names?: string[];

  /**
   * The names of the targets of canaries that do not belong to it. With `names` it has no meaning.
   *
   * @default - none
   */
  readonly except?: string[];
}
