import { findingsOf, found } from '../findings';
import { testPage } from '../page';

const release = (entries: string, namespace = 'monitoring'): string => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: kps, namespace: ${namespace} }
spec:
  chart: { spec: { chart: kube-prometheus-stack } }
  valuesFrom: [${entries}]
`;
const object = (kind: string, name: string, data: Readonly<Record<string, string>>, namespace = 'monitoring'): string =>
  `---\napiVersion: v1\nkind: ${kind}\nmetadata: { name: ${name}, namespace: ${namespace} }\n${kind === 'Secret' ? 'stringData' : 'data'}: ${JSON.stringify(data)}\n`;
const told = (text: string): string[] => found(text, 'reference/values-from').map((each) => each.replace('reference/values-from: ', ''));

describe('reference/values-from', () => {
  testPage('reference/values-from');

  test.each([
    ['a ConfigMap that is not there', release('{ kind: ConfigMap, name: a }'), ['6:41 warning ConfigMap a, from which HelmRelease kps takes values, is not among the manifests']],
    ['one that may be missing', release('{ kind: ConfigMap, name: a, optional: true }'), []],
    ['a Secret that is not there', release('{ kind: Secret, name: a }'), []],
    ['one in another namespace', release('{ kind: ConfigMap, name: a }') + object('ConfigMap', 'a', { 'values.yaml': 'a: 1' }, 'shop'),
      ['6:41 error ConfigMap a is in shop, but HelmRelease kps looks for it in monitoring: helm-controller neither installs nor upgrades the release']],
    ['a Secret in another namespace', release('{ kind: Secret, name: a }') + object('Secret', 'a', { 'values.yaml': 'a: 1' }, 'shop'),
      ['6:38 error the Secret a is in shop, but HelmRelease kps looks for it in monitoring: helm-controller neither installs nor upgrades the release']],
    ['a Secret without the key', release('{ kind: Secret, name: a, valuesKey: b }') + object('Secret', 'a', { 'values.yaml': 'a: 1' }),
      ['6:52 error Secret a has no key b, from which HelmRelease kps takes values: helm-controller neither installs nor upgrades the release']],
    ['an optional key', release('{ kind: ConfigMap, name: a, valuesKey: b, optional: true }') + object('ConfigMap', 'a', { 'values.yaml': 'a: 1' }), []],
    ['an empty Secret', release('{ kind: Secret, name: a }') + object('Secret', 'a', {}), []],
    ['a text that is no map', release('{ kind: ConfigMap, name: a }') + object('ConfigMap', 'a', { 'values.yaml': '[1]' }),
      ['6:16 error what HelmRelease kps takes from values.yaml of ConfigMap a cannot be a value of its chart: the text is no map of values']],
    ['an empty text', release('{ kind: ConfigMap, name: a }') + object('ConfigMap', 'a', { 'values.yaml': '' }), []],
    ['a comma', release('{ kind: ConfigMap, name: a, valuesKey: v, targetPath: x.y }') + object('ConfigMap', 'a', { v: 'a, b' }),
      ['6:70 error what HelmRelease kps takes from v of ConfigMap a cannot be a value at x.y: key " b" has no value']],
    ['a comma as it is', release('{ kind: ConfigMap, name: a, valuesKey: v, targetPath: x.y, literal: true }') + object('ConfigMap', 'a', { v: 'a, b' }), []],
    ['a comma in a secret, which is not shown', release('{ kind: Secret, name: a, valuesKey: v, targetPath: x }') + object('Secret', 'a', { v: 'a,hunter2' }),
      ['6:67 error what HelmRelease kps takes from v of Secret a cannot be a value at x: helm refuses it']],
    ['what kustomize makes', `${release('{ kind: ConfigMap, name: a }')}---\napiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nconfigMapGenerator: [{ name: a, files: [values.yaml] }]\n`, []],
    ['what an ExternalSecret makes', `${release('{ kind: Secret, name: a }', 'other')}---\napiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: { name: a, namespace: other }\nspec: { data: [{ secretKey: values.yaml }] }\n`, []],
    ['a key that an ExternalSecret does not make', `${release('{ kind: Secret, name: a }', 'other')}---\napiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: { name: a, namespace: other }\nspec: { data: [{ secretKey: b }] }\n`,
      ['6:16 error Secret a has no key values.yaml, from which HelmRelease kps takes values: helm-controller neither installs nor upgrades the release']],
    ['a name that is filled in', release('{ kind: ConfigMap, name: "${name}" }'), []],
    ['no list', 'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: a }\nspec: { valuesFrom: { kind: ConfigMap } }\n', []],
    ['no entries', release('null, 7, [], { kind: Job, name: 7 }'), []],
  ])('%s', (_, text, expected) => {
    expect(told(text)).toEqual(expected);
  });

  test('the checks see values as the chart gets them: the last entry wins, `values` win over it, targetPath over all', () => {
    const alertmanager = (receiver: string): string => `alertmanager:\n  config:\n    route: { receiver: ${receiver}, routes: [] }\n    receivers: [{ name: slack, webhook_configs: [{ url: 'http://a.b' }] }]\n`;
    const world = (entries: string, values = ''): string => `${release(entries)}${values}` + [
      object('ConfigMap', 'first', { 'values.yaml': alertmanager('nobody') }), object('Secret', 'second', { 'values.yaml': alertmanager('slack') }), object('ConfigMap', 'path', { name: 'else' }),
    ].filter((each) => /name: (\w+)/.exec(each)?.[1] !== 'first' || entries.includes('first')).join('');
    const wrong = (text: string): (string | undefined)[] => findingsOf(text, { only: ['routing/receiver'] }).map(({ value, object: by }) => `${value ?? ''} of ${by ?? ''}`);
    expect(wrong(world('{ kind: ConfigMap, name: first }'))).toEqual(['nobody of ConfigMap/monitoring/first']);
    expect(wrong(world('{ kind: ConfigMap, name: first }, { kind: Secret, name: second }'))).toEqual([]);
    expect(wrong(world('{ kind: Secret, name: second }, { kind: ConfigMap, name: first }'))).toEqual(['nobody of ConfigMap/monitoring/first']);
    expect(wrong(world('{ kind: Secret, name: second }', '  values: { alertmanager: { config: { route: { receiver: inline } } } }\n'))).toEqual(['inline of HelmRelease/monitoring/kps']);
    expect(wrong(world('{ kind: Secret, name: second }, { kind: ConfigMap, name: path, valuesKey: name, targetPath: alertmanager.config.route.receiver }'))).toEqual(['else of ConfigMap/monitoring/path']);
  });
});
