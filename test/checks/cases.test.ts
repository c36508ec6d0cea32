import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Finding } from '../../lib/checks/finding';
import { checkFiles, SourceFile } from '../../lib/checks/run';

/**
 * Manifests that people have published, with what is wrong in each. They are not ours, and not part of this repository: where
 * they are not beside it, there is nothing to test.
 */
const folder = resolve(__dirname, '../../../shared/cases');
const there = existsSync(folder);
const files = (there ? readdirSync(folder) : []).filter((path) => path.endsWith('.yaml')).map((path): SourceFile => ({ path, text: readFileSync(join(folder, path), 'utf8') }));

/** What is wrong; the file; the line or the lines at which it can be told; the check. */
const EXPECTED: [string, string, readonly [number, number], string][] = [
  ['Flagger is scraped without honorLabels', '001-servicemonitor.yaml', [15, 16], 'reference/honor-labels'],
  ['the monitor selects a Service that is not always made', '001-servicemonitor.yaml', [8, 11], 'reference/monitor'],
  ['a status that does not exist', '001-prometheusrule.yaml', [13, 13], 'promql/value'],
  ['a status that every healthy canary has', '001-prometheusrule.yaml', [23, 23], 'promql/always'],
  ['a weight that every primary has', '001-prometheusrule.yaml', [30, 30], 'promql/always'],
  ['a label that the weight does not have', '001-prometheusrule.yaml', [35, 35], 'template/label'],
  ['a namespace that is Flagger\'s', '001-prometheusrule.yaml', [20, 20], 'template/namespace'],
  ['no rule fires for a failed canary', '001-prometheusrule.yaml', [1, 35], 'coverage/failure'],
  ['a label that the group does not have', '001-alertmanager-values.yaml', [26, 26], 'template/group-label'],
  ['match', '001-alertmanager-values.yaml', [13, 15], 'routing/deprecated'],
  ['the next failure waits for ten minutes', '001-alertmanager-values.yaml', [9, 9], 'latency/second'],
  ['a webhook in plain text', '001-alertmanager-values.yaml', [21, 21], 'secret/plain'],
  ['another webhook in plain text', '001-alertmanager-values.yaml', [32, 32], 'secret/plain'],
  ['a resolved message that looks like a new one', '001-alertmanager-values.yaml', [20, 29], 'template/resolved'],
  ['the chart\'s own routes are replaced', '001-alertmanager-values.yaml', [3, 36], 'routing/replaced'],
  ['more than the promised 30 seconds', '001-prometheusrule.yaml', [1, 35], 'latency/first'],
  ['a Provider of Flux, where Flagger reads an AlertProvider', '001-canary-direct.yaml', [39, 41], 'reference/alert-provider'],
  ['a version that is no longer served', '001-canary-direct.yaml', [1, 1], 'schema/version'],
  ['no port of the Service', '001-canary-direct.yaml', [17, 18], 'reference/service'],
  ['errors alone are heard', '001-canary-direct.yaml', [37, 38], 'coverage/severity'],
  ['one failure is told twice', '001-canary-direct.yaml', [36, 41], 'coverage/duplicate'],
  ['a minute of 30 seconds is spent by `for`', '000-rule.yaml', [7, 7], 'latency/for'],
  ['a namespace that is Flagger\'s, again', '000-rule.yaml', [12, 12], 'template/namespace'],
  ['a field that was renamed', '000-canary-event-webhook.yaml', [14, 14], 'schema/field'],
  ['a field that does not exist any more', '002-flux.yaml', [19, 19], 'schema/field'],
  ['a Provider\'s version that is no longer served', '002-flux.yaml', [26, 26], 'schema/version'],
  ['an Alert\'s version that is no longer served', '002-flux.yaml', [36, 36], 'schema/version'],
  ['a key that Flux does not read', '002-flux.yaml', [57, 58], 'reference/secret-key'],
  ['a webhook in a Secret in plain text', '002-flux.yaml', [58, 58], 'secret/plain'],
  ['namespaces are rewritten, references are not', '002-flux.yaml', [18, 18], 'flux/target-namespace'],
  ['the Alert hears of its own namespace only', '002-flux.yaml', [43, 47], 'flux/alert-source'],
  ['a list of severities', '002-alert-severity-list.yaml', [8, 8], 'schema/value'],
];

const isAt = ({ file, position, check }: Finding, [, path, [from, to], id]: typeof EXPECTED[number]): boolean =>
  file === path && check === id && position !== undefined && position.line >= from && position.line <= to;
const unexpected = (findings: readonly Finding[]): string[] => findings.filter((finding) => finding.severity === 'error' && !EXPECTED.some((row) => isAt(finding, row)))
  .map(({ file, position, check, what }) => `${file}:${position?.line} ${check}: ${what}`);

// Without ../shared/cases these are skipped: they test what others have published.
const when = there ? describe : describe.skip;

when('published manifests', () => {
  // Files whose names begin alike belong to one document, and are meant for one cluster.
  const documents = new Map(files.map(({ path }) => [path.slice(0, 3), files.filter((each) => each.path.startsWith(path.slice(0, 3)))]));
  const findings = [...documents.values()].flatMap((each) => checkFiles(each));

  test.each(EXPECTED)('%s: %s', (_, path, lines, id) => {
    const told = findings.filter((each) => isAt(each, [_, path, lines, id]));
    expect(told.map(({ check }) => check)).toEqual([id]);
  });

  test('have no other error, neither each document by itself nor all together', () => {
    expect(unexpected(findings)).toEqual([]);
    expect(unexpected(checkFiles(files))).toEqual([]);
  });

  test.each(files.map((file) => [file.path, file] as const))('%s alone has no other error', (_, file) => {
    expect(unexpected(checkFiles([file]))).toEqual([]);
  });
});
