import { found } from '../findings';
import { testPage } from '../page';

const canary = (analysis: string, spec: string = ''): string => `apiVersion: flagger.app/v1beta1\nkind: Canary\nmetadata: { name: a, namespace: n }\nspec:\n  ${spec}\n  analysis: { ${analysis} }\n`;

describe('analysis/webhook', () => {
  test.each([
    ['a webhook as long as the interval', canary('interval: 30s, stepWeight: 5, webhooks: [{ name: a, url: http://a/, timeout: 30s }]'), ['6:92 warning analysis/webhook: the rollout webhooks may take longer than the analysis interval']],
    ['several, in sum', canary('interval: 30s, stepWeight: 5, webhooks: [{ name: a, url: http://a/, timeout: 20s }, { name: b, type: rollout, url: http://a/ }]'), ['6:92 warning analysis/webhook: the rollout webhooks may take longer than the analysis interval']],
    ['retries', canary('interval: 30s, stepWeight: 5, webhooks: [{ name: a, url: http://a/, retries: 3, timeout: 10s }]'), ['6:104 warning analysis/webhook: the rollout webhooks may take longer than the analysis interval']],
    ['Flux\' notification-controller', canary('interval: 30s, stepWeight: 5, webhooks: [{ name: a, type: event, url: http://notification-controller.flux-system/ }]'), ['6:85 error analysis/webhook: the webhook a posts to Flux\' notification-controller, which discards what Flagger sends']],
    ['Slack', canary('interval: 30s, stepWeight: 5, webhooks: [{ name: a, type: event, url: "https://hooks.slack.com/services/a/b/c" }]'), ['6:85 error analysis/webhook: the webhook a posts Flagger\'s own JSON to Slack, which refuses it']],
    ['Slack at every check', canary('interval: 30s, stepWeight: 5, webhooks: [{ name: a, timeout: 5s, url: "https://hooks.slack.com/services/YOUR/SLACK/WEBHOOK" }]'), ['6:85 error analysis/webhook: the webhook a posts Flagger\'s own JSON to Slack, which refuses it: every check fails, and each revision is rolled back']],
    ['Discord as a gate', canary('interval: 30s, stepWeight: 5, webhooks: [{ name: a, type: confirm-promotion, url: "https://discord.com/api/webhooks/1/x" }]'), ['6:97 error analysis/webhook: the webhook a posts Flagger\'s own JSON to Discord, which refuses it: no revision is ever promoted']],
    ['Google Chat after the rollout', canary('interval: 30s, stepWeight: 5, webhooks: [{ name: a, type: post-rollout, url: "https://chat.googleapis.com/v1/x" }]'), ['6:92 error analysis/webhook: the webhook a posts Flagger\'s own JSON to Google Chat, which refuses it']],
    ['a workflow, which answers yes', canary('interval: 30s, stepWeight: 5, webhooks: [{ name: a, type: pre-rollout, url: "https://x.logic.azure.com/workflows/x" }]'), ['6:91 error analysis/webhook: the webhook a posts Flagger\'s own JSON to Microsoft Teams, which refuses it']],
    ['a gate that is never asked', canary('iterations: 5, webhooks: [{ name: a, type: confirm-traffic-increase, url: http://a/ }]'), ['6:58 warning analysis/webhook: the gate a is never asked: the canary a shifts no weight']],
    ['a gate that is always closed', canary('interval: 30s, stepWeight: 5, webhooks: [{ name: a, type: confirm-promotion, url: http://load/gate/halt }]'), ['6:97 warning analysis/webhook: the gate a never opens: the load tester\'s /gate/halt always says no']],
    ['a gate that somebody opens', canary('interval: 30s, stepWeight: 5, webhooks: [{ name: a, type: confirm-rollout, url: http://load/gate/check }]'), ['6:95 info analysis/webhook: the canary a waits at the gate a until somebody opens it']],
    ['a rollback that always comes', canary('interval: 30s, stepWeight: 5, webhooks: [{ name: a, type: rollback, url: http://load/gate/approve }]'), ['6:88 error analysis/webhook: the webhook a rolls back every revision: its answer is always yes']],
    ['the chart\'s webhook', 'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: f }\nspec: { chart: { spec: { chart: flagger } }, values: { eventWebhook: "http://notification-controller/" } }\n', ['4:70 error analysis/webhook: Flagger\'s eventWebhook posts to Flux\' notification-controller, which discards what Flagger sends']],
  ])('%s', (_, text, expected) => {
    expect(found(text, 'analysis/webhook')).toEqual(expected);
  });

  test.each([
    ['a short one', canary('interval: 30s, stepWeight: 5, webhooks: [{ name: a, url: http://a/, timeout: 5s }]')],
    ['a long one before the rollout', canary('interval: 30s, stepWeight: 5, webhooks: [{ name: a, type: pre-rollout, url: http://a/, timeout: 5m }]')],
    ['a Receiver of Flux', canary('interval: 30s, stepWeight: 5, webhooks: [{ name: a, type: post-rollout, url: http://webhook-receiver.flux-system/hook/5b1f }]')],
    ['a receiver of one\'s own', canary('interval: 30s, stepWeight: 5, webhooks: [{ name: a, type: event, url: http://receiver.notifications/slack }]')],
    ['a gate of one\'s own', canary('interval: 30s, stepWeight: 5, webhooks: [{ name: a, type: confirm-promotion, url: http://gates.shop/ }]')],
    ['a way to roll back', canary('interval: 30s, stepWeight: 5, webhooks: [{ name: a, type: rollback, url: http://load/rollback/check }]')],
    ['what is no webhook', canary('interval: 30s, stepWeight: 5, webhooks: [7, null, { type: event, url: [] }]')],
  ])('%s is right', (_, text) => {
    expect(found(text, 'analysis/webhook')).toEqual([]);
  });

  testPage('analysis/webhook');
});
