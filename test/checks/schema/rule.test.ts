import { findingsOf } from '../findings';
import { object } from '../reference/manifests';

const found = (text: string): string[] => findingsOf(text, { only: ['schema'] }).map(({ check, field, what }) => `${check} ${field ?? ''}: ${what}`);
const canary = (analysis: string, service = 'port: 80'): string => object('Canary', 'a/b', `spec: {targetRef: {apiVersion: apps/v1, kind: Deployment, name: a}, service: {${service}}, analysis: {threshold: 1, iterations: 1, ${analysis}}}`);
const template = (type: string, query: string): string => object('MetricTemplate', 'a/t', `spec: {provider: {type: ${type}, address: "http://x"}, query: "${query}"}`);
const external = (interval: string): string => `{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: a}, spec: {refreshInterval: ${interval}, secretStoreRef: {name: x, kind: SecretStore}, data: [{secretKey: a, remoteRef: {key: b}}]}}`;
const monitor = (endpoint: string): string => object('PodMonitor', 'a/b', `spec: {selector: {}, podMetricsEndpoints: [{${endpoint}}]}`);
const receiver = (spec: string): string => object('Receiver', 'a/b', `spec: {resources: [{kind: GitRepository, name: x}], ${spec}}`);
const kustomization = (kubeConfig: string): string => object('Kustomization', 'a/b', `spec: {interval: 1m, prune: true, sourceRef: {kind: GitRepository, name: x}, kubeConfig: ${kubeConfig}}`);
const release = (spec: string): string => `{apiVersion: helm.toolkit.fluxcd.io/v2, kind: HelmRelease, metadata: {name: a}, spec: {interval: 1m${spec === '' ? '' : ', '}${spec}}}`;
const REF = 'chartRef: {kind: HelmChart, name: x}';
const git = (spec: string): string => `{apiVersion: source.toolkit.fluxcd.io/v1, kind: GitRepository, metadata: {name: a}, spec: {interval: 1m, url: "https://x", ${spec}}}`;
const bucket = (spec: string): string => `{apiVersion: source.toolkit.fluxcd.io/v1, kind: Bucket, metadata: {name: a}, spec: {interval: 1m, bucketName: x, endpoint: x, ${spec}}}`;
const OIDC = 'oidcProviders: [{issuerURL: "https://x", validations: [{expression: "true", message: x}]}]';

