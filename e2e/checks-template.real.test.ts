import { MESSAGE_FIELDS } from '../lib/facts/alertmanager';
import { checkObjects } from '../lib/checks/run';
import { Random } from '../test/checks/random';
import { renderTemplate, TemplateData } from './amtool';

/** What template/field says of a message and of the templates that it calls, beside what Alertmanager makes of them. */

const labels = { alertname: 'CanaryFailed', name: 'podinfo' };
const alert = { labels, annotations: { summary: 'x' }, startsAt: '2024-01-01T00:00:00Z', endsAt: '2024-01-01T00:00:00Z', generatorURL: 'x', fingerprint: 'x' };
/** Something in each list and map: what stands in a range is asked for. */
const data: TemplateData = {
  receiver: 'on-call', status: 'firing', alerts: [{ ...alert, status: 'firing' }, { ...alert, status: 'resolved' }], groupLabels: labels, commonLabels: labels, commonAnnotations: { summary: 'x' }, externalURL: 'x',
};

/** Each is asked for in turn: of the message, of an alert and of a label, so that each is wrong somewhere. */
const ASKED = [...new Set([...MESSAGE_FIELDS.message, ...MESSAGE_FIELDS.alert, ...MESSAGE_FIELDS.pair, 'value', 'Value', 'labels'])].filter((name) => !/At$/.test(name));

function body(random: Random, names: readonly string[], depth: number): string {
  const inner = (): string => depth === 0 ? field(random) : body(random, names, depth - 1);
  switch (random.below(10)) {
    case 0: return `{{ range .Alerts${random.pick(['', '.Firing', '.Resolved'])} }}${inner()}{{ end }}`;
    case 1: return random.below(4) === 0 ? `{{ with ${random.pick(['.CommonLabels', '.Labels'])} }}{{ .anything }}{{ end }}` : `{{ with ${random.pick(['.', '$'])} }}${inner()}{{ end }}`;
    case 2: return `{{ if ${random.pick(['.', '$'])} }}${inner()}{{ end }}`;
    case 3: return `{{ range ${random.pick(['', '$'])}.CommonLabels.SortedPairs }}${inner()}{{ end }}`;
    case 4: case 5: case 6: return names.length === 0 ? field(random) : `{{ template "${random.pick(names)}" ${random.pick(['.', '.', '$'])} }}`;
    case 7: return inner() + inner();
    default: return field(random);
  }
}

function field(random: Random): string {
  return `{{ ${random.pick(['', '', '$'])}.${random.pick(ASKED)} }}`;
}

function verdictOf(text: string, file: string): 'sent' | string {
  try {
    renderTemplate(text, data, { 'a.tmpl': file });
    return 'sent';
  } catch (error) {
    return String(error);
  }
}

test('a message is sent when template/field finds nothing in it and in the templates that it calls', () => {
  const random = new Random(11);
  const cases = Array.from({ length: 400 }, () => {
    // Each calls those after it only, so that no call goes round.
    const names = ['a', 'b', 'c'];
    const file = names.map((name, index) => `{{ define "${name}" }}${body(random, names.slice(index + 1), 2)}{{ end }}`).join('\n');
    return { text: body(random, names, 1), file };
  });
  const differ: unknown[] = [];
  let refused = 0;
  let inFile = 0;
  for (const { text, file } of cases) {
    const findings = checkObjects([{
      apiVersion: 'v1', kind: 'Secret', metadata: { name: 'alertmanager', namespace: 'monitoring' },
      stringData: {
        'alertmanager.yaml': JSON.stringify({ route: { receiver: 'on-call' }, receivers: [{ name: 'on-call', slack_configs: [{ channel: 'x', title: text }] }], templates: ['/etc/alertmanager/config/*.tmpl'] }),
        'a.tmpl': file,
      },
    }], { only: ['template/field'] });
    const verdict = verdictOf(text, file);
    if (verdict !== 'sent') { refused += 1; }
    if (findings.some(({ what }) => what.startsWith('the template '))) { inFile += 1; }
    if ((verdict === 'sent') !== (findings.length === 0)) { differ.push({ text, file, verdict, findings: findings.map(({ what }) => what) }); }
  }
  expect(differ.slice(0, 3)).toEqual([]);
  expect(refused).toBeGreaterThan(100);
  expect(cases.length - refused).toBeGreaterThan(50);
  expect(inFile).toBeGreaterThan(30);
});
