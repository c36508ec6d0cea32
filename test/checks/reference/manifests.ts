import { CheckOptions } from '../../../lib/checks/options';
import { findingsOf } from '../findings';

const API: { readonly [kind: string]: string } = {
  Canary: 'flagger.app/v1beta1', AlertProvider: 'flagger.app/v1beta1', MetricTemplate: 'flagger.app/v1beta1',
  Alert: 'notification.toolkit.fluxcd.io/v1beta3', Provider: 'notification.toolkit.fluxcd.io/v1beta3', Receiver: 'notification.toolkit.fluxcd.io/v1',
  Kustomization: 'kustomize.toolkit.fluxcd.io/v1', HelmRelease: 'helm.toolkit.fluxcd.io/v2', GitRepository: 'source.toolkit.fluxcd.io/v1', HelmRepository: 'source.toolkit.fluxcd.io/v1',
  PodMonitor: 'monitoring.coreos.com/v1', ServiceMonitor: 'monitoring.coreos.com/v1', PrometheusRule: 'monitoring.coreos.com/v1', Prometheus: 'monitoring.coreos.com/v1',
  Namespace: 'v1', Alertmanager: 'monitoring.coreos.com/v1', AlertmanagerConfig: 'monitoring.coreos.com/v1alpha1',
  Secret: 'v1', ConfigMap: 'v1', Service: 'v1', Deployment: 'apps/v1', HorizontalPodAutoscaler: 'autoscaling/v2', ScaledObject: 'keda.sh/v1alpha1',
  ExternalSecret: 'external-secrets.io/v1', SealedSecret: 'bitnami.com/v1alpha1',
};

/** An object of one line: its name as `namespace/name`, and what else there is in it. */
export function object(kind: string, place: string, rest = 'spec: {}', metadata = ''): string {
  const [name, namespace] = place.split('/').reverse();
  const space = namespace === undefined ? '' : `, namespace: ${namespace}`;
  return `{apiVersion: ${API[kind] ?? ''}, kind: ${kind}, metadata: {name: ${name ?? ''}${space}${metadata === '' ? '' : `, ${metadata}`}}, ${rest}}`;
}

/** What one check finds in objects, each as `severity object field: what`. */
export function foundIn(check: string, objects: readonly string[], options: CheckOptions = {}): string[] {
  return findingsOf(objects.join('\n---\n'), { only: [check], ...options }).map((each) => `${each.severity} ${each.object ?? ''} ${each.field ?? ''}: ${each.what}`);
}
