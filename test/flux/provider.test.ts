import { Duration } from 'cdk8s';
import * as flux from '../../lib/flux';
import { SecretKey } from '../../lib/secret-key';
import { chart, manifest } from '../render';
import { validate } from '../schema';

const { ProviderType } = flux;
const address = SecretKey.of('slack', 'address');
const token = SecretKey.of('slack', 'token');

// One row a type, as little as Flux takes.
const SMALLEST: [flux.ProviderType, Omit<flux.ProviderProps, 'type'>][] = [
  [ProviderType.SLACK, { secret: address }],
  [ProviderType.SLACK, { secret: token, address: 'https://slack.com/api/chat.postMessage', channel: '#deployments' }],
  [ProviderType.SLACK, { address: 'http://bridge.chat:8080/hook' }],
  [ProviderType.DISCORD, { secret: address }],
  [ProviderType.MSTEAMS, { secret: address }],
  [ProviderType.ROCKET, { secret: address, channel: '#deployments' }],
  [ProviderType.GOOGLECHAT, { secret: address }],
  [ProviderType.WEBEX, { secret: token, address: 'https://webexapis.com/v1/messages', channel: 'room' }],
  [ProviderType.TELEGRAM, { secret: token, channel: '@deployments' }],
  [ProviderType.LARK, { secret: address }],
  [ProviderType.MATRIX, { secret: token, address: 'https://matrix.org', channel: '!room:matrix.org' }],
  [ProviderType.ZULIP, {
    secret: SecretKey.of('zulip', 'username'), moreKeys: [SecretKey.of('zulip', 'password')], address: 'https://zulip.example.com', channel: 'ops/flux',
  }],
  [ProviderType.PAGERDUTY, { address: 'https://events.pagerduty.com', channel: '${pagerduty_routing_key}' }],
  [ProviderType.OPSGENIE, { secret: token, address: 'https://api.opsgenie.com/v2/alerts' }],
  [ProviderType.OPSGENIE, { secret: address, moreKeys: [token] }],
  [ProviderType.ALERTMANAGER, { address: 'http://alertmanager-operated.monitoring:9093/api/v2/alerts/' }],
  [ProviderType.GRAFANA, { address: 'http://grafana.monitoring/api/annotations', secret: token }],
  [ProviderType.DATADOG, { secret: token, address: 'https://api.datadoghq.eu' }],
  [ProviderType.SENTRY, { secret: address, channel: 'production' }],
  [ProviderType.OTEL, { address: 'http://collector.monitoring:4318/v1/traces' }],
  [ProviderType.OTEL, { address: 'https://otel.example.com/v1/traces', secret: token, moreKeys: [SecretKey.of('slack', 'headers')] }],
  [ProviderType.GENERIC, { address: 'http://bridge.flux-system:8080/' }],
  [ProviderType.GENERIC_HMAC, { address: 'https://hooks.example.com/flux', secret: token }],
  [ProviderType.NATS, { address: 'nats://nats.nats:4222', channel: 'flux' }],
  [ProviderType.GOOGLEPUBSUB, { address: 'my-project', channel: 'flux', serviceAccountName: 'flux' }],
  [ProviderType.AZUREEVENTHUB, { secret: address }],
  [ProviderType.GITHUB, { address: 'https://github.com/owner/repository', secret: token, commitStatusExpr: '\'flux\'' }],
  [ProviderType.GITHUB, {
    address: 'https://github.com/o/r', secret: SecretKey.of('app', 'githubAppID'),
    moreKeys: [SecretKey.of('app', 'githubAppPrivateKey'), SecretKey.of('app', 'githubAppInstallationID')],
  }],
  [ProviderType.GITHUBDISPATCH, { address: 'https://github.com/owner/repository', secret: token }],
  [ProviderType.GITHUBPULLREQUESTCOMMENT, { address: 'https://github.com/owner/repository', secret: token }],
  [ProviderType.GITLAB, { address: 'https://gitlab.com/owner/repository', secret: token }],
  [ProviderType.GITLABMERGEREQUESTCOMMENT, { address: 'https://gitlab.com/owner/repository', secret: token }],
  [ProviderType.GITEA, { address: 'https://gitea.example.com/owner/repository', secret: token }],
  [ProviderType.GITEAPULLREQUESTCOMMENT, { address: 'https://gitea.example.com/owner/repository', secret: token }],
  [ProviderType.BITBUCKET, { address: 'https://bitbucket.org/owner/repository', secret: token }],
  [ProviderType.BITBUCKETSERVER, { address: 'https://bitbucket.example.com/scm/owner/repository.git', secret: token }],
  [ProviderType.AZUREDEVOPS, { address: 'https://dev.azure.com/org/project/_git/repository', secret: token }],
];

