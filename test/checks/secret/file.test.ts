import { found } from '../findings';
import { testPage } from '../page';

const values = (secrets: string, path: string): string => `alertmanager:\n  alertmanagerSpec: { ${secrets} }\n  config:\n    route: { receiver: a }\n    receivers:\n      - name: a\n        slack_configs:\n          - api_url_file: ${path}\n`;
const secret = (path: string): string => `apiVersion: v1\nkind: Secret\nmetadata: { name: am, namespace: n }\nstringData:\n  alertmanager.yaml: |\n    route: { receiver: a }\n    receivers:\n      - name: a\n        slack_configs: [{ api_url_file: ${path} }]\n`;
const mounts = '---\nalertmanager: { alertmanagerSpec: { useExistingSecret: true, configSecret: am, secrets: [slack] } }\n';

describe('secret/file', () => {
  test.each([
    ['a relative path', values('secrets: [slack]', 'slack/address'), ['8:27 error secret/file: api_url_file is a relative path']],
    ['a Secret that is not mounted', values('secrets: [teams]', '/etc/alertmanager/secrets/slack/address'), ['8:27 error secret/file: api_url_file is a file of the Secret slack, which is not mounted into Alertmanager']],
    ['values that mount nothing', values('replicas: 2', '/etc/alertmanager/secrets/slack/address'), ['8:27 warning secret/file: api_url_file is a file of the Secret slack, which is not mounted into Alertmanager']],
    ['a folder', values('secrets: [slack]', '/etc/alertmanager/secrets/slack'), ['8:27 error secret/file: api_url_file names the folder of the Secret slack, and no file in it']],
    ['a configuration in a Secret, with the mounts in the values', secret('/etc/alertmanager/secrets/teams/address') + mounts, ['9:41 error secret/file: api_url_file is a file of the Secret teams, which is not mounted into Alertmanager']],
    ['the operator\'s own object', `${secret('/etc/alertmanager/secrets/teams/address')}---\napiVersion: monitoring.coreos.com/v1\nkind: Alertmanager\nmetadata: { name: a }\nspec: { secrets: [slack] }`, ['9:41 error secret/file: api_url_file is a file of the Secret teams, which is not mounted into Alertmanager']],
  ])('%s', (_, text, expected) => {
    expect(found(text, 'secret/file')).toEqual(expected);
  });

  test.each([
    ['a Secret that is mounted', values('secrets: [slack]', '/etc/alertmanager/secrets/slack/address')],
    ['a Secret that other values mount', `${values('replicas: 2', '/etc/alertmanager/secrets/slack/address')}${mounts}`],
    ['a configuration whose mounts are elsewhere', secret('/etc/alertmanager/secrets/teams/address')],
    ['a volume of one\'s own', values('secrets: [slack]', '/run/secrets/slack')],
    ['a file of http_config, beside the configuration', 'route: { receiver: a }\nreceivers: [{ name: a, webhook_configs: [{ url: "http://a", http_config: { authorization: { credentials_file: token } } }] }]'],
    ['an Alertmanager that no operator runs', 'route: { receiver: a }\nreceivers: [{ name: a, slack_configs: [{ api_url_file: /etc/alertmanager/secrets/slack/address }] }]'],
  ])('%s is right', (_, text) => {
    expect(found(text, 'secret/file')).toEqual([]);
  });

  testPage('secret/file');
});
