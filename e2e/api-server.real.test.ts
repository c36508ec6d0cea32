import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { ApiServer } from './api-server';
import { upstreamCrds } from './crds';
import { stagingReplaces, versionFlag } from './kubernetes';
import { Server } from './server';

const alert = (spec: object): { [field: string]: unknown } => ({ apiVersion: 'notification.toolkit.fluxcd.io/v1beta3', kind: 'Alert', metadata: { name: 'a', namespace: 'default' }, spec });
const GOOD = { eventSources: [], providerRef: { name: 'x' } };

describe('a real API server', () => {
  let server: ApiServer;
  beforeAll(async () => {
    server = await ApiServer.start();
    await server.install(upstreamCrds().crds.filter(({ spec }) => spec.group === 'notification.toolkit.fluxcd.io'));
  });
  afterAll(() => server.stop());

  test('says the version that was linked into it', async () => {
    expect(JSON.parse((await server.ask('GET', '/version')).body)).toMatchObject({ gitVersion: 'v1.36.3', major: '1', minor: '36' });
  });

  test('lets nobody in without the token', async () => {
    const { origin } = new URL(server.server.url.replace('http:', 'https:'));
    const config = JSON.parse(readFileSync(server.kubeconfig, 'utf8')) as { clusters: { cluster: { server: string; 'certificate-authority': string } }[]; users: { user: { token: string } }[] };
    expect(config.clusters[0]?.cluster.server).toBe(origin);
    expect(readFileSync(config.clusters[0]?.cluster['certificate-authority'] ?? '', 'utf8')).toContain('BEGIN CERTIFICATE');
    expect((await server.ask('GET', '/api/v1/namespaces')).status).toBe(200);
    // Its certificate is its own: whoever does not know it does not get that far.
    await expect(fetch(`${origin}/api/v1/namespaces`)).rejects.toThrow();
  });

  test('applies an object, fills in defaults, and gives it back', async () => {
    expect(await server.get('notification.toolkit.fluxcd.io/v1beta3', 'Alert', 'default', 'a')).toBeUndefined();
    await server.apply(alert(GOOD));
    expect(await server.get('notification.toolkit.fluxcd.io/v1beta3', 'Alert', 'default', 'a')).toMatchObject({ spec: { ...GOOD, eventSeverity: 'info' } });
    await server.apply(alert({ ...GOOD, eventSeverity: 'error' }));
    expect(await server.get('notification.toolkit.fluxcd.io/v1beta3', 'Alert', 'default', 'a')).toMatchObject({ spec: { eventSeverity: 'error' } });
    await expect(server.create(alert(GOOD))).rejects.toThrow('Alert/default/a: alerts.notification.toolkit.fluxcd.io "a" already exists');
  });

  test('a dry run stores nothing', async () => {
    expect(await server.dryRun({ ...alert(GOOD), metadata: { name: 'b' } })).toEqual({ accepted: true, message: '' });
    expect(await server.dryRunApply({ ...alert(GOOD), metadata: { name: 'b' } })).toEqual({ accepted: true, message: '' });
    expect(await server.get('notification.toolkit.fluxcd.io/v1beta3', 'Alert', 'default', 'b')).toBeUndefined();
  });

  test.each([
    ['a field that there is not', { ...alert({ ...GOOD, channel: 'x' }), metadata: { name: 'c' } }, 'strict decoding error: unknown field "spec.channel"', '.spec.channel: field not declared in schema'],
    ['a word that is none of the allowed', { ...alert({ ...GOOD, eventSeverity: 'warn' }), metadata: { name: 'c' } }, 'Unsupported value: "warn"', 'Unsupported value: "warn"'],
    ['a kind that there is not', { apiVersion: 'flagger.app/v1beta1', kind: 'Canary', metadata: { name: 'c' } }, 'no matches for kind "Canary" in version "flagger.app/v1beta1"', 'no matches for kind "Canary"'],
    ['a namespace that there is not', { ...alert(GOOD), metadata: { name: 'c', namespace: 'nowhere' } }, 'namespaces "nowhere" not found', 'namespaces "nowhere" not found'],
    ['no version', { kind: 'Alert', metadata: { name: 'c' } }, 'apiVersion or kind is not set', 'apiVersion or kind is not set'],
  ])('refuses %s', async (_, object, created, applied) => {
    expect(await server.dryRun(object)).toEqual({ accepted: false, message: expect.stringContaining(created) as string });
    expect(await server.dryRunApply(object)).toEqual({ accepted: false, message: expect.stringContaining(applied) as string });
    await expect(server.apply(object)).rejects.toThrow(applied);
  });

  test('a field without a value is dropped when an object is created, and refused when it is applied as Flux does', async () => {
    const empty = { ...alert({ ...GOOD, summary: null }), metadata: { name: 'c' } };
    expect((await server.dryRun(empty)).accepted).toBe(true);
    expect(await server.dryRunApply(empty)).toEqual({ accepted: false, message: expect.stringContaining('spec.summary in body must be of type string: "null"') as string });
    const filledIn = { ...alert({ ...GOOD, eventSeverity: null }), metadata: { name: 'c' } };
    expect([(await server.dryRun(filledIn)).accepted, (await server.dryRunApply(filledIn)).accepted]).toEqual([true, true]);
  });

  test('a port that somebody else took meanwhile is left to him, and another one is used', async () => {
    const ports: number[] = [];
    const other = await Server.start({
      program: 'etcd',
      ready: '/readyz',
      args: (folder, port) => {
        ports.push(ports.length === 0 ? Number(new URL(server.etcd.url).port) : port);
        const url = `http://127.0.0.1:${ports.at(-1)}`;
        return [`--data-dir=${folder}/data`, `--listen-client-urls=${url}`, `--advertise-client-urls=${url}`, '--listen-peer-urls=http://127.0.0.1:0'];
      },
    });
    await other.stop();
    expect(ports).toHaveLength(2);
  });

  test('two at once are apart', async () => {
    const other = await ApiServer.start();
    try {
      expect(other.server.url).not.toBe(server.server.url);
      expect((await other.dryRun(alert(GOOD))).message).toContain('no matches for kind');
    } finally {
      await other.stop();
    }
    expect([existsSync(other.server.folder), existsSync(other.etcd.folder)]).toEqual([false, false]);
  });
});

