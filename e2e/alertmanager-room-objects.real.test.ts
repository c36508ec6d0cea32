import fc from 'fast-check';
import { parse } from 'yaml';
import { SecretKey } from '../lib';
import { AlertmanagerConfig, Matcher, Receiver, Route } from '../lib/alertmanager';
import { chart, manifest } from '../test/render';
import { alertmanagerConfig as swept } from '../test/sweep/kinds/alertmanager-config';
import { outcomeOf } from '../test/sweep/sweep';
import { checkConfigs, renderTemplate, routesTest } from './amtool';
import { alertmanagerConfig, alertmanagerConfigs, Manifest } from './operator';

/** More by OBJECT_RUNS. */
const RUNS = Number(process.env['OBJECT_RUNS'] ?? 1000);

const RAW = 'route: { receiver: nobody, routes: [{ receiver: ours, matchers: [\'severity="critical"\'] }] }\nreceivers: [{ name: nobody }, { name: ours }]\nglobal: { slack_api_url: https://example.com/x }\n';

/** Every Secret that the samples name; an address can be a token as well. */
const SECRETS: readonly Manifest[] = ['slack', 'vault-token', 'receiver'].map((name) => ({
  apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: 'shop' },
  data: Object.fromEntries(['key', 'address', 'a.b_c', 'other'].map((key) => [key, Buffer.from('https://example.com/x').toString('base64')])),
}));

describe('whatever AlertmanagerConfig is made', () => {
  const objects = fc.sample(swept.props, { seed: 7, numRuns: RUNS }).flatMap((props) => {
    const outcome = outcomeOf(swept, props);
    return outcome.is === 'made' ? [outcome.object as Manifest] : [];
  });
  const answers = alertmanagerConfigs(objects.map((object) => ({ raw: RAW, alertmanagerConfigs: [object], secrets: SECRETS })));

  test('there are many', () => { expect(objects.length).toBeGreaterThan(RUNS / 4); });

  test('the operator takes it', () => {
    expect(answers.flatMap(({ errors, log }, index) => (errors.length + (log?.length ?? 0) > 0 ? [{ errors, log, object: JSON.stringify(objects[index]) }] : [])).slice(0, 4)).toEqual([]);
  });

  test('and writes each of its receivers', () => {
    const names = (object: Manifest | undefined): string[] => {
      const { metadata, spec } = object as { metadata: { name: string }; spec: { receivers?: { name: string }[] } };
      return (spec.receivers ?? []).map(({ name }) => `shop/${metadata.name}/${name}`);
    };
    const lacking = answers.flatMap(({ config }, index) => {
      const written = (parse(config ?? '') as { receivers: { name: string }[] }).receivers.map(({ name }) => name);
      return names(objects[index]).filter((name) => !written.includes(name));
    });
    expect(lacking).toEqual([]);
    expect(objects.flatMap(names).length).toBeGreaterThan(objects.length);
  });

  test('amtool takes what the operator writes', () => {
    expect(checkConfigs(answers.map(({ config }) => config ?? '')).map(({ index, error }) => ({ error, config: answers[index]?.config })).slice(0, 4)).toEqual([]);
  });
});

describe('what a team hears', () => {
  const slack = Receiver.slack('team', { apiUrl: SecretKey.of('slack', 'address'), channel: '#shop' });
  const scope = chart();
  new AlertmanagerConfig(scope, 'shop', { route: new Route({ receiver: slack, matchers: [Matcher.equal('component', 'canary-alerting')] }) });
  const object = manifest(scope);
  const { config = '', errors } = alertmanagerConfig({ raw: RAW, alertmanagerConfigs: [object], secrets: SECRETS });

  test.each([
    ['of its namespace', { component: 'canary-alerting', namespace: 'shop' }, ['shop/shop/team', 'nobody']],
    ['of its namespace, which others hear as well', { component: 'canary-alerting', namespace: 'shop', severity: 'critical' }, ['shop/shop/team', 'ours']],
    ['of another namespace', { component: 'canary-alerting', namespace: 'search' }, ['nobody']],
    ['about Flagger itself', { component: 'canary-alerting', namespace: 'flagger-system' }, ['nobody']],
  ])('an alert %s', (_, labels, receivers) => {
    expect(errors).toEqual([]);
    // The root's own receiver hears only of what nobody else takes.
    expect(routesTest({ config }, labels)).toEqual(receivers.filter((each, index) => index === 0 || each !== 'nobody'));
  });

  test('the message says the same as that of the main configuration, without a file of templates', () => {
    const { title, text } = (object as { spec: { receivers: { slackConfigs: { title: string; text: string }[] }[] } }).spec.receivers[0]?.slackConfigs[0] ?? { title: '', text: '' };
    const alert = { status: 'firing', labels: { alertname: 'CanaryFailed', namespace: 'shop', name: 'podinfo' }, annotations: { summary: 'a < b', runbook_url: 'https://r.test' } } as const;
    const data = { receiver: 'r', status: 'firing', alerts: [alert], groupLabels: {}, commonLabels: alert.labels, commonAnnotations: alert.annotations, externalURL: 'http://am.test' } as const;
    expect(renderTemplate(title, data)).toBe('[FIRING] CanaryFailed shop/podinfo');
    expect(renderTemplate(text, data)).toContain('*a &lt; b*\n<https://r.test|Runbook>');
  });
});
