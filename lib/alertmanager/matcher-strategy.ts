/** Which condition the operator adds to what AlertmanagerConfigs say: `alertmanagerConfigMatcherStrategy.type` of the Alertmanager. */
export enum MatcherStrategy {
  /** Each route and inhibit rule also wants `namespace` to be that of the AlertmanagerConfig. */
  ON_NAMESPACE = 'OnNamespace',
  /** The same, but not for an AlertmanagerConfig in Alertmanager's own namespace. */
  ON_NAMESPACE_EXCEPT_FOR_ALERTMANAGER_NAMESPACE = 'OnNamespaceExceptForAlertmanagerNamespace',
  /** Nothing is added: each AlertmanagerConfig hears of whatever it asks for. */
  NONE = 'None',
}
