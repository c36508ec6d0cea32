import { App, Chart, Testing } from 'cdk8s';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { flagger, FlaggerRelease, FlaggerReleaseProps, SecretKey } from '../lib';
import { FLAGGER_CHART } from '../test/sweep/flagger-chart';
import { moduleFolder } from './crds';
import { renderChart } from './helm';
import { Manifest } from './operator';
import versions from './versions.json';

/** The values, through the chart's own templates and Helm's own engine. */

const chart = join(moduleFolder(`github.com/fluxcd/flagger@${versions.programs.flagger.version}`), 'charts/flagger');
const main = readFileSync(join(chart, '../../cmd/flagger/main.go'), 'utf8');
const metricsServer = 'http://prometheus-operated.monitoring:9090';

interface Deployment {
  readonly metadata: { readonly name: string; readonly labels: Record<string, string>; readonly annotations?: object };
  readonly spec: {
    readonly replicas: number;
    readonly template: {
      readonly metadata: { readonly labels: Record<string, string>; readonly annotations: Record<string, string> };
      readonly spec: { readonly [field: string]: unknown; readonly containers: readonly [{ readonly command: readonly string[]; readonly env?: unknown; readonly image: string; readonly resources: unknown; readonly securityContext?: unknown; readonly volumeMounts?: unknown }] };
    };
  };
}

function installed(props: Partial<FlaggerReleaseProps> = {}, name = 'flagger'): { readonly objects: readonly Manifest[]; readonly deployment: Deployment; readonly installation: FlaggerRelease['installation']; readonly flags: readonly string[] } {
  const scope = new Chart(new App(), 'chart', { namespace: 'flagger-system' });
  const { installation } = new FlaggerRelease(scope, name, { metricsServer, ...props });
  const { spec } = (Testing.synth(scope) as { readonly kind: string; readonly spec: { readonly releaseName: string; readonly values: Manifest } }[]).find(({ kind }) => kind === 'HelmRelease') ?? {};
  const objects = renderChart({ chart, release: spec?.releaseName ?? '', namespace: 'flagger-system', values: spec?.values ?? {} });
  const deployment = objects.find(({ kind }) => kind === 'Deployment') as unknown as Deployment;
  return { objects, deployment, installation, flags: deployment.spec.template.spec.containers[0].command };
}

const kinds = (objects: readonly Manifest[]): unknown[] => objects.map(({ kind }) => kind).sort();

test('with nothing but the metrics server there is one pod, and no monitor', () => {
  const { objects, deployment, flags } = installed();
  expect(kinds(objects)).toEqual(['ClusterRole', 'ClusterRoleBinding', 'Deployment', 'ServiceAccount']);
  expect(deployment.spec.replicas).toBe(1);
  expect(flags).toEqual(['./flagger', '-log-level=info', `-metrics-server=${metricsServer}`, '-enable-config-tracking=true', '-slack-user=flagger']);
  expect(deployment.spec.template.spec.containers[0].env).toBeUndefined();
});

