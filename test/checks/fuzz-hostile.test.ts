import { checkFiles } from '../../lib/checks/run';
import { githubReport, jsonReport, textReport } from '../../lib/report';
import { SizeClass } from './size-class';

/** Files that are made to break a reader: each ends in findings or in none, and in no more than its time. */

const rule = (expr: string): string => `apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: { name: a, namespace: b }\nspec:\n  groups:\n  - name: a\n    rules:\n    - alert: A\n      expr: ${JSON.stringify(expr)}\n`;
const summary = (text: string): string => `${rule('flagger_canary_status == 2')}      annotations: { summary: ${JSON.stringify(text)} }\n`;
const alertmanager = (routes: string): string => `route: { receiver: a, routes: ${routes} }\nreceivers: [{ name: a, slack_configs: [{ channel: x, text: '{{ .CommonLabels.name }}' }] }]\n`;
const many = (count: number, make: (index: number) => string, between = ''): string => Array.from({ length: count }, (_, index) => make(index)).join(between);

const laughs = (join: (names: string) => string): string => `a: &a [lol, lol]\n${many(26, (index) => { const [name, before] = [index + 1, index].map((each) => `a${each}`) as [string, string]; return `${name}: &${name} ${join(Array<string>(9).fill(`*${index === 0 ? 'a' : before}`).join(', '))}`; }, '\n')}\n`;

