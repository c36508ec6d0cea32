import { findingsOf } from '../findings';
import { object } from '../reference/manifests';

const found = (text: string): string[] => findingsOf(text, { only: ['schema'] }).map(({ check, field, what }) => `${check} ${field ?? ''}: ${what}`);
const provider = (spec: string): string => object('AlertProvider', 'a/b', `spec: {type: slack${spec}}`);
const canary = (analysis: string): string => object('Canary', 'a/b', `spec: {targetRef: {apiVersion: apps/v1, kind: Deployment, name: a}, service: {port: 80}, analysis: {interval: 1m, threshold: 1${analysis}}}`);

describe('schema/exactly-one', () => {
  test.each([
    ['an AlertProvider with both', provider(', address: x, secretRef: {name: x}'), ['schema/exactly-one spec: spec has both address and secretRef']],
    ['an AlertProvider with neither', provider(''), ['schema/exactly-one spec: spec has none of address and secretRef']],
    ['an analysis of no strategy', canary(''), ['schema/exactly-one spec.analysis: spec.analysis has none of iterations, stepWeight and stepWeights']],
    ['an analysis of two strategies', canary(', iterations: 5, stepWeight: 10'), ['schema/exactly-one spec.analysis: spec.analysis has both iterations and stepWeight']],
    ['a header that matches in two ways', canary(', iterations: 5, match: [{headers: {x: {exact: a, regex: b}}}]'), ['schema/exactly-one spec.analysis.match[0].headers.x: spec.analysis.match[0].headers.x has both exact and regex']],
  ])('%s', (_, text, expected) => { expect(found(text)).toEqual(expected); });

  test.each([
    ['an address', provider(', address: x')], ['a Secret', provider(', secretRef: {name: x}')],
    ['iterations', canary(', iterations: 5')], ['weights', canary(', stepWeights: [1, 2]')], ['a weight and its end', canary(', stepWeight: 5, maxWeight: 50')],
  ])('nothing about %s', (_, text) => { expect(found(text)).toEqual([]); });
});
