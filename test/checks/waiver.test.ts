import { checkFiles } from '../../lib/checks/run';

/** A Canary with a field that was renamed, which `schema/field` finds. */
function canary(annotations: string, name = 'cart'): string {
  return `apiVersion: flagger.app/v1beta1
kind: Canary
metadata:
  name: ${name}
  namespace: shop
  annotations: ${annotations}
spec:
  canaryAnalysis: {}
`;
}

const told = (...texts: string[]): string[] => checkFiles(texts.map((text, index) => ({ path: `${index}.yaml`, text })), { only: ['schema/field'] })
  .map(({ file, position, check, what }) => `${file}:${position?.line} ${check}: ${what}`);
const FOUND = '8 schema/field: spec has no field canaryAnalysis';

test.each<[string, string[], string[]]>([
  ['no waiver', [canary('{}')], [`0.yaml:${FOUND}`]],
  ['a waiver with a reason', [canary('{ waive.canary-alerting/schema.field: an old Flagger }')], []],
  ['a waiver without a reason', [canary('{ waive.canary-alerting/schema.field: "" }')], ['0.yaml:6 waiver/unused: the waiver of schema/field gives no reason', `0.yaml:${FOUND}`]],
  ['a waiver with spaces for a reason', [canary('{ waive.canary-alerting/schema.field: "  " }')], ['0.yaml:6 waiver/unused: the waiver of schema/field gives no reason', `0.yaml:${FOUND}`]],
  ['a waiver with a number for a reason', [canary('{ waive.canary-alerting/schema.field: 7 }')], ['0.yaml:6 waiver/unused: the waiver of schema/field gives no reason', `0.yaml:${FOUND}`]],
  ['a waiver of another check', [canary('{ waive.canary-alerting/schema.value: why }')], [`0.yaml:${FOUND}`]],
  ['a waiver in another object', [canary('{ waive.canary-alerting/schema.field: why }', 'one'), canary('{}', 'two')], [`1.yaml:${FOUND}`]],
  ['a waiver in an object of the same name in another file', [canary('{ waive.canary-alerting/schema.field: why }'), canary('{}')], [`1.yaml:${FOUND}`]],
  ['annotations that are no map', [canary('[1]')], [`0.yaml:${FOUND}`]],
])('%s', (_, texts, expected) => {
  expect(told(...texts)).toEqual(expected);
});

describe('a waiver that waives nothing', () => {
  const TEXT = canary('{ waive.canary-alerting/promql.value: why }').replace('canaryAnalysis', 'analysis');
  const unused = (options: { only?: string[] }): string[] => checkFiles([{ path: 'a.yaml', text: TEXT }], options).filter(({ check }) => check === 'waiver/unused').map(({ what, field }) => `${field}: ${what}`);

  test('is a finding', () => {
    expect(unused({})).toEqual(['metadata.annotations["waive.canary-alerting/promql.value"]: the waiver of promql/value waives nothing']);
  });

  test('is none where its check did not run', () => {
    expect(unused({ only: ['schema'] })).toEqual([]);
  });
});