const HOSTILE: readonly [string, string][] = [
  ['brackets', '['.repeat(100_000)],
  ['braces', '{'.repeat(100_000)],
  ['brackets that close', `a: ${'['.repeat(50_000)}${']'.repeat(50_000)}\n`],
  ['maps in maps', '{"a":'.repeat(100_000)],
  ['lists in a line', `${'- '.repeat(100_000)}x\n`],
  ['names that are maps', `${'? '.repeat(100_000)}x\n`],
  ['maps ever further to the right', many(1000, (index) => `${' '.repeat(index)}a:\n`)],
  ['a billion laughs', laughs((names) => `[${names}]`)],
  ['a billion laughs, as merges', laughs((names) => `{ <<: [${names}] }`).replace('[lol, lol]', '{ lol: lol }')],
  ['one list many times', `a: &a [${'x, '.repeat(10_000)}]\nb: [${'*a, '.repeat(9_000)}]\n`],
  ['a list in itself', 'a: &a [*a, *a]\n'], ['a map in itself', '&a { b: *a }\n'], ['a map merged with itself', '&a { <<: *a }\n'], ['a name that is its map', '&a { *a : 1 }\n'],
  ['a megabyte in a line', `a: ${'x'.repeat(1_000_000)}\n`], ['in quotes', `a: "${'x'.repeat(1_000_000)}\n`], ['as a name', `${'x'.repeat(1_000_000)}: 1\n`], ['of colons', ':'.repeat(1_000_000)], ['of dashes', '-'.repeat(1_000_000)],
  ['of spaces', ' '.repeat(1_000_000)], ['of escapes', `a: "${'\\x41'.repeat(250_000)}"\n`], ['of NUL', '\0'.repeat(1_000_000)], ['of line breaks', '\n'.repeat(1_000_000)], ['of marks of byte order', '\uFEFF'.repeat(300_000)], ['of halves of characters', '\uD800'.repeat(300_000)],
  ['of tabs', '\t'.repeat(300_000)], ['of a number', `a: ${'9'.repeat(1_000_000)}\n`], ['of a folded text', `a: >-\n${'  x\n'.repeat(250_000)}`], ['of a text over lines', `a: x\n${'  x\n'.repeat(250_000)}`], ['of comments', '# x\n'.repeat(250_000)], ['of carriage returns', 'a: 1\r'.repeat(200_000)],
  ['of documents', '---\na: 1\n'.repeat(20_000)], ['of fields', many(50_000, (index) => `a${index}: 1\n`)], ['of one field', 'a: 1\n'.repeat(3_000)], ['of fields in braces', `{ ${many(10_000, (index) => `a${index}: 1`, ', ')} }\n`],
  ['what every object has', '__proto__: { kind: Canary }\nconstructor: { prototype: 1 }\ntoString: x\nhasOwnProperty: y\nkind: Canary\napiVersion: flagger.app/v1beta1\nmetadata: { name: __proto__, namespace: constructor, labels: { __proto__: x }, annotations: { __proto__: { a: b } } }\nspec: { __proto__: { analysis: 1 } }\n'],
  ['UTF-16', Buffer.from(rule('1'), 'utf16le').toString('utf8')], ['no text at all', Buffer.from(many(5000, (index) => String.fromCharCode(index * 7919 % 256)), 'latin1').toString('utf8')],
  ['an expression of parentheses', rule(`${'('.repeat(100_000)}1`)], ['of parentheses that close', rule(`${'('.repeat(20_000)}1${')'.repeat(20_000)}`)], ['of signs', rule(`${'-'.repeat(100_000)}1`)], ['of sums', rule(many(5_000, () => '1', ' + '))],
  ['of alternatives', rule(many(2_000, (index) => `flagger_canary_status{name="a${index}"} == 2`, ' or '))], ['of unlesses', rule(many(2_000, () => 'flagger_canary_status', ' unless '))], ['of functions', rule(`${'abs('.repeat(900)}flagger_canary_status${')'.repeat(900)}`)],
  ['of a pattern that backtracks', rule(`flagger_canary_status{name=~"${'(a+)+'.repeat(20)}$",namespace="${'a'.repeat(60)}!"} == 2`)], ['of a long pattern', rule(`flagger_canary_status{name=~"${many(20_000, (index) => `a${index}`, '|')}"} == 2`)], ['of brackets in a pattern', rule(`flagger_canary_status{name=~"${'('.repeat(20_000)}"}`)],
  ['of spaces', rule(`${' '.repeat(300_000)}1`)], ['of quotes', rule('"'.repeat(100_001))],
  ['a template of conditions', summary('{{ if .x }}'.repeat(20_000))], ['of braces', summary('{'.repeat(200_000))], ['of pipes', summary(`{{ .x ${'| f '.repeat(50_000)}}}`)], ['of parentheses', summary(`{{ ${'('.repeat(50_000)} }}`)], ['of labels', summary(many(5_000, (index) => `{{ $labels.a${index} }}`))],
  ['a substitution in a substitution', `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: a, namespace: b }\nspec: { postBuild: { substitute: { a: b } } }\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { a: ${JSON.stringify('${a:-'.repeat(30_000))} }\n`],
  ['routes below routes', alertmanager(`${'[{ matchers: [name="a"], routes: '.repeat(90)}[]${' }]'.repeat(90)}`)], ['routes beside routes', alertmanager(`[${many(2_000, (index) => `{ matchers: ['name="a${index}"', 'severity=~"a|b"'], continue: true }`, ', ')}]`)],
  ['labels that routes ask for', alertmanager(`[${many(300, (index) => `{ matchers: ['l${index}="a"'], continue: true }`, ', ')}]`)],
  ['base64 of a megabyte', `apiVersion: v1\nkind: Secret\nmetadata: { name: a }\ndata: { alertmanager.yaml: ${Buffer.from('route: {'.repeat(100_000)).toString('base64')} }\n`],
  ['a configuration in a configuration', `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { values.yaml: ${'"'}${'a: |\\n  '.repeat(5_000)}"}\n`],
  ['Lists in Lists', `${'{ apiVersion: v1, kind: List, items: ['.repeat(90)}${'] }'.repeat(90)}\n`],
  ['addresses', `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { a: ${JSON.stringify('https://hooks.slack.com/services/T0/B0/x '.repeat(300))}, b: ${JSON.stringify('https://a:b@c '.repeat(300))} }\n`],
  ['one Canary many times', 'apiVersion: flagger.app/v1beta1\nkind: Canary\nmetadata: { name: a, namespace: b }\nspec: { analysis: { alerts: [{ providerRef: { name: x } }] } }\n---\n'.repeat(1_000)],
  ['waivers', `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  annotations:\n${many(5_000, (index) => `    waive.canary-alerting/a.b${index}: x\n`)}`],
  ['patches', `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\npatches: [${many(5_000, (index) => `{ path: ${'../'.repeat(20)}a${index}.yaml }`, ', ')}]\n`],
];

const sizes = new SizeClass();
const sane = many(100, (index) => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a${index} }\ndata: { a: "{{ .x }}", b: [1, 2] }\n---\n`);
beforeAll(() => { for (let times = 0; times < 3; times++) { sizes.learn(sane.length, () => checkFiles([{ path: 'sane.yaml', text: sane }])); } });

test.each(HOSTILE)('%s', (_, text) => {
  const files = [{ path: 'hostile.yaml', text }];
  const findings = sizes.within(text.length, () => checkFiles(files));
  const looked = { files: 1, objects: 1 };
  sizes.within(text.length, () => [textReport(findings, files, looked), githubReport(findings, looked), jsonReport(findings, looked)]);
  expect(findings.filter(({ what }) => /Maximum call|undefined|\[object/.test(what))).toEqual([]);
}, 120_000);
