import { Duration, Size } from 'cdk8s';
import { prometheus, SecretKey } from '../../lib';

const { ConfigMapKey, LabelExpression, RecordingRule, Relabeling, RuleSeverity, TlsVersion } = prometheus;

/**
 * Who would refuse the same in plain YAML: `schema`, the API server; `operator`, which skips the object with a line in its log; `prometheus`, which
 * the operator gives it to, and which then reloads nothing for anybody; or the reason why it is refused here though all of them take it.
 */
export type RefusedBy = { readonly by: 'schema' | 'operator' | 'prometheus' } | { readonly why: string };

/** What a construct refuses, and the same in plain YAML. */
export interface Refusal<Props> {
  readonly name: string;
  /** Put over a good one's. */
  readonly props: () => Partial<Props>;
  /** What the message says. */
  readonly says: string;
  /** Put over a good one's; undefined where plain YAML has no way to say it. */
  readonly yaml?: object;
  readonly refused: RefusedBy;
}

const operator = { by: 'operator' } as const;
const breaks = { by: 'prometheus' } as const;
const schema = { by: 'schema' } as const;
const secret = SecretKey.of('metrics', 'token');
const reference = { name: 'metrics', key: 'token' };
const https = { scheme: prometheus.ScrapeScheme.HTTPS };
const basicAuth = { username: secret, password: secret };
const oauth2 = { clientId: secret, clientSecret: secret, tokenUrl: 'https://login.example.com' };
const written = { clientId: { secret: reference }, clientSecret: reference, tokenUrl: 'https://login.example.com' };
const relabel = (make: () => prometheus.Relabeling): (() => Partial<prometheus.PodMetricsEndpoint>) => () => ({ relabelings: [make()] });

