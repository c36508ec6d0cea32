/** Where the values of variables come from. */
export class SubstitutionSource {
  /**
   * Each key of a ConfigMap, beside the Kustomization.
   *
   * @param name The ConfigMap's name.
   * @param options Whether it must exist.
   */
  public static configMap(name: string, options: SubstitutionSourceOptions = {}): SubstitutionSource {
    return new SubstitutionSource('ConfigMap', name, options.optional);
  }

  /**
   * Each key of a Secret, beside the Kustomization.
   *
   * @param name The Secret's name.
   * @param options Whether it must exist.
   */
  public static secret(name: string, options: SubstitutionSourceOptions = {}): SubstitutionSource {
    return new SubstitutionSource('Secret', name, options.optional);
  }

  private constructor(
    /** ConfigMap or Secret. */
    public readonly kind: string,
    /** The name. */
    public readonly name: string,
    /** Whether it may be absent. */
    public readonly optional?: boolean,
  ) {}
}

/** Whether a source of variables must exist. */
export interface SubstitutionSourceOptions {
  /**
   * Whether it may be absent.
   *
   * @default false
   */
  readonly optional?: boolean;
}

/** When Flux substitutes (since kustomize-controller 1.9). */
export enum SubstituteStrategy {
  /** When there is a variable; an empty ConfigMap has none. */
  WITH_VARIABLES = 'WithVariables',
  /** Always: what is there with a default, such as `${name:=x}`, then gets it. */
  ALWAYS = 'Always',
}

/** What Flux puts in the place of `${name}` in everything that a Kustomization applies. */
export interface PostBuild {
  /**
   * Values by name. They end up in git: no secrets.
   *
   * @default - none
   */
  readonly substitute?: { [name: string]: string };

  /**
   * ConfigMaps and Secrets whose keys are names.
   *
   * @default - none
   */
  readonly substituteFrom?: SubstitutionSource[];

  /**
   * When.
   *
   * @default SubstituteStrategy.WITH_VARIABLES
   */
  readonly substituteStrategy?: SubstituteStrategy;
}
