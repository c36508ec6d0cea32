/** Small manifests as people write them, each with what a check looks at, some of them wrong. */
export const MANIFESTS: readonly string[] = [
  `apiVersion: flagger.app/v1beta1
kind: Canary
metadata: { name: cart, namespace: shop }
spec:
  provider: istio
  targetRef: { apiVersion: apps/v1, kind: Deployment, name: cart }
  autoscalerRef: { apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, name: cart }
  service: { port: 8080, targetPort: http, gateways: [mesh], hosts: [cart.example.com] }
  analysis:
    interval: 30s
    threshold: 5
    maxWeight: 50
    stepWeight: 10
    metrics:
    - { name: request-success-rate, thresholdRange: { min: 99 }, interval: 1m }
    - { name: latency, templateRef: { name: latency, namespace: flagger-system }, thresholdRange: { max: 500 } }
    alerts:
    - { name: on-call, severity: error, providerRef: { name: on-call, namespace: flagger-system } }
    webhooks:
    - { name: load, url: http://flagger-loadtester.shop/, metadata: { cmd: "hey -z 1m http://cart-canary.shop:8080/" } }
---
apiVersion: flagger.app/v1beta1
kind: AlertProvider
metadata: { name: on-call, namespace: flagger-system }
spec: { type: slack, channel: on-call, secretRef: { name: slack } }
---
apiVersion: flagger.app/v1beta1
kind: MetricTemplate
metadata: { name: latency, namespace: flagger-system }
spec:
  provider: { type: prometheus, address: http://prometheus.monitoring:9090 }
  query: |
    histogram_quantile(0.99, sum(rate(istio_request_duration_milliseconds_bucket{destination_workload=~"{{ target }}"}[{{ interval }}])) by (le))
---
apiVersion: v1
kind: Secret
metadata: { name: slack, namespace: flagger-system }
stringData: { address: "https://hooks.slack.com/services/T0/B0/hunter2hunter2" }
`,
  `apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: canaries, namespace: monitoring, labels: { release: kube-prometheus-stack } }
spec:
  groups:
  - name: canaries
    interval: 5s
    rules:
    - alert: CanaryFailed
      expr: flagger_canary_status == 2 and on (name, namespace) (time() - flagger_canary_duration_seconds_sum > 0)
      for: 0s
      labels: { severity: critical }
      annotations:
        summary: "{{ $labels.name }} in {{ $labels.namespace | toUpper }} failed"
        description: >
          {{ with query "flagger_canary_weight" }}{{ . | first | value | humanize }}{{ end }}
          {{ $labels.exported_namespace }}
    - { alert: Never, expr: flagger_canary_status == 3 }
    - { alert: Always, expr: 'flagger_canary_weight{workload=~".*-primary"} > 50', labels: { severity: warning } }
    - { record: canaries:failed, expr: count(flagger_canary_status == 2) by (namespace) }
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: flagger, namespace: flagger-system, labels: { release: kube-prometheus-stack } }
spec:
  selector: { matchLabels: { app.kubernetes.io/name: flagger } }
  endpoints: [{ port: http, interval: 15s }]
`,
  `alertmanager:
  config:
    global: { resolve_timeout: 5m, slack_api_url: "https://hooks.slack.com/services/T0/B0/hunter2hunter2" }
    route:
      receiver: "null"
      group_by: [alertname, namespace]
      group_wait: 10s
      group_interval: 5m
      routes:
      - { matchers: [severity="critical", 'alertname=~"Canary.*"'], receiver: slack, continue: true }
      - { match: { severity: warning }, receiver: slack }
      - { match_re: { team: "a|b" }, receiver: nobody, mute_time_intervals: [nights] }
    inhibit_rules:
    - { source_matchers: [severity="critical"], target_matchers: [severity="warning"], equal: [namespace] }
    receivers:
    - name: "null"
    - name: slack
      slack_configs:
      - channel: '#on-call'
        send_resolved: true
        title: '{{ .GroupLabels.alertname }} {{ .GroupLabels.name }}'
        text: |-
          {{ range .Alerts }}{{ .Annotations.description }}
          {{ end }}{{ template "mine" . }}
    time_intervals:
    - { name: nights, time_intervals: [{ times: [{ start_time: "22:00", end_time: "06:00" }] }] }
prometheus:
  prometheusSpec: { scrapeInterval: 30s, evaluationInterval: 30s, ruleSelectorNilUsesHelmValues: true }
`,
  `apiVersion: v1
kind: List
items:
- apiVersion: notification.toolkit.fluxcd.io/v1beta3
  kind: Provider
  metadata: { name: slack, namespace: flux-system }
  spec: { type: slack, channel: general, secretRef: { name: slack-url } }
- apiVersion: notification.toolkit.fluxcd.io/v1beta3
  kind: Alert
  metadata: { name: all, namespace: flux-system }
  spec:
    providerRef: { name: slack }
    eventSeverity: error
    eventSources: [{ kind: Kustomization, name: '*' }, { kind: HelmRelease, name: apps, namespace: shop }]
    exclusionList: [".*upgrade.*has.*started"]
- apiVersion: kustomize.toolkit.fluxcd.io/v1
  kind: Kustomization
  metadata: { name: apps, namespace: flux-system }
  spec:
    interval: 10m
    path: ./apps
    prune: true
    sourceRef: { kind: GitRepository, name: flux-system }
    dependsOn: [{ name: flagger }]
    postBuild: { substitute: { cluster: one } }
    healthChecks: [{ apiVersion: flagger.app/v1beta1, kind: Canary, name: cart, namespace: shop }]
`,
  `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: flagger, namespace: flagger-system }
spec:
  chart: { spec: { chart: flagger, version: 1.x, sourceRef: { kind: HelmRepository, name: flagger } } }
  values: { slack: { url: "https://hooks.slack.com/services/T0/B0/hunter2hunter2", channel: general }, serviceMonitor: { enabled: true } }
  valuesFrom: [{ kind: ConfigMap, name: flagger-values }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: flagger-values, namespace: flagger-system }
data:
  values.yaml: |
    alertmanager: { config: { route: { receiver: a }, receivers: [{ name: a }] } }
---
apiVersion: monitoring.coreos.com/v1alpha1
kind: AlertmanagerConfig
metadata: { name: canaries, namespace: shop }
spec:
  route: { receiver: slack, groupBy: [name], matchers: [{ name: severity, value: critical, matchType: "=" }] }
  receivers:
  - name: slack
    slackConfigs: [{ apiURL: { name: slack, key: address }, channel: shop, title: "{{ .GroupLabels.name }}" }]
---
apiVersion: v1
kind: Secret
metadata: { name: alertmanager-main, namespace: monitoring }
data: { alertmanager.yaml: ${Buffer.from('route: { receiver: a }\nreceivers: [{ name: a, webhook_configs: [{ url: "http://me:hunter2@example.com" }] }]\n').toString('base64')} }
`,
  'groups:\n- name: bare\n  rules:\n  - alert: Failed\n    expr: increase(flagger_canary_total{}[5m]) > 0\n    annotations: { summary: "{{ $labels.name }}" }\n',
  'route: { receiver: a, group_by: ["..."] }\nreceivers: [{ name: a, email_configs: [{ to: me@example.com, auth_password: hunter2 }] }]\n',
];