/** Those of an endpoint, in both kinds. */
export const ENDPOINT_REFUSALS: readonly Refusal<prometheus.PodMetricsEndpoint>[] = [
  { name: 'a timeout beyond the interval', props: () => ({ interval: Duration.seconds(5), scrapeTimeout: Duration.seconds(6) }), says: 'the scrape timeout is longer than the interval\n  value:   "6s"\n  allowed: at most 5s', yaml: { interval: '5s', scrapeTimeout: '6s' }, refused: operator },
  { name: 'a timeout of nothing', props: () => ({ scrapeTimeout: Duration.seconds(0) }), says: 'the scrape timeout is zero', yaml: { scrapeTimeout: '0s' }, refused: { why: 'Prometheus takes its own timeout for it, which nobody asked for' } },
  { name: 'a timeout without an interval', props: () => ({ interval: undefined, scrapeTimeout: Duration.seconds(20) }), says: 'scrapeTimeout is given without interval', yaml: { interval: undefined, scrapeTimeout: '40s' }, refused: operator },
  { name: 'an interval under a second', props: () => ({ interval: Duration.millis(500) }), says: 'the scrape interval is under a second', yaml: { interval: '500ms' }, refused: { why: 'no metric of a canary changes that fast; it is a mistake of units' } },
  { name: 'an interval beyond what Prometheus counts', props: () => ({ interval: Duration.days(200_000) }), says: 'interval is no time that Prometheus can count', yaml: { interval: '200000d' }, refused: breaks },
  { name: 'a port by its number', props: () => ({ port: '8080' }), says: 'the port is not a name\n  value:   "8080"', yaml: { port: '8080' }, refused: { why: 'it is looked up by name, and no port is called so' } },
  { name: 'a port that is no expression', props: () => ({ port: '(' }), says: 'the port is not the name of a port', yaml: { port: '(' }, refused: breaks },
  { name: 'no port', props: () => ({ port: undefined }), says: 'no port is given', yaml: { port: undefined }, refused: { why: 'every port of every container would be scraped' } },
  { name: 'a path that is none', props: () => ({ path: 'metrics' }), says: 'the path is none', yaml: { path: 'metrics' }, refused: { why: 'what is written is not what is asked for' } },
  { name: 'a path with parameters', props: () => ({ path: '/metrics?module=a' }), says: 'the path is none', yaml: { path: '/metrics?module=a' }, refused: { why: 'Prometheus escapes the question mark, and the target answers that there is no such page' } },
  { name: 'a parameter without a value', props: () => ({ params: { module: [] } }), says: 'the parameter module has no value', yaml: { params: { module: [] } }, refused: { why: 'it is not sent' } },
  { name: 'a parameter without a name', props: () => ({ params: { '': ['a'] } }), says: 'a parameter has no name', yaml: { params: { '': ['a'] } }, refused: { why: 'nothing can read it' } },
  { name: 'two ways to authenticate', props: () => ({ basicAuth, authorization: { credentials: secret } }), says: 'both basicAuth and authorization are given', yaml: { basicAuth: { username: reference, password: reference }, authorization: { credentials: reference } }, refused: operator },
  { name: 'a password and a token that is fetched', props: () => ({ basicAuth, oauth2 }), says: 'both basicAuth and oauth2 are given', yaml: { basicAuth: { username: reference, password: reference }, oauth2: written }, refused: operator },
  { name: 'a password without a user', props: () => ({ basicAuth: { password: secret } as prometheus.BasicAuth }), says: 'username is not given', yaml: { basicAuth: { password: reference } }, refused: operator },
  { name: 'authorization without credentials', props: () => ({ authorization: {} as prometheus.Authorization }), says: 'credentials is not given', yaml: { authorization: {} }, refused: operator },
  { name: 'authorization of the type basic', props: () => ({ authorization: { type: 'Basic', credentials: secret } }), says: 'the type of authorization is basic', yaml: { authorization: { type: 'Basic', credentials: reference } }, refused: operator },
  { name: 'a type of authorization that is none', props: () => ({ authorization: { type: 'a b', credentials: secret } }), says: 'the type of authorization is none', yaml: { authorization: { type: 'a b', credentials: reference } }, refused: { why: 'no server reads such a header' } },
  { name: 'OAuth without an id', props: () => ({ oauth2: { clientSecret: secret, tokenUrl: 'https://a' } }), says: 'neither clientId nor clientIdConfigMap is given', yaml: { oauth2: { clientId: {}, clientSecret: reference, tokenUrl: 'https://a' } }, refused: operator },
  { name: 'OAuth with two ids', props: () => ({ oauth2: { ...oauth2, clientIdConfigMap: ConfigMapKey.of('a', 'b') } }), says: 'both clientId and clientIdConfigMap are given', yaml: { oauth2: { ...written, clientId: { secret: reference, configMap: { name: 'a', key: 'b' } } } }, refused: operator },
  { name: 'OAuth at what is no address', props: () => ({ oauth2: { ...oauth2, tokenUrl: 'login/token' } }), says: 'tokenUrl is not an HTTP URL', yaml: { oauth2: { ...written, tokenUrl: 'login/token' } }, refused: schema },
  { name: 'a proxy that is none', props: () => ({ proxyUrl: 'proxy:3128' }), says: 'proxyUrl is not a proxy\'s URL', yaml: { proxyUrl: 'proxy:3128' }, refused: schema },
  { name: 'a proxy\'s password', props: () => ({ proxyUrl: 'http://user:password@proxy' }), says: 'proxyUrl is not a proxy\'s URL without credentials', yaml: { proxyUrl: 'http://user:password@proxy' }, refused: { why: 'a secret would be in git' } },
  { name: 'a proxy twice', props: () => ({ proxyUrl: 'http://proxy', proxyFromEnvironment: true }), says: 'both proxyFromEnvironment and proxyUrl are given', yaml: { proxyUrl: 'http://proxy', proxyFromEnvironment: true }, refused: operator },
  { name: 'noProxy beside the environment', props: () => ({ noProxy: 'a', proxyFromEnvironment: true }), says: 'both proxyFromEnvironment and noProxy are given', yaml: { noProxy: 'a', proxyFromEnvironment: true }, refused: operator },
  { name: 'noProxy alone', props: () => ({ noProxy: 'a' }), says: 'noProxy is given without proxyUrl', yaml: { noProxy: 'a' }, refused: operator },
  { name: 'noProxy of nothing', props: () => ({ noProxy: '', proxyUrl: 'http://proxy' }), says: 'noProxy is empty', yaml: { noProxy: '', proxyUrl: 'http://proxy' }, refused: { why: 'it says nothing' } },
  { name: 'headers for no proxy', props: () => ({ proxyConnectHeaders: { 'X-A': [secret] } }), says: 'proxyConnectHeaders are given without a proxy', yaml: { proxyConnectHeader: { 'X-A': [reference] } }, refused: operator },
  { name: 'a header without a value', props: () => ({ proxyUrl: 'http://proxy', proxyConnectHeaders: { 'X-A': [] } }), says: 'the header X-A has no value', yaml: { proxyUrl: 'http://proxy', proxyConnectHeader: { 'X-A': [] } }, refused: operator },
  { name: 'a header that is none', props: () => ({ proxyUrl: 'http://proxy', proxyConnectHeaders: { 'a b': [secret] } }), says: 'a header\'s name is none of HTTP', yaml: { proxyUrl: 'http://proxy', proxyConnectHeader: { 'a b': [reference] } }, refused: { why: 'Go refuses the request' } },
  { name: 'a certificate without its key', props: () => ({ ...https, tls: { cert: secret } }), says: 'a certificate is given without its key', yaml: { scheme: 'https', tlsConfig: { cert: { secret: reference } } }, refused: operator },
  { name: 'a key without its certificate', props: () => ({ ...https, tls: { key: secret } }), says: 'a key is given without its certificate', yaml: { scheme: 'https', tlsConfig: { keySecret: reference } }, refused: operator },
  { name: 'two authorities', props: () => ({ ...https, tls: { ca: secret, caConfigMap: ConfigMapKey.of('a', 'b') } }), says: 'both ca and caConfigMap are given', yaml: { scheme: 'https', tlsConfig: { ca: { secret: reference, configMap: { name: 'a', key: 'b' } } } }, refused: operator },
  { name: 'versions of TLS that exclude one another', props: () => ({ ...https, tls: { minVersion: TlsVersion.TLS13, maxVersion: TlsVersion.TLS12 } }), says: 'minVersion is newer than maxVersion', yaml: { scheme: 'https', tlsConfig: { minVersion: 'TLS13', maxVersion: 'TLS12' } }, refused: operator },
  { name: 'a server\'s name that is none', props: () => ({ ...https, tls: { serverName: 'a b' } }), says: 'serverName is no host\'s name', yaml: { scheme: 'https', tlsConfig: { serverName: 'a b' } }, refused: { why: 'no certificate has it' } },
  { name: 'TLS in plain text', props: () => ({ tls: { ca: secret } }), says: 'tls is given, and the scheme is http', yaml: { tlsConfig: { ca: { secret: reference } } }, refused: { why: 'what is said of TLS is not read, and the scrape is in plain text' } },
  { name: 'hashMod by nothing', props: relabel(() => Relabeling.hashMod({ sourceLabels: ['a'], targetLabel: 'b', modulus: 0 })), says: 'modulus is not a whole number', yaml: { relabelings: [{ action: 'hashmod', sourceLabels: ['a'], targetLabel: 'b', modulus: 0 }] }, refused: operator },
  { name: 'hashMod by less than nothing', props: relabel(() => Relabeling.hashMod({ sourceLabels: ['a'], targetLabel: 'b', modulus: -1 })), says: 'modulus is not a whole number', yaml: { relabelings: [{ action: 'hashmod', sourceLabels: ['a'], targetLabel: 'b', modulus: -1 }] }, refused: schema },
  { name: 'an expression that RE2 does not read', props: relabel(() => Relabeling.keep({ sourceLabels: ['a'], regex: '(?=a)' })), says: 'the regular expression is none that RE2 reads', yaml: { relabelings: [{ action: 'keep', sourceLabels: ['a'], regex: '(?=a)' }] }, refused: operator },
  { name: 'an empty expression', props: relabel(() => Relabeling.drop({ sourceLabels: ['a'], regex: '' })), says: 'the regular expression is empty', yaml: { relabelings: [{ action: 'drop', sourceLabels: ['a'], regex: '' }] }, refused: { why: 'the operator takes it for (.*), which matches everything' } },
  { name: 'to keep what is not said', props: relabel(() => Relabeling.keep({ sourceLabels: ['a'] } as prometheus.RelabelChoice)), says: 'regex is not given', yaml: { relabelings: [{ action: 'keep', sourceLabels: ['a'] }] }, refused: { why: 'everything is kept' } },
  { name: 'no source', props: relabel(() => Relabeling.lowercase({ sourceLabels: [], targetLabel: 'a' })), says: 'there is no source label', yaml: { relabelings: [{ action: 'lowercase', sourceLabels: [], targetLabel: 'a' }] }, refused: { why: 'nothing is read' } },
  { name: 'no target', props: relabel(() => Relabeling.replace({ targetLabel: '' })), says: 'targetLabel is no label\'s name', yaml: { relabelings: [{ action: 'replace', replacement: 'x' }] }, refused: operator },
  { name: 'a target in UTF-8', props: relabel(() => Relabeling.uppercase({ sourceLabels: ['a'], targetLabel: 'a.b' })), says: 'targetLabel is no label\'s name', yaml: { relabelings: [{ action: 'uppercase', sourceLabels: ['a'], targetLabel: 'a.b' }] }, refused: { why: 'a Prometheus with nameValidationScheme Legacy refuses its whole configuration' } },
  { name: 'a labelMap to nothing', props: relabel(() => Relabeling.labelMap('a', '')), says: 'replacement is no label\'s name', yaml: { relabelings: [{ action: 'labelmap', regex: 'a', replacement: '' }] }, refused: operator },
  { name: 'targets without an address', props: relabel(() => Relabeling.labelDrop('__.*')), says: 'a labeldrop among the relabelings takes __address__ away', yaml: { relabelings: [{ action: 'labeldrop', regex: '__.*' }] }, refused: { why: 'no target has an address any more' } },
  { name: 'samples without a metric', props: () => ({ metricRelabelings: [Relabeling.labelKeep('app')] }), says: 'a labelkeep among the metricRelabelings takes __name__ away', yaml: { metricRelabelings: [{ action: 'labelkeep', regex: 'app' }] }, refused: { why: 'every scrape fails' } },
];

