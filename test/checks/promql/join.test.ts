import { foundIn, placesIn } from './rule';

describe('promql/join', () => {
  test.each([
    ['on a label of one side', 'flagger_canary_weight > 50 and on (name) flagger_canary_status == 0', ['50 error: matches flagger_canary_status with flagger_canary_weight by the label name, which flagger_canary_weight does not have: they never meet']],
    ['on the other side\'s label', 'flagger_canary_status == 2 unless on (workload) flagger_canary_weight == 100', ['53 error: matches flagger_canary_weight with flagger_canary_status by the label workload, which flagger_canary_status does not have: nothing is ever taken away']],
    ['by all labels', 'flagger_canary_weight > 50 and flagger_canary_status == 0', ['42 error: matches flagger_canary_weight with flagger_canary_status by the label workload, which flagger_canary_status does not have: they never meet']],
    ['arithmetic', 'flagger_canary_weight * flagger_canary_status > 0', ['37 error: matches flagger_canary_weight with flagger_canary_status by the label workload, which flagger_canary_status does not have: they never meet']],
    ['a label that was aggregated away', 'max by (name) (flagger_canary_status) == 2 and on (name, exported_namespace) flagger_canary_failures_total', ['72 error: matches flagger_canary_failures_total with flagger_canary_status by the label exported_namespace, which flagger_canary_status does not have: they never meet']],
    ['aggregations by different labels', 'max by (workload) (flagger_canary_weight) > 50 and max by (name) (flagger_canary_status) == 0', ['62 error: matches flagger_canary_weight with flagger_canary_status by the label workload, which flagger_canary_status does not have: they never meet']],
  ])('%s', (_, expr, expected) => {
    expect(foundIn(expr, 'promql/join')).toEqual(expected);
  });

  test.each([
    'flagger_canary_weight > 50 or flagger_canary_status == 2', 'flagger_canary_weight > 50 and on (exported_namespace) flagger_canary_status == 0', 'flagger_canary_weight > 50 and ignoring (workload, name) flagger_canary_status == 0',
    'label_replace(flagger_canary_weight, "name", "$1", "workload", "(.+)") and on (name) flagger_canary_status == 0', 'flagger_canary_status == 2 and on (name) kube_deployment_labels', 'flagger_canary_status == 2 unless on () flagger_info',
    'flagger_canary_status == 2 and flagger_canary_status offset 5m == 0', 'flagger_canary_status == 2 and on (pod) flagger_info', 'flagger_canary_failures_total and on (name, exported_namespace) flagger_canary_status == 2',
    'flagger_canary_status * on (instance) group_left (version) flagger_info', 'flagger_canary_total - on (exported_namespace) count by (exported_namespace) (flagger_canary_status)',
  ])('%s can meet', (expr) => {
    expect(placesIn(expr, 'promql/join')).toEqual([]);
  });
});
