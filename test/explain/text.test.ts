import { Explanation, explanationText } from '../../lib/explain';

const NOTHING: Explanation = { canaries: [], hearings: [], heartbeats: [], unheard: [], secrets: [], notes: [] };
const CANARIES = ['search/suggest', 'shop/cart', 'shop/pay'];

const hearing = (what: string, about: readonly string[], first?: number, next?: number): Explanation['hearings'][number] => ({
  channel: 'Slack #alerts', what, about, through: first === undefined ? 'Flagger' : 'Alertmanager', ...(first !== undefined && { first, next }),
});

describe('explanationText', () => {
  test('says who hears what, how fast, channel by channel', () => {
    expect(explanationText({
      ...NOTHING,
      canaries: CANARIES,
      hearings: [
        { channel: 'Slack #news', what: 'rollouts: every step', about: CANARIES, through: 'Flagger' },
        { channel: 'Slack #alerts', what: 'Flux: failures', about: ['Kustomization/flux-system/*'], through: 'Flux' },
        hearing('CanaryFailed', CANARIES, 11, 21),
        hearing('CanaryStuck', ['search/suggest', 'shop/cart'], 1900, 1910),
      ],
      heartbeats: [{ alert: 'CanaryAlertingHeartbeat', channel: 'webhook (dead-man)', every: 50 }],
    })).toBe(`
WHO HEARS WHAT                                 THROUGH            FIRST    AGAIN
Slack #alerts
  Flux: failures                               Flux             at once  at once
    (Kustomization/flux-system/*)
  CanaryFailed                                 Alertmanager        11 s     21 s
  CanaryStuck (search/*, shop/cart)            Alertmanager      32 min   32 min
Slack #news
  rollouts: every step                         Flagger          at once  at once
webhook (dead-man)
  CanaryAlertingHeartbeat                      Alertmanager  every 50 s
FIRST: the longest time from event to message. AGAIN: when it fails again soon.
`);
  });

  test.each([
    ['all canaries', CANARIES, 'A'],
    ['all of a namespace', ['shop/cart', 'shop/pay'], 'A (shop/*)'],
    ['one of a namespace', ['shop/cart'], 'A (shop/cart)'],
    ['more than two', ['search/suggest', 'shop/cart', 'x/y', 'x/z'], 'A (search/*, shop/cart and 2 more)'],
    ['none', [], 'A'],
  ])('%s', (_, about, text) => {
    expect(explanationText({ ...NOTHING, canaries: CANARIES, hearings: [hearing('A', about)] }).split('\n')[3]?.slice(2).split('  ')[0]).toBe(text);
  });

  test.each([
    [0, 'at once'], [0.5, '1 s'], [11, '11 s'], [120, '120 s'], [121, '2 min 1 s'], [300, '5 min'], [601, '11 min'], [3599, '1 h'], [3601, '1 h 1 min'], [7200, '2 h'],
  ])('%d seconds are %s', (seconds, text) => {
    expect(explanationText({ ...NOTHING, hearings: [hearing('A', [], seconds, seconds)] }).split('\n')[3]?.split(/ {2,}/)[3]).toBe(text);
  });

  test('keeps to the width', () => {
    const long = Array.from({ length: 2 }, (_, index) => `a-rather-long-namespace/with-a-long-target-${index}`);
    const text = explanationText({ ...NOTHING, canaries: [...CANARIES, ...long, 'a-rather-long-namespace/x'], hearings: [hearing('CanaryFailed', long, 11, 21)] }, 80);
    expect(text).toBe(`
WHO HEARS WHAT                                        THROUGH       FIRST  AGAIN
Slack #alerts
  CanaryFailed                                        Alertmanager   11 s   21 s
    (a-rather-long-namespace/with-a-long-target-0,
    a-rather-long-namespace/with-a-long-target-1)
FIRST: the longest time from event to message. AGAIN: when it fails again soon.
`);
  });

  test('says what nobody hears, what must exist, and what was assumed', () => {
    expect(explanationText({
      ...NOTHING,
      canaries: CANARIES,
      unheard: [{ what: 'CanaryStuck', about: ['shop/cart'], why: 'route ends at the receiver null, which tells nobody' }],
      secrets: [
        { secret: 'monitoring/slack', keys: ['address'], readBy: ['Alertmanager'] },
        { secret: 'shop/datadog', keys: ['datadog_api_key', 'datadog_application_key'], readBy: ['MetricTemplate/shop/a', 'MetricTemplate/shop/b', 'MetricTemplate/shop/c'] },
        { secret: 'shop/teams', keys: ['address'], readBy: ['Provider/shop/teams'], filledBy: 'ExternalSecret/shop/teams' },
      ],
      notes: ['No monitor that scrapes Flagger is among the manifests: 30s between two scrapes are assumed, with honorLabels.'],
    })).toBe(`
Nobody hears of anything.

NOBODY HEARS
  CanaryStuck (shop/cart): route ends at the receiver null, which tells nobody

SECRETS THAT MUST EXIST ALREADY
  monitoring/slack  address                                   Alertmanager
  shop/datadog      datadog_api_key, datadog_application_key  MetricTemplate/shop/a,
                                                              MetricTemplate/shop/b and 1
                                                              more
  1 more Secret is filled by ExternalSecrets among the manifests.

Note: No monitor that scrapes Flagger is among the manifests: 30s between two
      scrapes are assumed, with honorLabels.
`);
  });

  test('says so when all Secrets are filled', () => {
    expect(explanationText({ ...NOTHING, secrets: [{ secret: 'a/b', keys: [], readBy: ['Alertmanager'], filledBy: 'ExternalSecret/a/b' }] }))
      .toMatch(/\n\n1 Secret is filled by ExternalSecrets among the manifests\.\n$/);
  });
});