/** Those of one kind's endpoint. */
export const POD_ENDPOINT_REFUSALS: readonly Refusal<prometheus.PodMetricsEndpoint>[] = [
  { name: 'a port twice', props: () => ({ portNumber: 8080 }), says: 'both port and portNumber are given', yaml: { portNumber: 8080 }, refused: { why: 'the operator reads the name alone' } },
  { name: 'a port\'s number that is none', props: () => ({ port: undefined, portNumber: 0 }), says: 'portNumber is not a whole number from 1 to 65535', yaml: { port: undefined, portNumber: 0 }, refused: schema },
];

/** The same of a ServiceMonitor. */
export const SERVICE_ENDPOINT_REFUSALS: readonly Refusal<prometheus.ServiceMetricsEndpoint>[] = [
  { name: 'a port twice', props: () => ({ targetPort: 'http' }), says: 'both port and targetPort are given', yaml: { targetPort: 'http' }, refused: { why: 'the operator reads port alone' } },
  { name: 'a container\'s port that is no expression', props: () => ({ port: undefined, targetPort: '(' }), says: 'the targetPort is not the name of a port', yaml: { port: undefined, targetPort: '(' }, refused: breaks },
  { name: 'a port\'s number that is none', props: () => ({ port: undefined, targetPortNumber: 70_000 }), says: 'targetPortNumber is not a whole number from 1 to 65535', yaml: { port: undefined, targetPort: 70_000 }, refused: { why: 'there is no such port' } },
  { name: 'an authority twice', props: () => ({ ...https, tls: { ca: secret, caFile: '/a' } }), says: 'both ca and caFile are given', yaml: { scheme: 'https', tlsConfig: { ca: { secret: reference }, caFile: '/a' } }, refused: operator },
  { name: 'a certificate twice', props: () => ({ ...https, tls: { cert: secret, certFile: '/a', key: secret } }), says: 'both cert and certFile are given', yaml: { scheme: 'https', tlsConfig: { cert: { secret: reference }, certFile: '/a', keySecret: reference } }, refused: operator },
  { name: 'a key twice', props: () => ({ ...https, tls: { cert: secret, key: secret, keyFile: '/a' } }), says: 'both key and keyFile are given', yaml: { scheme: 'https', tlsConfig: { cert: { secret: reference }, keySecret: reference, keyFile: '/a' } }, refused: operator },
  { name: 'a file without its key', props: () => ({ ...https, tls: { certFile: '/a' } }), says: 'a certificate is given without its key', yaml: { scheme: 'https', tlsConfig: { certFile: '/a' } }, refused: operator },
  { name: 'a file nowhere', props: () => ({ ...https, tls: { caFile: 'ca.crt' } }), says: 'caFile is no absolute path', yaml: { scheme: 'https', tlsConfig: { caFile: 'ca.crt' } }, refused: { why: 'it is looked for beside the configuration, where nobody can put it' } },
];

