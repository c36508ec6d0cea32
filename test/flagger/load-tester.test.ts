import { App, Chart, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { execFileSync } from 'node:child_process';
import { flagger, SecretKey } from '../../lib';
import { chart, manifests } from '../render';
import { Analysis, judged, MetricCheck, spec } from './canary-of';

const { LoadTester, LoadTesterGate, LoadTesterTask } = flagger;

describe('LoadTester', () => {
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'load-tester', namespace: 'shop', labels: { app: 'load-tester' } },
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: 'load-tester' } },
      strategy: { type: 'Recreate' },
      template: {
        metadata: { labels: { app: 'load-tester' } },
        spec: {
          automountServiceAccountToken: false,
          containers: [{
            name: 'loadtester',
            image: 'ghcr.io/fluxcd/flagger-loadtester:0.38.0',
            imagePullPolicy: 'IfNotPresent',
            command: ['./loadtester', '-port=8080', '-log-level=info', '-timeout=1h'],
            ports: [{ name: 'http', containerPort: 8080 }],
            livenessProbe: { httpGet: { path: '/healthz', port: 8080 }, timeoutSeconds: 5 },
            readinessProbe: { httpGet: { path: '/healthz', port: 8080 }, timeoutSeconds: 5 },
            resources: { limits: { cpu: '1000m', memory: '512Mi' }, requests: { cpu: '10m', memory: '32Mi' } },
            securityContext: {
              allowPrivilegeEscalation: false,
              capabilities: { drop: ['ALL'] },
              readOnlyRootFilesystem: true,
              runAsGroup: 10001,
              runAsNonRoot: true,
              runAsUser: 10001,
              seccompProfile: { type: 'RuntimeDefault' },
            },
          }],
        },
      },
    },
  };
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'load-tester', namespace: 'shop', labels: { app: 'load-tester' } },
    spec: { selector: { app: 'load-tester' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
  };

  const networkPolicy = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'load-tester', namespace: 'shop', labels: { app: 'load-tester' } },
    spec: {
      podSelector: { matchLabels: { app: 'load-tester' } },
      policyTypes: ['Ingress'],
      ingress: [{
        from: [{
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'flagger-system' } },
          podSelector: { matchLabels: { 'app.kubernetes.io/name': 'flagger' } },
        }],
        ports: [{ port: 8080, protocol: 'TCP' }],
      }],
    },
  };

  test('whole', () => {
    const c = chart('shop');
    new LoadTester(c, 'load-tester');
    expect(manifests(c)).toEqual([deployment, service, networkPolicy]);
  });

  test('lets the Flagger in that is there, or everybody', () => {
    const c = chart('shop');
    new LoadTester(c, 'a', { flagger: { namespace: 'istio-system', podLabels: { app: 'flagger' } } });
    expect(new LoadTester(c, 'b', { networkPolicy: false }).networkPolicy).toBeUndefined();
    const policies = manifests(c).filter(({ kind }) => kind === 'NetworkPolicy');
    expect(policies.map((each) => each['spec'].ingress[0].from)).toEqual([[
      { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'istio-system' } }, podSelector: { matchLabels: { app: 'flagger' } } },
    ]]);
  });

  test('is the same wherever in the tree it is made: a selector cannot be changed', () => {
    const c = chart('shop');
    new LoadTester(new Construct(c, 'elsewhere'), 'lt', { metadata: { name: 'load-tester' } });
    expect(manifests(c)).toEqual([deployment, service, networkPolicy]);
  });

  test('for some namespaces, with a ServiceAccount, labels and another image', () => {
    const c = chart('shop');
    const metadata = { namespace: 'test', labels: { team: 'shop' } };
    new LoadTester(c, 'load-tester', { metadata, image: 'registry.shop/loadtester:1', namespaces: ['shop', 'bank'], serviceAccountName: 'helm-test' });
    const [workload, front] = manifests(c);
    expect([workload?.['metadata'], front?.['metadata']]).toEqual(Array(2).fill({ name: 'load-tester', namespace: 'test', labels: { app: 'load-tester', team: 'shop' } }));
    expect(workload?.['spec'].template.spec).toMatchObject({
      serviceAccountName: 'helm-test',
      automountServiceAccountToken: true,
      containers: [{ image: 'registry.shop/loadtester:1', command: expect.arrayContaining(['-namespace-regexp=^(shop|bank)$']) }],
    });
  });

  test('mounts Secrets as files', () => {
    const c = chart('shop');
    const keys = [SecretKey.of('concord', 'api-key'), SecretKey.of('concord', 'ca.crt'), SecretKey.of('other', 'a')];
    const tester = new LoadTester(c, 'load-tester', { secretFiles: keys });
    const { containers: [container], volumes } = manifests(c)[0]?.['spec'].template.spec;
    expect(container.volumeMounts).toEqual([
      { name: 'secret-0', mountPath: '/etc/load-tester/concord', readOnly: true }, { name: 'secret-1', mountPath: '/etc/load-tester/other', readOnly: true },
    ]);
    expect(volumes).toEqual([
      { name: 'secret-0', secret: { secretName: 'concord', items: [{ key: 'api-key', path: 'api-key' }, { key: 'ca.crt', path: 'ca.crt' }] } },
      { name: 'secret-1', secret: { secretName: 'other', items: [{ key: 'a', path: 'a' }] } },
    ]);
    expect(keys.map((key) => tester.fileOf(key))).toEqual(['/etc/load-tester/concord/api-key', '/etc/load-tester/concord/ca.crt', '/etc/load-tester/other/a']);
  });

  const apiKey = SecretKey.of('concord', 'api-key');
  const concord = { server: 'https://concord.shop', org: 'shop', project: 'tests', repo: 'main', entrypoint: 'smoke', endpoint: 'http://podinfo-canary.shop', apiKey };
  const lt = new LoadTester(chart('test'), 'load-tester', { serviceAccountName: 'helm-test', secretFiles: [apiKey] });
  test.each([
    ['a load test', lt.loadTest('w', { command: 'hey http://a/' }), {
      type: 'rollout', url: 'http://load-tester.test/', timeout: '5s', metadata: { type: 'cmd', cmd: 'hey http://a/', logCmdOutput: 'true' },
    }],
    ['a quiet load test', lt.loadTest('w', { command: 'hey http://a/', logOutput: false }), {
      type: 'rollout', url: 'http://load-tester.test/', timeout: '5s', metadata: { type: 'cmd', cmd: 'hey http://a/', logCmdOutput: 'false' },
    }],
    ['an acceptance test', lt.acceptanceTest('w', { command: 'curl -sf http://podinfo-canary.shop/token' }), {
      type: 'pre-rollout', url: 'http://load-tester.test/', timeout: '30s', metadata: { type: 'bash', cmd: 'curl -sf http://podinfo-canary.shop/token' },
    }],
    ['a Helm test', lt.helmTest('w', { release: 'podinfo', namespace: 'shop' }), {
      type: 'pre-rollout', url: 'http://load-tester.test/', timeout: '3m', metadata: { type: 'helmv3', cmd: 'test podinfo --timeout 180s -n shop' },
    }],
    ['a gate before the rollout', lt.confirmRollout('w', { muteAlert: true }), { type: 'confirm-rollout', url: 'http://load-tester.test/gate/check', muteAlert: true }],
    ['a gate before each step', lt.confirmTrafficIncrease('w'), { type: 'confirm-traffic-increase', url: 'http://load-tester.test/gate/check' }],
    ['a gate before promotion', lt.confirmPromotion('w'), { type: 'confirm-promotion', url: 'http://load-tester.test/gate/check' }],
    ['a task of bash at every tick', lt.atEachTick('w', LoadTesterTask.bash('bats test.bats'), { timeout: Duration.seconds(20) }), {
      type: 'rollout', url: 'http://load-tester.test/', timeout: '20s', metadata: { type: 'bash', cmd: 'bats test.bats' },
    }],
    ['a task of Helm before traffic', lt.beforeTraffic('w', LoadTesterTask.helm('test podinfo')), {
      type: 'pre-rollout', url: 'http://load-tester.test/', timeout: '30s', metadata: { type: 'helmv3', cmd: 'test podinfo' },
    }],
    ['a task of kubectl afterwards', lt.afterRollout('w', LoadTesterTask.kubectl('delete job smoke -n shop')), {
      type: 'post-rollout', url: 'http://load-tester.test/', timeout: '30s', metadata: { type: 'kubectl', cmd: 'delete job smoke -n shop' },
    }],
    ['a process of Concord', lt.beforeTraffic('w', LoadTesterTask.concord({ ...concord, arguments: { suite: 'smoke' }, pollInterval: Duration.seconds(10) })), {
      type: 'pre-rollout',
      url: 'http://load-tester.test/',
      timeout: '30s',
      metadata: {
        type: 'concord', server: 'https://concord.shop', org: 'shop', project: 'tests', repo: 'main', entrypoint: 'smoke', endpoint: 'http://podinfo-canary.shop',
        apiKeyPath: '/etc/load-tester/concord/api-key', pollInterval: '10', pollTimeout: '70', 'arguments.suite': 'smoke',
      },
    }],
    ['a gate that stays closed', lt.confirmPromotion('w', { gate: LoadTesterGate.HALT }), { type: 'confirm-promotion', url: 'http://load-tester.test/gate/halt' }],
    ['a gate that is open', lt.confirmRollout('w', { gate: LoadTesterGate.APPROVE }), { type: 'confirm-rollout', url: 'http://load-tester.test/gate/approve' }],
    ['a rollback by hand', lt.rollback('w'), { type: 'rollback', url: 'http://load-tester.test/rollback/check' }],
  ])('%s', (_, webhook, written) => {
    const analysis = Analysis.progressive({ ...judged, metrics: [MetricCheck.requestSuccessRate({ min: 99 })], maxWeight: 50, stepWeight: 10, webhooks: [webhook] });
    expect(spec({ analysis }).analysis.webhooks).toEqual([{ name: 'w', ...written }]);
  });

  test.each([
    ['plain', { url: 'http://podinfo-canary.shop:9898/' }, ['-z', '1m', '-q', '10', '-c', '2', 'http://podinfo-canary.shop:9898/']],
    ['with all options', { url: 'http://podinfo-canary.shop/', duration: Duration.seconds(90), rate: 50, workers: 4, headers: { 'x-canary': 'insider' } },
      ['-z', '90s', '-q', '50', '-c', '4', '-H', 'x-canary: insider', 'http://podinfo-canary.shop/']],
    ['with characters of the shell', { url: 'http://podinfo-canary.shop/?a=$(id)&b=1;ls' }, ['-z', '1m', '-q', '10', '-c', '2', 'http://podinfo-canary.shop/?a=$(id)&b=1;ls']],
  ])('hey\'s arguments as a shell reads them, %s', (_, options, args) => {
    const command = LoadTester.hey(options);
    expect(execFileSync('sh', ['-c', `hey() { printf '%s\\n' "$@"; }; ${command}`], { encoding: 'utf8' }).trimEnd().split('\n')).toEqual(args);
  });

  test.each([
    ['wrk', LoadTester.wrk({ url: 'http://podinfo-canary.shop/?a=b', duration: Duration.seconds(90), threads: 2, connections: 4, headers: { a: 'b c' } }),
      ['-d', '90s', '-t', '2', '-c', '4', '-H', 'a: b c', 'http://podinfo-canary.shop/?a=b']],
    ['ghz for the health check', LoadTester.ghz({ host: 'podinfo-canary.shop:9999' }),
      ['-z', '1m', '--rps=20', '-c', '2', '--insecure', '--proto=/tmp/ghz/health.proto', '--call=grpc.health.v1.Health/Check', 'podinfo-canary.shop:9999']],
    ['ghz for a method of one\'s own', LoadTester.ghz({ host: 'api.shop:443', call: 'shop.Cart/Get', data: '{"id": "$(id)"}', rate: 5, workers: 1, tls: true }),
      ['-z', '1m', '--rps=5', '-c', '1', '--call=shop.Cart/Get', '-d', '{"id": "$(id)"}', 'api.shop:443']],
  ])('the arguments of %s as a shell reads them', (_, command, args) => {
    const [program] = command.split(' ');
    expect(execFileSync('sh', ['-c', `${program ?? ''}() { printf '%s\\n' "$@"; }; ${command}`], { encoding: 'utf8' }).trimEnd().split('\n')).toEqual(args);
  });

  test('one that exists is called by its name, and what it mounts is not known', () => {
    const existing = LoadTester.fromLoadTesterName(chart(), 'existing', 'flagger-loadtester', 'test');
    const command = 'hey http://podinfo';
    expect(existing.loadTest('load', { command })._toSpec()).toEqual(new LoadTester(chart('test'), 'flagger-loadtester').loadTest('load', { command })._toSpec());
    expect(existing.helmTest('w', { release: 'podinfo' })._toSpec()).toMatchObject({ url: 'http://flagger-loadtester.test/', type: 'pre-rollout' });
    expect(() => existing.fileOf(SecretKey.of('a', 'b'))).toThrow('where it mounts a/b is not known');
    expect(() => LoadTester.fromLoadTesterName(chart(), 'other', 'flagger.loadtester', 'test')).toThrow('this is not the name of a Service or a namespace');
  });

  test.each([
    ['no namespace', () => new LoadTester(new Chart(new App(), 'c'), 'load-tester'), 'LoadTester load-tester: there is no namespace'],
    ['a name that is no Service\'s', () => new LoadTester(chart(), 'Load.Tester'), 'the name is not that of a Service'],
    ['a pattern as a namespace', () => new LoadTester(chart(), 'lt', { namespaces: ['.*'] }), 'this is not a namespace'],
    ['a Helm test without access', () => new LoadTester(chart(), 'lt').helmTest('w', { release: 'podinfo' }), 'LoadTester/shop/lt: a task of helmv3 needs access to the API server'],
    ['a release with arguments', () => lt.helmTest('w', { release: 'podinfo --debug' }), 'this is not the name of a release'],
    ['a URL without a scheme', () => LoadTester.hey({ url: 'podinfo' }), 'LoadTester.hey: the URL is not an HTTP URL'],
    ['a quote', () => LoadTester.hey({ url: 'http://a/', headers: { a: '\'; ls' } }), 'the text would end the quotes of the shell'],
    ['an empty test, which passes', () => lt.acceptanceTest('w', { command: ' ' }), 'LoadTesterTask.bash: the command is empty'],
    ['a load test of nothing', () => lt.loadTest('w', { command: '' }), 'the command of the load test is empty'],
    ['Helm without arguments', () => LoadTesterTask.helm(''), 'LoadTesterTask.helm: there are no arguments'],
    ['quotes that no shell reads', () => LoadTesterTask.kubectl('get pods -l "a=b"'), '"\\"" means nothing here'],
    ['the program among its arguments', () => LoadTesterTask.kubectl('kubectl get pods'), 'the program\'s name is among its arguments'],
    ['a task that is ended before its timeout', () => lt.beforeTraffic('w', LoadTesterTask.bash('a'), { timeout: Duration.minutes(61) }), 'the timeout is longer than any task can take'],
    ['a key that is not mounted', () => lt.beforeTraffic('w', LoadTesterTask.concord({ ...concord, apiKey: SecretKey.of('a', 'b') })), 'the load tester does not mount a/b'],
    ['an endpoint given twice', () => LoadTesterTask.concord({ ...concord, arguments: { endpoint: 'a' } }), 'endpoint is among the arguments'],
    ['Concord without a project', () => LoadTesterTask.concord({ ...concord, project: undefined as unknown as string }), 'LoadTesterTask.concord: project is not given'],
    ['polling without a pause', () => LoadTesterTask.concord({ ...concord, pollInterval: Duration.seconds(0) }), 'pollInterval is too short'],
    ['more threads than connections', () => LoadTester.wrk({ url: 'http://a/', threads: 3 }), 'there are more threads than connections'],
    ['a gRPC server with a scheme', () => LoadTester.ghz({ host: 'http://a:1' }), 'the host is not a host and a port'],
    ['data that is no JSON', () => LoadTester.ghz({ host: 'a:1', data: '{' }), 'the data is not JSON'],
    ['a method without a service', () => LoadTester.ghz({ host: 'a:1', call: 'Check' }), 'this is not a method of gRPC'],
    ['a fraction of a worker', () => LoadTester.hey({ url: 'http://a/', workers: 0.5 }), 'workers is not a whole number'],
  ])('refuses %s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});