describe('schema/rule', () => {
  test.each([
    ['a duration with a letter too many', canary('interval: 1mx'), ['schema/rule spec.analysis.interval: spec.analysis.interval is no duration']],
    ['a metric\'s minutes in words', canary('interval: 1m, metrics: [{name: request-duration, interval: 1min}]'), ['schema/rule spec.analysis.metrics[0].interval: spec.analysis.metrics[0].interval is no range of PromQL']],
    ['a metric\'s minutes in words, where nobody shows who is asked', canary('interval: 1m, metrics: [{name: x, interval: 1min, templateRef: {name: x}}]'), ['schema/rule spec.analysis.metrics[0].interval: spec.analysis.metrics[0].interval is no duration']],
    ['a range of nothing', canary('interval: 1m, metrics: [{name: request-duration, interval: 0s}]'), ['schema/rule spec.analysis.metrics[0].interval: spec.analysis.metrics[0].interval is no range of PromQL']],
    ['a range in Go\'s order', canary('interval: 1m, metrics: [{name: request-duration, interval: 30s1m}]'), ['schema/rule spec.analysis.metrics[0].interval: spec.analysis.metrics[0].interval is no range of PromQL']],
    ['half a second of range, by a query of its own', canary('interval: 1m, metrics: [{name: x, interval: 1m0.5s, query: "sum(rate(x[{{ interval }}]))"}]'), ['schema/rule spec.analysis.metrics[0].interval: spec.analysis.metrics[0].interval is no range of PromQL']],
    ['a range of nothing, by a template', `${canary('interval: 1m, metrics: [{name: x, interval: 0m, templateRef: {name: t, namespace: a}}]')}\n---\n${template('prometheus', 'sum(rate(x[{{ interval }}]))')}`, ['schema/rule spec.analysis.metrics[0].interval: spec.analysis.metrics[0].interval is no range of PromQL']],
    ['half a second in the age of a cookie', canary('interval: 1m, sessionAffinity: {cookieName: x, maxAge: 0.5}'), ['schema/rule spec.analysis.sessionAffinity.maxAge: spec.analysis.sessionAffinity.maxAge is no whole number']],
    ['a deadline beyond 32 bits', canary('interval: 1m').replace('analysis:', 'progressDeadlineSeconds: 2147483648, analysis:'), ['schema/rule spec.progressDeadlineSeconds: spec.progressDeadlineSeconds is no whole number of 32 bits']],
    ['half an attempt, which the schema refuses', canary('interval: 1m', 'port: 80, retries: {attempts: 1.5}'), ['schema/value spec.service.retries.attempts: attempts is not a whole number']],
    ['a thousand years', kustomization('{secretRef: {name: x}}').replace('interval: 1m', 'interval: 8766000h'), ['schema/rule spec.interval: spec.interval is longer than a duration can be']],
    ['a thousand years, further down', release(`${REF}, values: {timeout: 9999999h}, upgrade: {timeout: 9999999h}`), ['schema/rule spec.upgrade.timeout: spec.upgrade.timeout is longer than a duration can be']],
    ['days of an ExternalSecret', external('1d'), ['schema/rule spec.refreshInterval: spec.refreshInterval is no duration']],
    ['a timeout above the interval', monitor('interval: 5s, scrapeTimeout: 10s'), ['schema/rule spec.podMetricsEndpoints[0].scrapeTimeout: the scrapeTimeout of PodMonitor b is longer than its interval']],
    ['a timeout above the operator\'s own interval', monitor('scrapeTimeout: 31s'), ['schema/rule spec.podMetricsEndpoints[0].scrapeTimeout: the scrapeTimeout of PodMonitor b is longer than its interval']],
    ['a timeout above that of the Prometheus', `${monitor('scrapeTimeout: 20s')}\n---\n{apiVersion: monitoring.coreos.com/v1, kind: Prometheus, metadata: {name: x}, spec: {scrapeInterval: 15s}}`, ['schema/rule spec.podMetricsEndpoints[0].scrapeTimeout: the scrapeTimeout of PodMonitor b is longer than its interval']],
    ['half a weight', canary('interval: 1m, maxWeight: 12.5'), ['schema/rule spec.analysis.maxWeight: spec.analysis.maxWeight is no whole number']],
    ['a port that there is not', canary('interval: 1m', 'port: 99999'), ['schema/rule spec.service.port: spec.service.port is no port']],
    ['a webhook without a scheme', canary('interval: 1m, webhooks: [{name: x, url: load-tester.shop}]'), ['schema/rule spec.analysis.webhooks[0].url: spec.analysis.webhooks[0].url is no address that can be called']],
    ['a mirror without port', canary('interval: 1m', 'port: 80, mirror: [{backendRef: {name: x}}]'), ['schema/rule spec.service.mirror[0].backendRef: a mirror to a Service has no port']],
    ['a commit status in Slack', object('Provider', 'a/b', 'spec: {type: slack, commitStatusExpr: "x"}'), ['schema/rule spec.commitStatusExpr: a Provider of type slack has a commitStatusExpr']],
    ['a Receiver without a Secret', receiver('type: github'), ['schema/rule spec: a Receiver of type github has no secretRef']],
    ['OIDC without providers', receiver('type: generic-oidc'), ['schema/rule spec: a Receiver of type generic-oidc has no oidcProviders']],
    ['OIDC with a Secret', receiver(`type: generic-oidc, secretRef: {name: x}, ${OIDC}`), ['schema/rule spec.secretRef: a Receiver of type generic-oidc has a secretRef']],
    ['OIDC providers of another type', receiver(`type: github, secretRef: {name: x}, ${OIDC}`), ['schema/rule spec.oidcProviders: a Receiver of type github has oidcProviders']],
    ['a cluster by two ways', kustomization('{secretRef: {name: x}, configMapRef: {name: x}}'), ['schema/rule spec.kubeConfig: kubeConfig has both configMapRef and secretRef']],
    ['a cluster by none', kustomization('{}'), ['schema/rule spec.kubeConfig: kubeConfig has neither configMapRef nor secretRef']],
    ['a release without a chart', release(''), ['schema/rule spec: a HelmRelease has neither chart nor chartRef']],
    ['a release with two', release(`${REF}, chart: {spec: {chart: x, sourceRef: {kind: HelmRepository, name: x}}}`), ['schema/rule spec.chartRef: a HelmRelease has both chart and chartRef']],
    ['a release into no cluster', release(`${REF}, kubeConfig: {}`), ['schema/rule spec.kubeConfig: kubeConfig has neither configMapRef nor secretRef']],
    ['an installation that remediates and has an interval', release(`${REF}, install: {strategy: {name: RemediateOnFailure, retryInterval: 1m}}`), ['schema/rule spec.install.strategy.retryInterval: the strategy RemediateOnFailure has a retryInterval']],
    ['an upgrade of the same kind', release(`${REF}, upgrade: {strategy: {name: RemediateOnFailure, retryInterval: 1m}}`), ['schema/rule spec.upgrade.strategy.retryInterval: the strategy RemediateOnFailure has a retryInterval']],
    ['an account for a host that has none', git('serviceAccountName: x'), ['schema/rule spec.serviceAccountName: a GitRepository without provider has a serviceAccountName']],
    ['an account for github', git('serviceAccountName: x, provider: github'), ['schema/rule spec.serviceAccountName: a GitRepository of the provider github has a serviceAccountName']],
    ['a bucket\'s account where there is none', bucket('serviceAccountName: x'), ['schema/rule spec.serviceAccountName: a Bucket of the provider generic has a serviceAccountName']],
    ['a bucket\'s account beside a Secret', bucket('provider: aws, serviceAccountName: x, secretRef: {name: x}'), ['schema/rule spec.serviceAccountName: a Bucket has both secretRef and serviceAccountName']],
    ['sts of azure', bucket('provider: azure, sts: {provider: aws, endpoint: "https://x"}'), ['schema/rule spec.sts: a Bucket of the provider azure has sts']],
    ['ldap for aws', bucket('provider: aws, sts: {provider: ldap, endpoint: "https://x"}'), ['schema/rule spec.sts.provider: a Bucket of the provider aws has sts of ldap']],
    ['aws for what is generic', bucket('sts: {provider: aws, endpoint: "https://x"}'), ['schema/rule spec.sts.provider: a Bucket of the provider generic has sts of aws']],
    ['a Secret for sts of aws', bucket('provider: aws, sts: {provider: aws, endpoint: "https://x", secretRef: {name: x}, certSecretRef: {name: x}}'), ['schema/rule spec.sts.secretRef: sts of aws has a secretRef', 'schema/rule spec.sts.certSecretRef: sts of aws has a certSecretRef']],
    ['an externalId without a role', '{apiVersion: monitoring.coreos.com/v1alpha1, kind: AlertmanagerConfig, metadata: {name: a}, spec: {receivers: [{name: r, snsConfigs: [{topicARN: x, sigv4: {region: x, externalId: one}}]}]}}', ['schema/rule spec.receivers[0].snsConfigs[0].sigv4.externalId: sigv4 has an externalId without a roleArn']],
  ])('%s', (_, text, expected) => { expect(found(text)).toEqual(expected); });

  test.each([
    ['a metric\'s range that Prometheus reads', canary('interval: 1m, metrics: [{name: request-duration, interval: 1m30s}, {name: request-duration, interval: "${i}"}]')],
    ['what others than Prometheus read', `${canary('interval: 1m, metrics: [{name: x, interval: 30s1m, templateRef: {name: t, namespace: a}}]')}\n---\n${template('datadog', '{{ interval }}')}`],
    ['an interval that the query does not ask for', `${canary('interval: 1m, metrics: [{name: x, interval: 0s, templateRef: {name: t, namespace: a}}]')}\n---\n${template('prometheus', 'sum(x)')}`],
    ['291 years', kustomization('{secretRef: {name: x}}').replace('interval: 1m', 'interval: 2562047h')], ['the longest deadline', canary('interval: 1m').replace('analysis:', 'progressDeadlineSeconds: 2147483647, analysis:')],
    ['hours of an ExternalSecret', external('1h30m')], ['an ExternalSecret that is read once', external('"0"')],
    ['a timeout of the whole interval', monitor('interval: 5s, scrapeTimeout: 5s')], ['a timeout that is filled in', monitor('interval: 5s, scrapeTimeout: "${t}"')], ['a timeout below that of the operator', monitor('scrapeTimeout: 30s')],
    ['durations of several parts', canary('interval: 1m30s, webhooks: [{name: x, url: "http://x/", timeout: 5s}]')],
    ['a mirror to another kind', canary('interval: 1m', 'port: 80, mirror: [{backendRef: {group: x.io, kind: Backend, name: x}}]')],
    ['a commit status where there is one', object('Provider', 'a/b', 'spec: {type: github, commitStatusExpr: "x"}')],
    ['a Receiver with its Secret', receiver('type: github, secretRef: {name: x}')],
    ['a cluster by one way', kustomization('{secretRef: {name: x}}')],
    ['a release with a chart', release(REF)], ['a strategy that retries', release(`${REF}, install: {strategy: {name: RetryOnFailure, retryInterval: 1m}}, upgrade: {strategy: {name: RetryOnFailure, retryInterval: 1m}}`)],
    ['an account for azure', git('serviceAccountName: x, provider: azure')], ['a provider that Flux fills in', git('serviceAccountName: x, provider: "${host}"')],
    ['a bucket of aws with sts', bucket('provider: aws, sts: {provider: aws, endpoint: "https://x"}')], ['a generic bucket with ldap', bucket('sts: {provider: ldap, endpoint: "https://x", secretRef: {name: x}}')],
    ['OIDC as it should be', receiver(`type: generic-oidc, ${OIDC}`)],
  ])('nothing about %s', (_, text) => { expect(found(text)).toEqual([]); });
});