/** Those of a monitor, in both kinds. */
export const MONITOR_REFUSALS: readonly Refusal<prometheus.MonitorProps & { readonly endpoints: never[] }>[] = [
  { name: 'an empty selector', props: () => ({ selector: {} }), says: 'the selector is empty', yaml: { selector: {} }, refused: { why: 'it takes everything in the namespace' } },
  { name: 'a key that is none', props: () => ({ selector: { 'a b': 'c' } }), says: 'a label of the selector is no label\'s key', yaml: { selector: { matchLabels: { 'a b': 'c' } } }, refused: operator },
  { name: 'a value that is none', props: () => ({ selector: { a: 'b c' } }), says: 'a value is none that a label can have', yaml: { selector: { matchLabels: { a: 'b c' } } }, refused: operator },
  { name: 'one of no values', props: () => ({ selectorExpressions: [LabelExpression.in('a')] }), says: 'there is no value', yaml: { selector: { matchExpressions: [{ key: 'a', operator: 'In', values: [] }] } }, refused: operator },
  { name: 'an expression about what is none', props: () => ({ selectorExpressions: [LabelExpression.exists('a/b/c')] }), says: 'the key is no label\'s key', yaml: { selector: { matchExpressions: [{ key: 'a/b/c', operator: 'Exists' }] } }, refused: operator },
  { name: 'names beside every namespace', props: () => ({ anyNamespace: true, namespaces: ['shop'] }), says: 'both namespaces and anyNamespace are given', yaml: { namespaceSelector: { any: true, matchNames: ['shop'] } }, refused: { why: 'the operator does not read the names' } },
  { name: 'no namespace', props: () => ({ namespaces: [] }), says: 'namespaces are empty', yaml: { namespaceSelector: { matchNames: [] } }, refused: { why: 'the operator takes the monitor\'s own' } },
  { name: 'a namespace that is none', props: () => ({ namespaces: ['Shop'] }), says: 'one of namespaces is no name', yaml: { namespaceSelector: { matchNames: ['Shop'] } }, refused: { why: 'there can be no such namespace' } },
  { name: 'a jobLabel that is none', props: () => ({ jobLabel: 'a b' }), says: 'jobLabel is no label\'s key', yaml: { jobLabel: 'a b' }, refused: { why: 'nothing can have such a label' } },
  { name: 'labels of pods that are none', props: () => ({ podTargetLabels: [''] }), says: 'one of podTargetLabels is no label\'s key', yaml: { podTargetLabels: [''] }, refused: breaks },
  { name: 'no labels of pods', props: () => ({ podTargetLabels: [] }), says: 'podTargetLabels are empty', yaml: { podTargetLabels: [] }, refused: { why: 'it says nothing' } },
  { name: 'a class without a name', props: () => ({ scrapeClass: '' }), says: 'scrapeClass is empty', yaml: { scrapeClass: '' }, refused: schema },
  { name: 'no format', props: () => ({ scrapeProtocols: [] }), says: 'scrapeProtocols are empty', yaml: { scrapeProtocols: [] }, refused: { why: 'it says nothing' } },
  { name: 'a format twice', props: () => ({ scrapeProtocols: [prometheus.ScrapeProtocol.PROMETHEUS_PROTO, prometheus.ScrapeProtocol.PROMETHEUS_PROTO] }), says: 'scrapeProtocols has one twice', yaml: { scrapeProtocols: ['PrometheusProto', 'PrometheusProto'] }, refused: breaks },
  { name: 'a size of nothing', props: () => ({ bodySizeLimit: Size.kibibytes(0) }), says: 'bodySizeLimit is no size', yaml: { bodySizeLimit: '0' }, refused: { why: 'it is taken for no limit, which nobody asked for' } },
  { name: 'a limit below nothing', props: () => ({ sampleLimit: -1 }), says: 'sampleLimit is not a whole number', yaml: { sampleLimit: -1 }, refused: schema },
  { name: 'a limit of a part', props: () => ({ labelLimit: 0.5 }), says: 'labelLimit is not a whole number', yaml: { labelLimit: 0.5 }, refused: schema },
  { name: 'a factor below 1', props: () => ({ nativeHistogramMinBucketFactor: 0.5 }), says: 'nativeHistogramMinBucketFactor is none', yaml: { nativeHistogramMinBucketFactor: '0.5' }, refused: { why: 'Prometheus does nothing with it' } },
  { name: 'a factor beyond every bucket', props: () => ({ nativeHistogramMinBucketFactor: 1e9 }), says: 'nativeHistogramMinBucketFactor is none', yaml: { nativeHistogramMinBucketFactor: '1e9' }, refused: { why: 'no histogram is that coarse: each scrape merges buckets as far as it can' } },
  { name: 'no endpoint', props: () => ({ endpoints: [] }), says: 'there is no endpoint', yaml: { endpoints: [], podMetricsEndpoints: [] }, refused: { why: 'nothing is scraped' } },
];

