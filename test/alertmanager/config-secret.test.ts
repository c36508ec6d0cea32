import { SecretKey } from '../../lib';
import { Config, ConfigSecret, Dialect, Discord, MessageTemplate, Receiver, Route } from '../../lib/alertmanager';
import { chart, manifest } from '../render';

const nobody = Receiver.none('nobody');

describe('ConfigSecret', () => {
  test('has the configuration under the key that the operator reads, and the templates beside it', () => {
    const c = chart('monitoring');
    const config = new Config({ route: new Route({ receiver: nobody }), templates: [new MessageTemplate('team.tmpl', '{{ define "team.title" }}x{{ end }}')] });
    new ConfigSecret(c, 'alertmanager-canary', { config, metadata: { annotations: { 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' } } });
    expect(manifest(c)).toEqual({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'alertmanager-canary', namespace: 'monitoring', annotations: { 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' } },
      type: 'Opaque',
      stringData: {
        'alertmanager.yaml': 'route:\n  receiver: nobody\nreceivers:\n  - name: nobody\ntemplates:\n  - /etc/alertmanager/config/*.tmpl\n',
        'team.tmpl': '{{ define "team.title" }}x{{ end }}',
      },
    });
  });

  test('grows until the synth', () => {
    const c = chart();
    const secret = new ConfigSecret(c, 'config', { config: new Config({ route: new Route({ receiver: nobody }) }) });
    secret.addRoute(new Route({ receiver: Receiver.slack('slack', { apiUrl: SecretKey.of('slack', 'address') }) }));
    const { stringData } = manifest(c);
    expect(Object.keys(stringData)).toEqual(['alertmanager.yaml', 'canary-alerting.tmpl']);
    expect(stringData['alertmanager.yaml']).toContain('    - receiver: slack\n');
  });

  test('a mistake in the whole fails the synth', () => {
    const c = chart();
    new ConfigSecret(c, 'config', { config: new Config({ route: new Route({ receiver: nobody, routes: [new Route({ receiver: Receiver.none('nobody') })] }) }) });
    expect(() => manifest(c)).toThrow('Secret/shop/config Config.receivers: two receivers have the same name');
  });

  test('is made for the operator unless told otherwise', () => {
    const config = (): Config => new Config({ route: new Route({ receiver: new Receiver('chat', [new Discord({ webhookUrl: SecretKey.of('discord', 'address') })]) }) });
    const [refused, made] = [chart(), chart()];
    new ConfigSecret(refused, 'config', { config: config() });
    expect(() => manifest(refused)).toThrow('slackCompatibleUrl: SecretKey.of');
    new ConfigSecret(made, 'config', { config: config(), dialect: Dialect.ALERTMANAGER });
    expect(manifest(made).stringData['alertmanager.yaml']).toContain('webhook_url_file: /etc/alertmanager/secrets/discord/address');
  });
});
