import { worldOfObjects } from '../../../lib/checks/open';
import { CheckOptions } from '../../../lib/checks/options';
import { CanaryExplanation, EventExplanation, explainCanary, findCanary } from '../../../lib/explain/canary';
import { configSecret, FAILED, object, Plain, podMonitor, rules } from '../manifests';

export const CONFIG = `
route:
  receiver: 'null'
  group_by: [alertname, namespace, name]
  routes:
    - { matchers: ['severity="critical"'], receiver: on-call, group_wait: 0s, group_interval: 10s }
receivers:
  - name: 'null'
  - name: on-call
    slack_configs: [{ channel: '#alerts', api_url_file: /etc/alertmanager/secrets/slack/address }]
`;

/** shop/cart, with what a test wants of it. */
export function cart(analysis: Plain = {}, spec: Plain = {}): Plain {
  return {
    apiVersion: 'flagger.app/v1beta1', kind: 'Canary', metadata: { name: 'cart', namespace: 'shop' },
    spec: {
      provider: 'istio', targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'cart' },
      analysis: { interval: '30s', threshold: 5, maxWeight: 50, stepWeight: 10, ...analysis }, ...spec,
    },
  };
}

/** What lets a failure of shop/cart be heard in Slack #alerts after 11 s. */
export const HEARD: readonly Plain[] = [podMonitor(), rules('5s', FAILED), configSecret(CONFIG)];

export const NEWS = object('flagger.app/v1beta1', 'AlertProvider', 'flagger-system/news', { type: 'slack', channel: '#news', secretRef: { name: 'slack-news' } });

/** An entry of analysis.alerts that sends to NEWS. */
export function newsAlert(severity?: string): Plain {
  return { name: 'news', ...(severity !== undefined && { severity }), providerRef: { name: 'news', namespace: 'flagger-system' } };
}

export function explained(manifests: readonly unknown[], options: CheckOptions = {}): CanaryExplanation {
  const world = worldOfObjects(manifests, options);
  return explainCanary(findCanary('cart', world), world);
}

/** An event in one line: who hears, after how many seconds, with what is to be said of the way; or why nobody does. */
export function told({ events }: CanaryExplanation, event: EventExplanation['event']): readonly string[] {
  const found = events.find((each) => each.event === event);
  if (found === undefined) { return ['not listed']; }
  const { ways, impossible, nobody, unknown } = found;
  if (impossible !== undefined) { return [`cannot happen: ${impossible}`]; }
  const heard = ways.filter(({ channel }) => channel !== undefined)
    .map(({ channel, firstSeconds, againSeconds, everySeconds, caveats }) => [`${channel ?? ''}: ${everySeconds === undefined ? `${firstSeconds ?? '?'}/${againSeconds ?? '?'}` : `every ${everySeconds}`}`, ...caveats].join(', '));
  return [...heard, ...(nobody === undefined ? [] : [`nobody: ${nobody}`]), ...(unknown === undefined ? [] : [`not known: ${unknown}`])];
}
