import { findingsOf } from '../findings';
import { object } from '../reference/manifests';

const found = (text: string): string[] => findingsOf(text, { only: ['schema'] }).map(({ check, field, what, fix }) => `${check} ${field ?? ''}: ${what}; ${fix ?? '-'}`);
const alert = (severity: string): string => object('Alert', 'a/b', `spec: {eventSeverity: ${severity}, eventSources: [], providerRef: {name: x}}`);
const canary = (interval: string, more = ''): string => object('Canary', 'a/b', `spec: {targetRef: {apiVersion: apps/v1, kind: Deployment, name: a}, service: {port: 80}, analysis: {interval: ${interval}, threshold: 1, iterations: 1${more}}}`);

describe('schema/value', () => {
  test.each([
    ['a list of severities', alert('[error, warn]'), ['schema/value spec.eventSeverity: eventSeverity is a list, where one value is wanted; write error']],
    ['a misspelt word', alert('eror'), ['schema/value spec.eventSeverity: eventSeverity is none of info, error; did you mean error?']],
    ['the other tool\'s word for it', object('Provider', 'a/b', 'spec: {type: gchat}'), [expect.stringMatching(/^schema\/value spec\.type: type is none of .*; did you mean googlechat\?$/)]],
    ['and the other way', object('AlertProvider', 'a/b', 'spec: {type: googlechat, address: x}'), ['schema/value spec.type: type is none of slack, msteams, discord, rocket, gchat; did you mean gchat?']],
    ['hours in Flagger', canary('1h'), ['schema/value spec.analysis.interval: interval is no duration that Flagger takes; write 60m']],
    ['a number for a duration', canary('60'), ['schema/value spec.analysis.interval: interval is a number, where a text is wanted; write 1m']],
    ['a number for a duration, in quotes', canary('"90"'), ['schema/value spec.analysis.interval: interval is no duration that Flagger takes; write 90s']],
    ['a fraction of minutes in Flagger', canary('1.5m'), ['schema/value spec.analysis.interval: interval is no duration that Flagger takes; write 90s']],
    ['hours and minutes in Flagger', canary('1h30m'), ['schema/value spec.analysis.interval: interval is no duration that Flagger takes; write 90m']],
    ['no time at all in Flagger', canary('soon'), ['schema/value spec.analysis.interval: interval is no duration that Flagger takes; -']],
    ['days in Flux', '{apiVersion: kustomize.toolkit.fluxcd.io/v1, kind: Kustomization, metadata: {name: a}, spec: {interval: 1d, retryInterval: 90, prune: true, sourceRef: {kind: GitRepository, name: x}}}', ['schema/value spec.interval: interval is no duration; write 24h', 'schema/value spec.retryInterval: retryInterval is a number, where a text is wanted; write 90s']],
    ['hours where Flux takes minutes', object('Provider', 'a/b', 'spec: {type: slack, timeout: 1.5h}'), ['schema/value spec.timeout: timeout is no duration; write 90m']],
    ['a fraction in a monitor', object('PodMonitor', 'a/b', 'spec: {selector: {}, podMetricsEndpoints: [{interval: 1.5m, scrapeTimeout: 10}]}'), ['schema/value spec.podMetricsEndpoints[0].interval: interval is no duration of Prometheus; write 90s', 'schema/value spec.podMetricsEndpoints[0].scrapeTimeout: scrapeTimeout is a number, where a text is wanted; write 10s']],
    ['a text for a number', canary('1m', ', maxWeight: "50"'), ['schema/value spec.analysis.maxWeight: maxWeight is a text, where a number is wanted; write 50 without quotes']],
    ['a port by number in a monitor', object('PodMonitor', 'a/b', 'spec: {selector: {}, podMetricsEndpoints: [{port: 8080}]}'), ['schema/value spec.podMetricsEndpoints[0].port: port is a number, where a text is wanted; write the port\'s name, such as http, or targetPort: 8080']],
    ['more than a whole number can be', object('PrometheusRule', 'a/b', 'spec: {groups: [{name: x, limit: 10000000000000000000}]}'), ['schema/value spec.groups[0].limit: limit is too large for a whole number; -']],
    ['nothing in a field that may be left out', object('Provider', 'a/b', 'spec: {type: slack, channel: }'), ['schema/value spec.channel: channel is empty; write a value, or remove the field']],
    ['one thing where a list is wanted', object('Alert', 'a/b', 'spec: {eventSources: {kind: Kustomization, name: x}, providerRef: {name: x}}'), ['schema/value spec.eventSources: eventSources is no list; begin each item with a dash']],
    ['nothing where something is wanted', object('Provider', 'a/b', 'spec: {type: }'), [expect.stringMatching(/^schema\/value spec\.type: type is empty; write a value, or remove the field/)]],
    ['a kind that Flux cannot listen to', object('Alert', 'a/b', 'spec: {eventSources: [{kind: Deployment, name: x}], providerRef: {name: x}}'), [expect.stringMatching(/^schema\/value spec\.eventSources\[0\]\.kind: kind is none of /)]],
    ['a Canary that Flux cannot listen to, which flux/alert-source tells with the way out', object('Alert', 'a/b', 'spec: {eventSources: [{kind: Canary, name: x}], providerRef: {name: x}}'), []],
  ])('%s', (_, text, expected) => { expect(found(text)).toEqual(expected); });

  const named = (metadata: string): string => `{apiVersion: notification.toolkit.fluxcd.io/v1beta3, kind: Provider, metadata: ${metadata}, spec: {type: slack}}`;

  test.each([
    ['a name with capitals', '{name: My_Slack}', ['metadata.name: name has a form that Kubernetes does not take; write my-slack']],
    ['an empty name', '{name: ""}', ['metadata.name: name is empty; -']],
    ['a name that is too long', `{name: ${'a'.repeat(254)}}`, ['metadata.name: name is too long; -']],
    ['a number for a name', '{name: 12}', ['metadata.name: name is a number, where a text is wanted; write it in quotes: "12"']],
    ['a namespace with a dot', '{name: a, namespace: a.b}', [expect.stringMatching(/^metadata\.namespace: namespace has a form/)]],
    ['a label that is a truth value', '{name: a, labels: {canary: true}}', ['metadata.labels.canary: canary is a truth value, where a text is wanted; write it in quotes: "true"']],
    ['a label with spaces', '{name: a, labels: {team: "the shop"}}', ['metadata.labels.team: team has a form that Kubernetes does not take; write the-shop']],
    ['a label that is too long', `{name: a, labels: {team: ${'a'.repeat(64)}}}`, ['metadata.labels.team: team is too long; -']],
    ['the name of a label with two slashes', '{name: a, labels: {a/b/c: x}}', ['metadata.labels["a/b/c"]: metadata.labels["a/b/c"] has a name that Kubernetes does not take; -']],
    ['the name of an annotation with a space', '{name: a, annotations: {"a b": x}}', [expect.stringMatching(/has a name that Kubernetes does not take/)]],
    ['an annotation that is a number', '{name: a, annotations: {a: 1}}', ['metadata.annotations.a: a is a number, where a text is wanted; write it in quotes: "1"']],
    ['annotations that are too large together', `{name: a, annotations: {a: ${'a'.repeat(262144)}}}`, ['metadata.annotations: the annotations have 262145 bytes; -']],
    ['a finalizer without a name', '{name: a, finalizers: [x/]}', [expect.stringMatching(/^metadata\.finalizers\[0\]: metadata\.finalizers\[0\] has a name that/)]],
    ['what was read from a cluster', '{name: a, resourceVersion: "7", uid: x, generation: 2, creationTimestamp: "2024-01-01T00:00:00Z", managedFields: []}', [
      expect.stringMatching(/^metadata\.managedFields: metadata has managedFields; remove it/), expect.stringMatching(/^metadata\.resourceVersion: metadata has a resourceVersion/), expect.stringMatching(/^metadata\.uid: metadata has a uid/),
    ]],
  ])('in metadata: %s', (_, metadata, expected) => { expect(found(named(metadata)).map((each) => each.replace('schema/value ', '')).sort()).toEqual(expected); });

  test.each([
    ['a name of several parts', '{name: a.b-c.1}'], ['a name of 253 characters', `{name: ${'a'.repeat(253)}}`], ['no labels', '{name: a, labels: , annotations: , namespace: ""}'],
    ['a label without a value', '{name: a, labels: {a: , b: ""}}'], ['names with a domain', '{name: a, labels: {x.example/A_b: A.b}, annotations: {X.example/a: "a b"}}'],
    ['names that Flux fills in', '{name: "${name}", labels: {"${key}": "${value}"}}'], ['an owner', '{name: a, ownerReferences: [{apiVersion: v1, kind: ConfigMap, name: a, uid: x, controller: true}]}'], ['an annotation of any length', `{name: a, annotations: {a: ${'a'.repeat(262143)}}}`],
  ])('in metadata nothing about %s', (_, metadata) => { expect(found(named(metadata))).toEqual([]); });

  test('a finding about a name of a label stands at that name', () => {
    expect(findingsOf('apiVersion: flagger.app/v1beta1\nkind: AlertProvider\nmetadata:\n  name: a\n  labels:\n    a b: x\nspec: {type: slack, address: x}\n', { only: ['schema'] })[0]?.position).toEqual({ line: 6, column: 5 });
  });

  const group = (...names: string[]): string => object('PrometheusRule', 'a/b', `spec: {groups: [${names.map((name) => `{name: "${name}", rules: []}`).join(', ')}]}`);

  test.each([
    ['a group twice', group('x', 'y', 'x'), ['schema/value spec.groups[2].name: spec.groups[2].name is the same as spec.groups[0].name; rename it, or join the two']],
    ['a protocol twice', object('PodMonitor', 'a/b', 'spec: {selector: {}, podMetricsEndpoints: [], scrapeProtocols: [PrometheusProto, PrometheusProto]}'), ['schema/value spec.scrapeProtocols[1]: spec.scrapeProtocols[1] is the same as spec.scrapeProtocols[0]; remove it']],
  ])('%s', (_, text, expected) => { expect(found(text)).toEqual(expected); });

  test.each([
    ['groups of different names', group('x', 'y')], ['groups whose names Flux fills in', group('${a}', '${a}')],
    ['a list that may say the same twice', object('Alert', 'a/b', 'spec: {eventSources: [{kind: Kustomization, name: x}, {kind: Kustomization, name: x}], providerRef: {name: x}}')],
  ])('nothing about %s', (_, text) => { expect(found(text)).toEqual([]); });

  test.each([
    ['one severity', alert('error')],
    ['nothing in a field that has a default, which the API server fills in', alert('')],
    ['a value that Flux fills in', alert('"${severity}"')],
    ['a number that is a duration', canary('60s')],
  ])('nothing about %s', (_, text) => { expect(found(text)).toEqual([]); });

  test('a secret is never shown', () => {
    const findings = findingsOf(object('AlertProvider', 'a/b', 'spec: {type: slack, address: ["https://hooks.slack.com/services/T/B/X"]}'));
    expect(JSON.stringify(findings.filter(({ check }) => check.startsWith('schema/')))).not.toContain('hooks.slack.com');
  });
});
