import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { AddressForm, PROVIDER_NEEDS, ProviderNeeds } from '../../lib/facts/flux-provider-needs';
import { tool } from '../tools';
import { Cluster } from './cluster';
import { Program } from './program';
import { notificationController } from './programs';
import { until } from './until';

const API = 'notification.toolkit.fluxcd.io/v1beta3';
const GROUP = 'kustomize.toolkit.fluxcd.io';

/** Whoever has an address of its own, such as Telegram, is not reached. */
const NOWHERE = { HTTPS_PROXY: 'http://127.0.0.1:1', HTTP_PROXY: 'http://127.0.0.1:1', NO_PROXY: '127.0.0.1' };

/** They ask their clouds when they are made. */
const CLOUDS = ['googlepubsub', 'azureeventhub'];

/** They ask their server when they are made, which is not there: what they lack is said before. */
const ASKING = ['gitea', 'giteapullrequestcomment', 'githubpullrequestcomment', 'gitlabmergerequestcomment'];

/** What is lacking and Flux does not look for: it posts without, and the service refuses that. */
const UNSEEN = [
  'datadog-addressless', 'gitlab-addressless', 'matrix-channelless', 'matrix-keyless', 'otel-addressless', 'pagerduty-channelless', 'webex-channelless', 'webex-keyless', 'zulip-addressless',
  'zulip-keyless',
];

/** An event as kustomize-controller posts it. */
interface Event { readonly name?: string; readonly namespace?: string; readonly severity?: string; readonly message: string; readonly metadata?: Readonly<Record<string, string>>; readonly reason?: string }