/** A rule that a constructor refuses, and the same in plain YAML. */
export interface RuleRefusal {
  readonly name: string;
  readonly make: () => prometheus.AlertingRule | prometheus.RecordingRule;
  readonly says: string;
  readonly yaml?: object;
  readonly refused: { readonly by: 'schema' | 'operator' | 'promtool' } | { readonly why: string };
}

const alert = (props: Partial<prometheus.AlertingRuleProps>) => (): prometheus.AlertingRule => new prometheus.AlertingRule({ alert: 'A', expr: 'up == 0', severity: RuleSeverity.CRITICAL, ...props });
const record = (props: Partial<prometheus.RecordingRuleProps>) => (): prometheus.RecordingRule => new RecordingRule({ record: 'a:b', expr: 'up', ...props });
const plain = { alert: 'A', expr: 'up == 0' };

/** Those of a rule. What a recording rule cannot have (`for`, annotations), it has no property for. */
export const RULE_REFUSALS: readonly RuleRefusal[] = [
  { name: 'no name', make: alert({ alert: '' }), says: 'the alert\'s name is not a word', yaml: { ...plain, alert: '' }, refused: operator },
  { name: 'a name of two words', make: alert({ alert: 'canary failed' }), says: 'the alert\'s name is not a word', yaml: { ...plain, alert: 'canary failed' }, refused: { why: 'a name is part of addresses, of routes and of its page' } },
  { name: 'no expression', make: alert({ expr: ' ' }), says: 'the expression is empty', yaml: { ...plain, expr: '' }, refused: operator },
  { name: 'an expression that is none', make: alert({ expr: 'up ==' }), says: 'the expression is none that Prometheus reads', yaml: { ...plain, expr: 'up ==' }, refused: operator },
  { name: 'a type that does not fit', make: alert({ expr: 'rate(up)' }), says: 'the expression is none that Prometheus reads', yaml: { ...plain, expr: 'rate(up)' }, refused: operator },
  { name: 'a function that is switched off', make: alert({ expr: 'limitk(1, up)' }), says: 'the expression is none that Prometheus reads', yaml: { ...plain, expr: 'limitk(1, up)' }, refused: operator },
  { name: 'a range', make: alert({ expr: 'up[5m]' }), says: 'the expression gives a range vector', yaml: { ...plain, expr: 'up[5m]' }, refused: { why: 'each evaluation fails (prometheus/prometheus v3.15.0 rules/manager.go)' } },
  { name: 'a text', make: record({ expr: '"text"' }), says: 'the expression gives a string', yaml: { record: 'a:b', expr: '"text"' }, refused: { why: 'each evaluation fails (prometheus/prometheus v3.15.0 rules/manager.go)' } },
  { name: 'a time beyond what Prometheus counts', make: alert({ for: Duration.days(200_000) }), says: 'for is no time that Prometheus can count', yaml: { ...plain, for: '200000d' }, refused: operator },
  { name: 'the same after the end', make: alert({ keepFiringFor: Duration.days(200_000) }), says: 'keepFiringFor is no time that Prometheus can count', yaml: { ...plain, keep_firing_for: '200000d' }, refused: operator },
  { name: 'a time without a unit', make: alert({ for: 60 as unknown as Duration }), says: 'for is not a Duration', yaml: { ...plain, for: '60' }, refused: schema },
  { name: 'the label __name__', make: alert({ labels: { __name__: 'x' } }), says: 'a label has a name that an alert cannot carry', yaml: { ...plain, labels: { __name__: 'x' } }, refused: operator },
  { name: 'a label without a name', make: record({ labels: { '': 'x' } }), says: 'a label has a name that is none', yaml: { record: 'a:b', expr: 'up', labels: { '': 'x' } }, refused: operator },
  { name: 'a label in UTF-8', make: alert({ labels: { 'a.b': 'c' } }), says: 'a label has a name that an alert cannot carry', yaml: { ...plain, labels: { 'a.b': 'c' } }, refused: { why: 'a Prometheus with nameValidationScheme Legacy does not load the rules' } },
  { name: 'the label alertname', make: alert({ labels: { alertname: 'B' } }), says: 'a label has a name that an alert cannot carry', yaml: { ...plain, labels: { alertname: 'B' } }, refused: { why: 'Prometheus sets it to the alert\'s name' } },
  { name: 'an annotation that is none', make: alert({ annotations: { 'a-b': 'c' } }), says: 'an annotation has a name that is none', yaml: { ...plain, annotations: { 'a-b': 'c' } }, refused: { why: 'a Prometheus with nameValidationScheme Legacy does not load the rules, and no template can print it by its name' } },
  { name: 'a template that does not end', make: alert({ annotations: { summary: '{{ $labels.name' } }), says: 'the annotation summary is no template', yaml: { ...plain, annotations: { summary: '{{ $labels.name' } }, refused: operator },
  { name: 'a function that is not there', make: alert({ annotations: { summary: '{{ $value | shout }}' } }), says: 'the annotation summary is no template', yaml: { ...plain, annotations: { summary: '{{ $value | shout }}' } }, refused: operator },
  { name: 'a variable that is not there, in a label', make: alert({ labels: { team: '{{ $team }}' } }), says: 'the label team is no template', yaml: { ...plain, labels: { team: '{{ $team }}' } }, refused: operator },
  { name: 'a series that is none', make: record({ record: 'sum{up}' }), says: 'the series\' name is not a metric name', yaml: { record: 'sum{up}', expr: 'up' }, refused: operator },
  { name: 'a series in UTF-8', make: record({ record: 'a-b' }), says: 'the series\' name is not a metric name', yaml: { record: 'a-b', expr: 'up' }, refused: { why: 'a Prometheus with nameValidationScheme Legacy does not load the rules' } },
];

