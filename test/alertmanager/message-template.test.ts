import { MessageTemplate } from '../../lib/alertmanager';

describe('MessageTemplate', () => {
  test('knows what it defines', () => {
    expect(new MessageTemplate('team.tmpl', '{{ define "team.title" }}{{ .Status }}{{ end }}').defines).toEqual(['team.title']);
  });

  test('ours has a text for each kind of markup', () => {
    expect(MessageTemplate.canaryAlerting().defines).toEqual([
      'canary.title', 'canary.summary', 'canary.text', 'canary.slack.escaped', 'canary.slack.summary', 'canary.slack', 'canary.markdown', 'canary.html', 'canary.telegram',
    ]);
  });

  test.each([
    ['a file that the configuration does not read', 'team.txt', '{{ define "a" }}{{ end }}', 'the file\'s name is not one of a template in a Secret\n  value:   "team.txt"'],
    ['a path', '../team.tmpl', '{{ define "a" }}{{ end }}', 'the file\'s name'],
    ['a file that defines nothing', 'team.tmpl', '{{ .Status }}', 'MessageTemplate team.tmpl: nothing is defined'],
    ['a file that does not parse', 'team.tmpl', '{{ define "a" }}', 'MessageTemplate team.tmpl: the template is not well-formed'],
  ])('refuses %s', (_, name, content, message) => {
    expect(() => new MessageTemplate(name, content)).toThrow(message);
  });
});
