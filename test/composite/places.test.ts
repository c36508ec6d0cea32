import { App, Duration } from 'cdk8s';
import { CanaryAlerting, CanaryAlertingProps, Channel, Hears, PrometheusStack, SecretKey } from '../../lib';

const key = (name: string): SecretKey => SecretKey.of(name, 'address');
const slack = (title: string, secret: string, hears = Hears.FAILURES, name?: string): Channel => Channel.slack(title, { webhook: key(secret), hears, name });
const pager = (title: string, secret: string): Channel => Channel.pagerDuty(title, { routingKey: key(secret), hears: Hears.FAILURES });
const onCall = slack('#on-call', 'on-call');
const alertingOf = (props: Partial<CanaryAlertingProps> = {}): CanaryAlerting => new CanaryAlerting(new App(), 'alerting', {
  notifyWithin: Duration.seconds(30), channels: [onCall], prometheus: PrometheusStack.helm({ release: 'kps', namespace: 'monitoring' }), ...props,
});

describe('refuses', () => {
  test.each<[string, () => unknown, string]>([
    ['a place that hears both by two webhooks', () => alertingOf({ channels: [onCall, slack('#on-call', 'other', Hears.PROGRESS)] }),
      'CanaryAlerting alerting: the channel slack #on-call is to hear both failures and progress\n  allowed: one of the two: of a failure both Flagger\'s message and Alertmanager\'s would arrive, and inhibit rules cannot mute Flagger\n  fix:     one channel for failures, another one for progress'],
    ['a place that hears both under two names', () => alertingOf({ channels: [onCall, slack('On-Call', 'other', Hears.PROGRESS, 'other')] }), 'the channel slack On-Call is to hear both failures and progress'],
    ['a team\'s channel that is told of progress where everybody\'s is told of failures', () => alertingOf().addTeam('shop', { channels: [slack('#on-call', 'other', Hears.PROGRESS)] }), 'team shop: the channel slack #on-call is to hear both failures and progress'],
    ['two channels of one webhook', () => alertingOf({ channels: [onCall, slack('#shop', 'on-call')] }),
      'CanaryAlerting alerting: the channels #on-call and #shop of slack are one place, which would be told everything twice\n  value:   "on-call/address"\n'
      + '  allowed: a secret for each: that of a webhook or a service leads to one place, whichever channel a message names\n  fix:     SecretKey.of(\'slack-shop\', \'address\') for #shop, or leave one of them out'],
    ['two channels of one webhook, one for progress', () => alertingOf({ channels: [onCall, slack('#news', 'on-call', Hears.PROGRESS)] }), 'the channels #on-call and #news of slack are one place, which would be told both failures and progress'],
    ['two services of PagerDuty with one key', () => alertingOf({ channels: [pager('a', 'pd'), pager('b', 'pd')] }), 'the channels a and b of pagerduty are one place, which would be told everything twice\n  value:   "pd/address"'],
    ['one place by two webhooks', () => alertingOf({ channels: [onCall, slack('#on-call', 'other')] }),
      'two channels have one name: #on-call and #on-call\n  value:   "slack-on-call"\n  allowed: each name once: it is that of their objects\n  fix:     leave one of them out; where they are two places, such as channels of two workspaces, name: \'…\' in the options of one of them'],
    ['a channel twice, once without "#"', () => alertingOf({ channels: [onCall, slack('on-call', 'on-call', Hears.FAILURES, 'other')] }), 'the channel slack on-call is there twice'],
  ])('%s', (_, make, message) => { expect(make).toThrow(message); });
});

describe('takes', () => {
  test('one place for two teams, neither of which hears of the other\'s canaries', () => {
    const alerting = alertingOf();
    alerting.addTeam('shop', { channels: [slack('#apps', 'apps')] });
    expect(alerting.addTeam('bank', { channels: [slack('#bank', 'apps')] }).channels).toHaveLength(1);
  });

  test('many channels of what leads to many places', () => {
    const bot = (title: string, chatId: number): Channel => Channel.telegram(title, { botToken: key('bot'), chatId, hears: Hears.FAILURES });
    expect(alertingOf({ channels: [bot('a', 1), bot('b', 2)] }).configSecret.config.receivers.map(({ name }) => name)).toEqual(['nobody', 'telegram-a', 'telegram-b']);
  });

  test('one channel of each workspace, with names of their own', () => {
    expect(alertingOf({ channels: [onCall, slack('#on-call', 'other', Hears.FAILURES, 'other')] }).configSecret.config.receivers).toHaveLength(3);
  });
});
