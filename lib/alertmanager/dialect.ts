/** Who reads the configuration: they do not accept the same. */
export enum Dialect {
  /**
   * prometheus-operator 0.93, as kube-prometheus-stack and kube-prometheus run it. It decodes the configuration strictly into
   * structs of its own and refuses fields that Alertmanager would read (pkg/alertmanager/types.go).
   */
  PROMETHEUS_OPERATOR = 'prometheus-operator',

  /** Alertmanager 0.34 itself, configured by a file. */
  ALERTMANAGER = 'alertmanager',
}