/** What a PrometheusRule refuses of its groups, and the same in plain YAML. */
export interface GroupRefusal {
  readonly name: string;
  readonly groups: () => prometheus.RuleGroupProps[];
  readonly says: string;
  readonly yaml?: readonly object[];
  readonly refused: RuleRefusal['refused'];
}

const alertingRules = (): prometheus.AlertingRule[] => [alert({})()];
const group = (props: Partial<prometheus.RuleGroupProps>) => (): prometheus.RuleGroupProps[] => [{ name: 'g', alertingRules: alertingRules(), ...props }];
const rules = [{ ...plain, labels: { severity: 'critical' } }];

export const GROUP_REFUSALS: readonly GroupRefusal[] = [
  { name: 'two groups of one name', groups: () => [...group({})(), ...group({})()], says: 'two groups have one name\n  value:   "g"', yaml: [{ name: 'g', rules }, { name: 'g', rules }], refused: operator },
  { name: 'a group without a name', groups: group({ name: '' }), says: 'a group has no name', yaml: [{ name: '', rules }], refused: schema },
  { name: 'a group without a rule', groups: group({ alertingRules: [] }), says: 'group g has no rule', yaml: [{ name: 'g', rules: [] }], refused: { why: 'it watches nothing' } },
  { name: 'an interval of nothing', groups: group({ interval: Duration.seconds(0) }), says: 'the interval of group g is zero', yaml: [{ name: 'g', interval: '0s', rules }], refused: { why: 'Prometheus takes its own interval for it' } },
  { name: 'an interval beyond what Prometheus counts', groups: group({ interval: Duration.days(200_000) }), says: 'interval is no time that Prometheus can count', yaml: [{ name: 'g', interval: '200000d', rules }], refused: operator },
  { name: 'an offset beyond what Prometheus counts', groups: group({ queryOffset: Duration.days(200_000) }), says: 'queryOffset is no time that Prometheus can count', yaml: [{ name: 'g', query_offset: '200000d', rules }], refused: operator },
  { name: 'a limit of a part', groups: group({ limit: 0.5 }), says: 'limit is not a whole number', yaml: [{ name: 'g', limit: 0.5, rules }], refused: schema },
  { name: 'a limit below nothing', groups: group({ limit: -1 }), says: 'limit is not a whole number', yaml: [{ name: 'g', limit: -1, rules }], refused: { why: 'Prometheus takes it for no limit' } },
  { name: 'a label that is none', groups: group({ labels: { __name__: 'x' } }), says: 'a label has a name that an alert cannot carry', yaml: [{ name: 'g', labels: { __name__: 'x' }, rules }], refused: operator },
  { name: 'a rule twice', groups: group({ alertingRules: [...alertingRules(), ...alertingRules()] }), says: 'two rules have the same name and the same labels', yaml: [{ name: 'g', rules: [...rules, ...rules] }], refused: { by: 'promtool' } },
  {
    name: 'a rule twice, in two groups', groups: () => [...group({ labels: { team: 'a' } })(), ...group({ name: 'h', alertingRules: [alert({ labels: { team: 'a' } })()] })()], says: 'two rules have the same name and the same labels',
    yaml: [{ name: 'g', labels: { team: 'a' }, rules }, { name: 'h', rules: [{ ...plain, labels: { severity: 'critical', team: 'a' } }] }], refused: { by: 'promtool' },
  },
];

/** More than the operator can put into a ConfigMap. */
export function tooMany(): prometheus.RuleGroupProps[] {
  return [{ name: 'g', alertingRules: Array.from({ length: 600 }, (_, index) => alert({ alert: `A${index}`, annotations: { description: 'x'.repeat(1000) } })()) }];
}
