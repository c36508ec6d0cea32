/** Small manifests, written by hand, with nothing in them that a test does not need. */

export interface Plain { readonly [field: string]: unknown }

export function canary(namespace: string, target: string, alerts: readonly Plain[] = []): Plain {
  return {
    apiVersion: 'flagger.app/v1beta1', kind: 'Canary', metadata: { name: `${target}-canary`, namespace },
    spec: { targetRef: { kind: 'Deployment', name: target }, analysis: { alerts } },
  };
}

export function podMonitor(endpoint: Plain = { interval: '5s', honorLabels: true }): Plain {
  return {
    apiVersion: 'monitoring.coreos.com/v1', kind: 'PodMonitor', metadata: { name: 'canaries', namespace: 'flagger-system' },
    spec: { selector: { matchLabels: { 'app.kubernetes.io/name': 'flagger' } }, podMetricsEndpoints: [endpoint] },
  };
}

export function rules(interval: string | undefined, ...list: readonly Plain[]): Plain {
  return {
    apiVersion: 'monitoring.coreos.com/v1', kind: 'PrometheusRule', metadata: { name: 'canaries', namespace: 'monitoring' },
    spec: { groups: [{ name: 'canaries', ...(interval !== undefined && { interval }), rules: list }] },
  };
}

export const FAILED: Plain = {
  alert: 'CanaryFailed',
  expr: 'max by (namespace, name) (flagger_canary_status) == 2',
  labels: { severity: 'critical' },
  annotations: { summary: '{{ $labels.namespace }}/{{ $labels.name }} failed.' },
};

/** The Secret with Alertmanager's configuration. */
export function configSecret(config: string): Plain {
  return {
    apiVersion: 'v1', kind: 'Secret', metadata: { name: 'alertmanager-config', namespace: 'monitoring' },
    stringData: { 'alertmanager.yaml': config },
  };
}

/** An object of a kind that takes a spec. */
export function object(apiVersion: string, kind: string, reference: string, spec: Plain): Plain {
  const [namespace, name] = reference.split('/');
  return { apiVersion, kind, metadata: { name, namespace }, spec };
}