test('nothing is left of a server whose test got SIGKILL', async () => {
  const script = 'const { ApiServer } = require("./api-server"); ApiServer.start().then((s) => console.log(JSON.stringify([s.server.pid, s.etcd.pid, s.server.folder, s.etcd.folder])));';
  const child = spawn(process.execPath, ['--require', 'tsx/cjs', '-e', script], { cwd: __dirname });
  const [server, etcd, ...folders] = await new Promise<[number, number, string, string]>((resolve, reject) => {
    child.stdout.once('data', (data: Buffer) => { resolve(JSON.parse(data.toString()) as [number, number, string, string]); });
    child.once('exit', () => { reject(new Error('the script ended')); });
  });
  const isAlive = (pid: number): boolean => { try { process.kill(pid, 0); return true; } catch { return false; } };
  expect([isAlive(server), isAlive(etcd)]).toEqual([true, true]);
  child.kill('SIGKILL');
  for (let tries = 0; tries < 150 && (isAlive(server) || isAlive(etcd) || folders.some((each) => existsSync(each))); tries++) { await new Promise((resolve) => { setTimeout(resolve, 100); }); }
  expect([isAlive(server), isAlive(etcd), ...folders.map((each) => existsSync(each))]).toEqual([false, false, false, false]);
});

describe('a program of Kubernetes as a module', () => {
  const GO_MOD = 'module k8s.io/kubernetes\n\nrequire (\n\tk8s.io/api v0.0.0\n\tk8s.io/kube-openapi v0.0.0-20260317180543-43fb72c5454a\n\tk8s.io/client-go v0.0.0 // indirect\n\tk8s.io/klog/v2 v2.140.0\n)\n\nreplace (\n\tk8s.io/api => ./staging/src/k8s.io/api\n)\n';

  test('takes each module of its repository at the version that belongs to it', () => {
    expect(stagingReplaces(GO_MOD, 'v1.36.3')).toEqual(['k8s.io/api=k8s.io/api@v0.36.3', 'k8s.io/client-go=k8s.io/client-go@v0.36.3']);
  });

  test('has its version linked in', () => {
    expect(versionFlag('v1.36.3')).toBe('-ldflags=-s -w -X k8s.io/component-base/version.gitVersion=v1.36.3 -X k8s.io/component-base/version.gitMajor=1 -X k8s.io/component-base/version.gitMinor=36');
  });

  test.each([['1.36.3'], ['v1.36'], ['v1.36.3-rc.1']])('%s is no version of it', (version) => {
    expect(() => versionFlag(version)).toThrow(`no version of Kubernetes: "${version}"`);
  });

  test('a go.mod of another kind is told', () => {
    expect(() => stagingReplaces('module x\n', 'v1.36.3')).toThrow('the go.mod of Kubernetes v1.36.3 requires nothing as v0.0.0');
  });
});
