import { Severity } from '../../lib/checks/finding';
import { failing, FailOn, summary } from '../../lib/report';
import { finding } from './findings';

const of = (...severities: Severity[]) => severities.map((severity) => finding({ severity }));

test.each([
  ['nothing found', of(), 37, 37, 'All good: nothing to report in 37 objects of 37 files'],
  ['one of each', of('error', 'warning', 'info'), 1, 1, '1 error, 1 warning, 1 info in 1 object of 1 file'],
  ['several', of('error', 'error', 'warning', 'info', 'info'), 14, 9, '2 errors, 1 warning, 2 info in 14 objects of 9 files'],
  ['files without objects', of('error'), 0, 2, '1 error in 2 files'],
  ['objects without files', of('error'), 2, 0, '1 error in 2 objects'],
  ['nothing at all', of(), 0, 0, 'All good: nothing to report in nothing'],
])('%s', (_, findings, objects, files, text) => {
  expect(summary(findings, { objects, files })).toBe(text);
});

test.each<[FailOn, Severity[]]>([
  ['error', ['error']],
  ['warning', ['error', 'warning']],
  ['info', ['error', 'warning', 'info']],
  ['never', []],
])('from %s on', (failOn, severities) => {
  expect(failing(of('error', 'warning', 'info'), failOn).map(({ severity }) => severity)).toEqual(severities);
});
