import { found } from '../findings';
import { slack } from './receiver';

const told = (text: string): string[] => found(text, 'template/resolved').map((each) => each.replace(/ template.*/, ''));

describe('template/resolved', () => {
  test.each([
    ['a colour and a title', slack('send_resolved: true\ncolor: danger\ntitle: Rollback'), ['9:16 warning']],
    ['a title with a label', slack('send_resolved: true\ncolor: "#ff0000"\ntitle: "{{ .GroupLabels.alertname }}"\ntext: "{{ .CommonAnnotations.summary }}"'), ['9:16 warning']],
    ['Telegram, which tells by itself', 'route: { receiver: x }\nreceivers:\n  - name: x\n    telegram_configs: [{ chat_id: 1, bot_token_file: /a, message: A canary failed }]\n', ['4:67 warning']],
    ['an AlertmanagerConfig', 'apiVersion: monitoring.coreos.com/v1alpha1\nkind: AlertmanagerConfig\nmetadata: { name: a }\nspec:\n  route: { receiver: x }\n  receivers: [{ name: x, slackConfigs: [{ sendResolved: true, color: danger, title: x }] }]\n', ['6:70 warning']],
  ])('%s', (_, text, expected) => {
    expect(told(text)).toEqual(expected);
  });

  test.each([
    ['Slack, which does not tell by itself', slack('color: danger\ntitle: Rollback')],
    ['Alertmanager\'s own colour', slack('send_resolved: true\ntitle: Rollback')],
    ['Alertmanager\'s own title', slack('send_resolved: true\ncolor: danger')],
    ['a colour by status', slack('send_resolved: true\ncolor: \'{{ if eq .Status "firing" }}danger{{ else }}good{{ end }}\'\ntitle: x')],
    ['a title by status', slack('send_resolved: true\ncolor: danger\ntitle: "{{ .Status | toUpper }}"')],
    ['a text by status', slack('send_resolved: true\ncolor: danger\ntitle: x\ntext: "{{ range .Alerts.Resolved }}over{{ end }}"')],
    ['a template that may do so', slack('send_resolved: true\ncolor: danger\ntitle: \'{{ template "mine" . }}\'')],
    ['send_resolved: false', slack('send_resolved: false\ncolor: danger\ntitle: x')],
  ])('%s is right', (_, text) => {
    expect(told(text)).toEqual([]);
  });
});
