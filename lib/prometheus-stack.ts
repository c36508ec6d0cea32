/** A Prometheus that kube-prometheus-stack runs. */
export interface HelmStackOptions {
  /** The name of the Helm release: the chart's Prometheus selects monitors and rules by the label `release` of that value. */
  readonly release: string;

  /** The namespace of the release. */
  readonly namespace: string;
}

/** A Prometheus and an Alertmanager that prometheus-operator runs without the chart. */
export interface OperatorStackOptions {
  /** The namespace of the Alertmanager. */
  readonly namespace: string;

  /** The name of the Alertmanager object: the operator reads its configuration from the Secret `alertmanager-<name>`. */
  readonly alertmanager: string;

  /**
   * The labels that the Prometheus' `ruleSelector`, `podMonitorSelector` and `serviceMonitorSelector` want.
   *
   * @default - none, for selectors that take everything
   */
  readonly selectorLabels?: { readonly [label: string]: string };
}

/** The Prometheus and the Alertmanager that are there. */
export class PrometheusStack {
  /**
   * The Helm chart kube-prometheus-stack. It is told by Helm values, in a ConfigMap, to use our Alertmanager configuration.
   *
   * @param options The release.
   */
  public static helm(options: HelmStackOptions): PrometheusStack {
    return new PrometheusStack(options.namespace, { release: options.release }, 'alertmanager-canary-alerting', true);
  }

  /**
   * prometheus-operator without the chart. The Secrets that Alertmanager reads must be named in its `spec.secrets`.
   *
   * @param options Where, and by which labels it selects.
   */
  public static operator(options: OperatorStackOptions): PrometheusStack {
    return new PrometheusStack(options.namespace, { ...options.selectorLabels }, `alertmanager-${options.alertmanager}`, false);
  }

  private constructor(
    /** The namespace of Prometheus and Alertmanager. */
    public readonly namespace: string,
    /** The labels by which the Prometheus selects monitors and rules. */
    public readonly selectorLabels: { readonly [label: string]: string },
    /** The name of the Secret with Alertmanager's configuration. */
    public readonly configSecretName: string,
    /** Whether Helm values are needed for Alertmanager to use that Secret. */
    public readonly needsHelmValues: boolean,
  ) {}
}
