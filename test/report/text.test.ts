import { Finding } from '../../lib/checks/finding';
import { findingsText, textReport } from '../../lib/report';
import { finding } from './findings';

const shown = (text: string, more: Partial<Finding> = {}): string[] => findingsText([finding(more)], [{ path: 'rules.yaml', text }]).split('\n').filter((line) => line !== '');

test('a finding says where, how bad, by which check; what is wrong; the line; the value, what is allowed, and what to write', () => {
  const one = finding({ value: '3', allowed: '0, 1, 2', fix: '== 2', assuming: 'Flagger 1.44' });
  expect(textReport([one], [{ path: 'rules.yaml', text: 'groups:\nexpr: a == 3\n' }], { files: 1, objects: 2 })).toBe(`rules.yaml:2:7 error promql/value
  PrometheusRule/shop/rules: the status is never 3
  2 | expr: a == 3
    |       ^
  value:    3
  allowed:  0, 1, 2
  fix:      == 2
  assuming: Flagger 1.44

1 error in 2 objects of 1 file
`);
});

test.each<[string, Partial<Finding>, string[]]>([
  ['an object of an App', { file: undefined, position: undefined }, ['PrometheusRule/shop/rules spec.groups[0] error promql/value', '  the status is never 3']],
  ['a file without objects', { object: undefined, field: undefined, position: undefined }, ['rules.yaml error promql/value', '  the status is never 3']],
  ['a place behind the end of the file', { position: { line: 99, column: 1 } }, ['rules.yaml:99:1 error promql/value', '  PrometheusRule/shop/rules: the status is never 3']],
  ['a value of several lines', { position: undefined, value: 'a\n  b\n' }, ['rules.yaml error promql/value', '  PrometheusRule/shop/rules: the status is never 3', '  value:    a', '              b']],
  ['a value of many lines', { position: undefined, value: '1\n2\n3\n4\n5\n6\n7' }, ['rules.yaml error promql/value', '  PrometheusRule/shop/rules: the status is never 3', '  value:    1', ...['2', '3', '4', '5', '… 2 lines more'].map((line) => `            ${line}`)]],
  ['what would write on the terminal', { position: undefined, what: 'a\u001b[31mb\u202ec\u0007' }, ['rules.yaml error promql/value', '  PrometheusRule/shop/rules: a�[31mb�c�']],
])('%s', (_, more, lines) => {
  expect(shown('', more)).toEqual(lines);
});

describe('the caret', () => {
  test.each<[string, string, number, string[]]>([
    ['the first column', 'abc', 1, ['  1 | abc', '    | ^']],
    ['behind the end', 'abc', 9, ['  1 | abc', '    |    ^']],
    ['behind a tab', 'a:\tb', 4, ['  1 | a:\tb', '    |   \t^']],
    ['behind wide characters', '名前: x', 5, ['  1 | 名前: x', '    |       ^']],
    ['behind an emoji of two code units', '🐤: x', 5, ['  1 | 🐤: x', '    |     ^']],
    ['behind an emoji with its own presentation', '✅ x', 3, ['  1 | ✅ x', '    |    ^']],
    ['behind an accent that stands alone', 'e\u0301: x', 5, ['  1 | e\u0301: x', '    |    ^']],
    ['behind a family', '👨‍👩‍👧 x', 10, ['  1 | 👨‍👩‍👧 x', '    |    ^']],
    ['a line of Windows', 'abc\r', 2, ['  1 | abc', '    |  ^']],
    ['control characters', 'a\u001b[2Jb', 6, ['  1 | a�[2Jb', '    |      ^']],
  ])('is below %s', (_, line, column, expected) => {
    expect(shown(line, { position: { line: 1, column } }).slice(2)).toEqual(expected);
  });

  test('of a long line shows what is around it', () => {
    const [line, caret] = shown(`${'x'.repeat(300)}HERE${'y'.repeat(300)}`, { position: { line: 1, column: 301 } }).slice(2) as [string, string];
    expect(line).toBe(`  1 | …${'x'.repeat(80)}HERE${'y'.repeat(36)}…`);
    expect(line.slice(caret.indexOf('^'), caret.indexOf('^') + 4)).toBe('HERE');
  });

  test('of a long line cuts no character into two', () => {
    const [line] = shown('🐤'.repeat(300), { position: { line: 1, column: 302 } }).slice(2) as [string];
    expect(Buffer.from(line).toString()).toBe(line);
  });

  test('is below the right line after a byte order mark', () => {
    expect(shown('\uFEFFabc', { position: { line: 1, column: 2 } }).slice(2)).toEqual(['  1 | abc', '    |  ^']);
  });
});

