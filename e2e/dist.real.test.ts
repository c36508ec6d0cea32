import { join } from 'node:path';
import { checkConfig, routesTest } from './amtool';
import { Message } from './chat';
import { readManifests } from './manifests';
import { alertmanagerConfig, Manifest, validateRules } from './operator';
import { checkRules, RuleFile } from './promtool';
import { Replay } from './replay';

/** The committed dist/, as the programs read it that it is written for. */

const manifests = readManifests(join(__dirname, '../dist'));
const of = (kind: string): Manifest[] => manifests.filter((each) => each.kind === kind);
const [secret] = of('Secret') as unknown as { stringData: Record<string, string> }[];
const raw = secret?.stringData['alertmanager.yaml'] as string;
const rules = of('PrometheusRule').map((each) => (each as unknown as { spec: RuleFile }).spec);

describe('the real programs accept', () => {
  test('promtool, every rule with every lint', () => {
    expect(checkRules(...rules)).toMatchObject({ ok: true });
  });

  test('the operator, every rule', () => {
    expect(validateRules(...rules).flat()).toEqual([]);
  });

  test('amtool, the configuration of Alertmanager', () => {
    expect(checkConfig({ config: raw })).toMatchObject({ ok: true });
  });

  test('the operator, the configuration of Alertmanager', () => {
    expect(alertmanagerConfig({ raw }).errors).toEqual([]);
  });
});

describe('each alert reaches', () => {
  const alerts = (rules.flatMap((file) => file.groups) as { rules: { alert?: string; labels?: Record<string, string> }[] }[])
    .flatMap((group) => group.rules)
    .filter((rule) => rule.alert !== undefined);
  const canaries = of('Canary') as unknown as { metadata: { namespace: string }; spec: { targetRef: { name: string } } }[];
  const ABOUT_CANARIES = ['CanaryFailed', 'CanaryStuck', 'CanaryWeightHigh'];
  const rows = alerts.flatMap(({ alert, labels }): [string, Record<string, string>][] => {
    const own = { alertname: alert as string, ...labels };
    if (ABOUT_CANARIES.includes(alert as string)) {
      return canaries.map(({ metadata: { namespace }, spec: { targetRef: { name } } }) => [`${alert} ${namespace}/${name}`, { ...own, namespace, name }]);
    }
    if (alert === 'CanaryNotInitialized') { return [...new Set(canaries.map((each) => each.metadata.namespace))].map((namespace) => [`${alert} ${namespace}`, { ...own, namespace }]); }
    return [[alert as string, own]];
  });

  test.each(rows)('%s: those who must hear of it, and nobody else', (_, labels) => {
    const expected = labels['alertname'] === 'CanaryAlertingHeartbeat' ? ['heartbeat']
      : labels['namespace'] === 'checkout' ? ['slack-deployments-alert', 'msteams-checkout']
        : ['slack-deployments-alert'];
    expect(routesTest({ config: raw }, labels)).toEqual(expected);
  });

  test('alerts of others: nobody, as with the chart\'s own configuration', () => {
    expect(routesTest({ config: raw }, { alertname: 'KubePodCrashLooping', severity: 'warning', namespace: 'checkout' })).toEqual(['nobody']);
  });
});

