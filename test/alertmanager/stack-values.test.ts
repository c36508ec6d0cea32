import { parse } from 'yaml';
import { SecretKey } from '../../lib';
import { Config, ConfigSecret, MatcherStrategy, Receiver, Route, StackValues } from '../../lib/alertmanager';
import { chart, manifests } from '../render';

const slack = (secret: string, key = 'address'): Route => new Route({ receiver: Receiver.slack(`${secret}-${key}`, { apiUrl: SecretKey.of(secret, key) }) });

function made(values?: { readonly [key: string]: unknown }): { readonly stack: StackValues; readonly secret: ConfigSecret; readonly render: () => string } {
  const c = chart('monitoring');
  const secret = new ConfigSecret(c, 'alertmanager-canary', { config: new Config({ route: new Route({ receiver: Receiver.none('nobody') }) }) });
  const stack = new StackValues(c, 'canary-values', { configSecret: secret, values });
  return { stack, secret, render: () => manifests(c)[1]?.data['values.yaml'] as string };
}

describe('StackValues', () => {
  test('makes kube-prometheus-stack use the configuration and mount each Secret once, in order', () => {
    const c = chart('monitoring');
    const secret = new ConfigSecret(c, 'alertmanager-canary', { config: new Config({ route: new Route({ receiver: Receiver.none('nobody') }) }) });
    new StackValues(c, 'canary-values', { configSecret: secret });
    secret.addRoute(slack('slack-on-call'), slack('slack-news'), slack('slack-on-call', 'token'));
    expect(manifests(c)[1]).toEqual({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'canary-values', namespace: 'monitoring' },
      data: {
        'values.yaml': `alertmanager:
  alertmanagerSpec:
    useExistingSecret: true
    configSecret: alertmanager-canary
    secrets:
      - slack-news
      - slack-on-call
`,
      },
    });
  });

  test('names a configuration that exists', () => {
    const c = chart('monitoring');
    new StackValues(c, 'canary-values', { configSecret: ConfigSecret.fromConfigSecretName(c, 'existing', 'alertmanager-main', ['slack']) });
    expect(parse(manifests(c)[0]?.data['values.yaml'] as string).alertmanager.alertmanagerSpec).toEqual({ useExistingSecret: true, configSecret: 'alertmanager-main', secrets: ['slack'] });
  });

  test('says which AlertmanagerConfigs are taken', () => {
    const { stack, render } = made();
    stack.selectAlertmanagerConfigs({ labels: { alerts: 'team' }, namespaceLabels: { tenant: 'yes' }, matcherStrategy: MatcherStrategy.NONE });
    expect(parse(render()).alertmanager.alertmanagerSpec).toMatchObject({
      alertmanagerConfigSelector: { matchLabels: { alerts: 'team' } }, alertmanagerConfigNamespaceSelector: { matchLabels: { tenant: 'yes' } }, alertmanagerConfigMatcherStrategy: { type: 'None' },
    });
    expect(() => { stack.selectAlertmanagerConfigs({ matcherStrategy: MatcherStrategy.ON_NAMESPACE }); }).toThrow('alertmanagerConfigMatcherStrategy.type is given twice');
    expect(() => { stack.selectAlertmanagerConfigs({ labels: {} }); }).toThrow('there is no label in the selection for alertmanagerConfigSelector');
  });

  test('merges more values, map by map, and lists of Secrets', () => {
    const { stack, secret, render } = made({ alertmanager: { alertmanagerSpec: { secrets: ['mine'], replicas: 2 } } });
    secret.addRoute(slack('slack'));
    stack.addValues({ grafana: { enabled: false }, alertmanager: { enabled: true, alertmanagerSpec: { replicas: 2 } } });
    expect(render()).toBe(`alertmanager:
  alertmanagerSpec:
    useExistingSecret: true
    configSecret: alertmanager-canary
    secrets:
      - mine
      - slack
    replicas: 2
  enabled: true
grafana:
  enabled: false
`);
  });

  test.each([
    ['another Secret', { alertmanager: { alertmanagerSpec: { configSecret: 'mine' } } }, 'ConfigMap/monitoring/canary-values: alertmanager.alertmanagerSpec.configSecret is given twice, with different values'],
    ['no map where ours is one', { alertmanager: true }, 'alertmanager is given twice, with different values'],
  ])('refuses %s', (_, values, message) => {
    expect(() => made(values)).toThrow(message);
  });
});
