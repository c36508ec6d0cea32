import { Duration } from 'cdk8s';
import { SecretKey } from '../../../lib';
import { Dialect, Jira, JiraProps, JiraApiType } from '../../../lib/alertmanager';
import { fields } from './fields';

const secret = SecretKey.of('jira', 'key');
const path = '/etc/alertmanager/secrets/jira/key';

describe('Jira', () => {
  test.each<[string, JiraProps, object]>([
    ['what it needs', { project: 'OPS', issueType: 'Bug' }, { project: 'OPS', issue_type: 'Bug', summary: '{{ template "canary.title" . }}', description: '{{ template "canary.text" . }}' }],
    ['all of it', { apiUrl: 'https://x.atlassian.net/rest/api/2/', apiType: JiraApiType.CLOUD, project: 'OPS', issueType: 'Bug', summary: 's', description: 'd', labels: ['a'], priority: 'High', reopenTransition: 'r', resolveTransition: 'v', wontFixResolution: 'w', reopenDuration: Duration.hours(25), customFields: { components: [{ name: 'x' }] }, http: { username: 'u', password: secret } }, { api_url: 'https://x.atlassian.net/rest/api/2/', api_type: 'cloud', project: 'OPS', issue_type: 'Bug', summary: 's', description: 'd', labels: ['a'], priority: 'High', reopen_transition: 'r', resolve_transition: 'v', wont_fix_resolution: 'w', reopen_duration: '1d1h', fields: { components: [{ name: 'x' }] }, http_config: { basic_auth: { username: 'u', password_file: path } } }],
  ])('writes %s', (_, props, expected) => {
    expect(fields(new Jira(props))).toEqual({ jira_configs: { send_resolved: true, ...expected } });
  });

  test.each<[string, JiraProps, string]>([
    ['no project', { project: '', issueType: 'Bug' }, 'Jira: project is not given'],
    ['a part of a minute', { project: 'P', issueType: 'Bug', reopenDuration: Duration.seconds(90) }, 'Jira: reopenDuration is not in whole minutes\n  value:   "1m30s"'],
    ['a template that does not parse', { project: 'P', issueType: 'Bug', customFields: { a: ['{{ .X'] } }, 'Jira.customFields.a: the template is not well-formed'],
    ['a long summary', { project: 'P', issueType: 'Bug', summary: 'x'.repeat(256) }, 'Jira: summary is longer than the service takes'],
    ['what the operator cannot read', { project: 'P', issueType: 'Bug', updateSummary: false }, 'Jira: updateSummary is false'],
  ])('refuses %s', (_, props, message) => {
    expect(() => fields(new Jira(props))).toThrow(message);
  });

  test('Alertmanager itself can leave an open issue as it is', () => {
    expect(fields(new Jira({ project: 'P', issueType: 'Bug', summary: 's', updateSummary: false, description: 'd', updateDescription: false }), Dialect.ALERTMANAGER)).toMatchObject({
      jira_configs: { summary: { template: 's', enable_update: false }, description: { template: 'd', enable_update: false } },
    });
  });
});