/** What Flux' notification-controller does with events, which this library takes for granted. docs/facts.md lists it. */
describe('notification-controller', () => {
  let cluster: Cluster;
  let strict: Program;

  /** What the controller answers. */
  const post = async ({ name = 'app', namespace = 'flux-system', severity = 'error', message, metadata = {}, reason = 'Failed' }: Event, to: Program = cluster.programs['notification-controller']): Promise<number> => {
    const involvedObject = { apiVersion: `${GROUP}/v1`, kind: 'Kustomization', name, namespace };
    const event = { involvedObject, severity, timestamp: new Date().toISOString(), message, reason, metadata, reportingController: 'kustomize-controller' };
    return (await fetch(`http://127.0.0.1:${to.port}/`, { method: 'POST', body: JSON.stringify(event) })).status;
  };
  const texts = (path: string): string[] => cluster.chat.heard(path).map(({ body }) => (body as { attachments: { text: string }[] }).attachments[0]?.text ?? '');
  const heardBy = async (...events: readonly Event[]): Promise<Record<string, number>> => {
    // It reads Alerts and Providers from a cache.
    await sleep(1000);
    cluster.chat.messages.length = 0;
    for (const event of events) { await post(event); }
    await sleep(2000);
    return cluster.chat.heard().reduce<Record<string, number>>((counts, { path }) => ({ ...counts, [path.slice(1)]: (counts[path.slice(1)] ?? 0) + 1 }), {});
  };
  const alert = async (name: string, spec: object, { namespace = 'flux-system', type = 'slack', provider = {} }: { readonly namespace?: string; readonly type?: string; readonly provider?: object } = {}): Promise<void> => {
    const metadata = { name, namespace };
    await cluster.server.apply({ apiVersion: API, kind: 'Provider', metadata, spec: { type, address: cluster.chat.url(`/${name}`), ...type === 'slack' && { channel: 'x' }, ...provider } });
    await cluster.server.apply({ apiVersion: API, kind: 'Alert', metadata, spec: { providerRef: { name }, eventSources: [{ kind: 'Kustomization', name: '*' }], ...spec } });
  };

  beforeAll(async () => {
    cluster = await Cluster.start();
    await cluster.server.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'other' } });
    const options = await notificationController(cluster.server);
    strict = await cluster.add({ ...options, args: (folder, port) => [...options.args(folder, port), '--rate-limit-interval=4s', '--no-cross-namespace-refs=true'], env: { ...options.env, ...NOWHERE } });
  });
  afterAll(() => cluster?.stop());
  afterEach(async () => {
    const { body } = await cluster.server.ask('GET', `/apis/${API}/alerts`);
    const alerts = (JSON.parse(body) as { items: { metadata: { namespace: string; name: string } }[] }).items;
    await Promise.all(alerts.map(({ metadata: { namespace, name } }) => cluster.server.ask('DELETE', `/apis/${API}/namespaces/${namespace}/alerts/${name}`)));
    await sleep(500);
  });

  test('passes an event of one object, text and revision on once in its interval, which is five minutes unless a flag says otherwise', async () => {
    await alert('limited', { eventSeverity: 'info' });
    await sleep(1000);
    const revision = (commit: string): Event => ({ message: 'it is broken', metadata: { [`${GROUP}/revision`]: commit } });
    expect(await post(revision('main@1'), strict)).toBe(202);
    expect(await post(revision('main@1'), strict)).toBe(429);
    // Neither its severity nor its reason makes it another one.
    expect(await post({ ...revision('main@1'), severity: 'info', reason: 'Other' }, strict)).toBe(429);
    expect(await post(revision('main@2'), strict)).toBe(202);
    expect(await post({ ...revision('main@1'), message: 'it took 2m0.01s' }, strict)).toBe(202);
    expect(await post({ ...revision('main@1'), name: 'another' }, strict)).toBe(202);
    await until('it is told again', async () => await post(revision('main@1'), strict) === 202, 20);
    await until('each is told', () => Promise.resolve(texts('/limited').length === 5));
    expect(texts('/limited').sort()).toEqual(['it is broken', 'it is broken', 'it is broken', 'it is broken', 'it took 2m0.01s']);
    expect(spawnSync(tool('notification-controller'), ['--help'], { encoding: 'utf8' }).stderr).toMatch(/--rate-limit-interval duration +.*\(default 5m0s\)/);
  });

  test('counts an event that nobody was told of as well', async () => {
    expect(await post({ message: 'nobody hears' })).toBe(202);
    await alert('late', { eventSeverity: 'info' });
    await sleep(1000);
    expect(await post({ message: 'nobody hears' })).toBe(429);
    expect(texts('/late')).toEqual([]);
  });

  test('takes what Flagger posts for one event of no object: dropped, and refused from the second on', async () => {
    const payload = (message: string): string => JSON.stringify({ name: 'podinfo', namespace: 'shop', phase: 'Failed', checksum: '1', metadata: { eventMessage: message, eventType: 'Warning', timestamp: String(Date.now()) } });
    const answers = [];
    for (const message of ['Canary failed!', 'Promotion completed!']) { answers.push((await fetch(`http://127.0.0.1:${cluster.programs['notification-controller'].port}/`, { method: 'POST', body: payload(message) })).status); }
    expect(answers).toEqual([202, 429]);
    expect(cluster.programs['notification-controller'].log()).toContain('discarding event, no alerts found');
  });

  test('with severity info passes errors on too, with error those alone; what is suspended passes nothing on', async () => {
    await alert('info', { eventSeverity: 'info' });
    await alert('unsaid', {});
    await alert('error', { eventSeverity: 'error' });
    await alert('suspended', { suspend: true });
    await alert('suspended-provider', {}, { provider: { suspend: true } });
    expect(await heardBy({ message: 'severities 1', severity: 'info' }, { message: 'severities 2' })).toEqual({ info: 2, unsaid: 2, error: 1 });
  });

  test('hears objects of the Alert\'s own namespace, or of the one that is named; labels must be there beside the name', async () => {
    await cluster.server.apply({
      apiVersion: `${GROUP}/v1`, kind: 'Kustomization', metadata: { name: 'labelled', namespace: 'flux-system', labels: { team: 'a' } },
      spec: { interval: '1h', prune: true, suspend: true, sourceRef: { kind: 'GitRepository', name: 'none' } },
    });
    const source = (more: object): object => ({ eventSources: [{ kind: 'Kustomization', name: '*', ...more }] });
    await alert('own', source({}));
    await alert('by-name', source({ name: 'app' }));
    await alert('by-label', source({ matchLabels: { team: 'a' } }));
    await alert('by-both', source({ name: 'app', matchLabels: { team: 'a' } }));
    await alert('elsewhere', source({}), { namespace: 'other' });
    await alert('across', source({ namespace: 'flux-system' }), { namespace: 'other' });
    await alert('nowhere', source({ namespace: '*' }), { namespace: 'other' });
    await alert('nobody', { eventSources: [] });
    expect(await heardBy({ message: 'sources' }, { message: 'sources', name: 'labelled' })).toEqual({ 'own': 2, 'by-name': 1, 'by-label': 1, 'across': 2 });
    const before = strict.log().length;
    expect(await post({ message: 'across' }, strict)).toBe(202);
    await until('it is denied', () => Promise.resolve(/cross-namespace references have been blocked/.test(strict.log().slice(before))));
  });

  test('matches patterns anywhere in a message; what is excluded is not told although it is included', async () => {
    await alert('included', { inclusionList: ['^nothing', 'brok.n'] });
    await alert('excluded', { inclusionList: ['broken'], exclusionList: ['timeout'] });
    await alert('unreadable', { inclusionList: ['(?=x)'] });
    await alert('unreadable-exclusion', { exclusionList: ['(?=x)'] });
    expect(await heardBy({ message: 'it is broken' }, { message: 'broken by a timeout' }, { message: 'all is well' })).toEqual({ 'included': 2, 'excluded': 1, 'unreadable-exclusion': 3 });
  });

  test('tells chats nothing of a reconciliation that changed nothing, and a generic receiver all', async () => {
    await alert('chat', { eventSeverity: 'info' });
    await alert('generic', { eventSeverity: 'info' }, { type: 'generic' });
    expect(await heardBy({ message: 'Reconciliation finished in 2s', severity: 'info', metadata: { [`${GROUP}/commit_status`]: 'update' } })).toEqual({ generic: 1 });
  });

  test('of a Secret reads the token, and not beside a username without a password; the address of the Secret counts more than the Provider\'s', async () => {
    for (const [name, more] of [['bearer', {}], ['half', { username: 'u' }], ['moved', { address: cluster.chat.url('/to') }]] as const) {
      await cluster.server.apply({ apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: 'flux-system' }, stringData: { token: 'xoxb', ...more } });
      await alert(name, {}, { provider: { secretRef: { name } } });
    }
    expect(await heardBy({ message: 'tokens' })).toEqual({ bearer: 1, half: 1, to: 1 });
    expect(Object.fromEntries(cluster.chat.heard().map(({ path, authorization }) => [path, authorization]))).toEqual({ '/bearer': 'Bearer xoxb', '/half': undefined, '/to': 'Bearer xoxb' });
  });

  test('makes nothing of a Provider that lacks what we say that its type needs, and something of one that has it', async () => {
    const types = (Object.entries(PROVIDER_NEEDS) as [string, ProviderNeeds][]).filter(([type]) => !CLOUDS.includes(type));
    const addressOf = (type: string, { address }: ProviderNeeds): string | undefined => {
      if (address === AddressForm.NONE) { return undefined; }
      if (address === AddressForm.REPOSITORY) { return `https://127.0.0.1:1/${({ azuredevops: 'org/project/_git/repository', bitbucketserver: 'scm/org/repository.git' } as Record<string, string>)[type] ?? 'org/repository'}`; }
      return address === AddressForm.NAME ? type === 'sentry' ? 'http://key@127.0.0.1:1/1' : '127.0.0.1:1' : cluster.chat.url(`/${type}`);
    };
    const lacking: string[] = [];
    const all: string[] = [];
    for (const [type, needs] of types) {
      const address = addressOf(type, needs);
      const channel = needs.channel === undefined ? undefined : type === 'zulip' ? 'channel/topic' : 'x';
      const keys = Object.fromEntries((needs.credentials?.[0] ?? []).map((key) => [key, type === 'bitbucket' ? 'user:token' : '123:x']));
      const variants: Record<string, { readonly address?: string | undefined; readonly channel?: string | undefined; readonly keys: Readonly<Record<string, string>> }> = {
        ...!ASKING.includes(type) && { complete: { address, channel, keys } },
        ...address !== undefined && { addressless: { channel, keys } },
        ...needs.channelRequired === true && { channelless: { address, keys } },
        ...needs.credentials !== undefined && { keyless: { address, channel, keys: {} } },
      };
      for (const [variant, { keys: stringData, ...given }] of Object.entries(variants)) {
        const metadata = { name: `${type}-${variant}`, namespace: 'flux-system' };
        if (variant !== 'complete') { lacking.push(metadata.name); }
        await cluster.server.apply({ apiVersion: 'v1', kind: 'Secret', metadata, stringData });
        all.push(metadata.name);
        // Each hears an event of its own: those of one event share fifteen seconds.
        await alert(metadata.name, { eventSources: [{ kind: 'Kustomization', name: metadata.name }] }, { type, provider: { channel: undefined, address: undefined, ...given, secretRef: { name: metadata.name } } });
      }
    }
    await sleep(1500);
    const before = strict.log().length;
    const metadata = { 'event.toolkit.fluxcd.io/change_request': '1', [`${GROUP}/revision`]: 'main@sha1:0123456789abcdef0123456789abcdef01234567' };
    expect(new Set(await Promise.all(all.map((name) => post({ name, message: 'needs', metadata }, strict))))).toEqual(new Set([202]));
    const failed = (): string[] => [...new Set([...strict.log().slice(before).matchAll(/failed to initialize notifier for provider '([^']+)'/g)].map(([, name]) => name as string))].sort();
    await sleep(3000);
    expect(failed()).toEqual(lacking.filter((name) => !UNSEEN.includes(name)).sort());
  });

  test('loses an event whose Provider or Secret is missing, and says so in an event on the Alert', async () => {
    await alert('secretless', {}, { provider: { secretRef: { name: 'missing' } } });
    await cluster.server.apply({ apiVersion: API, kind: 'Alert', metadata: { name: 'providerless', namespace: 'flux-system' }, spec: { providerRef: { name: 'missing' }, eventSources: [{ kind: 'Kustomization', name: '*' }] } });
    expect(await heardBy({ message: 'lost' })).toEqual({});
    const said = async (): Promise<string[]> => (JSON.parse((await cluster.server.ask('GET', '/api/v1/namespaces/flux-system/events')).body) as { items: { reason: string; involvedObject: { name: string } }[] }).items
      .filter(({ reason }) => reason === 'NotificationDispatchFailed').map(({ involvedObject }) => involvedObject.name);
    await until('it is said of both', async () => (await said()).filter((name) => ['secretless', 'providerless'].includes(name)).length === 2, 30, said);
  });

  test('tries to deliver for fifteen seconds, and then gives it up', async () => {
    await alert('refused', {});
    await sleep(1000);
    cluster.chat.messages.length = 0;
    cluster.chat.refuse(500);
    const begun = Date.now();
    expect(await post({ message: 'refused' })).toBe(202);
    await until('it is given up', () => Promise.resolve(/failed to send notification/.test(cluster.programs['notification-controller'].log())), 30);
    const tried = cluster.chat.messages.map(({ at }) => Math.round((at - begun) / 1000));
    cluster.chat.accept();
    await sleep(10_000);
    expect(cluster.chat.heard('/refused')).toEqual([]);
    expect(tried).toEqual([0, 2, 6, 14]);
  });
});
