import { Manifest } from './operator';
import { Draw } from './draw';

const DURATIONS = ['5s', '10s', '30s', '1m', '1m30s', '500ms', '2h', ''];
const LABELS = ['app', 'app.kubernetes.io/name', 'release', 'k8s-app', 'team', 'a.b/c-d_e'];
const REGEXES = ['(.+)', 'a|b', '.*', '', 'x{1,3}', '[', '(?i)yes', '(?=a)'];
const ACTIONS = ['replace', 'keep', 'drop', 'hashmod', 'labelmap', 'labeldrop', 'labelkeep', 'lowercase', 'uppercase', 'keepequal', 'dropequal', 'Replace', 'Keep', 'LabelDrop', 'HashMod'];
const PROTOCOLS = ['PrometheusText0.0.4', 'PrometheusText1.0.0', 'OpenMetricsText1.0.0', 'PrometheusProto'];

/** A monitor with any of its fields, now and then with one that the operator refuses. */
export function drawMonitor(draw: Draw, index: number): Manifest {
  const isPod = draw.oneIn(2);
  const endpoints = Array.from({ length: 1 + draw.below(3) }, () => endpoint(draw, isPod));
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: isPod ? 'PodMonitor' : 'ServiceMonitor',
    metadata: { name: `m${index}`, namespace: draw.pick(['flagger-system', 'shop', 'default']), labels: { release: 'kps' } },
    spec: {
      selector: selector(draw),
      [isPod ? 'podMetricsEndpoints' : 'endpoints']: endpoints,
      ...draw.fields({
        jobLabel: () => draw.pick(LABELS),
        podTargetLabels: () => draw.some(LABELS),
        namespaceSelector: () => draw.pick([{ any: true }, { any: false }, { matchNames: ['a', 'b'] }, { matchNames: [] }, {}, { any: true, matchNames: ['a'] }]),
        attachMetadata: () => draw.pick([{ node: true }, { node: false }, {}]),
        selectorMechanism: () => draw.pick(['RelabelConfig', 'RoleSelector']),
        scrapeClass: () => draw.pick(['gold', 'default', 'gold', 'nobody']),
        scrapeProtocols: () => draw.some(PROTOCOLS),
        fallbackScrapeProtocol: () => draw.pick(PROTOCOLS),
        bodySizeLimit: () => draw.pick(['1MB', '10KB', '2GiB', '']),
        ...limits(draw),
        ...histograms(draw),
      }),
      ...(isPod ? {} : draw.fields({ targetLabels: () => draw.some(LABELS), serviceDiscoveryRole: () => draw.pick(['Endpoints', 'EndpointSlice']) })),
    },
  };
}

/** A Prometheus' spec with fields that count for its scrape jobs. */
export function drawPrometheus(draw: Draw): Manifest {
  return {
    scrapeInterval: draw.pick(['30s', '15s', '1m']),
    scrapeClasses: [
      { name: 'gold', relabelings: [{ targetLabel: 'class', replacement: 'gold' }], metricRelabelings: [{ action: 'drop', sourceLabels: ['__name__'], regex: 'go_.*' }], attachMetadata: { node: true }, fallbackScrapeProtocol: 'PrometheusProto' },
      ...(draw.oneIn(2) ? [{ name: 'default', default: true, relabelings: [{ targetLabel: 'class', replacement: 'usual' }] }] : [{ name: 'default' }]),
    ],
    ...draw.fields({
      scrapeTimeout: () => draw.pick(['5s', '10s']),
      evaluationInterval: () => draw.pick(['10s', '1m']),
      externalLabels: () => ({ cluster: 'c', prometheus: 'mine' }),
      prometheusExternalLabelName: () => draw.pick(['', 'prom']),
      replicaExternalLabelName: () => draw.pick(['', 'replica.x', 'r']),
      overrideHonorLabels: () => draw.oneIn(2),
      overrideHonorTimestamps: () => draw.oneIn(2),
      ignoreNamespaceSelectors: () => draw.oneIn(2),
      podTargetLabels: () => draw.some(LABELS),
      serviceDiscoveryRole: () => draw.pick(['Endpoints', 'EndpointSlice']),
      shards: () => draw.pick([0, 1, 3]),
      enforcedNamespaceLabel: () => 'namespace',
      excludedFromEnforcement: () => draw.pick([
        [{ resource: 'podmonitors', namespace: 'shop' }], [{ group: 'monitoring.coreos.com', resource: 'servicemonitors', namespace: 'default', name: 'm3' }], [{ resource: 'prometheusrules', namespace: 'shop' }],
      ]),
      enforcedSampleLimit: () => draw.pick([0, 100, 5_000]),
      enforcedTargetLimit: () => 50,
      enforcedLabelLimit: () => 10,
      enforcedBodySizeLimit: () => draw.pick(['1MB', '100KB']),
      enforcedKeepDroppedTargets: () => 7,
      bodySizeLimit: () => '5MB',
      nameValidationScheme: () => draw.pick(['UTF8', 'Legacy']),
      nameEscapingScheme: () => draw.pick(['AllowUTF8', 'Underscores', 'Dots', 'Values']),
      scrapeProtocols: () => draw.some(PROTOCOLS),
      ruleQueryOffset: () => '10s',
      ...limits(draw),
      convertClassicHistogramsToNHCB: () => draw.oneIn(2),
      scrapeClassicHistograms: () => draw.oneIn(2),
      scrapeNativeHistograms: () => draw.oneIn(2),
    }, 2),
  };
}

