import { mayBePlace } from '../../../lib/checks/credentials';
import { GLOBAL_SECRET_FIELDS, HTTP_SECRET_FIELDS, SECRET_FIELDS } from '../../../lib/facts/alertmanager';
import { findingsOf, found } from '../findings';
import { testPage } from '../page';

const WEBHOOK = 'https://hooks.slack.com/services/T0AAAAAAA/B0AAAAAAA/aaaaaaaaaaaaaaaaaaaaaaaa';
const secret = (body: string): string => `apiVersion: v1\nkind: Secret\nmetadata: { name: s, namespace: n }\n${body}\n`;
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const receiver = (body: string): string => `route: { receiver: x }\nreceivers:\n  - name: x\n    ${body}\n`;
const places = (text: string): string[] => found(text, 'secret/plain').map((each) => each.replace(/^(\S+) error secret\/plain: (.*) in plain text$/, '$1 $2'));

describe('secret/plain', () => {
  test.each([
    ['the address of an AlertProvider', `apiVersion: flagger.app/v1beta1\nkind: AlertProvider\nmetadata: { name: a }\nspec: { type: slack, address: "${WEBHOOK}" }`, ['4:31 address holds the URL of a Slack webhook']],
    ['the address of an AlertProvider whose host says nothing', 'apiVersion: flagger.app/v1beta1\nkind: AlertProvider\nmetadata: { name: a }\nspec: { type: rocket, address: "https://chat.shop.example.com/in/1" }', ['4:32 address holds the address of the notification\'s receiver']],
    ['a text of a Secret', secret(`stringData:\n  address: ${WEBHOOK}`), ['5:12 address holds the URL of a Slack webhook']],
    ['base64 in a Secret', secret(`data:\n  address: ${base64(WEBHOOK)}`), ['5:12 address holds the URL of a Slack webhook']],
    ['a base64 token without a form', secret(`data:\n  token: ${base64('s3cr3tvalue')}`), ['5:10 token holds a password, token or key']],
    ['a tutorial\'s example', secret('stringData:\n  url: https://hooks.slack.com/services/T.../B.../XXXX'), ['5:8 url holds the URL of a Slack webhook']],
    ['Alertmanager\'s configuration in a Secret', secret(`stringData:\n  alertmanager.yaml: |\n${receiver(`slack_configs: [{ api_url: "${WEBHOOK}" }]`).replace(/^/gm, '    ')}`), ['9:36 api_url holds the URL of a Slack webhook']],
    ['Alertmanager\'s configuration in base64', secret(`data:\n  alertmanager.yaml: ${base64(receiver('pagerduty_configs: [{ routing_key: 0123456789abcdef0123456789abcdef }]'))}`), ['5:22 alertmanager.yaml holds a token or key']],
    ['a routing key', receiver('pagerduty_configs: [{ routing_key: 0123456789abcdef0123456789abcdef }]'), ['4:40 routing_key holds a token or key']],
    ['an Opsgenie key in global', `global: { opsgenie_api_key: abc }\n${receiver('opsgenie_configs: [{}]')}`, ['1:29 opsgenie_api_key holds a password, token or key']],
    ['basic authentication', receiver('webhook_configs: [{ url: "http://a/", http_config: { basic_auth: { username: a, password: b } } }]'), ['4:95 password holds a password, token or key']],
    ['a list of objects', `apiVersion: v1\nkind: List\nitems:\n  - ${secret(`stringData: { url: "${WEBHOOK}" }`).trim().replace(/\n/g, '\n    ')}`, ['7:24 url holds the URL of a Slack webhook']],
    ['Helm values in a ConfigMap', `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: v }\ndata:\n  values.yaml: |\n    slack:\n      url: ${WEBHOOK}\n`, ['7:12 url holds the URL of a Slack webhook']],
    ['Helm values of a HelmRelease', 'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: v }\nspec:\n  values:\n    grafana:\n      adminPassword: prom-operator\n', ['7:22 adminPassword holds a password, token or key']],
    ['an argument', `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: flagger }\nspec: { template: { spec: { containers: [{ args: ["-slack-url=${WEBHOOK}"] }] } } }`, ['4:63 args holds the URL of a Slack webhook']],
    ['a variable', 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: flagger }\nspec: { template: { spec: { containers: [{ env: [{ name: SLACK_TOKEN, value: abcdefghijk }] }] } } }', ['4:78 value holds a password, token or key']],
    ['a literal of kustomize', `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nsecretGenerator: [{ name: s, literals: ["address=${WEBHOOK}"] }]`, ['3:50 literals holds the URL of a Slack webhook']],
    ['the bearer token of a MetricTemplate', 'apiVersion: flagger.app/v1beta1\nkind: MetricTemplate\nmetadata: { name: m }\nspec: { provider: { headers: { Authorization: ["Bearer abcdefghijklmnopqrst"] } } }', ['4:48 Authorization holds a bearer token']],
    ['a URL with a password', 'apiVersion: flagger.app/v1beta1\nkind: MetricTemplate\nmetadata: { name: m }\nspec: { provider: { address: "https://me:pw1234@prometheus" } }', ['4:30 address holds a URL with a password']],
    ['a private key', secret('stringData:\n  tls.key: |\n    -----BEGIN RSA PRIVATE KEY-----\n    abc\n'), ['5:12 tls.key holds a private key']],
    ['a SOPS file that leaves a field open', `${secret(`data: { token: "ENC[AES256_GCM,data:x]" }`)}sops: { mac: x }\nstringData: { url: "${WEBHOOK}" }`, ['6:20 url holds the URL of a Slack webhook']],
  ])('%s', (_, text, expected) => {
    expect(places(text)).toEqual(expected);
  });

  test.each([
    ['Teams', 'https://shop.webhook.office.com/webhookb2/0-1@2/IncomingWebhook/3/4'],
    ['Logic Apps', 'https://prod-01.westeurope.logic.azure.com:443/workflows/0a/triggers/manual/paths/invoke?sig=x'],
    ['Discord', 'https://discord.com/api/webhooks/123456789/abcdef'],
    ['Google Chat', 'https://chat.googleapis.com/v1/spaces/AAA/messages?key=a&token=b'],
    ['Telegram', 'https://api.telegram.org/bot123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/sendMessage'],
    ['a Slack token', ['xoxb', '123456789012', 'abcdefghijkl'].join('-')],
  ])('%s in any field', (_, value) => {
    expect(places(`apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\ndata:\n  a: "${value}"\n`)).toHaveLength(1);
  });

  test.each([
    ['SOPS', `${secret('data: { address: "ENC[AES256_GCM,data:abc,type:str]" }')}sops: { mac: "ENC[x]" }`],
    ['a SealedSecret', 'apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: { name: s }\nspec: { encryptedData: { address: AgBy3i4OJSWK } }'],
    ['a reference', 'apiVersion: flagger.app/v1beta1\nkind: AlertProvider\nmetadata: { name: a }\nspec: { type: slack, secretRef: { name: slack } }'],
    ['a bridge inside the cluster', 'apiVersion: flagger.app/v1beta1\nkind: AlertProvider\nmetadata: { name: a }\nspec: { type: slack, address: "http://bridge.chat.svc:8080/" }'],
    ['Slack\'s API, which is no secret', 'apiVersion: flagger.app/v1beta1\nkind: AlertProvider\nmetadata: { name: a }\nspec: { type: slack, address: "https://slack.com/api/chat.postMessage" }'],
    ['a file', receiver('slack_configs: [{ api_url_file: /etc/alertmanager/secrets/slack/address }]')],
    ['a webhook inside the cluster', receiver('webhook_configs: [{ url: "http://receiver.monitoring:8080/alerts" }]')],
    ['a variable of Flux', secret('stringData: { address: "${SLACK_URL}", token: "${TOKEN}" }')],
    ['a webhook whose secret part Flux fills in', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\ndata: { a: "https://hooks.slack.com/services/${SLACK_PATH}" }'],
    ['a template of an ExternalSecret', 'apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: { name: s }\nspec: { target: { template: { data: { url: "https://me:{{ .password }}@host/", token: "{{ .token }}" } } } }'],
    ['a variable from a Secret', 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a }\nspec: { template: { spec: { containers: [{ env: [{ name: SLACK_TOKEN, valueFrom: { secretKeyRef: { name: a, key: b } } }] }] } } }'],
    ['the name of a key in values', 'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: v }\nspec: { values: { grafana: { admin: { existingSecret: g, userKey: admin-user, passwordKey: admin-password } } } }'],
    ['no secret in a Secret', secret('stringData: { username: flagger, channel: general, alertmanager.yaml: "route: { receiver: x }\\nreceivers: [{ name: x }]\\n" }')],
    ['a URL with a port', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\ndata: { a: "http://prometheus:9090/a@b" }'],
    ['the address of a Provider that is none of a webhook', 'apiVersion: notification.toolkit.fluxcd.io/v1beta3\nkind: Provider\nmetadata: { name: a }\nspec: { type: alertmanager, address: "https://alertmanager.example.com/api/v2/alerts/" }'],
    ['a CRD\'s description', 'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: { name: c }\nspec: { description: "such as https://me:password@host" }'],
  ])('%s is right', (_, text) => {
    expect(places(text)).toEqual([]);
  });

  test('the value is nowhere in a finding', () => {
    const findings = findingsOf(secret(`stringData: { address: "${WEBHOOK}", token: hunter22hunter22 }\ndata: { password: ${base64('hunter33')} }`), { only: ['secret'] });
    expect(findings).toHaveLength(3);
    expect(JSON.stringify(findings)).not.toMatch(/hunter|T0AAAAAAA/);
  });

  testPage('secret/plain');
});

test('no field of Alertmanager with a secret is passed by because of its name', () => {
  expect([...Object.values(SECRET_FIELDS), GLOBAL_SECRET_FIELDS, HTTP_SECRET_FIELDS].flatMap((fields) => Object.keys(fields)).filter((field) => !mayBePlace(field))).toEqual([]);
});
