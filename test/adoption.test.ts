import { App, Duration, YamlOutputType } from 'cdk8s';
import { parse } from 'yaml';
import { alertmanager, CanaryAlerting, CanaryAlertingProps, Channel, Hears, PrometheusStack, SecretKey } from '../lib';
import { Dialect } from '../lib/alertmanager/dialect';

const webhook = SecretKey.of('slack', 'address');
const EXISTING = `
route: { receiver: everybody, routes: [{ receiver: pager, matchers: ['severity="critical"'] }] }
receivers: [{ name: everybody }, { name: pager }, { name: nobody }]
templates: [/etc/alertmanager/other/*.tmpl]
`;

function alertingOf(props: Partial<CanaryAlertingProps> = {}): CanaryAlerting {
  return new CanaryAlerting(new App({ yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE }), 'alerting', {
    notifyWithin: Duration.seconds(30), channels: [Channel.slack('#on-call', { webhook, hears: Hears.FAILURES })],
    prometheus: PrometheusStack.helm({ release: 'kube-prometheus-stack', namespace: 'monitoring' }), ...props,
  });
}

interface Written {
  readonly route: { readonly receiver: string; readonly routes: { readonly matchers: string[]; readonly continue?: boolean }[] };
  readonly receivers: { readonly name: string }[];
  readonly inhibit_rules: object[];
}

function written({ configSecret }: CanaryAlerting): Written {
  expect(configSecret.node.validate()).toEqual([]);
  return parse(configSecret.config._toYaml(Dialect.PROMETHEUS_OPERATOR)) as Written;
}

test('a configuration of Alertmanager that is there is added to: our alerts go where ours do, all others where they went', () => {
  const { route, receivers, inhibit_rules: rules } = written(alertingOf({ alertmanagerConfig: alertmanager.Config.fromYaml(EXISTING) }));
  expect(route.receiver).toBe('everybody');
  expect(route.routes.map(({ matchers, continue: goesOn }) => [matchers, goesOn])).toEqual([
    [['alertname="CanaryAlertingHeartbeat"'], undefined], [['component="canary-alerting"'], undefined], [['severity="critical"'], undefined],
  ]);
  expect(receivers.map(({ name }) => name).sort()).toEqual(['canary-alerting-nobody', 'everybody', 'nobody', 'pager', 'slack-on-call']);
  expect(rules).toHaveLength(1);
});

test('refuses otherAlerts beside it', () => {
  expect(() => alertingOf({ alertmanagerConfig: alertmanager.Config.fromYaml(EXISTING), otherAlerts: Channel.slack('#all', { webhook, hears: Hears.FAILURES }) }))
    .toThrow('CanaryAlerting alerting: both otherAlerts and alertmanagerConfig are given');
});

test('a layout of one\'s own comes from a file of one\'s own, and titles say the cluster\'s name', () => {
  const templates = [new alertmanager.MessageTemplate('team.tmpl', '{{ define "team.text" }}{{ .Status }}{{ end }}')];
  const channels = [Channel.slack('#on-call', { webhook, hears: Hears.FAILURES, messageText: '{{ template "team.text" . }}' })];
  const { configSecret } = alertingOf({ clusterName: 'eu-1', templates, channels });
  expect(configSecret.node.validate()).toEqual([]);
  const files = configSecret._toManifest()['stringData'] as Record<string, string>;
  expect(files['team.tmpl']).toBe(templates[0]?.content);
  expect(files['canary-alerting.tmpl']).toContain('{{ define "canary.cluster" }} (eu-1){{ end }}');
  expect(parse(files['alertmanager.yaml'] as string)).toMatchObject({ receivers: expect.arrayContaining([expect.objectContaining({ slack_configs: [expect.objectContaining({ text: '{{ template "team.text" . }}' })] })]) as object });
  // Without the file, the layout refers to nothing.
  expect(alertingOf({ channels }).configSecret.node.validate().join()).toContain('a receiver refers to a template that no file defines\n  value:   "team.text"');
});
