import { setTimeout as sleep } from 'node:timers/promises';
import { Manifest } from '../operator';
import { Cluster } from './cluster';
import { Heard } from './heard';
import { openCrd } from './open-crd';
import { flagger } from './programs';
import { Releases } from './releases';
import { until } from './until';

const INITIALIZED = 'New Deployment detected, initialization completed.';
const BEGUN = 'New revision detected, progressing canary analysis.';
const PROMOTED = 'Canary analysis completed successfully, promotion finished.';
const FAILED = 'Failed checks threshold reached 1';

interface Attachment { readonly author_name: string; readonly color: string; readonly text: string; readonly fields: readonly { readonly title: string; readonly value: string }[] }
interface SlackBody { readonly channel: string; readonly username: string; readonly attachments: readonly Attachment[] }
interface EventBody { readonly name: string; readonly metadata: { readonly eventMessage: string } }

/** What Flagger makes of what canaries say, and of what they leave out: with a global notifier, a receiver of events and a provider that it does not know. docs/facts.md lists them. */
describe('Flagger', () => {
  let cluster: Cluster;
  let shop: Releases;
  let heard: Heard;

  const canary = (name: string, analysis: object, spec: object = {}, namespace = 'shop'): Manifest => ({
    apiVersion: 'flagger.app/v1beta1', kind: 'Canary', metadata: { name, namespace },
    spec: {
      provider: 'kubernetes', targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name }, service: { port: 9898 }, ...spec,
      analysis: { interval: '10s', threshold: 1, iterations: 1, alerts: [told('info')], ...analysis },
    },
  });
  const told = (provider: string, namespace?: string): object => ({ name: provider, severity: 'info', providerRef: { name: provider, ...namespace !== undefined && { namespace } } });
  const successRate = (more: object = {}): object => ({ metrics: [{ name: 'request-success-rate', interval: '1m', thresholdRange: { min: 99 }, ...more }] });
  const templated = (more: object): object => ({ metrics: [{ name: 'custom', templateRef: { name: 'custom' }, thresholdRange: { max: 1000 }, ...more }] });
  const log = (): string => cluster.programs.flagger.log();
  const times = (words: string): number => log().split(words).length - 1;
  const metrics = async (): Promise<string> => (await fetch(`http://127.0.0.1:${cluster.programs.flagger.port}/metrics`)).text();
  const hearsOf = (name: string, news: number): Promise<string[]> => heard.saidByFlagger('/info', `${name}.shop`, news);
  const posted = async (path: string): Promise<SlackBody> => (await cluster.chat.hear((message) => message.path === path)).body as SlackBody;
  const remove = (name: string, namespace: string): Promise<unknown> => cluster.server.ask('DELETE', `/apis/flagger.app/v1beta1/namespaces/${namespace}/canaries/${name}`);

  /** Canaries without a router's reference, each with what Flagger says of it. */
  const LOST: readonly (readonly [name: string, spec: object, words: string])[] = [
    ['nginx', { provider: 'nginx' }, 'ingress selector is empty'],
    ['skipper', { provider: 'skipper' }, 'ingress selector is empty'],
    ['apisix', { provider: 'apisix' }, 'apisix route selector is empty'],
    ['gateway', { provider: 'gatewayapi:v1' }, 'GatewayRefs must be specified'],
    ['appmesh', { provider: 'appmesh' }, 'mesh name cannot be empty'],
    ['portless', { service: undefined }, 'Invalid value: 0'],
  ];

  beforeAll(async () => {
    cluster = await Cluster.start({
      flaggerFlags: (chat) => [
        '-mesh-provider=gatewayapi', '-cluster-name=production', `-slack-url=${chat.url('/global')}`, '-slack-channel=global', `-event-webhook=${chat.url('/events')}`,
      ],
    });
    const { server, chat, gates } = cluster;
    shop = new Releases(cluster, 'shop');
    heard = new Heard(chat);
    await server.install([openCrd('networking.istio.io/v1beta1', 'VirtualService'), openCrd('networking.istio.io/v1beta1', 'DestinationRule')]);
    for (const name of ['shop', 'elsewhere', 'lost', 'silent', 'twins', 'alone']) { await server.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }); }
    const provider = (name: string, spec: object, namespace = 'shop'): Promise<unknown> => server.create({ apiVersion: 'flagger.app/v1beta1', kind: 'AlertProvider', metadata: { name, namespace }, spec: { type: 'slack', ...spec } });
    const secretly = async (name: string, stringData: object, spec: object = {}): Promise<void> => {
      await server.create({ apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: 'shop' }, stringData });
      await provider(name, { secretRef: { name }, ...spec });
    };
    await provider('info', { channel: 'x', address: chat.url('/info') });
    await provider('plain', { address: chat.url('/plain') });
    await provider('teams', { type: 'msteams', address: chat.url('/teams') });
    await provider('discord', { type: 'discord', address: chat.url('/discord') });
    await provider('gchat', { type: 'gchat', address: chat.url('/gchat') });
    await provider('refused', { address: gates.url('refused') });
    await provider('elsewhere', { address: chat.url('/elsewhere') }, 'elsewhere');
    await secretly('token', { address: chat.url('/token'), token: 'xoxb' }, { channel: 'c', username: 'u' });
    await secretly('rocket', { address: chat.url('/rocket'), token: 'xoxb' }, { type: 'rocket' });
    await secretly('newline', { address: `${chat.url('/newline')}\n` });
    await secretly('empty', { address: '' });
    await server.create({
      apiVersion: 'flagger.app/v1beta1', kind: 'MetricTemplate', metadata: { name: 'custom', namespace: 'shop' },
      spec: { provider: { type: 'prometheus', address: cluster.metrics.url }, query: 'custom{kubernetes_pod_name=~"{{ target }}-["}[{{ interval }}]' },
    });
    const hook = (type: string, name: string, more: object = {}): object => ({ name, url: gates.url(name), ...type !== '' && { type }, ...more });
    const canaries = [
      canary('worldwide', { alerts: [] }),
      canary('errors', { alerts: [{ ...told('plain'), severity: 'error' }] }),
      canary('events', { alerts: [], webhooks: [{ name: 'events', type: 'event', url: chat.url('/own-events') }] }),
      canary('types', { alerts: [...['plain', 'token', 'rocket', 'teams', 'discord', 'gchat', 'newline', 'empty', 'refused'].map((name) => told(name)), told('elsewhere', 'elsewhere')] }),
      canary('called', { ...successRate() }, { targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'target' }, service: { name: 'served', port: 9898 } }),
      canary('muted', { webhooks: [hook('confirm-rollout', 'rollout', { muteAlert: true }), hook('confirm-promotion', 'promotion', { muteAlert: true })] }),
      canary('untyped', { webhooks: [hook('', 'untyped')] }),
      canary('before', { webhooks: [hook('pre-rollout', 'before')] }),
      canary('afterwards', { webhooks: [hook('post-rollout', 'afterwards')] }),
      canary('nothing', { ...successRate() }),
      canary('limitless', { ...successRate({ thresholdRange: undefined }) }),
      canary('quick', { metrics: [{ name: 'request-duration', interval: '1m', thresholdRange: { max: 0.5 } }] }),
      canary('unusable', { metrics: [{ name: 'unusable', interval: '1m', thresholdRange: { max: 1000 } }] }),
      canary('untimed', { ...templated({}) }),
      canary('both', { ...templated({ name: 'request-success-rate', interval: '1m', thresholdRange: { min: 99 } }) }),
      canary('nowhere', { ...templated({ interval: '1m', templateRef: { name: 'nowhere' } }) }),
      canary('suspended', { iterations: 30 }),
      canary('unknown', { iterations: undefined, stepWeight: 30, maxWeight: 50 }, { provider: undefined }),
    ];
    const names = canaries.map(({ metadata }) => (metadata as { name: string }).name);
    const target = (name: string): string => name === 'called' ? 'target' : name;
    await Promise.all([
      ...names.map((name) => shop.roll(target(name), '1')),
      ...LOST.map(([name]) => new Releases(cluster, 'lost').roll(name, '1')),
      new Releases(cluster, 'twins').roll('twin', '1'), new Releases(cluster, 'alone').roll('alone', '1'), new Releases(cluster, 'silent').roll('app', '1'),
    ]);
    await server.create({
      apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'unlabelled', namespace: 'lost' },
      spec: { replicas: 1, selector: { matchLabels: { tier: 'web' } }, template: { metadata: { labels: { tier: 'web' } }, spec: { containers: [{ name: 'app', image: 'app:1' }] } } },
    });
    const app = { targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'app' } };
    await Promise.all([
      ...canaries,
      ...LOST.map(([name, spec]) => canary(name, { alerts: [] }, spec, 'lost')), canary('unlabelled', { alerts: [] }, {}, 'lost'),
      canary('knative', { alerts: [] }, { ...app, provider: 'knative' }, 'silent'),
      canary('cookies', { alerts: [], sessionAffinity: { cookieName: 'a', primaryCookieName: 'a' } }, { ...app, provider: 'istio' }, 'silent'),
      ...['first', 'second'].map((name) => canary(name, { alerts: [] }, { targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'twin' } }, 'twins')),
      canary('alone', { alerts: [] }, {}, 'alone'),
    ].map((each) => server.create(JSON.parse(JSON.stringify(each)) as Manifest)));
    await Promise.all(names.map((name) => shop.reaches(name, 'Initialized', 150)));
    cluster.metrics.setValue('nothing', undefined);
    cluster.metrics.setValue('limitless', 1);
    cluster.metrics.setValue('quick', 0.001);
    cluster.metrics.setValue('target', 99);
    await Promise.all(names.map((name) => shop.roll(target(name), '2')));
  }, 240_000);
  afterAll(() => cluster?.stop());

  test('tells its global notifier of canaries without alerts alone, whatever those of the others leave out', async () => {
    await shop.reaches('worldwide', 'Succeeded');
    await shop.reaches('errors', 'Succeeded');
    expect(await heard.saidByFlagger('/global', 'worldwide.shop', 3)).toEqual([INITIALIZED, BEGUN, PROMOTED]);
    expect(heard.byFlagger('/global', 'errors.shop')).toEqual([]);
    expect(heard.byFlagger('/plain', 'errors.shop')).toEqual([]);
    expect((await posted('/global')).attachments[0]?.fields).toContainEqual({ title: 'Cluster', value: 'production', short: false });
  });

  test('tells the receiver of its own flag of each event of canaries that have none of their own', async () => {
    await shop.reaches('events', 'Succeeded');
    const events = (path: string): EventBody[] => cluster.chat.heard(path).map(({ body }) => body as EventBody);
    expect(events('/own-events').map(({ metadata }) => metadata.eventMessage)).toEqual(expect.arrayContaining([expect.stringContaining('Initialization done!'), expect.stringContaining('Promotion completed!')]));
    expect(new Set(events('/own-events').map(({ name }) => name))).toEqual(new Set(['events']));
    expect(events('/events').map(({ name }) => name)).toContain('worldwide');
    expect(events('/events').map(({ name }) => name)).not.toContain('events');
  });

  test('posts to each chat in its own form, with a token to Slack alone', async () => {
    await shop.reaches('types', 'Succeeded');
    expect(await posted('/plain')).toMatchObject({ channel: 'general', username: 'flagger', attachments: [{ author_name: 'types.shop', color: 'good', text: INITIALIZED }] });
    expect(await posted('/token')).toMatchObject({ channel: 'c', username: 'u' });
    expect(await posted('/rocket')).toMatchObject({ attachments: [{ text: INITIALIZED }] });
    expect(await posted('/discord/slack')).toMatchObject({ attachments: [{ text: INITIALIZED }] });
    expect(await posted('/teams')).toMatchObject({ '@type': 'MessageCard' });
    expect(JSON.stringify(await posted('/gchat'))).toContain(INITIALIZED);
    expect(await posted('/elsewhere')).toMatchObject({ attachments: [{ author_name: 'types.shop' }] });
    const authorizations = (path: string): unknown[] => [...new Set(cluster.chat.heard(path).map(({ authorization }) => authorization))];
    expect(authorizations('/token')).toEqual(['Bearer xoxb']);
    expect(authorizations('/rocket')).toEqual([undefined]);
  });

  test('loses a message that is refused, or whose address ends with a line, with a line in its log; one to an empty address without', async () => {
    await until('the last message', () => Promise.resolve(heard.byFlagger('/elsewhere', 'types.shop').length === 3));
    // Three messages, each tried once.
    expect(times('alert provider refused.shop send error')).toBe(3);
    expect(times('alert provider newline.shop error: invalid Slack hook URL')).toBe(3);
    expect(times('alert provider empty.shop')).toBe(0);
    expect(cluster.chat.heard('/newline')).toEqual([]);
  });

  test('calls a canary by its target in metrics, and by its own name in messages; a value at the limit passes', async () => {
    await shop.reaches('called', 'Succeeded');
    const text = await metrics();
    expect(text).toMatch(/^flagger_canary_status\{name="target",namespace="shop"\} 1$/m);
    expect(text).toMatch(/^flagger_canary_weight\{namespace="shop",workload="target"\} 0$/m);
    expect(text).toMatch(/^flagger_canary_weight\{namespace="shop",workload="target-primary"\} 100$/m);
    expect(text).toMatch(/^flagger_canary_metric_analysis\{metric="request-success-rate",name="target",namespace="shop"\} 99$/m);
    expect(text).not.toContain('name="called"');
    expect(await hearsOf('called', 3)).toEqual([INITIALIZED, BEGUN, PROMOTED]);
  });

  test('waits at a muted gate as at any other, and tells nobody', async () => {
    await shop.reaches('muted', 'Waiting');
    cluster.gates.set('rollout', true);
    await shop.reaches('muted', 'WaitingPromotion');
    cluster.gates.set('promotion', true);
    await shop.reaches('muted', 'Succeeded');
    expect(await hearsOf('muted', 3)).toEqual([INITIALIZED, BEGUN, PROMOTED]);
  });

  test('asks a webhook without a type at every check, and one before the traffic: a refusal is a failed check, and told at the threshold', async () => {
    await shop.reaches('untyped', 'Failed');
    await shop.reaches('before', 'Failed');
    expect(await hearsOf('untyped', 3)).toEqual([INITIALIZED, BEGUN, FAILED]);
    expect(await hearsOf('before', 3)).toEqual([INITIALIZED, BEGUN, FAILED]);
    expect(times('Halt before.shop advancement pre-rollout check before failed')).toBe(1);
  });

  test('promotes whatever a webhook says afterwards', async () => {
    await shop.reaches('afterwards', 'Succeeded');
    expect(times('Post-rollout hook afterwards failed')).toBe(1);
  });

  test('takes no value for a failed check', async () => {
    await shop.reaches('nothing', 'Failed');
    expect(times('no values found for kubernetes metric request-success-rate probably nothing.shop is not receiving traffic')).toBe(1);
  });

  test('passes every share of successes where there is no range', async () => {
    await shop.reaches('limitless', 'Succeeded');
    expect(await metrics()).toMatch(/^flagger_canary_metric_analysis\{metric="request-success-rate",name="limitless",namespace="shop"\} 1$/m);
  });

  test('cuts a limit of milliseconds to whole ones, and has the value in seconds in its metric', async () => {
    await shop.reaches('quick', 'Failed');
    expect(times('Halt quick.shop advancement request duration 1ms > 0s')).toBe(1);
    expect(await metrics()).toMatch(/^flagger_canary_metric_analysis\{metric="request-duration",name="quick",namespace="shop"\} 0\.001$/m);
  });

  test('fails the check of a metric that it does not know, or whose template is not there', async () => {
    await shop.reaches('unusable', 'Failed');
    await shop.reaches('nowhere', 'Failed');
    expect(times('Metric query failed for no usable metrics template and query were configured')).toBe(1);
    expect(times('Metric template nowhere.shop error')).toBeGreaterThan(0);
  });

  test('puts nothing for the interval of a template\'s metric that has none', async () => {
    await shop.reaches('untimed', 'Succeeded');
    expect(cluster.metrics.asked).toContain('custom{kubernetes_pod_name=~"untimed-["}[]');
  });

  test('asks both for a template\'s metric with the name of a built-in one', async () => {
    await shop.reaches('both', 'Succeeded');
    const asked = cluster.metrics.asked.filter((query) => query.includes('"both-['));
    expect(asked).toContain('custom{kubernetes_pod_name=~"both-["}[1m]');
    expect(asked.filter((query) => query.includes('http_request_duration_seconds_count')).length).toBeGreaterThan(0);
  });

  test('takes a provider that it does not know for Istio, and goes past the greatest weight to the end of its step', async () => {
    await shop.reaches('unknown', 'Succeeded');
    expect(log()).toContain('unknown mesh router provider \'gatewayapi\', using istio');
    expect(await cluster.server.get('networking.istio.io/v1beta1', 'VirtualService', 'shop', 'unknown')).toBeDefined();
    expect([...log().matchAll(/Advance unknown\.shop canary weight (\d+)/g)].map(([, weight]) => weight)).toEqual(['30', '60']);
  });

  test('never initializes a canary that lacks what its provider, its Services or its selector need: it is counted, and has no status', async () => {
    for (const [name, , words] of [...LOST, ['unlabelled', {}, 'spec.selector.matchLabels must contain one of [app name app.kubernetes.io/name]'] as const]) {
      const said = (): number => log().split('\n').filter((line) => line.includes(`${name}.lost`) && line.includes(words)).length;
      await until(`it says so of ${name} twice`, () => Promise.resolve(said() > 1), 60, () => log().split('\n').filter((line) => line.includes(`${name}.lost`)).slice(-3));
      expect({ name, ...await new Releases(cluster, 'lost').state(name) }).toMatchObject({ name, phase: 'Initializing' });
    }
    const text = await metrics();
    expect(text).toMatch(/^flagger_canary_total\{namespace="lost"\} 7$/m);
    expect(text).not.toMatch(/^flagger_canary_status\{.*namespace="lost"\}/m);
    expect(heard.byFlagger('/global', 'nginx.lost')).toEqual([]);
  });

  test('ignores a Knative provider without a Knative Service, and one cookie for both versions: no status, no count, a line in its log', async () => {
    expect(await new Releases(cluster, 'silent').state('knative')).toEqual({});
    expect(await new Releases(cluster, 'silent').state('cookies')).toEqual({});
    expect(await metrics()).not.toContain('namespace="silent"');
    expect(log()).toMatch(/silent\/knative.*invalid canary spec: can't use apps\/v1\/Deployment as target if provider is set to knative/);
    expect(log()).toMatch(/silent\/cookies.*invalid canary spec: can't use the same cookie name/);
  });

  test('starts both canaries of one target, and says in its log what will happen', () => {
    expect(log()).toMatch(/Bad things will happen! Found more than one canary with the same target twin\.twins/);
  });

  test('counts a namespace\'s last canary when it is gone', async () => {
    await new Releases(cluster, 'alone').reaches('alone', 'Initialized');
    await remove('alone', 'alone');
    await sleep(5000);
    expect(await metrics()).toMatch(/^flagger_canary_total\{namespace="alone"\} 1$/m);
  });

  test('leaves the status of a canary that is suspended midway, and after a restart has none for it; that of the others comes back, their weight does not', async () => {
    const { server, programs } = cluster;
    await shop.reaches('suspended', 'Progressing');
    await server.ask('PATCH', '/apis/flagger.app/v1beta1/namespaces/shop/canaries/suspended', JSON.stringify({ spec: { suspend: true } }), 'application/merge-patch+json');
    const before = times('skipping canary run as object is suspended');
    await until('it skips ticks', () => Promise.resolve(times('skipping canary run as object is suspended') > before + 1));
    expect(await metrics()).toMatch(/^flagger_canary_status\{name="suspended",namespace="shop"\} 0$/m);
    await programs.flagger.crash();
    await until('a status is back', async () => /^flagger_canary_status\{name="nothing",namespace="shop"\} 2$/m.test(await metrics()), 20);
    await until('that of one that succeeded', async () => /^flagger_canary_status\{name="target",namespace="shop"\} 1$/m.test(await metrics()), 20);
    await sleep(12_000);
    const text = await metrics();
    expect(text).not.toContain('name="suspended"');
    expect(text).not.toContain('workload="target"');
    expect(text).not.toContain('flagger_canary_failures_total');
    expect(text).toMatch(/^flagger_canary_total\{namespace="shop"\} 18$/m);
    expect(text).not.toContain('flagger_canary_total{namespace="alone"}');
  });

  test('sees no canary and no AlertProvider outside of the namespace that it watches', async () => {
    const { server, programs } = cluster;
    await programs.flagger.halt();
    const watching = await cluster.add(flagger(server, cluster.metrics.url, ['-namespace=shop']));
    await new Releases(cluster, 'elsewhere').roll('outside', '1');
    await server.create(canary('outside', { alerts: [] }, {}, 'elsewhere'));
    await shop.roll('types', '3');
    await until('it does not find the provider', () => Promise.resolve(watching.log().includes('alert provider elsewhere.elsewhere error')), 60, () => watching.log().slice(-2000));
    expect(await new Releases(cluster, 'elsewhere').state('outside')).toEqual({});
    await watching.halt();
  });

  test('ignores a canary that refers to another namespace, where that is forbidden', async () => {
    const strict = await cluster.add(flagger(cluster.server, cluster.metrics.url, ['-no-cross-namespace-refs']));
    await until('it says so', () => Promise.resolve(/shop\/types.*can't access alert provider elsewhere\.elsewhere, cross-namespace references are blocked/.test(strict.log())), 60, () => strict.log().slice(-2000));
    const { phase } = await shop.state('types');
    await sleep(15_000);
    expect((await shop.state('types')).phase).toBe(phase);
    expect(await (await fetch(`http://127.0.0.1:${strict.port}/metrics`)).text()).not.toContain('name="types"');
    await strict.halt();
  });

  test('ends when it copies an Ingress without an annotation for Skipper', async () => {
    const { server } = cluster;
    const skipping = await cluster.add(flagger(server, cluster.metrics.url, ['-namespace=elsewhere']));
    const backend = { service: { name: 'skipped', port: { number: 9898 } } };
    await server.create({
      apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'web', namespace: 'elsewhere' },
      spec: { rules: [{ host: 'app.example.com', http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }] },
    });
    await new Releases(cluster, 'elsewhere').roll('skipped', '1');
    await server.create(canary('skipped', { alerts: [] }, { provider: 'skipper', ingressRef: { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'web' } }, 'elsewhere'));
    await until('it ends', () => Promise.resolve(skipping.log().includes('panic: assignment to entry in nil map')), 90, () => skipping.log().slice(-2000));
    await expect(fetch(`http://127.0.0.1:${skipping.port}/metrics`)).rejects.toThrow();
  });
});
