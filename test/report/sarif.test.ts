import { CHECKS } from '../../lib/checks/registry';
import { Finding } from '../../lib/checks/finding';
import { sarifReport } from '../../lib/report';
import { finding } from './findings';

interface Log {
  readonly version: string;
  readonly runs: readonly [{
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string; readonly helpUri: string; readonly shortDescription: { readonly text: string } }[] } };
    readonly results: readonly { readonly ruleId: string; readonly ruleIndex: number; readonly level: string; readonly locations: readonly unknown[]; readonly partialFingerprints: { readonly primaryLocationLineHash: string } }[];
  }];
}

const log = (...findings: Finding[]): Log => JSON.parse(sarifReport(findings, { version: '0.1.0', describe: (id) => id === 'yaml/parse' ? 'A file that is no YAML.' : undefined })) as Log;

test('every check is a rule with a page', () => {
  const { rules } = log().runs[0].tool.driver;
  expect(rules.map(({ id }) => id)).toEqual(CHECKS.map(({ id }) => id));
  expect(rules.find(({ id }) => id === 'yaml/parse')).toEqual({
    id: 'yaml/parse', shortDescription: { text: 'A file that is no YAML.' },
    helpUri: 'https://github.com/cdk8s-canary-alerting/cdk8s-canary-alerting/blob/main/docs/checks/yaml/parse.md',
    help: { text: 'See https://github.com/cdk8s-canary-alerting/cdk8s-canary-alerting/blob/main/docs/checks/yaml/parse.md' },
  });
});

test('a finding is a result at its place', () => {
  const { tool, results } = log(finding({ check: 'waiver/unused', severity: 'info', value: '3' })).runs[0];
  expect(results).toEqual([{
    ruleId: 'waiver/unused', ruleIndex: expect.any(Number) as number, level: 'note',
    message: { text: 'PrometheusRule/shop/rules: the status is never 3\nvalue: 3' },
    locations: [{
      physicalLocation: { artifactLocation: { uri: 'rules.yaml' }, region: { startLine: 2, startColumn: 7 } },
      logicalLocations: [{ fullyQualifiedName: 'PrometheusRule/shop/rules spec.groups[0]', kind: 'object' }],
    }],
    partialFingerprints: { primaryLocationLineHash: expect.stringMatching(/^[\da-f]{16}:1$/) as string },
  }]);
  expect(tool.driver.rules[results[0]?.ruleIndex as number]?.id).toBe('waiver/unused');
});

test.each([
  ['a b/ü#?.yaml', 'a%20b/%C3%BC%23%3F.yaml'],
  ['./dist/a.yaml', 'dist/a.yaml'],
  ['dist\\a.yaml', 'dist/a.yaml'],
  ['/srv/a b.yaml', 'file:///srv/a%20b.yaml'],
  ['a:b.yaml', 'a%3Ab.yaml'],
  ['<stdin>', '%3Cstdin%3E'],
])('the file %s is %s', (file, uri) => {
  expect(log(finding({ file, position: undefined, object: undefined })).runs[0].results[0]?.locations).toEqual([{ physicalLocation: { artifactLocation: { uri } } }]);
});

test('a finding of no file and no object has no place', () => {
  expect(log(finding({ file: undefined, object: undefined, position: undefined })).runs[0].results[0]?.locations).toEqual([]);
});

test('a finding keeps its fingerprint when it moves; a second one has another', () => {
  const prints = (...findings: Finding[]): string[] => log(...findings).runs[0].results.map(({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash);
  const [here] = prints(finding());
  expect(prints(finding({ position: { line: 9, column: 1 } }))).toEqual([here]);
  expect(prints(finding(), finding())).toEqual([here, here?.replace(':1', ':2')]);
  expect(prints(finding({ field: 'spec.groups[1]' }))).not.toEqual([here]);
});