describe('Provider', () => {
  test('refers to the Secret by name', () => {
    const c = chart('flux-system');
    new flux.Provider(c, 'news', {
      type: ProviderType.SLACK, channel: '#deployments', username: 'flux', secret: address, timeout: Duration.minutes(90),
      proxy: SecretKey.of('proxy', 'address'), certificates: SecretKey.of('ca', 'ca.crt'),
    });
    expect(manifest(c)).toEqual({
      apiVersion: 'notification.toolkit.fluxcd.io/v1beta3',
      kind: 'Provider',
      metadata: { name: 'news', namespace: 'flux-system' },
      spec: {
        type: 'slack', channel: '#deployments', username: 'flux', timeout: '90m',
        secretRef: { name: 'slack' }, proxySecretRef: { name: 'proxy' }, certSecretRef: { name: 'ca' },
      },
    });
    expect(validate(manifest(c))).toEqual([]);
  });

  test.each(SMALLEST)('%s', (type, props) => {
    const c = chart();
    new flux.Provider(c, 'provider', { type, ...props });
    expect(validate(manifest(c))).toEqual([]);
  });

  test('every type has a row above', () => {
    expect(new Set(SMALLEST.map(([type]) => type))).toEqual(new Set(Object.values(ProviderType)));
  });

  test.each<[string, flux.ProviderType, Omit<flux.ProviderProps, 'type'>, string]>([
    ['no address', ProviderType.SLACK, {}, 'slack has no address'],
    ['a webhook in git', ProviderType.MSTEAMS, { address: 'https://contoso.webhook.office.com/abc' }, 'a webhook of msteams is written into the manifest'],
    ['the key of the tutorials', ProviderType.SLACK, { secret: SecretKey.of('slack', 'url') }, 'slack does not read this key of the Secret\n  value:   "url"'],
    ['both addresses', ProviderType.SLACK, { secret: address, address: 'http://bridge' }, 'both address and the Secret\'s key address are given'],
    ['a bot without a channel', ProviderType.SLACK, { secret: token, address: 'https://slack.com/api/chat.postMessage' }, 'slack has no channel'],
    ['a channel that Teams does not know', ProviderType.MSTEAMS, { secret: address, channel: '#x' }, 'msteams does not read the channel'],
    ['Discord\'s certificates', ProviderType.DISCORD, { secret: address, certificates: SecretKey.of('ca', 'ca.crt') }, 'discord does not read certificates'],
    ['a proxy\'s other key', ProviderType.SLACK, { secret: address, proxy: SecretKey.of('proxy', 'url') }, 'the proxy\'s Secret has another key'],
    ['another Secret', ProviderType.OPSGENIE, { secret: address, moreKeys: [SecretKey.of('other', 'token')] }, 'moreKeys names another Secret'],
    ['opsgenie without its key', ProviderType.OPSGENIE, { secret: address }, 'opsgenie has no credentials'],
    ['a username without a password', ProviderType.ALERTMANAGER, {
      address: 'http://am:9093/api/v2/alerts/', secret: SecretKey.of('am', 'username'),
    }, 'of username and password only one is in the Secret'],
    ['a login name in git', ProviderType.ZULIP, {
      address: 'https://zulip', channel: 'a/b', secret: SecretKey.of('z', 'username'), moreKeys: [SecretKey.of('z', 'password')], username: 'bot',
    }, 'zulip does not read username'],
    ['alertmanager\'s bare host', ProviderType.ALERTMANAGER, { address: 'http://alertmanager:9093' }, 'the address is not Alertmanager\'s API'],
    ['grafana\'s bare host', ProviderType.GRAFANA, { address: 'http://grafana' }, 'the address is not Grafana\'s API of annotations'],
    ['a routing key in git', ProviderType.PAGERDUTY, { address: 'https://events.pagerduty.com', channel: 'abc' }, 'the channel would be PagerDuty\'s routing key'],
    ['a topic forgotten', ProviderType.ZULIP, {
      address: 'https://zulip', channel: 'ops', secret: SecretKey.of('z', 'username'), moreKeys: [SecretKey.of('z', 'password')],
    }, 'Zulip\'s channel has no topic'],
    ['otel\'s token without headers', ProviderType.OTEL, { address: 'http://otel', secret: token }, 'otel\'s credentials are given without headers'],
    ['an address of Telegram', ProviderType.TELEGRAM, { address: 'https://api.telegram.org', secret: token, channel: '1' }, 'telegram does not read the address'],
    ['a password in the URL', ProviderType.GENERIC, { address: 'https://me:secret@example.com/' }, 'the address holds a credential'],
    ['a SAS string in git', ProviderType.AZUREEVENTHUB, { address: 'Endpoint=sb://x/;SharedAccessKey=abc' }, 'the address holds a credential'],
    ['an organisation for a repository', ProviderType.GITHUB, { address: 'https://github.com/owner', secret: token }, 'the address is not that of a repository'],
    ['a commit status on Slack', ProviderType.SLACK, { secret: address, commitStatusExpr: '\'x\'' }, 'slack does not read commitStatusExpr'],
    ['a service account on Slack', ProviderType.SLACK, { secret: address, serviceAccountName: 'x' }, 'slack does not read serviceAccountName'],
    ['a display name on Teams', ProviderType.MSTEAMS, { secret: address, username: 'x' }, 'msteams does not read username'],
    ['no HTTP', ProviderType.GENERIC, { address: 'bridge' }, 'the address is not an HTTP URL'],
    ['two ways to log in', ProviderType.GOOGLEPUBSUB, { address: 'p', channel: 't', secret: token, serviceAccountName: 'x' }, 'both a token and serviceAccountName'],
    ['a GitHub App without its installation', ProviderType.GITHUB, {
      address: 'https://github.com/o/r', secret: SecretKey.of('app', 'githubAppID'), moreKeys: [SecretKey.of('app', 'githubAppPrivateKey')],
    }, 'github has no credentials'],
    ['no credentials', ProviderType.AZUREDEVOPS, { address: 'https://dev.azure.com/o/p/_git/r' }, 'azuredevops has no credentials'],
  ])('refuses %s (%s)', (_, type, props, message) => {
    expect(() => new flux.Provider(chart(), 'news', { type, ...props })).toThrow(`Provider/shop/news: ${message}`);
  });

  test('does not repeat what may be a secret', () => {
    const address = 'https://hooks.slack.com/services/T0/B0/xyz';
    expect(() => new flux.Provider(chart(), 'news', { type: ProviderType.SLACK, address })).toThrow(/^(?![^]*xyz)[^]*a webhook of slack is written/);
  });

  test('can be one that exists', () => {
    expect(flux.Provider.fromProviderName(chart(), 'ref', 'news', 'ops')).toMatchObject({ name: 'news', namespace: 'ops' });
  });
});
