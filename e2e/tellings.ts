import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'yaml';
import { Alertmanager } from '../lib/drill/process/alertmanager';
import { Listener } from '../lib/drill/process/listener';
import { Plan } from '../lib/drill/plan';
import { nameOf } from './platform';
import { tool } from './tools';

/** How many alerts Prometheus posts at once (prometheus v3.15.0 notifier/manager.go, DefaultMaxBatchSize). */
const BATCH = 256;

/** How long all messages may take. */
const LONGEST_MS = 300_000;

interface Route { readonly receiver?: string; readonly routes?: readonly Route[]; readonly [field: string]: unknown }
interface Config { readonly route: Route; readonly receivers: readonly { readonly name: string; readonly slack_configs?: readonly object[] }[]; readonly [field: string]: unknown }

/** When messages came, in seconds since the first alert was posted. */
export interface Telling { readonly routes: number; readonly messages: number; readonly posted: number; readonly first: number; readonly last: number }

/** The configuration of a plan, and one with a single route to a single receiver that posts as many messages. */
export function configsOf(plan: Plan): { readonly ours: Config; readonly single: Config } {
  const ours = parse(plan.alertmanager?.config ?? '') as Config;
  const route = (ours.route.routes ?? []).find(({ routes }) => (routes ?? []).length > 1);
  const [slack] = ours.receivers.flatMap(({ slack_configs }) => slack_configs ?? []);
  if (route === undefined || slack === undefined) { throw new Error('the configuration has no route for canaries'); }
  return { ours, single: { ...ours, inhibit_rules: [], route: { ...route, matchers: [], routes: [], receiver: 'all' }, receivers: [{ name: 'all', slack_configs: [slack, slack] }] } };
}

export function routesOf({ route }: Config): number {
  const count = ({ routes = [] }: Route): number => 1 + routes.reduce((sum, each) => sum + count(each), 0);
  return count(route);
}

/** Posts a failure of so many canaries to a real Alertmanager, as Prometheus would, and waits until the chats have heard as many messages. */
export async function telling(config: Config, templates: Readonly<Record<string, string>>, canaries: number, expected: number): Promise<Telling> {
  const heard: number[] = [];
  const chat = await Listener.start((_, __, response) => { heard.push(performance.now()); response.end('ok'); });
  const receivers = config.receivers.map((receiver) => receiver.slack_configs === undefined ? { name: receiver.name } : {
    name: receiver.name, slack_configs: receiver.slack_configs.map((each) => ({ ...each, api_url_file: undefined, api_url: `http://${chat.address}/${receiver.name}` })),
  });
  const alertmanager = await Alertmanager.start({ program: tool('alertmanager'), config: { ...config, receivers }, templates });
  try {
    const start = performance.now();
    for (let from = 0; from < canaries; from += BATCH) {
      const alerts = Array.from({ length: Math.min(BATCH, canaries - from) }, (_, i) => ({
        labels: { alertname: 'CanaryFailed', component: 'canary-alerting', severity: 'critical', ...nameOf(from + i) }, annotations: { summary: 'It failed.', description: 'Flagger rolled back.' },
      }));
      const { ok, status } = await fetch(`http://${alertmanager.address}/api/v2/alerts`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(alerts) });
      if (!ok) { throw new Error(`Alertmanager answers ${status}`); }
    }
    const posted = performance.now();
    while (heard.length < expected && performance.now() - start < LONGEST_MS) { await sleep(20); }
    const after = (at: number | undefined): number => ((at ?? NaN) - start) / 1000;
    return { routes: routesOf(config), messages: heard.length, posted: after(posted), first: after(heard[0]), last: after(heard.at(-1)) };
  } finally {
    await alertmanager.stop();
    await chat.stop();
  }
}
