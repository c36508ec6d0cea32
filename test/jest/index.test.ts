import { ApiObject, App, Chart, Testing } from 'cdk8s';
import '../../lib/jest';
import { toHaveNoFindings } from '../../lib/jest';

const SOUND = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'sound' } };
const WRONG = { apiVersion: 'flagger.app/v1beta1', kind: 'Canary', metadata: { name: 'cart' }, spec: { canaryAnalysis: {} } };
const WARNED = { ...SOUND, metadata: { name: 'warned', annotations: { 'waive.canary-alerting/promql.value': '' } } };

function chart(...objects: (typeof SOUND | typeof WRONG)[]): Chart {
  const made = new Chart(new App(), 'chart', { namespace: 'shop' });
  objects.forEach((object, at) => { new ApiObject(made, `object-${at}`, object); });
  return made;
}

describe('toHaveNoFindings', () => {
  test.each<[string, unknown]>([
    ['a list of objects', [SOUND]],
    ['what Testing.synth gives', Testing.synth(chart(SOUND))],
    ['a Chart', chart(SOUND)],
    ['an App', App.of(chart(SOUND))],
    ['an object', SOUND],
    ['YAML', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n---\n'],
    ['nothing', []],
  ])('passes with %s', (_, manifests) => {
    expect(manifests).toHaveNoFindings();
  });

  test.each<[string, unknown]>([
    ['a list of objects', [SOUND, WRONG]],
    ['a Chart', chart(WRONG)],
    ['an App', App.of(chart(WRONG))],
    ['an object', WRONG],
    ['YAML', JSON.stringify(WRONG)],
    ['YAML that is none', 'a: ['],
    ['a warning', [WARNED]],
  ])('fails with %s', (_, manifests) => {
    expect(manifests).not.toHaveNoFindings();
    expect(() => { expect(manifests).toHaveNoFindings(); }).toThrow('expected no findings in the manifests, and there ');
  });

  test('says what is wrong, and where', () => {
    expect(() => { expect([WRONG]).toHaveNoFindings({ only: ['schema/field'] }); }).toThrow(/^expected no findings in the manifests, and there is 1:\n\nCanary\/cart spec\S* error schema\/field\n {2}spec has no field canaryAnalysis\n/);
    expect(() => { expect('a: [').toHaveNoFindings(); }).toThrow(/\n\nmanifests:1:5 error yaml\/parse\n/);
  });

  test('says so where a finding was expected', () => {
    expect(() => { expect([SOUND]).not.toHaveNoFindings(); }).toThrow('expected findings in the manifests, and there is none');
  });

  test('takes a threshold, and what the checks take', () => {
    expect([WARNED]).toHaveNoFindings({ failOn: 'error' });
    expect([WRONG]).toHaveNoFindings({ only: ['promql'] });
  });

  test.each([[null], [undefined], [7]])('refuses %p', (received) => {
    expect(() => toHaveNoFindings(received)).toThrow('toHaveNoFindings takes a list of objects, an App, a Chart or YAML');
  });
});
