import { explain } from '../../lib/explain';
import { configSecret, object, Plain } from './manifests';

const provider = object('flagger.app/v1beta1', 'AlertProvider', 'shop/news', { type: 'slack', secretRef: { name: 'slack' } });
const needed = { secret: 'shop/slack', keys: ['address'], readBy: ['AlertProvider/shop/news'] };

const externalSecret = (name: string, spec: Plain): Plain => object('external-secrets.io/v1', 'ExternalSecret', name, spec);

describe('the Secrets that are read', () => {
  test.each<[string, Plain, readonly string[]]>([
    ['a Provider', object('notification.toolkit.fluxcd.io/v1beta3', 'Provider', 'a/b', { type: 'slack', secretRef: { name: 's' } }), ['address']],
    ['a Provider with an address', object('notification.toolkit.fluxcd.io/v1beta3', 'Provider', 'a/b', { type: 'github', address: 'https://github.com/x/y', secretRef: { name: 's' } }), ['token']],
    ['a MetricTemplate', object('flagger.app/v1beta1', 'MetricTemplate', 'a/b', { provider: { type: 'datadog', secretRef: { name: 's' } } }), ['datadog_api_key', 'datadog_application_key']],
    ['a MetricTemplate that takes this or that', object('flagger.app/v1beta1', 'MetricTemplate', 'a/b', { provider: { type: 'prometheus', secretRef: { name: 's' } } }), []],
    ['a Kustomization that decrypts', object('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', 'a/b', { decryption: { provider: 'sops', secretRef: { name: 's' } } }), []],
    ['a GitRepository', object('source.toolkit.fluxcd.io/v1', 'GitRepository', 'a/b', { secretRef: { name: 's' } }), []],
    ['a HelmRelease', object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'a/b', { valuesFrom: [{ kind: 'Secret', name: 's' }, { kind: 'ConfigMap', name: 'c' }, { kind: 'Secret', name: 'o', optional: true }] }), ['values.yaml']],
  ])('%s', (_, manifest, keys) => {
    expect(explain([manifest]).secrets).toEqual([{ secret: 'a/s', keys, readBy: [`${String(manifest.kind)}/a/b`] }]);
  });

  test('Flagger, by its environment', () => {
    const env = [{ name: 'SLACK_URL', valueFrom: { secretKeyRef: { name: 'slack', key: 'url' } } }, { name: 'TZ', value: 'UTC' }, { name: 'X', valueFrom: { secretKeyRef: { name: 'x', key: 'y', optional: true } } }];
    expect(explain([object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'ops/flagger', { chartRef: { kind: 'OCIRepository', name: 'flagger' }, values: { env } })]).secrets)
      .toEqual([{ secret: 'ops/slack', keys: ['url'], readBy: ['Flagger'] }]);
  });

  test('Alertmanager, at any depth of its configuration', () => {
    expect(explain([configSecret(`
global: { slack_api_url_file: /etc/alertmanager/secrets/slack/address }
route: { receiver: r }
receivers:
  - name: r
    webhook_configs:
      - url_file: /etc/alertmanager/secrets/hook/address
        http_config: { authorization: { credentials_file: /etc/alertmanager/secrets/hook/token } }
      - url_file: /somewhere/else
`)]).secrets).toEqual([
      { secret: 'monitoring/hook', keys: ['address', 'token'], readBy: ['Alertmanager'] },
      { secret: 'monitoring/slack', keys: ['address'], readBy: ['Alertmanager'] },
    ]);
  });

  test.each<[string, Plain, string | undefined]>([
    ['an ExternalSecret of its name', externalSecret('shop/slack', { data: [{ secretKey: 'address' }] }), 'ExternalSecret/shop/slack'],
    ['an ExternalSecret with another target', externalSecret('shop/x', { target: { name: 'slack' }, data: [{ secretKey: 'address' }] }), 'ExternalSecret/shop/x'],
    ['an ExternalSecret that takes a whole entry', externalSecret('shop/slack', { dataFrom: [{ extract: { key: 'slack' } }] }), 'ExternalSecret/shop/slack'],
    ['an ExternalSecret with a template', externalSecret('shop/slack', { target: { template: { data: { address: '{{ .url }}' } } }, data: [{ secretKey: 'url' }] }), 'ExternalSecret/shop/slack'],
    ['a Secret', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'slack', namespace: 'shop' }, data: { address: 'ENC[x]' } }, 'Secret/shop/slack'],
    ['an ExternalSecret with another key', externalSecret('shop/slack', { data: [{ secretKey: 'url' }] }), undefined],
    ['an ExternalSecret whose template leaves the key out', externalSecret('shop/slack', { target: { template: { data: { url: 'x' } } }, data: [{ secretKey: 'address' }] }), undefined],
    ['an ExternalSecret of another namespace', externalSecret('other/slack', { data: [{ secretKey: 'address' }] }), undefined],
  ])('filled or not: %s', (_, filler, filledBy) => {
    expect(explain([provider, filler]).secrets).toEqual([{ ...needed, ...(filledBy !== undefined && { filledBy }) }]);
  });
});
