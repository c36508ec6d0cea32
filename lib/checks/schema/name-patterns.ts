// Source: kubernetes v1.36.3 apimachinery/pkg/api/validate/content/{dns,kube}.go.

/** Names of custom resources: DNS subdomains. */
export const NAME_PATTERN = '^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$';
/** Names of namespaces: DNS labels; empty is as good as absent. */
export const NAMESPACE_PATTERN = '^([a-z0-9]([-a-z0-9]*[a-z0-9])?)?$';
/** Values of labels. */
export const LABEL_PATTERN = '^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$';
