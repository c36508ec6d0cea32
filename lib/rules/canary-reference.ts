/** A canary as Flagger's metrics name it. */
export interface CanaryReference {
  /** The canary's namespace. */
  readonly namespace: string;

  /** The name of the canary's target: Flagger's label `name` is spec.targetRef.name, not the Canary's own name. */
  readonly name: string;
}
