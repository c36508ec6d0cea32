/** What the operator would give to the programs: made from manifests, without a cluster. */
export interface Plan {
  /** prometheus.yaml as the operator writes it, service discovery included; `rule_files` and `alerting` are the runner's. */
  readonly prometheus: {
    readonly global: object;
    readonly scrape_configs: readonly object[];
    /** For `alerting.alert_relabel_configs`: what is taken from an alert's labels before Alertmanager sees it. */
    readonly alert_relabel_configs?: readonly object[];
  };
  /** Each rule file that Prometheus loads: of selected PrometheusRules, with the labels that the operator enforces; of bare files and Helm values. */
  readonly rules: readonly { readonly name: string; readonly groups: readonly object[] }[];
  /** What Alertmanager is given: the configuration after the operator's transformation, AlertmanagerConfigs merged into it; undefined where the manifests have none. */
  readonly alertmanager?: { readonly config: string; readonly templates: Readonly<Record<string, string>> };
  /** What the manifests do not say, and what was assumed instead. */
  readonly assumptions: readonly string[];
  /** What the operator leaves out or refuses, each with Kind/namespace/name and why. */
  readonly refused: readonly string[];
}
