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
    ['a number for a duration', canary('60'), ['schema/value spec.analysis.interval: interval is a number, where a text is wanted; write it in quotes: "60"']],
    ['a text for a number', canary('1m', ', maxWeight: "50"'), ['schema/value spec.analysis.maxWeight: maxWeight is a text, where a number is wanted; write 50 without quotes']],
    ['a port by number in a monitor', object('PodMonitor', 'a/b', 'spec: {selector: {}, podMetricsEndpoints: [{port: 8080}]}'), ['schema/value spec.podMetricsEndpoints[0].port: port is a number, where a text is wanted; write the port\'s name, such as http, or targetPort: 8080']],
    ['one thing where a list is wanted', object('Alert', 'a/b', 'spec: {eventSources: {kind: Kustomization, name: x}, providerRef: {name: x}}'), ['schema/value spec.eventSources: eventSources is no list; begin each item with a dash']],
    ['nothing where something is wanted', object('Provider', 'a/b', 'spec: {type: }'), [expect.stringMatching(/^schema\/value spec\.type: type is empty/)]],
    ['a kind that Flux cannot listen to', object('Alert', 'a/b', 'spec: {eventSources: [{kind: Deployment, name: x}], providerRef: {name: x}}'), [expect.stringMatching(/^schema\/value spec\.eventSources\[0\]\.kind: kind is none of /)]],
    ['a Canary that Flux cannot listen to, which flux/alert-source tells with the way out', object('Alert', 'a/b', 'spec: {eventSources: [{kind: Canary, name: x}], providerRef: {name: x}}'), []],
  ])('%s', (_, text, expected) => { expect(found(text)).toEqual(expected); });

  test.each([
    ['one severity', alert('error')],
    ['a value that Flux fills in', alert('"${severity}"')],
    ['a number that is a duration', canary('60s')],
  ])('nothing about %s', (_, text) => { expect(found(text)).toEqual([]); });

  test('a secret is never shown', () => {
    const findings = findingsOf(object('AlertProvider', 'a/b', 'spec: {type: slack, address: ["https://hooks.slack.com/services/T/B/X"]}'));
    expect(JSON.stringify(findings.filter(({ check }) => check.startsWith('schema/')))).not.toContain('hooks.slack.com');
  });
});
