import { stringify } from 'yaml';
import { fields } from '../../../lib/drill/operator/fields';
import { jobsOf, object, planOfDocuments, secret } from './plan';

const flagger = (endpoint: object = {}, metadata: object = {}): object => object('PodMonitor', 'flagger', {
  selector: { matchLabels: { 'app.kubernetes.io/name': 'flagger' } }, podMetricsEndpoints: [{ port: 'http', honorLabels: true, interval: '5s', ...endpoint }],
}, { namespace: 'flagger-system', labels: { release: 'kps' }, ...metadata });
const rule = (rules: object[] = [{ alert: 'A', expr: 'up == 0' }], metadata: object = {}): object => object('PrometheusRule', 'rules', { groups: [{ name: 'g', rules }] }, { labels: { release: 'kps' }, ...metadata });
const JOB = 'podMonitor/flagger-system/flagger/0';

describe('a monitor', () => {
  test('becomes a scrape job with the discovery of the operator', () => {
    const plan = planOfDocuments([flagger()]);
    expect(plan.prometheus.scrape_configs).toEqual([expect.objectContaining({
      job_name: JOB, honor_labels: true, scrape_interval: '5s', kubernetes_sd_configs: [{ role: 'pod', namespaces: { names: ['flagger-system'] } }],
    })]);
    expect(plan.refused).toEqual([]);
    // What the config reloader puts in is in.
    expect(JSON.stringify(plan.prometheus)).not.toContain('$(');
  });

  test('that Prometheus does not select scrapes nothing, and nothing is assumed in its place', () => {
    const plan = planOfDocuments([flagger({}, { labels: { release: 'other' } }), object('Prometheus', 'p', { podMonitorSelector: { matchLabels: { release: 'kps' } }, podMonitorNamespaceSelector: {} })]);
    expect(jobsOf(plan)).toEqual([]);
    expect(plan.refused).toEqual([expect.stringContaining('PodMonitor/flagger-system/flagger: Prometheus does not select it')]);
  });

  test.each([
    ['a timeout longer than the interval', { scrapeTimeout: '10s' }, 'the operator leaves it out: podMetricsEndpoints[0]: scrapeTimeout 10s is longer than the interval 5s'],
    ['a relabeling without a target', { relabelings: [{ action: 'replace' }] }, 'relabelings[0]: the action replace needs a targetLabel'],
    ['a regular expression that is none', { metricRelabelings: [{ targetLabel: 'a', regex: '(' }] }, 'metricRelabelings[0]: "(" is no regular expression'],
    ['a field that the CRD has not', { honor_labels: true }, 'the API server refuses it'],
    ['a port of the wrong type', { port: 8080 }, 'the API server refuses it'],
  ])('with %s is refused', (_, endpoint, words) => {
    const plan = planOfDocuments([flagger(endpoint)]);
    expect(jobsOf(plan)).toEqual([]);
    expect(plan.refused).toEqual([expect.stringContaining(words)]);
    expect(plan.refused[0]).toContain('PodMonitor/flagger-system/flagger');
  });

  test('is scraped without TLS and passwords, which is said', () => {
    const plan = planOfDocuments([flagger({ scheme: 'https', tlsConfig: { insecureSkipVerify: true }, basicAuth: { username: { name: 's', key: 'u' }, password: { name: 's', key: 'p' } } })]);
    expect(Object.keys(fields(plan.prometheus.scrape_configs[0]))).not.toEqual(expect.arrayContaining(['tls_config']));
    expect(plan.prometheus.scrape_configs[0]).not.toHaveProperty('scheme');
    expect(plan.assumptions).toContainEqual(expect.stringMatching(/^PodMonitor\/flagger-system\/flagger is scraped without scheme, tlsConfig, basicAuth:/));
  });

  test('that nobody wrote is the one of Flagger\'s chart, which is said', () => {
    const plan = planOfDocuments([rule()], { scrape: { intervalSeconds: 15, honorLabels: true, namespace: 'istio-system' } });
    expect(plan.prometheus.scrape_configs).toEqual([expect.objectContaining({ job_name: 'podMonitor/istio-system/flagger/0', honor_labels: true, scrape_interval: '15000ms' })]);
    expect(plan.assumptions).toContain('Flagger is scraped every 15 s with honorLabels, as the options say');
  });

  test('is not assumed where a job written by hand scrapes Flagger', () => {
    const jobs = [{ job_name: 'mine', static_configs: [{ targets: ['flagger.flagger-system:8080'] }] }];
    expect(jobsOf(planOfDocuments([{ prometheus: { prometheusSpec: { additionalScrapeConfigs: jobs } } }]))).toEqual(['mine']);
    const inSecret = [object('Prometheus', 'p', { additionalScrapeConfigs: { name: 'jobs', key: 'jobs.yaml' } }), secret('jobs', { 'jobs.yaml': stringify(jobs) })];
    expect(jobsOf(planOfDocuments(inSecret))).toEqual(['mine']);
    const [prometheus] = inSecret;
    expect(planOfDocuments([prometheus as object]).assumptions).toContain('what Prometheus reads in the Secret jobs is left out: the manifests do not have it');
  });
});

