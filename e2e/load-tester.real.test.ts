import { App, Chart, Testing } from 'cdk8s';
import { flagger, SecretKey } from '../lib';
import { Server } from './server';

const { LoadTester, LoadTesterGate, LoadTesterTask } = flagger;
const apiKey = SecretKey.of('concord', 'api-key');
const concord = { server: 'http://127.0.0.1:9', org: 'shop', project: 'tests', repo: 'main', entrypoint: 'smoke', endpoint: 'http://podinfo-canary.shop', apiKey };

// The load tester runs with the arguments of our own Deployment; the webhooks are called as Flagger calls them.
describe('the webhooks of LoadTester, answered by the real load tester', () => {
  const chart = new Chart(new App(), 'chart', { namespace: 'shop' });
  const loadTester = new LoadTester(chart, 'load-tester', { namespaces: ['shop', 'bank'], secretFiles: [apiKey] });
  let server: Server;

  beforeAll(async () => {
    const [, ...args] = (Testing.synth(chart) as { spec: { template: { spec: { containers: { command: string[] }[] } } } }[])[0]?.spec.template.spec.containers[0]?.command ?? [];
    server = await Server.start({ program: 'loadtester', ready: '/healthz', args: (_, port) => args.map((arg) => arg.replace('-port=8080', `-port=${port}`)) });
  });
  afterAll(() => server.stop());

  async function post(path: string, namespace: string, metadata?: object): Promise<number> {
    const body = JSON.stringify({ name: 'podinfo', namespace, phase: 'Progressing', checksum: '1', metadata });
    return (await fetch(server.url + path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body })).status;
  }

  function call(webhook: flagger.Webhook, namespace = 'shop'): Promise<number> {
    const { url, metadata } = webhook._toSpec();
    return post(url.replace(loadTester.url, ''), namespace, metadata);
  }

  test.each([
    ['a load test is accepted before it has failed: it judges nothing', loadTester.loadTest('load', { command: 'exit 3' }), 'shop', 202],
    ['an acceptance test that passes', loadTester.acceptanceTest('test', { command: 'true' }), 'shop', 200],
    ['an acceptance test that fails', loadTester.acceptanceTest('test', { command: 'exit 1' }), 'shop', 500],
    ['another namespace that is allowed', loadTester.acceptanceTest('test', { command: 'true' }), 'bank', 200],
    ['a task at every tick', loadTester.atEachTick('test', LoadTesterTask.bash('test "$((1 + 1))" = 2')), 'shop', 200],
    ['a task afterwards that fails', loadTester.afterRollout('test', LoadTesterTask.bash('false')), 'shop', 500],
    ['Concord without the file of its key', loadTester.beforeTraffic('test', LoadTesterTask.concord(concord)), 'shop', 500],
    ['a gate that is open', loadTester.confirmRollout('gate', { gate: LoadTesterGate.APPROVE }), 'shop', 200],
    ['a gate that stays closed', loadTester.confirmPromotion('gate', { gate: LoadTesterGate.HALT }), 'shop', 403],
    ['a namespace that only begins like one', loadTester.acceptanceTest('test', { command: 'true' }), 'shopping', 403],
  ])('%s', async (_, webhook, namespace, status) => {
    expect(await call(webhook, namespace)).toBe(status);
  });

  test('gates are closed until they are opened, all three as one', async () => {
    const gates = [loadTester.confirmRollout('a'), loadTester.confirmTrafficIncrease('b'), loadTester.confirmPromotion('c')];
    expect(await Promise.all(gates.map((gate) => call(gate)))).toEqual([403, 403, 403]);
    expect(await post('/gate/open', 'shop')).toBe(202);
    expect(await Promise.all(gates.map((gate) => call(gate)))).toEqual([200, 200, 200]);
    expect(await call(loadTester.confirmRollout('a'), 'bank')).toBe(403);
  });

  test('the rollback is not asked for until somebody opens it', async () => {
    expect(await call(loadTester.rollback('r'))).toBe(403);
    expect(await post('/rollback/open', 'shop')).toBe(202);
    expect(await call(loadTester.rollback('r'))).toBe(200);
  });
});
