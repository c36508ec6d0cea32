/** The Flagger that is there. */
export interface FlaggerInstallation {
  /**
   * Its namespace.
   *
   * @default flagger-system
   */
  readonly namespace?: string;

  /**
   * The name of its Deployment.
   *
   * @default flagger
   */
  readonly deployment?: string;

  /**
   * The labels of its pods.
   *
   * @default - `app.kubernetes.io/name: flagger`, as the Helm chart has it; the kustomize base has `app: flagger`
   */
  readonly podLabels?: { readonly [label: string]: string };

  /**
   * Whether Flagger runs with `-no-cross-namespace-refs`: each namespace with canaries gets AlertProviders of its own then.
   *
   * @default false
   */
  readonly noCrossNamespaceRefs?: boolean;

  /**
   * The only namespace that Flagger watches (`-namespace`): it sees no canary, AlertProvider or MetricTemplate of another one, so that the
   * AlertProviders are in there.
   *
   * @default - it watches all
   */
  readonly watchNamespace?: string;
}