test('the whole of it reaches the flags, the environment and the pods', () => {
  const secret = (name: string): SecretKey => SecretKey.of(name, 'address');
  const { objects, deployment, flags } = installed({
    meshProvider: flagger.MeshProvider.CONTOUR, clusterName: 'production', noCrossNamespaceRefs: true, watchNamespace: 'shop', replicas: 3, minAvailable: 2, configTracking: false,
    selectorLabels: ['app', 'k8s-app'], includeLabelPrefix: ['app.kubernetes.io/', 'team'], threadiness: 4, ingressAnnotationsPrefix: 'custom.ingress.kubernetes.io', ingressClass: 'internal',
    kubeconfigQps: 1_000_000, kubeconfigBurst: 300, controlPlane: SecretKey.of('mesh', 'config'), linkerdVizNamespace: 'viz', logLevel: flagger.FlaggerLogLevel.DEBUG,
    image: { repository: 'registry:5000/flagger', tag: '1.44.1', pullPolicy: 'Always', pullSecret: 'registry' }, serviceAccount: { name: 'canaries', annotations: { role: 'flagger' } },
    resources: { limits: { memory: '1Gi' } }, securityContext: false, nodeSelector: { pool: 'system' }, tolerations: [{ operator: 'Exists' }], priorityClassName: 'critical',
    podLabels: { team: 'a' }, podAnnotations: { 'b/c': 'on' }, deploymentLabels: { e: '1' }, deploymentAnnotations: { g: 'h' },
    slack: { channel: 'deployments', url: secret('slack'), token: secret('token'), proxy: secret('proxy'), user: 'canaries' }, eventWebhookUrl: secret('events'),
    values: { additionalVolumes: [{ name: 'tmp', emptyDir: {} }] },
  });
  expect(flags).toEqual([
    './flagger', '-log-level=debug', '-mesh-provider=contour', `-metrics-server=${metricsServer}`, '-selector-labels=app,k8s-app', '-enable-config-tracking=false', '-namespace=shop',
    '-slack-user=canaries', '-slack-channel=deployments', '-enable-leader-election=true', '-leader-election-namespace=flagger-system', '-ingress-annotations-prefix=custom.ingress.kubernetes.io',
    '-include-label-prefix=app.kubernetes.io/,team', '-ingress-class=internal', '-kubeconfig-qps=1000000', '-kubeconfig-burst=300', '-kubeconfig-service-mesh=/tmp/controlplane/config',
    '-threadiness=4', '-cluster-name=production', '-no-cross-namespace-refs=true',
  ]);
  const [container] = deployment.spec.template.spec.containers;
  const from = (name: string, secretName: string): object => ({ name, valueFrom: { secretKeyRef: { name: secretName, key: 'address' } } });
  expect(container.env).toEqual([from('SLACK_URL', 'slack'), from('SLACK_TOKEN', 'token'), from('SLACK_PROXY_URL', 'proxy'), from('EVENT_WEBHOOK_URL', 'events')]);
  expect(container).toMatchObject({ image: 'registry:5000/flagger:1.44.1', imagePullPolicy: 'Always', resources: { limits: { memory: '1Gi', cpu: '1000m' }, requests: { memory: '32Mi', cpu: '10m' } }, volumeMounts: [{ name: 'kubeconfig', mountPath: '/tmp/controlplane' }] });
  expect(container.securityContext).toBeUndefined();
  expect(deployment.spec.template.spec).toMatchObject({
    serviceAccountName: 'canaries', imagePullSecrets: [{ name: 'registry' }], nodeSelector: { pool: 'system' }, tolerations: [{ operator: 'Exists' }], priorityClassName: 'critical',
    volumes: [{ name: 'kubeconfig', secret: { secretName: 'mesh' } }, { name: 'tmp', emptyDir: {} }],
  });
  expect(deployment.metadata).toMatchObject({ labels: { e: '1' }, annotations: { g: 'h' } });
  expect(deployment.spec.template.metadata).toMatchObject({ labels: { team: 'a' }, annotations: { 'b/c': 'on', 'prometheus.io/scrape': 'true' } });
  expect(deployment.spec.replicas).toBe(3);
  expect(kinds(objects)).toEqual(['AuthorizationPolicy', 'ClusterRole', 'ClusterRoleBinding', 'Deployment', 'PodDisruptionBudget', 'ServiceAccount']);
  expect(objects.find(({ kind }) => kind === 'PodDisruptionBudget')?.['spec']).toMatchObject({ minAvailable: 2 });
  expect(objects.find(({ kind }) => kind === 'ServiceAccount')?.['metadata']).toMatchObject({ name: 'canaries', annotations: { role: 'flagger' } });
  expect(objects.find(({ kind }) => kind === 'AuthorizationPolicy')?.['metadata']).toMatchObject({ namespace: 'viz' });
});