describe('no secret is shown', () => {
  test.each<[string, string, Partial<Finding>]>([
    ['of a check of secrets', '  api_url: hunter2 # really', { check: 'secret/plain', position: { line: 1, column: 12 } }],
    ['of a check of secrets that points at the name', '  anything: hunter2', { check: 'secret/plain', position: { line: 1, column: 3 } }],
    ['of a check of secrets that points behind it', '  anything: hunter2', { check: 'secret/plain', position: { line: 1, column: 18 } }],
    ['in a Secret', '  url: hunter2', { object: 'Secret/shop/slack', field: 'stringData.url' }],
    ['in a Secret, by its name', '  url: hunter2', { object: 'Secret/shop/slack', field: 'stringData.url', position: { line: 1, column: 3 } }],
    ['in a Secret, encoded', '  url: aHVudGVyMg==hunter2', { object: 'Secret/shop/slack', field: 'data["u.rl"]' }],
    ['beside another finding', '  routing_key: hunter2', {}],
    ['in a list', '    - service_key: "hunter2"', {}],
    ['between braces', '    - { service_key: "hunter2, hunter2", auth_password: hunter2, to: me }', {}],
    ['in JSON', '  "password": "hunter2",', {}],
    ['in a URL of Slack', 'text: see https://hooks.slack.com/services/hunter2 x', {}],
    ['in a URL of Teams', 'url: https://corp.webhook.office.com/webhookb2/hunter2/IncomingWebhook/x', {}],
    ['in a URL with a password', 'url: https://me:hunter2@example.com', {}],
    ['in a query', 'url: https://example.com/?a=b&token=hunter2', {}],
    ['in a token of Slack', 'x: xoxb-hunter2-hunter2', {}],
  ])('%s', (_, line, more) => {
    const [, , source, caret] = shown(line, { position: { line: 1, column: 8 }, ...more });
    expect(source).not.toContain('hunter2');
    expect(source).toContain('•');
    expect(caret).toMatch(/^ {4}\| +\^$/);
  });

  test.each<[string, Partial<Finding>]>([
    ['what', { what: 'it is https://hooks.slack.com/services/hunter2' }],
    ['value', { value: 'https://hooks.slack.com/services/hunter2' }],
    ['fix', { fix: 'https://discord.com/api/webhooks/1/hunter2' }],
  ])('in the %s of a message', (_, more) => {
    expect(shown('', more).join('\n')).not.toContain('hunter2');
  });

  test.each<[string, string]>([
    ['a name of a Secret', 'secretRef: { name: slack }'],
    ['a key of a Secret', '  secretKey: address'],
    ['a runbook', 'runbook_url: https://example.com/runbooks/a?b=c'],
    ['an expression', 'expr: sum(flagger_canary_status) by (name) > 1'],
    ['a configuration in a Secret', '      group_wait: 10s'],
  ])('but %s is', (_, line) => {
    expect(shown(line, { object: 'Secret/shop/alertmanager', field: 'stringData["alertmanager.yaml"]: route', position: { line: 1, column: 1 } })[2]).toBe(`  1 | ${line}`);
  });
});
