import { found } from '../findings';

/** Parts of manifests that the rows of these tests are put together from. */

export const FAILED = 'max by (namespace, name) (flagger_canary_status) == 2';

/** A rule file with one alert. */
export function rule(expr: string, labels = '{ severity: critical }', more = ''): string {
  return `---
groups:
  - name: canaries
    interval: 5s
    rules:
      - alert: CanaryFailed
        expr: ${expr}
        labels: ${labels}
${more}`;
}

/** An alertmanager.yaml whose root tells nobody, with `on-call` for a channel. */
export function alertmanager(routes: string, more = ''): string {
  return `---
route:
  receiver: nobody
  routes: [${routes}]
receivers:
  - name: nobody
  - name: on-call
    slack_configs: [{ api_url_file: /etc/alertmanager/secrets/slack/address, channel: '#on-call' }]
${more}
`;
}

export function monitor(interval: string, honorLabels = true): string {
  return `---
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: { name: flagger, namespace: flagger-system }
spec:
  selector: { matchLabels: { app.kubernetes.io/name: flagger } }
  podMetricsEndpoints: [{ port: http, interval: ${interval}, honorLabels: ${honorLabels} }]
`;
}

/** A Canary shop/cart, with more of its analysis. */
export function canary(more = '', analysis = 'analysis'): string {
  return `---
apiVersion: flagger.app/v1beta1
kind: Canary
metadata: { name: cart, namespace: shop }
spec:
  targetRef: { apiVersion: apps/v1, kind: Deployment, name: cart }
  ${analysis}: { interval: 30s, threshold: 5, stepWeight: 10${more} }
`;
}

/** An alert of a Canary, through the AlertProvider `chat`. */
export function alerts(...severities: string[]): string {
  return `, alerts: [${severities.map((severity) => `{ name: a${severity === '' ? '' : `, severity: ${severity}`}, providerRef: { name: chat } }`).join(', ')}]`;
}

export function provider(channel: string): string {
  return `---
apiVersion: flagger.app/v1beta1
kind: AlertProvider
metadata: { name: chat, namespace: shop }
spec: { type: slack, channel: "${channel}", secretRef: { name: chat } }
`;
}

/** A row's findings as `severity "the text that is pointed at"`: the place is read back from the manifests. */
export function told(text: string, id: string): string[] {
  return found(text, id).map((each) => {
    const [, line = '1', column = '1', severity = ''] = /^(\d+|-):(\d+|-) (\w+)/.exec(each) ?? [];
    return `${severity} at ${(text.split('\n')[Number(line) - 1] ?? '').slice(Number(column) - 1).slice(0, 24).trim()}`;
  });
}
