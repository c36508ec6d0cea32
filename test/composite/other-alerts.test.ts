import { App, Duration, YamlOutputType } from 'cdk8s';
import { parse } from 'yaml';
import { alertmanager, CanaryAlerting, CanaryAlertingProps, Channel, Hears, Heartbeat, PrometheusStack, SecretKey } from '../../lib';
import { Dialect } from '../../lib/alertmanager/dialect';
import { parseMatchers } from '../../lib/alertmanager/matcher-parser';
import { walk } from '../../lib/alertmanager/route-walk';
import { checkObjects } from '../../lib/checks/run';

type Labels = { readonly [label: string]: string };
interface Inhibition { readonly source_matchers: string[]; readonly target_matchers: string[]; readonly equal?: string[] }
interface Written { readonly route: object; readonly inhibit_rules: Inhibition[] }

const slack = (title: string, hears = Hears.FAILURES): Channel => Channel.slack(title, { webhook: SecretKey.of(title.slice(1), 'address'), hears });
const onCall = slack('#on-call');

function alertingOf(props: Partial<CanaryAlertingProps> = {}): CanaryAlerting {
  return new CanaryAlerting(new App({ yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE }), 'alerting', {
    notifyWithin: Duration.seconds(30), channels: [onCall], heartbeat: Heartbeat.webhook(SecretKey.of('beat', 'url')),
    prometheus: PrometheusStack.helm({ release: 'kube-prometheus-stack', namespace: 'monitoring' }), otherAlerts: slack('#cluster'), ...props,
  });
}

function written({ configSecret }: CanaryAlerting): Written {
  expect(configSecret.node.validate()).toEqual([]);
  return parse(configSecret.config._toYaml(Dialect.PROMETHEUS_OPERATOR)) as Written;
}

/** Who hears of an alert while others fire (prometheus/alertmanager v0.34.2 inhibit/inhibit.go: a label that both lack is the same). */
function hears(config: Written, labels: Labels, ...firing: Labels[]): string[] {
  const match = (matchers: readonly string[], alert: Labels): boolean => matchers.flatMap(parseMatchers).every((each) => each._matches(alert));
  const muted = config.inhibit_rules.some((rule) => match(rule.target_matchers, labels)
    && firing.some((source) => match(rule.source_matchers, source) && (rule.equal ?? []).every((label) => (source[label] ?? '') === (labels[label] ?? ''))));
  return muted ? [] : walk(config, labels).map(({ receiver }) => receiver);
}

const ours = (alertname: string, severity: string): Labels => ({ alertname, severity, component: 'canary-alerting', namespace: 'shop', name: 'podinfo' });
const critical = { alertname: 'KubeletDown', severity: 'critical', namespace: 'shop' };

describe('otherAlerts', () => {
  const config = written(alertingOf());

  test.each<[string, string[], Labels, ...Labels[]]>([
    ['Watchdog, which fires always', ['nobody'], { alertname: 'Watchdog', severity: 'none' }],
    ['InfoInhibitor', ['nobody'], { alertname: 'InfoInhibitor', severity: 'none', namespace: 'shop' }],
    ['a warning', ['slack-cluster'], { ...critical, severity: 'warning' }],
    ['a warning whose critical brother fires', [], { ...critical, severity: 'warning' }, critical],
    ['a warning whose critical brother fires elsewhere', ['slack-cluster'], { ...critical, severity: 'warning' }, { ...critical, namespace: 'bank' }],
    ['what is for information', ['slack-cluster'], { alertname: 'CPUThrottlingHigh', severity: 'info', namespace: 'shop' }],
    ['what is for information, with InfoInhibitor', [], { alertname: 'CPUThrottlingHigh', severity: 'info', namespace: 'shop' }, { alertname: 'InfoInhibitor', severity: 'none', namespace: 'shop' }],
    ['ours, whatever fires', ['slack-on-call'], ours('CanaryFailed', 'critical'), critical],
    ['a warning of ours, beside one of its name that is critical', ['slack-on-call'], ours('CanaryStuck', 'warning'), ours('CanaryStuck', 'critical'), { ...critical, alertname: 'CanaryStuck' }],
    ['one of ours for information, with InfoInhibitor', ['slack-on-call'], ours('CanaryStuck', 'info'), { alertname: 'InfoInhibitor', severity: 'none', namespace: 'shop' }],
    ['a warning of ours that Flagger\'s own absence explains', [], ours('CanaryStuck', 'warning'), ours('FlaggerDown', 'critical')],
    ['the heartbeat', ['heartbeat'], { alertname: 'CanaryAlertingHeartbeat', severity: 'none', component: 'canary-alerting' }, critical],
  ])('%s', (_, expected, labels, ...firing) => { expect(hears(config, labels, ...firing)).toEqual(expected); });

  test('are grouped and repeated as the chart does it, and ours as without them', () => {
    expect(walk(config, critical)).toMatchObject([{ groupBy: ['namespace'] }]);
    expect(walk(config, critical).map(({ groupWait, groupInterval, repeatInterval }) => [groupWait, groupInterval, repeatInterval].map((each) => each.toSeconds()))).toEqual([[30, 300, 43200]]);
    const alone = written(alertingOf({ otherAlerts: undefined }));
    for (const labels of [ours('CanaryFailed', 'critical'), ours('CanaryStuck', 'warning'), { alertname: 'CanaryAlertingHeartbeat' }]) {
      expect(walk(config, labels)).toEqual(walk(alone, labels));
    }
    expect(alone.inhibit_rules).toEqual(config.inhibit_rules.slice(0, 1));
  });

  test('a route of one\'s own comes before those to nobody', () => {
    const alerting = alertingOf();
    alerting.configSecret.config.addRoute(new alertmanager.Route({ receiver: alertmanager.Receiver.none('own'), matchers: [alertmanager.Matcher.equal('alertname', 'Watchdog')] }));
    expect([hears(written(alerting), { alertname: 'Watchdog' }), hears(written(alerting), { alertname: 'InfoInhibitor' })]).toEqual([['own'], ['nobody']]);
  });

  test('one of the channels may hear of them', () => {
    expect(hears(written(alertingOf({ otherAlerts: onCall })), critical)).toEqual(['slack-on-call']);
  });

  test('our own checks have nothing to say of it', () => {
    expect(checkObjects((alertingOf().node.root as App).charts.flatMap((chart) => chart.toJson() as unknown[])).filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  test('a channel that hears progress is refused', () => {
    expect(() => alertingOf({ otherAlerts: slack('#news', Hears.PROGRESS) })).toThrow('CanaryAlerting alerting: the channel slack #news of otherAlerts hears progress\n  allowed: a channel that hears failures');
  });
});