function endpoint(draw: Draw, isPod: boolean): Manifest {
  return draw.fields({
    port: () => draw.pick(['http', 'metrics', '']),
    targetPort: () => draw.pick([8080, 'http', 0]),
    ...(isPod ? { portNumber: () => draw.pick([8080, 9090]) } : {}),
    path: () => draw.pick(['/metrics', '/', '']),
    params: () => draw.pick([{ match: ['a', 'b'] }, {}]),
    interval: () => draw.pick(DURATIONS),
    scrapeTimeout: () => draw.pick(['5s', '10s', '', '20s']),
    honorLabels: () => draw.oneIn(2),
    honorTimestamps: () => draw.oneIn(2),
    trackTimestampsStaleness: () => draw.oneIn(2),
    filterRunning: () => draw.oneIn(2),
    followRedirects: () => draw.oneIn(2),
    enableHttp2: () => draw.oneIn(2),
    relabelings: () => draw.many(2, () => relabeling(draw)),
    metricRelabelings: () => draw.many(2, () => relabeling(draw)),
  });
}

/** Mostly one that is right. */
function relabeling(draw: Draw): Manifest {
  if (!draw.oneIn(6)) { return { sourceLabels: draw.some(['__name__', 'pod']), targetLabel: draw.pick(['a', 'b.c', 'é']), ...draw.fields({ regex: () => '(.+)', separator: () => draw.pick(['', ';', '/']), replacement: () => draw.pick(['', '$1', 'x']) }) }; }
  return draw.fields({
    sourceLabels: () => draw.some(['__name__', 'pod']),
    separator: () => draw.pick(['', ';', '/']),
    targetLabel: () => draw.pick(['', 'x', 'a b', '${1}_x']),
    regex: () => draw.pick(REGEXES),
    modulus: () => draw.pick([0, 3]),
    replacement: () => draw.pick(['', '$1', 'x', '$1_y']),
    action: () => draw.pick(ACTIONS),
  }, 2);
}

function selector(draw: Draw): Manifest {
  return draw.fields({
    matchLabels: () => Object.fromEntries(draw.some(LABELS).map((label) => [label, draw.pick(['flagger', 'x-y', ''])])),
    matchExpressions: () => draw.many(2, () => {
      const operator = draw.pick(['In', 'NotIn', 'Exists', 'DoesNotExist']);
      const values = operator.endsWith('In') ? (draw.oneIn(12) ? [] : ['b', 'a'].slice(draw.below(2))) : draw.oneIn(12) ? ['a'] : undefined;
      return { key: draw.pick(LABELS), operator, ...(values === undefined ? {} : { values }) };
    }),
  }, 2);
}

function limits(draw: Draw): Readonly<Record<string, () => unknown>> {
  const amount = (): number => draw.pick([0, 1, 200, 10_000]);
  return { sampleLimit: amount, targetLimit: amount, labelLimit: amount, labelNameLengthLimit: amount, labelValueLengthLimit: amount, keepDroppedTargets: amount };
}

function histograms(draw: Draw): Readonly<Record<string, () => unknown>> {
  return {
    scrapeNativeHistograms: () => draw.oneIn(2),
    scrapeClassicHistograms: () => draw.oneIn(2),
    convertClassicHistogramsToNHCB: () => draw.oneIn(2),
    nativeHistogramBucketLimit: () => draw.pick([0, 160]),
    nativeHistogramMinBucketFactor: () => draw.pick(['1.1', '1100m', '2', '1e1']),
  };
}