describe('the selector of Prometheus', () => {
  const selected = (spec: object, namespaceLabels: object = {}): boolean => jobsOf(planOfDocuments([
    flagger(), object('Prometheus', 'p', spec), { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'flagger-system', labels: namespaceLabels } },
  ])).includes(JOB);

  test.each([
    ['none selects nothing', {}, false],
    ['an empty one selects everything, in its own namespace', { podMonitorSelector: {} }, false],
    ['an empty one of namespaces selects all of them', { podMonitorSelector: {}, podMonitorNamespaceSelector: {} }, true],
    ['a namespace is known by its name', { podMonitorSelector: {}, podMonitorNamespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'flagger-system' } } }, true],
    ['a namespace is known by its labels', { podMonitorSelector: {}, podMonitorNamespaceSelector: { matchLabels: { team: 'a' } } }, true],
    ['another label does not do', { podMonitorSelector: {}, podMonitorNamespaceSelector: { matchLabels: { team: 'b' } } }, false],
    ['In', { podMonitorSelector: { matchExpressions: [{ key: 'release', operator: 'In', values: ['x', 'kps'] }] }, podMonitorNamespaceSelector: {} }, true],
    ['NotIn', { podMonitorSelector: { matchExpressions: [{ key: 'release', operator: 'NotIn', values: ['kps'] }] }, podMonitorNamespaceSelector: {} }, false],
    ['Exists', { podMonitorSelector: { matchExpressions: [{ key: 'release', operator: 'Exists' }] }, podMonitorNamespaceSelector: {} }, true],
    ['DoesNotExist', { podMonitorSelector: { matchExpressions: [{ key: 'release', operator: 'DoesNotExist' }] }, podMonitorNamespaceSelector: {} }, false],
  ])('%s', (_, spec, is) => {
    expect(selected(spec, { team: 'a' })).toBe(is);
  });

  test.each([
    ['the chart\'s label', {}, true],
    ['a label of its own', { podMonitorSelector: { matchLabels: { team: 'x' } } }, false],
    ['everything', { podMonitorSelectorNilUsesHelmValues: false }, true],
    ['a namespace', { podMonitorNamespaceSelector: { matchLabels: { team: 'x' } } }, false],
  ])('in values of kube-prometheus-stack: %s', (_, prometheusSpec, is) => {
    expect(jobsOf(planOfDocuments([flagger(), { prometheus: { prometheusSpec } }])).includes(JOB)).toBe(is);
  });

  test('can be given as an option', () => {
    expect(planOfDocuments([flagger()], { selectorLabels: { release: 'kps' } }).refused).toEqual([]);
    expect(planOfDocuments([flagger()], { selectorLabels: { release: 'other' } }).refused).toHaveLength(1);
  });

  test('waits for nothing that Flux fills in', () => {
    expect(jobsOf(planOfDocuments([flagger({}, { labels: { release: '${release}' } })], { selectorLabels: { release: 'kps' } }))).toEqual([JOB]);
  });

  test('of several Prometheus objects is that of the one that scrapes Flagger', () => {
    const plan = planOfDocuments([flagger(), object('Prometheus', 'a', { scrapeInterval: '1m' }), object('Prometheus', 'b', { scrapeInterval: '10s', podMonitorSelector: {}, podMonitorNamespaceSelector: {} })]);
    expect(plan.prometheus.global).toMatchObject({ scrape_interval: '10s', external_labels: { prometheus: 'monitoring/b', prometheus_replica: 'prometheus-b-0' } });
    expect(plan.assumptions).toContain('of 2 Prometheus objects monitoring/b is played: it scrapes Flagger');
  });
});

describe('Prometheus\' own settings', () => {
  test('are those of the CRD where nothing is said', () => {
    const plan = planOfDocuments([flagger()]);
    expect(plan.prometheus.global).toMatchObject({ scrape_interval: '30s', evaluation_interval: '30s' });
    expect(plan.prometheus.alert_relabel_configs).toEqual([{ action: 'labeldrop', regex: 'prometheus_replica' }]);
  });

  test('are those of the values', () => {
    const prometheusSpec = { scrapeInterval: '10s', evaluationInterval: '', externalLabels: { cluster: 'c' }, replicaExternalLabelNameClear: true, shards: 3, additionalAlertRelabelConfigs: [{ action: 'labeldrop', regex: 'pod' }] };
    const plan = planOfDocuments([flagger(), { prometheus: { prometheusSpec } }]);
    expect(plan.prometheus.global).toMatchObject({ scrape_interval: '10s', evaluation_interval: '30s', external_labels: { cluster: 'c', prometheus: 'monitoring/kps-kube-prometheus-stack-prometheus' } });
    expect(plan.prometheus.alert_relabel_configs).toEqual([{ action: 'labeldrop', regex: 'pod' }]);
    expect(JSON.stringify(plan.prometheus)).toContain('"modulus":1');
    expect(plan.assumptions).toContain('one shard of Prometheus is played, instead of 3');
  });

  test('take honorLabels away', () => {
    const plan = planOfDocuments([flagger(), { prometheus: { prometheusSpec: { overrideHonorLabels: true } } }]);
    expect(plan.prometheus.scrape_configs[0]).toMatchObject({ honor_labels: false });
  });
});

