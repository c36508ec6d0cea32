import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageTemplate } from '../../lib/alertmanager';

describe('MessageTemplate', () => {
  test('knows what it defines', () => {
    expect(new MessageTemplate('team.tmpl', '{{ define "team.title" }}{{ .Status }}{{ end }}').defines).toEqual(['team.title']);
  });

  test('ours has a text for each kind of markup', () => {
    expect(MessageTemplate.canaryAlerting().defines).toEqual([
      'canary.title', 'canary.cluster', 'canary.silence.filter', 'canary.summary', 'canary.text', 'canary.slack.escaped', 'canary.slack.summary', 'canary.slack', 'canary.markdown', 'canary.html', 'canary.telegram',
    ]);
  });

  test('ours names the cluster', () => {
    expect(MessageTemplate.canaryAlerting({ clusterName: 'eu-1' }).content).toContain('{{ define "canary.cluster" }} (eu-1){{ end }}');
    expect(MessageTemplate.canaryAlerting().content).toContain('{{ with .CommonLabels.cluster }} ({{ . }}){{ end }}');
    expect(() => MessageTemplate.canaryAlerting({ clusterName: '{{ .X }}' })).toThrow('MessageTemplate.canaryAlerting: clusterName is none that each service shows as it stands\n  value:   "{{ .X }}"');
  });

  test('is read from a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'message-template-'));
    try {
      writeFileSync(join(folder, 'team.tmpl'), '{{ define "team.title" }}{{ .Status }}{{ end }}');
      expect(MessageTemplate.fromFile(join(folder, 'team.tmpl'))).toMatchObject({ fileName: 'team.tmpl', content: '{{ define "team.title" }}{{ .Status }}{{ end }}' });
      expect(() => MessageTemplate.fromFile(join(folder, 'other.tmpl'))).toThrow(/^MessageTemplate\.fromFile: the file cannot be read: ENOENT\n {2}value: {3}".*other\.tmpl"/);
    } finally {
      rmSync(folder, { recursive: true });
    }
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