describe('a failure is told', () => {
  const PROMISE = 30_000;
  const SLACK = '/slack-on-call/address';
  const TEAMS = '/teams-checkout/address';
  let replay: Replay;

  beforeAll(async () => {
    replay = await Replay.start({ manifests, monitorLabels: { release: 'kube-prometheus-stack' } });
    const { flagger } = replay;
    flagger.setTotal('checkout', 2);
    flagger.setTotal('search', 1);
    for (const [namespace, name] of [['checkout', 'cart'], ['checkout', 'payment-form'], ['search', 'suggest']] as const) {
      flagger.setStatus(namespace, name, 1);
      flagger.setWeight(namespace, name, 0);
      flagger.setWeight(namespace, `${name}-primary`, 100);
    }
  }, 120_000);

  afterAll(() => replay.stop());

  const about = (words: string, path: string) => (message: Message): boolean => message.path === path && JSON.stringify(message.body).includes(words);

  // As fast as Flagger can fail: two ticks of the shortest interval.
  async function fail(namespace: string, name: string): Promise<number> {
    replay.flagger.setStatus(namespace, name, 0);
    await new Promise((later) => { setTimeout(later, 20_000); });
    replay.flagger.setStatus(namespace, name, 2);
    return Date.now();
  }

  test('a first canary, a second one a minute later, and the first one again, each within 30 seconds and once', async () => {
    const first = await fail('checkout', 'cart');
    const told = await replay.chat.hear(about('[FIRING] CanaryFailed checkout/cart', SLACK), PROMISE);
    expect(told.at - first).toBeLessThan(PROMISE);
    expect((await replay.chat.hear(about('[FIRING] CanaryFailed checkout/cart', TEAMS), PROMISE)).at - first).toBeLessThan(PROMISE);
    expect(JSON.stringify(told.body)).toContain('Flagger rolled back: all traffic goes to the last good revision.');
    expect(told.body).toMatchObject({ channel: '#deployments-alert' });

    await new Promise((later) => { setTimeout(later, Math.max(0, first + 60_000 - 20_000 - Date.now())); });
    const second = await fail('search', 'suggest');
    expect((await replay.chat.hear(about('[FIRING] CanaryFailed search/suggest', SLACK), PROMISE)).at - second).toBeLessThan(PROMISE);

    const again = await fail('checkout', 'cart');
    expect(replay.chat.heard(SLACK).filter(about('[RESOLVED] CanaryFailed checkout/cart', SLACK))).toHaveLength(1);
    await replay.chat.hear((message) => about('[FIRING] CanaryFailed checkout/cart', SLACK)(message) && message.at > again, PROMISE);

    await replay.chat.hear((message) => about('[FIRING] CanaryFailed checkout/cart', TEAMS)(message) && message.at > again, PROMISE);

    const firing = (name: string, path: string): number => replay.chat.heard(path).filter(about(`[FIRING] CanaryFailed ${name}`, path)).length;
    expect([firing('checkout/cart', SLACK), firing('search/suggest', SLACK), firing('checkout/cart', TEAMS), firing('search/suggest', TEAMS)]).toEqual([2, 1, 2, 0]);
    // Nobody is told of anything else: a canary that is well, a primary at 100 %, a Flagger that answers.
    expect(replay.chat.messages.filter(({ path, body }) => path !== '/dead-mans-switch/address' && !/CanaryFailed/.test(JSON.stringify(body)))).toEqual([]);
  }, 240_000);

  test('the heartbeat beats every minute', async () => {
    const beats = (): number[] => replay.chat.heard('/dead-mans-switch/address').map(({ at }) => at);
    const before = beats().length;
    await replay.chat.hear((message) => message.path === '/dead-mans-switch/address' && beats().length > before, 70_000);
    const gaps = beats().slice(1).map((at, i) => at - (beats()[i] as number));
    expect(gaps.filter((gap) => gap < 50_000 || gap > 70_000)).toEqual([]);
    expect(gaps.length).toBeGreaterThan(0);
  }, 120_000);
});

test('the configuration names only Secrets that are there or that an ExternalSecret fills', () => {
  const targets = (of('ExternalSecret') as unknown as { metadata: { namespace: string }; spec: { target: { name: string }; data: { secretKey: string }[] } }[])
    .flatMap(({ metadata, spec }) => spec.data.map(({ secretKey }) => `${metadata.namespace}/${spec.target.name}/${secretKey}`));
  const paths = [...raw.matchAll(/\/etc\/alertmanager\/secrets\/([^\s"']+)/g)].map(([, path]) => `monitoring/${path}`);
  expect(paths.filter((path) => !targets.includes(path))).toEqual([]);
  expect(paths.length).toBeGreaterThan(0);
});
