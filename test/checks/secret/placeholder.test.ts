import { found } from '../findings';
import { testPage } from '../page';

const provider = (address: string): string => `apiVersion: flagger.app/v1beta1\nkind: AlertProvider\nmetadata: { name: a, namespace: n }\nspec: { type: slack, address: "${address}" }`;
const secret = (body: string, annotations = '{}'): string => `apiVersion: v1\nkind: Secret\nmetadata: { name: s, namespace: n, annotations: ${annotations} }\n${body}\n`;

describe('secret/placeholder', () => {
  test.each([
    ['an empty address', provider(''), ['4:31 error secret/placeholder: address is empty']],
    ['a word', provider('changeme'), ['4:31 error secret/placeholder: address is a placeholder']],
    ['brackets', provider('<your-url>'), ['4:31 error secret/placeholder: address is a placeholder']],
    ['a webhook to be completed', provider('https://hooks.slack.com/services/YOUR/WEBHOOK/URL'), ['4:31 error secret/placeholder: address is a placeholder']],
    ['a Secret', secret('stringData:\n  address: REPLACE_ME'), ['5:12 error secret/placeholder: address is a placeholder']],
    ['base64', secret(`data:\n  address: ${Buffer.from('changeme').toString('base64')}`), ['5:12 error secret/placeholder: address is a placeholder']],
    ['a receiver of Alertmanager', 'route: { receiver: a }\nreceivers:\n  - name: a\n    slack_configs: [{ api_url: "<SLACK_URL>" }]', ['4:32 error secret/placeholder: api_url is a placeholder']],
    ['a canary\'s webhook', 'apiVersion: flagger.app/v1beta1\nkind: Canary\nmetadata: { name: a }\nspec: { analysis: { webhooks: [{ url: "http://<your-receiver>/" }] } }', ['4:39 error secret/placeholder: url is a placeholder']],
  ])('%s', (_, text, expected) => {
    expect(found(text, 'secret')).toEqual(expected);
  });

  test.each([
    ['a Secret that is filled in elsewhere', secret('stringData: { address: "changeme" }', '{ kustomize.toolkit.fluxcd.io/ssa: IfNotPresent }')],
    ['a variable of Flux', provider('${SLACK_URL}')],
    ['a chart\'s value that is left empty', 'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: flagger }\nspec: { chart: { spec: { chart: flagger } }, values: { slack: { url: "" }, eventWebhook: "" } }'],
    ['a text that nobody reads', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { help: "write https://hooks.slack.com/services/<your-path>" }'],
  ])('%s is right', (_, text) => {
    expect(found(text, 'secret')).toEqual([]);
  });

  testPage('secret/placeholder');
});
