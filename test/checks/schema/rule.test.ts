import { findingsOf } from '../findings';
import { object } from '../reference/manifests';

const found = (text: string): string[] => findingsOf(text, { only: ['schema'] }).map(({ check, field, what }) => `${check} ${field ?? ''}: ${what}`);
const canary = (analysis: string, service = 'port: 80'): string => object('Canary', 'a/b', `spec: {targetRef: {apiVersion: apps/v1, kind: Deployment, name: a}, service: {${service}}, analysis: {threshold: 1, iterations: 1, ${analysis}}}`);
const receiver = (spec: string): string => object('Receiver', 'a/b', `spec: {resources: [{kind: GitRepository, name: x}], ${spec}}`);
const OIDC = 'oidcProviders: [{issuerURL: "https://x", validations: [{expression: "true", message: x}]}]';

describe('schema/rule', () => {
  test.each([
    ['a duration with a letter too many', canary('interval: 1mx'), ['schema/rule spec.analysis.interval: spec.analysis.interval is no duration']],
    ['a metric\'s minutes in words', canary('interval: 1m, metrics: [{name: request-duration, interval: 1min}]'), ['schema/rule spec.analysis.metrics[0].interval: spec.analysis.metrics[0].interval is no duration']],
    ['half a weight', canary('interval: 1m, maxWeight: 12.5'), ['schema/rule spec.analysis.maxWeight: spec.analysis.maxWeight is no whole number']],
    ['a port that there is not', canary('interval: 1m', 'port: 99999'), ['schema/rule spec.service.port: spec.service.port is no port']],
    ['a webhook without a scheme', canary('interval: 1m, webhooks: [{name: x, url: load-tester.shop}]'), ['schema/rule spec.analysis.webhooks[0].url: spec.analysis.webhooks[0].url is no address that can be called']],
    ['a mirror without port', canary('interval: 1m', 'port: 80, mirror: [{backendRef: {name: x}}]'), ['schema/rule spec.service.mirror[0].backendRef: a mirror to a Service has no port']],
    ['a commit status in Slack', object('Provider', 'a/b', 'spec: {type: slack, commitStatusExpr: "x"}'), ['schema/rule spec.commitStatusExpr: a Provider of type slack has a commitStatusExpr']],
    ['a Receiver without a Secret', receiver('type: github'), ['schema/rule spec: a Receiver of type github has no secretRef']],
    ['OIDC without providers', receiver('type: generic-oidc'), ['schema/rule spec: a Receiver of type generic-oidc has no oidcProviders']],
    ['OIDC with a Secret', receiver(`type: generic-oidc, secretRef: {name: x}, ${OIDC}`), ['schema/rule spec.secretRef: a Receiver of type generic-oidc has a secretRef']],
    ['OIDC providers of another type', receiver(`type: github, secretRef: {name: x}, ${OIDC}`), ['schema/rule spec.oidcProviders: a Receiver of type github has oidcProviders']],
    ['an externalId without a role', '{apiVersion: monitoring.coreos.com/v1alpha1, kind: AlertmanagerConfig, metadata: {name: a}, spec: {receivers: [{name: r, snsConfigs: [{topicARN: x, sigv4: {region: x, externalId: one}}]}]}}', ['schema/rule spec.receivers[0].snsConfigs[0].sigv4.externalId: sigv4 has an externalId without a roleArn']],
  ])('%s', (_, text, expected) => { expect(found(text)).toEqual(expected); });

  test.each([
    ['durations of several parts', canary('interval: 1m30s, webhooks: [{name: x, url: "http://x/", timeout: 5s}]')],
    ['a mirror to another kind', canary('interval: 1m', 'port: 80, mirror: [{backendRef: {group: x.io, kind: Backend, name: x}}]')],
    ['a commit status where there is one', object('Provider', 'a/b', 'spec: {type: github, commitStatusExpr: "x"}')],
    ['a Receiver with its Secret', receiver('type: github, secretRef: {name: x}')],
    ['OIDC as it should be', receiver(`type: generic-oidc, ${OIDC}`)],
  ])('nothing about %s', (_, text) => { expect(found(text)).toEqual([]); });
});
