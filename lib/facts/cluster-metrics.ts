import { Metric } from './metric';

/**
 * What Prometheus and kube-state-metrics know of the cluster. kube-prometheus-stack scrapes kube-state-metrics with
 * honorLabels, so that `namespace` is the object's.
 * Source: kubernetes/kube-state-metrics v2 docs/metrics/workload; prometheus-community/helm-charts kube-prometheus-stack
 * 88.5.3 (kube-state-metrics.prometheus.monitor.honorLabels).
 */

/** A Deployment exists. */
export const DEPLOYMENT_CREATED: Metric<'namespace' | 'deployment'> = {
  name: 'kube_deployment_created',
  labels: ['namespace', 'deployment'],
};

/** How many pods of a Deployment are available. */
export const DEPLOYMENT_AVAILABLE: Metric<'namespace' | 'deployment'> = {
  name: 'kube_deployment_status_replicas_available',
  labels: ['namespace', 'deployment'],
};

/** A DaemonSet exists. */
export const DAEMONSET_CREATED: Metric<'namespace' | 'daemonset'> = {
  name: 'kube_daemonset_created',
  labels: ['namespace', 'daemonset'],
};

/** A Service exists. */
export const SERVICE_CREATED: Metric<'namespace' | 'service'> = {
  name: 'kube_service_created',
  labels: ['namespace', 'service'],
};

/** 1 where the last scrape of a target succeeded, else 0; absent where there is no target. Made by Prometheus itself. */
export const UP: Metric<'job' | 'namespace' | 'instance'> = { name: 'up', labels: ['job', 'namespace', 'instance'] };

/**
 * Notifications that Alertmanager has given up, by integration; retried attempts do not count. Alertmanager creates the
 * series at 0 for each integration that is configured, so that the first failure is an increase.
 * Source: prometheus/alertmanager v0.34 notify/notify.go.
 */
export const NOTIFICATIONS_FAILED: Metric<'integration' | 'reason' | 'namespace' | 'job'> = {
  name: 'alertmanager_notifications_failed_total',
  labels: ['integration', 'reason', 'namespace', 'job'],
};

/**
 * The alerts that are pending or firing, with the labels of each, as Prometheus itself records them.
 * Source: prometheus/prometheus v3.15.0 rules/alerting.go.
 */
export const ALERTS: Metric<'alertname' | 'alertstate' | 'component' | 'severity' | 'namespace' | 'name'> = {
  name: 'ALERTS',
  labels: ['alertname', 'alertstate', 'component', 'severity', 'namespace', 'name'],
};
