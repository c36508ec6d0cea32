/** The label `severity` of an alerting rule, in the words of kubernetes-mixin and kube-prometheus. */
export enum RuleSeverity {
  /** Somebody must act now. */
  CRITICAL = 'critical',
  /** Somebody must act in working hours. */
  WARNING = 'warning',
  /** Context only. kube-prometheus-stack's own inhibit rules mute these unless something worse fires beside them. */
  INFO = 'info',
  /** Not for people: a heartbeat. */
  NONE = 'none',
}