describe('rules', () => {
  test('come from objects, from bare files and from values', () => {
    const groups = [{ name: 'h', rules: [{ record: 'a:b', expr: 'up' }] }];
    const plan = planOfDocuments([rule(), { groups }, { additionalPrometheusRulesMap: { mine: { groups } } }, { prometheus: { prometheusSpec: {} }, additionalPrometheusRules: [{ name: 'old', groups }] }]);
    expect(plan.rules.map(({ name }) => name)).toEqual(['PrometheusRule/monitoring/rules', 'file-1.yaml', 'additionalPrometheusRulesMap.mine', 'additionalPrometheusRules.old']);
    expect(plan.rules.map((file) => file.groups.length)).toEqual([1, 1, 1, 1]);
    expect(plan.refused).toEqual([]);
  });

  test('of Thanos and empty durations are left out', () => {
    const written = object('PrometheusRule', 'rules', { groups: [{ name: 'g', interval: '', partial_response_strategy: 'abort', rules: [{ alert: 'A', expr: 'up', for: '' }] }] });
    expect(planOfDocuments([written]).rules[0]?.groups).toEqual([{ name: 'g', rules: [{ alert: 'A', expr: 'up' }] }]);
  });

  test.each([
    ['an expression that is none', [{ alert: 'A', expr: 'up ==' }], 'the operator leaves it out: groups[0].rules[1]: expr is none'],
    ['a field that the CRD has not', [{ alert: 'A', expr: 'up', keepFiringFor: '1m' }], 'the API server refuses it'],
    ['a template that is none', [{ alert: 'A', expr: 'up', annotations: { a: '{{ .x' } }], 'annotations.a is no template'],
  ])('with %s are refused as a whole', (_, rules, words) => {
    const plan = planOfDocuments([rule([{ alert: 'Good', expr: 'up' }, ...rules])]);
    expect(plan.rules).toEqual([]);
    expect(plan.refused.filter((each) => each.startsWith('PrometheusRule/monitoring/rules: ') && each.includes(words))).toHaveLength(1);
  });

  test('that are not selected are refused', () => {
    expect(planOfDocuments([rule([], { labels: {} })], { selectorLabels: { release: 'kps' } }).refused).toEqual([expect.stringContaining('Prometheus does not select it')]);
  });

  test('in a file that Prometheus does not load are refused', () => {
    expect(planOfDocuments([{ groups: [{ name: 'g', rules: [{ alert: 'A', expr: '(' }] }] }]).refused).toEqual([expect.stringMatching(/^file-0.yaml: Prometheus does not load it: /)]);
  });

  test.each([
    ['flagger_canary_status == 2', 'flagger_canary_status{namespace="monitoring"} == 2'],
    ['sum by (x) (rate(a{b="c", namespace=~"d"}[5m] offset 1m)) / on () group_left vector(1)', 'sum by (x) (rate(a{b="c",namespace="monitoring"}[5m] offset 1m)) / on () group_left vector(1)'],
    ['absent({__name__="up", job!="x\\"y"})', 'absent({__name__="up",job!="x\\"y",namespace="monitoring"})'],
    ['a + b{c="d"} unless on () e', 'a{namespace="monitoring"} + b{c="d",namespace="monitoring"} unless on () e{namespace="monitoring"}'],
  ])('with an enforced label look into their own namespace: %s', (expr, enforced) => {
    const documents = [rule([{ alert: 'A', expr, labels: { namespace: 'other' } }]), object('Prometheus', 'p', { ruleSelector: {}, enforcedNamespaceLabel: 'namespace' })];
    expect(planOfDocuments(documents).rules[0]?.groups).toEqual([{ name: 'g', rules: [{ alert: 'A', expr: enforced, labels: { namespace: 'monitoring' } }] }]);
  });

  test('that are excluded keep what they have', () => {
    const excluded = { ruleSelector: {}, enforcedNamespaceLabel: 'namespace', excludedFromEnforcement: [{ resource: 'prometheusrules', namespace: 'monitoring' }] };
    expect(planOfDocuments([rule(), object('Prometheus', 'p', excluded)]).rules[0]?.groups).toEqual([{ name: 'g', rules: [{ alert: 'A', expr: 'up == 0' }] }]);
  });
});

test('what is not played is said', () => {
  const plan = planOfDocuments([{ apiVersion: 'monitoring.coreos.com/v1alpha1', kind: 'ScrapeConfig', metadata: { name: 's', namespace: 'x' }, spec: {} }]);
  expect(plan.assumptions).toContain('ScrapeConfig/x/s is not played');
});