test('Teams, and an account that is there', () => {
  const { objects, deployment } = installed({ msTeamsUrl: SecretKey.of('teams', 'url'), msTeamsProxy: SecretKey.of('proxy', 'url'), serviceAccount: { name: 'canaries', existing: true } });
  expect((deployment.spec.template.spec.containers[0].env as { name: string }[]).map(({ name }) => name)).toEqual(['MSTEAMS_URL', 'MSTEAMS_PROXY_URL']);
  expect(deployment.spec.template.spec).toMatchObject({ serviceAccountName: 'canaries' });
  expect(kinds(objects)).not.toContain('ServiceAccount');
});

test('as the chart has it, its monitors take the label of the target for their own, and there is a Service beside the ServiceMonitor alone', () => {
  const render = (values: Manifest): Manifest[] => renderChart({ chart, release: 'flagger', namespace: 'flagger-system', values: { metricsServer, ...values } });
  const [pods, services] = [render({ podMonitor: { enabled: true } }), render({ serviceMonitor: { enabled: true, namespace: 'monitoring', interval: '5s' } })];
  const find = (objects: readonly Manifest[], kind: string): { metadata: { namespace: string; labels: object }; spec: { podMetricsEndpoints: object[]; endpoints: object[]; ports: object[] } } | undefined => objects.find((each) => each['kind'] === kind) as never;
  expect(find(pods, 'PodMonitor')?.spec.podMetricsEndpoints).toMatchObject([{ honorLabels: false, interval: '15s', port: 'http' }]);
  expect(find(pods, 'Service')).toBeUndefined();
  expect(find(services, 'Service')?.spec.ports).toMatchObject([{ name: 'http', port: 8080 }]);
  // Neither its namespace nor its interval is read.
  expect(find(services, 'ServiceMonitor')).toMatchObject({ metadata: { namespace: 'flagger-system' }, spec: { endpoints: [{ honorLabels: false, interval: '30s', port: 'http' }] } });
});

test.each(['flagger', 'delivery', 'my-flagger', 'x'.repeat(53)])('the release %s is called as the rules and the PodMonitor expect it', (name) => {
  const { deployment, installation } = installed({}, name);
  expect(deployment.metadata.name).toBe(installation.deployment);
  expect(deployment.spec.template.metadata.labels).toMatchObject(installation.podLabels as object);
});

test('Flagger knows each flag that the chart writes, and reads the environment that is written', () => {
  const flags = [...main.matchAll(/flag\.\w+Var\(&\w+, "([\w-]+)"/g)].map(([, flag]) => flag);
  const template = readFileSync(join(chart, 'templates/deployment.yaml'), 'utf8');
  expect([...template.matchAll(/^ +- -([a-z][\w-]*)=/gm)].map(([, flag]) => flag).filter((flag) => !flags.includes(flag))).toEqual([]);
  for (const name of ['SLACK_URL', 'SLACK_TOKEN', 'SLACK_PROXY_URL', 'MSTEAMS_URL', 'MSTEAMS_PROXY_URL', 'EVENT_WEBHOOK_URL']) { expect(main).toContain(`"${name}"`); }
});

test('docs/coverage.md lists each value that the chart has or reads, and no other', () => {
  const templates = readdirSync(join(chart, 'templates')).map((file) => readFileSync(join(chart, 'templates', file), 'utf8')).join('\n');
  const read = new Set([...templates.matchAll(/\.Values\.([A-Za-z.]*[A-Za-z])/g)].map(([, path]) => path as string));
  const known = [...read].filter((path) => ![...read].some((each) => each.startsWith(`${path}.`)));
  // What stands in values.yaml and no template reads is a trap of its own.
  const unread = paths(parse(readFileSync(join(chart, 'values.yaml'), 'utf8'))).filter((path) => !known.some((each) => path === each || path.startsWith(`${each}.`)));
  expect(unread).toEqual(['slack.proxy']);
  expect(Object.keys(FLAGGER_CHART).sort()).toEqual([...known, ...unread].sort());
});

/** The ways to the values of a chart: a list counts as one. */
function paths(value: unknown, path: readonly string[] = []): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) { return [path.join('.')]; }
  const below = Object.entries(value);
  return below.length === 0 ? [path.join('.')] : below.flatMap(([key, each]) => paths(each, [...path, key]));
}
