import { found } from '../findings';
import { foundIn, object } from './manifests';

const provider = (spec: string): string => object('Provider', 'ops/slack', `spec: {${spec}, secretRef: {name: hook}}`);
const ALERT_PROVIDER = object('AlertProvider', 'ops/slack', 'spec: {type: slack, secretRef: {name: hook}}');
const secret = (keys: string): string => object('Secret', 'ops/hook', `stringData: {${keys}}`);
const template = (type: string): string => object('MetricTemplate', 'ops/errors', `spec: {provider: {type: ${type}, secretRef: {name: hook}}}`);

describe('reference/secret-key', () => {
  test.each([
    ['url for Flagger\'s address', [ALERT_PROVIDER, secret('url: x')], ['error Secret/ops/hook stringData.url: the Secret hook has the key url, but AlertProvider slack reads address']],
    ['webhook-url for Flux\' address', [provider('type: slack'), secret('webhook-url: x')], ['error Secret/ops/hook stringData.webhook-url: the Secret hook has the key webhook-url, but Provider slack reads address']],
    ['a misspelt key in base64', [ALERT_PROVIDER, object('Secret', 'ops/hook', 'data: {adress: eA==}')], ['error Secret/ops/hook data.adress: the Secret hook has the key adress, but AlertProvider slack reads address']],
    ['one Secret that two read', [ALERT_PROVIDER, provider('type: slack'), secret('url: x')], ['error Secret/ops/hook stringData.url: the Secret hook has the key url, but AlertProvider slack reads address']],
    ['a Secret with a token alone', [ALERT_PROVIDER, secret('token: x')], ['error AlertProvider/ops/slack spec.secretRef.name: the Secret hook has no key address, which AlertProvider slack reads']],
    ['an ExternalSecret', [ALERT_PROVIDER, object('ExternalSecret', 'ops/es', 'spec: {target: {name: hook}, data: [{secretKey: SLACK_URL, remoteRef: {key: k}}]}')],
      ['error ExternalSecret/ops/es spec.data[0].secretKey: the Secret hook has the key SLACK_URL, but AlertProvider slack reads address']],
    ['a SealedSecret', [provider('type: slack'), object('SealedSecret', 'ops/hook', 'spec: {encryptedData: {url: AgB}}')], ['error SealedSecret/ops/hook spec.encryptedData.url: the Secret hook has the key url, but Provider slack reads address']],
    ['Datadog without its second key', [template('datadog'), secret('datadog_api_key: x, datadog_app_key: y')],
      ['error Secret/ops/hook stringData.datadog_app_key: the Secret hook has the key datadog_app_key, but MetricTemplate errors reads datadog_application_key']],
    ['a Receiver without token', [object('Receiver', 'ops/push', 'spec: {type: github, resources: [], secretRef: {name: hook}}'), secret('secret: x')],
      ['error Secret/ops/hook stringData.secret: the Secret hook has the key secret, but Receiver push reads token']],
  ])('%s', (_, objects, expected) => { expect(foundIn('reference/secret-key', objects)).toEqual(expected); });

  test('the place is the name of the key', () => {
    expect(found(`${ALERT_PROVIDER}\n---\napiVersion: v1\nkind: Secret\nmetadata: {name: hook, namespace: ops}\nstringData:\n  url: https://x\n`, 'reference/secret-key')).toEqual([
      '7:3 error reference/secret-key: the Secret hook has the key url, but AlertProvider slack reads address']);
  });

  test.each([
    ['the right key', [ALERT_PROVIDER, secret('address: x')]],
    ['the right key beside others', [ALERT_PROVIDER, secret('address: x, token: y, team: z')]],
    ['a Provider whose address is in its spec', [provider('type: slack, address: "https://slack.com/api/chat.postMessage"'), secret('token: x')]],
    ['Telegram, which has no address', [provider('type: telegram'), secret('token: x')]],
    ['a type that is not known', [provider('type: fax'), secret('x: y')]],
    ['basic authentication for Prometheus', [template('prometheus'), secret('username: x, password: y')]],
    ['a Secret that is filled by somebody else', [ALERT_PROVIDER, object('Secret', 'ops/hook', 'type: Opaque')]],
    ['an ExternalSecret that takes all keys of another store', [ALERT_PROVIDER, object('ExternalSecret', 'ops/hook', 'spec: {dataFrom: [{extract: {key: k}}]}')]],
    ['an ExternalSecret that takes some keys by name and all of another store', [ALERT_PROVIDER, object('ExternalSecret', 'ops/hook', 'spec: {data: [{secretKey: team}], dataFrom: [{extract: {key: k}}]}')]],
    ['an ExternalSecret whose template makes the key', [ALERT_PROVIDER, object('ExternalSecret', 'ops/hook', 'spec: {target: {template: {data: {address: "{{ .url }}"}}}, data: [{secretKey: url}]}')]],
    ['a Secret of the same name in another namespace', [ALERT_PROVIDER, object('Secret', 'shop/hook', 'stringData: {url: x}')]],
    ['a Secret that nobody here reads', [secret('url: x')]],
  ])('nothing about %s', (_, objects) => { expect(foundIn('reference/secret-key', objects)).toEqual([]); });
});
