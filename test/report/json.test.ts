import { jsonReport } from '../../lib/report';
import { finding } from './findings';

test('has the fields of the findings, and what was looked at', () => {
  expect(JSON.parse(jsonReport([finding({ value: '3' }), finding({ severity: 'info', file: undefined, position: undefined, object: undefined, field: undefined })], { files: 2, objects: 3 }))).toEqual({
    summary: { error: 1, warning: 0, info: 1, files: 2, objects: 3 },
    findings: [
      { file: 'rules.yaml', line: 2, column: 7, severity: 'error', check: 'promql/value', object: 'PrometheusRule/shop/rules', field: 'spec.groups[0]', what: 'the status is never 3', value: '3' },
      { severity: 'info', check: 'promql/value', what: 'the status is never 3' },
    ],
  });
});

test('has no secret', () => {
  expect(jsonReport([finding({ value: 'https://hooks.slack.com/services/hunter2' })], { files: 1, objects: 1 })).not.toContain('hunter2');
});
