import { found } from '../findings';
import { testPage } from '../page';

const canary = (analysis: string, spec: string = ''): string => `apiVersion: flagger.app/v1beta1\nkind: Canary\nmetadata: { name: a, namespace: n }\nspec:\n  ${spec}\n  analysis: { ${analysis} }\n`;

describe('analysis/threshold', () => {
  test.each([
    ['a threshold of 0', canary('interval: 1m, threshold: 0, stepWeight: 5'), ['6:40 warning analysis/threshold: the threshold of the canary a is 0, and counts as 1: the first failed check rolls back']],
    ['days of failed checks', canary('interval: 30m, threshold: 500, stepWeight: 5'), ['6:41 warning analysis/threshold: the canary a may fail its checks for 10 days before it is rolled back']],
    ['a little more than a day', canary('interval: 60m, threshold: 26, stepWeight: 5', 'progressDeadlineSeconds: 7200'), ['6:41 warning analysis/threshold: the canary a may fail its checks for 1.1 days before it is rolled back']],
    ['a deadline below the interval', canary('interval: 2m, threshold: 1, stepWeight: 5', 'progressDeadlineSeconds: 60'), ['5:28 warning analysis/threshold: the canary a has less time to become ready than passes between two checks']],
    ['no deadline at all', canary('interval: 1m, threshold: 1, stepWeight: 5', 'progressDeadlineSeconds: 0'), ['5:28 warning analysis/threshold: the canary a has less time to become ready than passes between two checks']],
    ['more pods than there are', canary('interval: 1m, threshold: 1, stepWeight: 5, primaryReadyThreshold: 150'), ['6:81 warning analysis/threshold: the primary of a is never ready with 2 pods or more: primaryReadyThreshold asks for more than there are']],
    ['a little more', canary('interval: 1m, threshold: 1, stepWeight: 5, canaryReadyThreshold: 101'), ['6:80 warning analysis/threshold: the canary of a is never ready with 100 pods or more: canaryReadyThreshold asks for more than there are']],
  ])('%s', (_, text, expected) => {
    expect(found(text, 'analysis/threshold')).toEqual(expected);
  });

  test.each([
    ['a threshold of 1', canary('interval: 1m, threshold: 1, stepWeight: 5')],
    ['a day of failed checks', canary('interval: 60m, threshold: 24, stepWeight: 5', 'progressDeadlineSeconds: 7200')],
    ['a deadline above the interval', canary('interval: 1m, threshold: 1, stepWeight: 5', 'progressDeadlineSeconds: 60')],
    ['half of the pods, and all of them', canary('interval: 1m, threshold: 1, stepWeight: 5, canaryReadyThreshold: 50, primaryReadyThreshold: 100')],
    ['a text', canary('interval: [], threshold: none, stepWeight: 5', 'progressDeadlineSeconds: soon')],
  ])('%s is right', (_, text) => {
    expect(found(text, 'analysis/threshold')).toEqual([]);
  });

  testPage('analysis/threshold');
});
