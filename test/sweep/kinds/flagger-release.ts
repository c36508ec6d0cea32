import { Chart } from 'cdk8s';
import fc from 'fast-check';
import { flagger, FlaggerRelease, FlaggerReleaseProps, flux, SecretKey } from '../../../lib';
import { oneOf, props } from '../arbitraries';
import { duration, mostly, name, text, url, whole } from '../rarely-wrong';
import { swept } from '../sweep';

const secret = fc.constantFrom('slack', 'teams').map((name) => SecretKey.of(name, 'address'));
const labels = fc.constantFrom<{ [name: string]: string }>({ team: 'platform' }, { 'app.kubernetes.io/part-of': 'delivery', 'on': 'yes' });
const word = mostly(fc.constantFrom('production', 'eu-1'), '', 'a\nb');
const namespace = mostly(fc.constantFrom('shop', 'viz'), 'A', '');

const notifier: fc.Arbitrary<Partial<flagger.FlaggerOptions>> = fc.oneof(
  { weight: 60, arbitrary: fc.constant({}) },
  { weight: 60, arbitrary: props<flagger.FlaggerSlack>({ channel: text, url: secret }, { token: secret, user: fc.constant('flagger'), proxy: secret }).map((slack) => ({ slack })) },
  { weight: 30, arbitrary: fc.record({ msTeamsUrl: secret, msTeamsProxy: secret }, { requiredKeys: ['msTeamsUrl'] }) },
  { weight: 1, arbitrary: fc.record({ msTeamsProxy: secret }) },
);
const pods = fc.oneof(
  { weight: 30, arbitrary: fc.integer({ min: 2, max: 5 }).chain((replicas) => fc.record({ replicas: fc.constant(replicas), minAvailable: fc.integer({ min: 1, max: replicas - 1 }) }, { requiredKeys: ['replicas'] })) },
  { weight: 30, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.constantFrom({ replicas: 1, minAvailable: 1 }, { replicas: 0 }, { minAvailable: 0.5, replicas: 2 }) },
);
const account = mostly<flagger.FlaggerServiceAccount>(
  fc.constantFrom({ name: 'flagger' }, { annotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::1:role/flagger' } }, { name: 'flagger', existing: true }), { existing: true }, { name: 'A' }, { name: 'a', existing: true, annotations: {} },
);
const image = mostly<flagger.FlaggerImage>(
  fc.constantFrom({ repository: 'registry.example.com:5000/flagger', tag: '1.44.0' }, { pullPolicy: 'Always', pullSecret: 'registry' }, {}), { repository: 'flagger:1.44.0' }, { pullPolicy: 'sometimes' },
);
const values = mostly<FlaggerReleaseProps['values'] & object>(
  fc.constantFrom({ affinity: { nodeAffinity: {} } }, { env: [{ name: 'TZ', value: 'UTC' }] }, {}), { metricsServer: 'http://other:9090' }, { slack: { url: 'https://example.com' } }, { fullnameOverride: 'x' },
);

const release = fc.record({
  id: mostly(fc.constantFrom('flagger', 'delivery'), 'Flagger', 'x'.repeat(60)),
  notifier,
  pods,
  rest: props<FlaggerReleaseProps>({ metricsServer: url }, {
    meshProvider: oneOf(flagger.MeshProvider), clusterName: word, noCrossNamespaceRefs: fc.boolean(), watchNamespace: namespace, configTracking: fc.boolean(),
    selectorLabels: mostly<string[]>(fc.constantFrom(['app'], ['app.kubernetes.io/name', 'k8s-app']), [], ['a b']), includeLabelPrefix: mostly<string[]>(fc.constantFrom(['*'], ['app.kubernetes.io/', 'team']), [], ['']),
    threadiness: whole(1, 50), kubeconfigQps: whole(1, 1_000_000), kubeconfigBurst: whole(1, 1_000_000), ingressAnnotationsPrefix: mostly(fc.constant('custom.ingress.kubernetes.io'), 'a/'), ingressClass: word,
    controlPlane: fc.constant(SecretKey.of('mesh', 'kubeconfig')), linkerdVizNamespace: namespace, logLevel: oneOf(flagger.FlaggerLogLevel), image, serviceAccount: account,
    resources: fc.constantFrom<flagger.FlaggerResources>({ limits: { memory: '1Gi' } }, { requests: { cpu: '100m' }, limits: { cpu: '2' } }), securityContext: fc.boolean(), nodeSelector: labels,
    tolerations: fc.constant([{ key: 'platform', operator: 'Exists' }]), priorityClassName: mostly(name, 'A'), podLabels: labels, podAnnotations: labels, deploymentLabels: labels, deploymentAnnotations: labels,
    eventWebhookUrl: secret, values, interval: duration,
  }),
  of: fc.oneof({ weight: 90, arbitrary: fc.record({ version: mostly(fc.constantFrom('1.x', '1.44.0'), ''), verify: fc.boolean() }, { requiredKeys: [] }) }, { weight: 1, arbitrary: fc.constant({ verify: true, version: '1.x', mirrored: true }) }, { weight: 20, arbitrary: fc.constant({ mirrored: true }) }),
});

/** Flux' objects that install Flagger, each with the values in it: what stands beside them is checked with them. */
export const flaggerRelease = swept({
  group: 'helm.toolkit.fluxcd.io',
  kind: 'HelmRelease',
  props: release,
  make: (scope: Chart, { id, notifier, pods, rest, of }) => {
    const { mirrored, ...options } = of as { readonly mirrored?: boolean };
    new FlaggerRelease(scope, id, { ...rest, ...notifier, ...pods, ...options, ...(mirrored === true && { source: flux.OciRepository.fromOciRepositoryName(scope, 'mirror', 'flagger', 'mirrors') }) });
  },
});
