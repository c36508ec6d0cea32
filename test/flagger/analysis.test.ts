import { Duration } from 'cdk8s';
import { flagger } from '../../lib';
import { spec } from './canary-of';

const { Analysis, CookieSameSite, HeaderMatch, MetricCheck, StringMatch } = flagger;
const common = { interval: Duration.seconds(30), threshold: 5, metrics: [MetricCheck.requestSuccessRate({ min: 99 })] };
const match = [HeaderMatch.header('x-canary', StringMatch.exact('insider'))];

describe('Analysis', () => {
  test.each([
    ['equal steps', Analysis.progressive({ ...common, maxWeight: 50, stepWeight: 10 }), 'canary', 5, 50, { maxWeight: 50, stepWeight: 10 }],
    ['a last step past the maximum', Analysis.progressive({ ...common, maxWeight: 50, stepWeight: 20 }), 'canary', 3, 60, { maxWeight: 50, stepWeight: 20 }],
    ['a tick of mirroring before the steps', Analysis.progressive({ ...common, maxWeight: 50, stepWeight: 10, mirror: true }), 'canary', 6, 50,
      { maxWeight: 50, stepWeight: 10, mirror: true }],
    ['steps of one\'s own', Analysis.stepWeights({ ...common, stepWeights: [1, 5, 20, 80] }), 'canary', 4, 80, { stepWeights: [1, 5, 20, 80] }],
    ['an A/B test', Analysis.abTesting({ ...common, iterations: 10, match }), 'ab-testing', 10, undefined,
      { iterations: 10, match: [{ headers: { 'x-canary': { exact: 'insider' } } }] }],
    ['Blue/Green', Analysis.blueGreen({ ...common, iterations: 3 }), 'blue-green', 3, undefined, { iterations: 3 }],
    ['Blue/Green with mirroring beside it', Analysis.blueGreen({ ...common, iterations: 3, mirror: true }), 'blue-green', 3, undefined, { iterations: 3, mirror: true }],
    ['promotion by steps', Analysis.progressive({ ...common, maxWeight: 50, stepWeight: 10, stepWeightPromotion: 25 }), 'canary', 5, 50,
      { maxWeight: 50, stepWeight: 10, stepWeightPromotion: 25 }],
    ['thresholds of readiness', Analysis.blueGreen({ ...common, iterations: 3, primaryReadyThreshold: 75, canaryReadyThreshold: 50 }), 'blue-green', 3, undefined,
      { iterations: 3, primaryReadyThreshold: 75, canaryReadyThreshold: 50 }],
    ['affinity', Analysis.stepWeights({ ...common, stepWeights: [50], sessionAffinity: { cookieName: 'canary', primaryCookieName: 'primary', maxAge: Duration.hours(1) } }),
      'canary', 1, 50, { stepWeights: [50], sessionAffinity: { cookieName: 'canary', primaryCookieName: 'primary', maxAge: 3600 } }],
    ['affinity in full', Analysis.stepWeights({
      ...common,
      stepWeights: [50],
      sessionAffinity: { cookieName: 'canary', domain: 'example.com', path: '/', httpOnly: true, secure: true, partitioned: true, sameSite: CookieSameSite.NONE },
    }), 'canary', 1, 50, {
      stepWeights: [50],
      sessionAffinity: { cookieName: 'canary', domain: 'example.com', path: '/', httpOnly: true, secure: true, partitioned: true, sameSite: 'None' },
    }],
    ['a share of mirrored requests', Analysis.blueGreen({ ...common, iterations: 3, mirror: true, mirrorWeight: 25 }), 'blue-green', 3, undefined,
      { iterations: 3, mirror: true, mirrorWeight: 25 }],
  ])('%s', (_, analysis, strategy, steps, highestWeight, written) => {
    expect([analysis.strategy, analysis.steps, analysis.highestWeight]).toEqual([strategy, steps, highestWeight]);
    expect(spec({ analysis }).analysis).toEqual({
      interval: '30s',
      threshold: 5,
      metrics: [{ name: 'request-success-rate', interval: '1m', thresholdRange: { min: 99 } }],
      ...written,
    });
  });

  test.each([
    ['10 steps of weight', Analysis.progressive({ ...common, maxWeight: 50, stepWeight: 5 }), Duration.minutes(10), 30 * (10 + 5 + 5) + 1200],
    ['3 iterations, a short deadline', Analysis.blueGreen({ ...common, iterations: 3 }), Duration.minutes(1), 30 * (3 + 5 + 5) + 120],
  ])('the longest that %s can be in progress', (_, analysis, deadline, seconds) => {
    expect(analysis._longestDuration(deadline).toSeconds()).toBe(seconds);
  });

  const weights = { maxWeight: 50, stepWeight: 10 };
  test.each([
    ['an interval that Flagger would lengthen', () => Analysis.progressive({ ...common, ...weights, interval: Duration.seconds(5) }),
      'Analysis.progressive: interval is too short\n  value:   "5 seconds"\n  allowed: whole seconds, at least 10 seconds: Flagger takes 10 seconds for anything shorter'],
    ['a fraction of a second', () => Analysis.blueGreen({ ...common, iterations: 3, interval: Duration.millis(10500) }), 'Analysis.blueGreen: interval is not in whole seconds'],
    ['a threshold of zero, which Flagger takes for 1', () => Analysis.progressive({ ...common, ...weights, threshold: 0 }), 'threshold is not a whole number of at least 1'],
    ['a fraction that breaks Flagger\'s decoding', () => Analysis.progressive({ ...common, ...weights, threshold: 1.5 }), 'threshold is not a whole number of at least 1'],
    ['a weight above 100', () => Analysis.progressive({ ...common, maxWeight: 101, stepWeight: 10 }), 'maxWeight is not a whole number from 1 to 100'],
    ['a step of zero, at which nothing ever advances', () => Analysis.progressive({ ...common, maxWeight: 50, stepWeight: 0 }), 'stepWeight is not a whole number from 1 to 100'],
    ['a step past the maximum', () => Analysis.progressive({ ...common, maxWeight: 10, stepWeight: 20 }), 'stepWeight is greater than maxWeight'],
    ['no step', () => Analysis.stepWeights({ ...common, stepWeights: [] }), 'stepWeights is empty'],
    ['steps that stand still', () => Analysis.stepWeights({ ...common, stepWeights: [10, 10] }), 'stepWeights do not rise\n  value:   [10,10]'],
    ['steps that fall', () => Analysis.stepWeights({ ...common, stepWeights: [20, 10] }), 'stepWeights do not rise'],
    ['a step above 100', () => Analysis.stepWeights({ ...common, stepWeights: [10, 200] }), 'stepWeights[1] is not a whole number from 1 to 100'],
    ['no iteration', () => Analysis.blueGreen({ ...common, iterations: 0 }), 'iterations is not a whole number of at least 1'],
    ['an A/B test without a condition', () => Analysis.abTesting({ ...common, iterations: 3, match: [] }), 'Analysis.abTesting: match is empty'],
    ['a share of pods above 100', () => Analysis.blueGreen({ ...common, iterations: 3, canaryReadyThreshold: 101 }), 'canaryReadyThreshold is not a whole number from 1 to 100'],
    ['one cookie for both versions', () => Analysis.progressive({ ...common, ...weights, sessionAffinity: { cookieName: 'a', primaryCookieName: 'a' } }),
      'sessionAffinity names one cookie for both versions'],
    ['a cookie whose name is an expression', () => Analysis.progressive({ ...common, ...weights, sessionAffinity: { cookieName: 'a.*=b' } }),
      'sessionAffinity.cookieName is not a name that Flagger can match'],
    ['a path that ends the attribute', () => Analysis.progressive({ ...common, ...weights, sessionAffinity: { cookieName: 'a', path: '/; Secure' } }),
      'sessionAffinity.path would end the cookie\'s attribute'],
    ['a cookie for all sites that browsers drop', () => Analysis.progressive({ ...common, ...weights, sessionAffinity: { cookieName: 'a', sameSite: CookieSameSite.NONE } }),
      'sessionAffinity is for all sites and not secure'],
    ['a partitioned cookie that browsers drop', () => Analysis.progressive({ ...common, ...weights, sessionAffinity: { cookieName: 'a', partitioned: true } }),
      'sessionAffinity is partitioned and not secure'],
    ['a share of nothing mirrored', () => Analysis.progressive({ ...common, ...weights, mirrorWeight: 10 }), 'mirrorWeight is given and nothing is mirrored'],
    ['more than all requests mirrored', () => Analysis.progressive({ ...common, ...weights, mirror: true, mirrorWeight: 101 }), 'mirrorWeight is not a whole number from 1 to 100'],
    ['a cookie without a name', () => Analysis.progressive({ ...common, ...weights, sessionAffinity: { cookieName: '' } }), 'sessionAffinity.cookieName is empty'],
  ])('refuses %s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});
