import { testPage } from '../page';
import { alertmanager, alerts, canary, FAILED, provider, rule, told } from '../routing/samples';

const toAlertmanager = (...metadata: string[]): string => `---\napiVersion: notification.toolkit.fluxcd.io/v1beta3\nkind: Provider\nmetadata: { name: p, namespace: f }\nspec: { type: alertmanager, address: http://alertmanager:9093/api/v2/alerts/ }\n`
  + metadata.map((each, at) => `---\napiVersion: notification.toolkit.fluxcd.io/v1beta3\nkind: Alert\nmetadata: { name: a${at}, namespace: f }\nspec:\n  providerRef: { name: p }\n  eventMetadata: ${each}\n  eventSources: [{ kind: Kustomization, name: apps }]\n`).join('');

describe('coverage/duplicate', () => {
  test.each([
    ['one channel', rule(FAILED) + canary(alerts('info')) + provider('on-call') + alertmanager('{ receiver: on-call }'), ['warning at { name: a, severity: inf']],
    ['failures in two channels', rule(FAILED) + canary(alerts('error')) + provider('news') + alertmanager('{ receiver: on-call }'), ['info at { name: a, severity: err']],
    ['news in another channel', rule(FAILED) + canary(alerts('info')) + provider('news') + alertmanager('{ receiver: on-call }'), []],
    ['two alerts of a canary to one provider that is elsewhere', canary(', alerts: [{ name: a, severity: info, providerRef: { name: x } }, { name: b, severity: error, providerRef: { name: x } }]'), ['warning at { name: b, severity: err']],
    ['two alerts through two providers of one channel', canary(', alerts: [{ name: a, severity: warn, providerRef: { name: chat } }, { name: b, severity: error, providerRef: { name: chat2 } }]') + provider('news') + provider('#news').replace('name: chat,', 'name: chat2,'), ['warning at { name: b, severity: err']],
    ['two alerts in two channels', canary(', alerts: [{ name: a, severity: info, providerRef: { name: chat } }, { name: b, severity: error, providerRef: { name: chat2 } }]') + provider('news') + provider('on-call').replace('name: chat,', 'name: chat2,'), []],
    ['two alerts of which one is never sent', canary(', alerts: [{ name: a, providerRef: { name: x } }, { name: b, severity: error, providerRef: { name: x } }]'), []],
    ['two routes', rule(FAILED) + alertmanager('{ receiver: on-call, continue: true }, { receiver: on-call }'), ['warning at { receiver: on-call }]']],
    ['two routes of which the first takes it', rule(FAILED) + alertmanager('{ receiver: on-call }, { receiver: on-call }'), []],
    ['two Alerts of Flux', ['a', 'b'].map((name) => `---\napiVersion: notification.toolkit.fluxcd.io/v1beta3\nkind: Alert\nmetadata: { name: ${name}, namespace: f }\nspec:\n  providerRef: { name: p }\n  eventSources: [{ kind: Kustomization, name: apps }]\n`).join(''), ['warning at { kind: Kustomization, n']],
    ['two Alerts of Flux to two Providers', ['a', 'b'].map((name) => `---\napiVersion: notification.toolkit.fluxcd.io/v1beta3\nkind: Alert\nmetadata: { name: ${name}, namespace: f }\nspec:\n  providerRef: { name: ${name} }\n  eventSources: [{ kind: Kustomization, name: apps }]\n`).join(''), []],
    ['two Alerts of Flux to Alertmanager', toAlertmanager('{ told: a }', '{ told: a }'), ['warning at { kind: Kustomization, n']],
    ['two Alerts of Flux to Alertmanager, which routes them by their metadata', toAlertmanager('{ told: a }', '{ told: b }'), []],
  ])('%s', (_, text, expected) => {
    expect(told(text, 'coverage/duplicate')).toEqual(expected);
  });

  testPage('coverage/duplicate');
});
