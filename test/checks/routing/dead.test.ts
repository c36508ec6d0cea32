import { testPage } from '../page';
import { alertmanager, told } from './samples';

describe('routing/dead', () => {
  test.each([
    ['everything is taken before', alertmanager('{ receiver: nobody }, { receiver: on-call, matchers: [a=b] }'), ['warning at { receiver: on-call, mat']],
    ['the same conditions in another order and spelling', alertmanager('{ receiver: nobody, matchers: [\'a="b"\', c=d] }, { receiver: on-call, matchers: [\'c="d", a=b\', e=f] }'), ['warning at { receiver: on-call, mat']],
    ['a contradiction with the route above', alertmanager('{ receiver: nobody, matchers: [a=b], routes: [{ receiver: on-call, matchers: [a=c] }] }'), ['warning at a=c] }] }]']],
    ['a route before it that continues', alertmanager('{ receiver: nobody, continue: true }, { receiver: on-call, matchers: [a=b] }'), []],
    ['a narrower route before it', alertmanager('{ receiver: nobody, matchers: [a=b, c=d] }, { receiver: on-call, matchers: [a=b] }'), []],
    ['another value', alertmanager('{ receiver: nobody, matchers: [a=b] }, { receiver: on-call, matchers: [a=c] }'), []],
  ])('%s', (_, text, expected) => {
    expect(told(text, 'routing/dead')).toEqual(expected);
  });

  testPage('routing/dead');
});
