import { App, Chart, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { execFileSync } from 'node:child_process';
import { flagger } from '../../lib';
import { chart, manifests } from '../render';
import { Analysis, judged, MetricCheck, spec } from './canary-of';

const { LoadTester } = flagger;

describe('LoadTester', () => {
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'load-tester', namespace: 'shop', labels: { app: 'load-tester' } },
    spec: {
      minReadySeconds: 0,
      progressDeadlineSeconds: 600,
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
            livenessProbe: { failureThreshold: 3, httpGet: { path: '/healthz', port: 8080, scheme: 'HTTP' }, timeoutSeconds: 5 },
            readinessProbe: { failureThreshold: 3, httpGet: { path: '/healthz', port: 8080, scheme: 'HTTP' }, timeoutSeconds: 5 },
            resources: { limits: { cpu: '1000m', memory: '512Mi' }, requests: { cpu: '10m', memory: '32Mi' } },
            securityContext: {
              allowPrivilegeEscalation: false,
              capabilities: { drop: ['ALL'] },
              privileged: false,
              readOnlyRootFilesystem: true,
              runAsGroup: 10001,
              runAsNonRoot: true,
              runAsUser: 10001,
              seccompProfile: { type: 'RuntimeDefault' },
            },
          }],
          dnsPolicy: 'ClusterFirst',
          hostNetwork: false,
          restartPolicy: 'Always',
          securityContext: { fsGroupChangePolicy: 'Always', runAsNonRoot: true },
          setHostnameAsFQDN: false,
          terminationGracePeriodSeconds: 30,
        },
      },
    },
  };
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'load-tester', namespace: 'shop', labels: { app: 'load-tester' } },
    spec: { type: 'ClusterIP', selector: { app: 'load-tester' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }], externalIPs: [] },
  };

  test('whole', () => {
    const c = chart('shop');
    new LoadTester(c, 'load-tester');
    expect(manifests(c)).toEqual([deployment, service]);
  });

  test('is the same wherever in the tree it is made: a selector cannot be changed', () => {
    const c = chart('shop');
    new LoadTester(new Construct(c, 'elsewhere'), 'lt', { metadata: { name: 'load-tester' } });
    expect(manifests(c)).toEqual([deployment, service]);
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

  const lt = new LoadTester(chart('test'), 'load-tester', { serviceAccountName: 'helm-test' });
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
    ['no namespace', () => new LoadTester(new Chart(new App(), 'c'), 'load-tester'), 'LoadTester load-tester: there is no namespace'],
    ['a name that is no Service\'s', () => new LoadTester(chart(), 'Load.Tester'), 'the name is not that of a Service'],
    ['a pattern as a namespace', () => new LoadTester(chart(), 'lt', { namespaces: ['.*'] }), 'this is not a namespace'],
    ['a Helm test without access', () => new LoadTester(chart(), 'lt').helmTest('w', { release: 'podinfo' }), 'LoadTester/shop/lt: a Helm test needs access to the API server'],
    ['a release with arguments', () => lt.helmTest('w', { release: 'podinfo --debug' }), 'this is not the name of a release'],
    ['a URL without a scheme', () => LoadTester.hey({ url: 'podinfo' }), 'LoadTester.hey: the URL is not an HTTP URL'],
    ['a quote', () => LoadTester.hey({ url: 'http://a/', headers: { a: '\'; ls' } }), 'the text would end the quotes of the shell'],
    ['a fraction of a worker', () => LoadTester.hey({ url: 'http://a/', workers: 0.5 }), 'workers is not a whole number'],
  ])('refuses %s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});
