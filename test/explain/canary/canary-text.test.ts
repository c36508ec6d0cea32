import { canaryText } from '../../../lib/explain/canary';
import { configSecret, FAILED, podMonitor, rules } from '../manifests';
import { cart, CONFIG, explained, HEARD, NEWS, newsAlert } from './worlds';

describe('canaryText', () => {
  test('who hears what, how fast, and on which way', () => {
    const explanation = explained([cart({ alerts: [newsAlert('error')], webhooks: [{ type: 'confirm-rollout', url: 'x' }] }), NEWS, ...HEARD]);
    expect(canaryText({ ...explanation, events: explanation.events.slice(0, 6), notes: ['Something was assumed.'] }, 100)).toBe(`Canary shop/cart (Deployment/cart)
Judged in steps of weight every 30 s; Flagger sets it to failed after 5 failed checks, 2 min 30 s at
least.

WHAT HAPPENS                       WHO HEARS                                     FIRST    AGAIN  WAY
failed checks reach the threshold  Slack #alerts                                  11 s     21 s    1
                                   Slack #news                                 at once  at once    2
it never becomes ready             Slack #alerts                                  11 s     21 s    1
the promotion fails                Slack #alerts                                  11 s     21 s    1
                                   Slack #news                                 at once  at once    2
somebody rolls back by webhook     (cannot happen: it has no webhook of type rollback)
it waits for approval              NOBODY: no rule fires on a canary that waits: its status is
                                     1, as of one that is done; severity error of its alerts
                                     leaves it out
a rollout starts                   NOBODY: no rule fires on flagger_canary_status 0 alone;
                                     severity error of its alerts leaves it out
FIRST: the longest time from event to message. AGAIN: when it happens again soon.

WAYS
  1  Flagger (PodMonitor flagger-system/canaries, scrape 5 s) → CanaryFailed (PrometheusRule
     monitoring/canaries, evaluation 5 s) → route.routes[0] (Secret/monitoring/alertmanager-config,
     receiver on-call, group_wait 0 s, again 10 s) → Slack #alerts
  2  Flagger → alert news (severity error) → AlertProvider (flagger-system/news) → Slack #news

Note: Something was assumed.
`);
  });

  test('a way that ends before anybody, and one that is not known', () => {
    const lost = explained([cart({ alerts: [newsAlert(), newsAlert('info')] }), NEWS]);
    expect(canaryText({ ...lost, events: lost.events.slice(0, 1) }, 100)).toContain(`Slack #news                                 at once  at once    1
                                   (and a way on which nobody hears)                               2`);
    const unknown = explained([cart(), podMonitor(), rules('5s', FAILED)]);
    expect(canaryText({ ...unknown, events: unknown.events.slice(0, 1) }, 100)).toContain('NOT KNOWN: no configuration of Alertmanager is among the');
  });

  test.each([40, 80, 96, 200])('with %d columns it keeps within 80 to 100', (columns) => {
    const text = canaryText(explained([cart({ alerts: [newsAlert('info')] }), NEWS, podMonitor(), rules('5s', FAILED), configSecret(CONFIG)]), columns);
    expect(text.split('\n').filter(({ length }) => length > Math.min(100, Math.max(80, columns)))).toEqual([]);
    expect(text).not.toContain('\u00a0');
  });
});
