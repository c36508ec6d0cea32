import { Finding } from '../../lib/checks/finding';

/** A finding, with what a test says of it. */
export function finding(more: Partial<Finding> = {}): Finding {
  return { check: 'promql/value', severity: 'error', what: 'the status is never 3', object: 'PrometheusRule/shop/rules', field: 'spec.groups[0]', file: 'rules.yaml', position: { line: 2, column: 7 }, ...more };
}
