import { stringify } from 'yaml';
import { integrationsOf } from '../../lib/drill/integrations';
import { Plan } from '../../lib/drill/plan';
import { redirect } from '../../lib/drill/stand-ins/redirect';

const RULES = [
  { alert: 'Watchdog', expr: 'vector(1)', labels: { severity: 'none' } },
  { alert: 'CanaryFailed', expr: 'flagger_canary_status == 2', labels: { severity: 'critical' } },
];

function channels(receivers: readonly object[], routes: readonly object[], rules: readonly object[] = RULES): string[] {
  const config = { route: { receiver: 'nobody', routes }, receivers: [{ name: 'nobody' }, ...receivers] };
  const plan: Plan = { prometheus: { global: {}, scrape_configs: [] }, rules: [{ name: 'r', groups: [{ rules }] }], assumptions: [], refused: [] };
  const integrations = integrationsOf(redirect(stringify(config), { http: 'http://127.0.0.1:1', smtp: '127.0.0.1:2' }), plan, [{ key: 'a', namespace: 'shop', name: 'cart', isOurs: true }]);
  return [...integrations.values()].map(({ receiver, channel, isHeartbeat }) => `${receiver}: ${channel}${isHeartbeat ? ' (heartbeat)' : ''}`);
}

const slack = (address: string, channel = '#shop'): object => ({ slack_configs: [{ api_url_file: `/etc/alertmanager/secrets/${address}/address`, channel }] });
const hook = (url: string): object => ({ webhook_configs: [{ url }] });

test('a receiver that only hears what always fires is a heartbeat', () => {
  expect(channels([{ name: 'beat', ...hook('https://a.example/1') }, { name: 'all', ...slack('s') }], [
    { receiver: 'beat', matchers: ['alertname="Watchdog"'] }, { receiver: 'all', matchers: ['namespace="shop"'] },
  ])).toEqual(['beat: webhook (a.example) (heartbeat)', 'all: Slack #shop']);
});

test('one that hears failures, too, is none', () => {
  expect(channels([{ name: 'all', ...slack('s') }], [{ receiver: 'all' }])).toEqual(['all: Slack #shop']);
});

test('failures that come from behind Flagger\'s own namespace count', () => {
  expect(channels([{ name: 'all', ...slack('s') }], [{ receiver: 'all', matchers: ['namespace="flagger-system"'] }, { receiver: 'all', matchers: ['alertname="Watchdog"'] }])).toEqual(['all: Slack #shop']);
});

test('one place has one name, in whichever receiver it stands', () => {
  expect(channels([{ name: 'a', ...slack('s') }, { name: 'b', ...slack('s') }], [])).toEqual(['a: Slack #shop', 'b: Slack #shop']);
});

test('two places that people would call the same are told apart', () => {
  expect(channels([{ name: 'a', ...slack('s') }, { name: 'b', ...slack('other') }, { name: 'c', webhook_configs: [{ url: 'https://x.example/1' }, { url: 'https://x.example/2' }] }], [])).toEqual([
    'a: Slack #shop', 'b: Slack #shop, receiver b', 'c: webhook (x.example)', 'c: webhook (x.example), receiver c, 2',
  ]);
});

test('a route that Alertmanager refuses makes nobody a heartbeat', () => {
  expect(channels([{ name: 'a', ...slack('s') }], [{ receiver: 'a', matchers: ['=='] }])).toEqual(['a: Slack #shop']);
});

test.each(['name="cart"', ' "name" =~ "ca.*"', 'name!="other"', 'namespace=shop', '"exported_namespace"="shop"'])('a route that asks for %s is walked with the canary that it is about', (matcher) => {
  expect(channels([{ name: 'beat', ...hook('https://a.example/1') }], [{ receiver: 'beat', matchers: [matcher, 'alertname="CanaryFailed"'] }, { receiver: 'beat', matchers: ['alertname="Watchdog"'] }]))
    .toEqual(['beat: webhook (a.example)']);
});

test('ten thousand canaries of one namespace are one way', () => {
  const many = Array.from({ length: 10_000 }, (_, i) => ({ key: `c${i}`, namespace: 'shop', name: `cart-${i}`, isOurs: true }));
  const routes = Array.from({ length: 200 }, (_, i) => ({ receiver: 'all', matchers: [`namespace="shop-${i}"`] }));
  const config = { route: { receiver: 'nobody', routes }, receivers: [{ name: 'nobody' }, { name: 'all', ...slack('s') }] };
  const plan: Plan = { prometheus: { global: {}, scrape_configs: [] }, rules: [{ name: 'r', groups: [{ rules: RULES }] }], assumptions: [], refused: [] };
  const redirection = redirect(stringify(config), { http: 'http://127.0.0.1:1', smtp: '127.0.0.1:2' });
  const start = performance.now();
  expect(integrationsOf(redirection, plan, many).size).toBe(1);
  expect(performance.now() - start).toBeLessThan(2000);
});
