import { found } from '../findings';
import { testPage } from '../page';

const provider = (spec: string): string => `---\napiVersion: notification.toolkit.fluxcd.io/v1beta3\nkind: Provider\nmetadata: { name: p, namespace: n }\nspec: { ${spec} }\n`;
const secret = (data: string): string => `---\napiVersion: v1\nkind: Secret\nmetadata: { name: s, namespace: n }\nstringData: { ${data} }\n`;

describe('flux/provider', () => {
  test.each([
    ['Slack without an address', provider('type: slack, channel: a'), ['5:7 error flux/provider: Provider/p has no address, and type slack needs one']],
    ['HMAC without a key', provider('type: generic-hmac, address: http://a/'), ['5:7 error flux/provider: Provider/p has no secretRef, and type generic-hmac needs one']],
    ['Telegram without a chat', provider('type: telegram, secretRef: { name: s }'), ['5:7 error flux/provider: Provider/p has no channel, and type telegram needs one']],
    ['half of Alertmanager\'s API', provider('type: alertmanager, address: http://am:9093'), ['5:38 error flux/provider: the address of Provider/p is not the API of alertmanager']],
    ['half of Grafana\'s', provider('type: grafana, address: http://g/'), ['5:33 error flux/provider: the address of Provider/p is not the API of grafana']],
    ['no URL', provider('type: generic, address: receiver.shop'), ['5:33 error flux/provider: the address of Provider/p is no URL']],
    ['a certificate for Discord', provider('type: discord, secretRef: { name: s }, certSecretRef: { name: c }'), ['5:63 warning flux/provider: Provider/p has a certSecretRef, which type discord does not read']],
    ['half a login', provider('type: alertmanager, address: http://am/api/v2/alerts/, secretRef: { name: s }') + secret('username: u, token: t'), ['10:25 error flux/provider: the Secret of Provider/p has the key username without password, and Flux then drops all authentication of it, a token included']],
    ['PagerDuty without its key', provider('type: pagerduty, address: https://events.pagerduty.com'), ['5:7 error flux/provider: Provider/p has no channel, and type pagerduty needs one']],
  ])('%s', (_, text, expected) => {
    expect(found(text, 'flux/provider')).toEqual(expected);
  });

  test.each([
    ['Slack with a Secret', provider('type: slack, secretRef: { name: s }')],
    ['Slack with an address', provider('type: slack, address: http://bridge/')],
    ['Alertmanager', provider('type: alertmanager, address: http://am:9093/api/v2/alerts/')],
    ['a workload\'s identity', provider('type: azuredevops, address: https://dev.azure.com/o/p/_git/r, serviceAccountName: a')],
    ['a name that is no URL', provider('type: nats, address: nats://a:4222, channel: b')],
    ['a type that the schema refuses', provider('type: gchat')],
    ['a login', provider('type: grafana, address: http://g/api/annotations, secretRef: { name: s }') + secret('username: u, password: p')],
    ['a placeholder, which another check tells', provider('type: generic, address: <url>')],
  ])('%s is right', (_, text) => {
    expect(found(text, 'flux/provider')).toEqual([]);
  });

  testPage('flux/provider');
});
