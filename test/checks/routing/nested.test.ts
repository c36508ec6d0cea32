import { found } from '../findings';
import { testPage } from '../page';

const config = (route: string, first = ''): string => `apiVersion: monitoring.coreos.com/v1alpha1\nkind: AlertmanagerConfig\nmetadata: { name: a, namespace: n }\nspec:\n  route:\n    receiver: a\n    ${first}\n    routes:\n      - ${route}\n  receivers: [{ name: a }]\n`;

describe('routing/nested', () => {
  const LEFT_OUT = 'error routing/nested: the operator leaves the AlertmanagerConfig a out, with all its routes:';

  test.each([
    ['match', config('match: { severity: critical }'), [`9:9 ${LEFT_OUT} its nested route has no field match`]],
    ['snake case, deeper', config('{ receiver: a, routes: [{ group_by: [a] }] }'), [`9:35 ${LEFT_OUT} its nested route has no field group_by`]],
    ['a matcher as a text', config('matchers: ["a=b"]'), [`9:20 ${LEFT_OUT} a matcher of its nested route is a text`]],
    ['a matcher with a field of another kind', config('matchers: [{ key: a, value: b }]'), [`9:22 ${LEFT_OUT} a matcher of its nested route has no field key`]],
    ['a matcher\'s value that YAML takes for a number', config('matchers: [{ name: a, value: 1 }]'), [`9:38 ${LEFT_OUT} value in a matcher of its nested route is no text`]],
    ['groupBy as a text', config('groupBy: a'), [`9:18 ${LEFT_OUT} groupBy of its nested route is no list of texts`]],
    ['continue as a text', config('continue: "true"'), [`9:19 ${LEFT_OUT} continue of its nested route is no truth value`]],
    ['a text for a route', config('a'), [`9:9 ${LEFT_OUT} a nested route is no map`]],
  ])('%s', (_, text, expected) => {
    expect(found(text, 'routing/nested')).toEqual(expected);
  });

  test.each([
    ['every field that there is', config('{ receiver: a, groupBy: [x], groupWait: 1s, groupInterval: 1s, repeatInterval: 1h, matchers: [{ name: a, matchType: "!=", value: b }, { name: a, value: b, regex: true }], continue: false, routes: [], muteTimeIntervals: [], activeTimeIntervals: [] }')],
    ['the first level, which the schema checks', config('receiver: a', 'match: { a: b }')],
    ['nothing', config('')],
    ['routes that are no list', 'apiVersion: monitoring.coreos.com/v1alpha1\nkind: AlertmanagerConfig\nmetadata: { name: a }\nspec: { route: { routes: { match: a } } }\n'],
  ])('%s is left alone', (_, text) => {
    expect(found(text, 'routing/nested')).toEqual([]);
  });

  test('what was meant is walked all the same: no route is called dead for it', () => {
    expect(found(config('match: { severity: critical }\n      - match: { severity: warning }'), 'routing/dead')).toEqual([]);
  });

  testPage('routing/nested');
});
