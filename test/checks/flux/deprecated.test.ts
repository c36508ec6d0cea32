import { found } from '../findings';
import { testPage } from '../page';

const provider = (spec: string): string => `---\napiVersion: notification.toolkit.fluxcd.io/v1beta3\nkind: Provider\nmetadata: { name: p, namespace: n }\nspec: { ${spec} }\n`;
const secret = (data: string): string => `---\napiVersion: v1\nkind: Secret\nmetadata: { name: s, namespace: n }\nstringData: { ${data} }\n`;

describe('flux/deprecated', () => {
  test.each([
    ['a proxy', provider('type: slack, proxy: http://a, secretRef: { name: s }'), ['5:29 warning flux/deprecated: proxy of Provider/p is deprecated']],
    ['an interval', provider('type: slack, interval: 5m, secretRef: { name: s }'), ['5:32 warning flux/deprecated: interval of Provider/p is deprecated']],
    ['a key', provider('type: slack, secretRef: { name: s }') + secret('address: x, proxy: http://a'), ['10:34 warning flux/deprecated: the key proxy of a Provider\'s Secret is deprecated']],
    ['a summary', 'apiVersion: notification.toolkit.fluxcd.io/v1beta3\nkind: Alert\nmetadata: { name: a }\nspec: { summary: x }\n', ['4:18 warning flux/deprecated: summary of Alert/a is deprecated']],
  ])('%s', (_, text, expected) => {
    expect(found(text, 'flux/deprecated')).toEqual(expected);
  });

  test.each([
    ['what stays', provider('type: slack, timeout: 5s, proxySecretRef: { name: x }, secretRef: { name: s }') + secret('address: x')],
    ['a Secret of something else', secret('proxy: http://a')],
  ])('%s is right', (_, text) => {
    expect(found(text, 'flux/deprecated')).toEqual([]);
  });

  testPage('flux/deprecated');
});
