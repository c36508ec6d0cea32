import { parse, stringify } from 'yaml';
import { checkObjects } from '../lib/checks/run';
import { alertmanagerConfig, Manifest, prometheusConfig, validateRule, validateRules } from './operator';
import { RuleFile } from './promtool';

function ruleFile(rule: object): RuleFile {
  return { groups: [{ name: 'g', rules: [rule] }] };
}

describe('validateRule', () => {
  test('accepts a rule', () => {
    expect(validateRule(ruleFile({ alert: 'A', expr: 'up == 0', for: '1m', keep_firing_for: '5m' }))).toEqual([]);
  });

  test.each([
    ['a field that the API server drops', { alert: 'A', expr: 'up', keepFiringFor: '5m' }, 'unknown field "keepFiringFor"'],
    ['PromQL that its parser does not know though promtool 3.15 does', { alert: 'A', expr: 'rate(foo[5m+1m]) > 1' }, 'could not parse expression'],
    ['a rule that both records and alerts', { alert: 'A', record: 'a:b', expr: 'up' }, 'only one of'],
  ])('refuses %s', (_, rule, message) => {
    expect(validateRule(ruleFile(rule)).join()).toContain(message);
  });

  test('answers for each spec in turn', () => {
    const answers = validateRules(ruleFile({ alert: 'A', expr: 'up' }), ruleFile({ alert: 'A', expr: '(' }));
    expect(answers.map((errors) => errors.length)).toEqual([0, 1]);
  });
});

describe('alertmanagerConfig', () => {
  const slack = { name: 'slack', slack_configs: [{ channel: '#a', api_url_file: '/etc/alertmanager/secrets/slack/address' }] };
  const main = { route: { receiver: 'slack' }, receivers: [slack] };
  const team = {
    apiVersion: 'monitoring.coreos.com/v1alpha1',
    kind: 'AlertmanagerConfig',
    metadata: { name: 'team', namespace: 'shop' },
    spec: {
      route: { receiver: 'chat', matchers: [{ name: 'severity', matchType: '=', value: 'critical' }] },
      receivers: [{ name: 'chat', slackConfigs: [{ channel: '#shop', apiURL: { name: 'slack', key: 'address' } }] }],
    },
  };
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'slack', namespace: 'shop' }, stringData: { address: 'https://chat.test/hook' } };

  test('accepts file references', () => {
    const { errors, config } = alertmanagerConfig({ raw: stringify(main) });
    expect(errors).toEqual([]);
    expect(parse(config as string)).toMatchObject(main);
  });

  test('puts a team\'s route first, for its namespace alone, with continue', () => {
    const { errors, config } = alertmanagerConfig({ raw: stringify(main), alertmanagerConfigs: [team], secrets: [secret] });
    expect(errors).toEqual([]);
    expect(parse(config as string).route.routes).toEqual([
      { receiver: 'shop/team/chat', matchers: ['severity="critical"', 'namespace="shop"'], continue: true },
    ]);
  });

  test.each([
    ['a receiver that does not exist', { route: { receiver: 'nobody' }, receivers: [] }, 'undefined receiver "nobody"'],
    ['a field that Alertmanager has and the operator\'s struct has not', { ...main, inhibit_rules: [{ name: 'n', source_matchers: ['a="1"'] }] }, 'field name not found'],
    [
      'what makes Alertmanager\'s loader panic',
      { ...main, receivers: [{ name: 'slack', slack_configs: [{ ...slack.slack_configs[0], update_message: true }] }] },
      'panic: ',
    ],
  ])('refuses %s', (_, config, message) => {
    const answer = alertmanagerConfig({ raw: stringify(config) });
    expect(answer.errors.join()).toContain(message);
    expect(answer.config).toBeUndefined();
  });

  test('goes on without an AlertmanagerConfig whose Secret is missing', () => {
    const { errors, config } = alertmanagerConfig({ raw: stringify(main), alertmanagerConfigs: [team] });
    expect(errors).toEqual([expect.stringMatching(/^AlertmanagerConfig shop\/team: .*secrets "slack" not found/)]);
    expect(parse(config as string)).toMatchObject(main);
  });
});

describe('prometheusConfig', () => {
  const monitor = {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PodMonitor',
    metadata: { name: 'flagger', namespace: 'flagger-system', labels: { release: 'kps' } },
    spec: {
      selector: { matchLabels: { 'app.kubernetes.io/name': 'flagger' } },
      podMetricsEndpoints: [{ port: 'http', interval: '5s', honorLabels: true }],
    },
  };

  test('writes a scrape job', () => {
    const { errors, selected, config } = prometheusConfig({ monitors: [monitor], monitorLabels: { release: 'kps' } });
    expect({ errors, selected }).toEqual({ errors: [], selected: ['flagger-system/flagger'] });
    expect(parse(config as string).scrape_configs).toEqual([
      expect.objectContaining({ job_name: 'podMonitor/flagger-system/flagger/0', honor_labels: true, scrape_interval: '5s' }),
    ]);
  });

  test('leaves out a monitor that has not the labels of the selector', () => {
    const { errors, selected } = prometheusConfig({ monitors: [monitor], monitorLabels: { release: 'other' } });
    expect({ errors, selected }).toEqual({ errors: [], selected: undefined });
  });

  test('refuses a timeout longer than the interval', () => {
    const endpoint = { port: 'http', interval: '5s', scrapeTimeout: '10s' };
    const { errors } = prometheusConfig({ monitors: [{ ...monitor, spec: { ...monitor.spec, podMetricsEndpoints: [endpoint] } }] });
    expect(errors).toEqual([expect.stringContaining('PodMonitor flagger-system/flagger: endpoint[0]: scrapeTimeout "10s" greater than scrapeInterval "5s"')]);
  });
});

test('leaves out a monitor for its timeout when schema/rule tells of it', () => {
  const durations = [undefined, '0s', '5s', '10s', '1m', '30s', '31s', '1d'];
  const monitorOf = (kind: string, endpoint: object): Manifest => ({
    apiVersion: 'monitoring.coreos.com/v1', kind, metadata: { name: 'flagger', namespace: 'flagger-system' },
    spec: { selector: {}, [kind === 'PodMonitor' ? 'podMetricsEndpoints' : 'endpoints']: [{ port: 'http' }, { port: 'http', ...endpoint }] },
  });
  const answers = ['PodMonitor', 'ServiceMonitor'].flatMap((kind) => durations.flatMap((interval) => durations.map((scrapeTimeout) => {
    const monitor = monitorOf(kind, { ...(interval !== undefined && { interval }), ...(scrapeTimeout !== undefined && { scrapeTimeout }) });
    const { errors } = prometheusConfig({ monitors: [monitor] });
    const told = checkObjects([monitor], { only: ['schema/rule'] }).map(({ check }) => check);
    return { kind, interval, scrapeTimeout, refused: errors.length > 0, told: told.length > 0 };
  })));
  expect(answers.filter(({ refused, told }) => refused !== told)).toEqual([]);
  expect(answers.filter(({ refused }) => refused).length).toBeGreaterThan(20);
});
