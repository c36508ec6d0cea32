import { Yaml } from 'cdk8s';
import * as grafana from '../../lib/grafana';
import canaries from '../../lib/grafana/canaries.dashboard.json';
import { chart, manifest, Manifest } from '../render';

const podinfo = { namespace: 'shop', name: 'podinfo' };

function rendered(props?: grafana.DashboardProps): Manifest {
  const c = chart('monitoring');
  new grafana.Dashboard(c, 'canaries', props);
  return manifest(c);
}

function json(props?: grafana.DashboardProps): Manifest {
  return JSON.parse(Object.values(rendered(props).data as { [file: string]: string })[0] as string);
}

function queriesOf(dashboard: Manifest): { [query: string]: string } {
  return Object.fromEntries(dashboard.panels.flatMap((panel: Manifest) => panel.targets.map((target: Manifest) => [`${panel.title}/${target.refId}`, target.expr])));
}

describe('Dashboard', () => {
  test('is a ConfigMap that Grafana\'s sidecar finds', () => {
    expect(rendered()).toEqual({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'canaries', namespace: 'monitoring', labels: { grafana_dashboard: '1' } },
      data: { 'canaries.json': `${JSON.stringify({ uid: 'canaries', ...canaries, links: [] }, null, 2)}\n` },
    });
  });

  test('takes its own label, folder and metadata', () => {
    const props = { sidecarLabel: 'dashboards', sidecarLabelValue: 'yes', folder: 'Releases', metadata: { name: 'rollouts', labels: { team: 'shop' }, annotations: { note: 'x' } } };
    expect(rendered(props).metadata).toEqual({
      name: 'rollouts',
      namespace: 'monitoring',
      labels: { dashboards: 'yes', team: 'shop' },
      annotations: { grafana_folder: 'Releases', note: 'x' },
    });
    expect(rendered({ folder: 'Releases', folderAnnotation: 'k8s-sidecar-target-directory' }).metadata.annotations).toEqual({ 'k8s-sidecar-target-directory': 'Releases' });
  });

  test('takes a uid and a title; the file is called by the uid', () => {
    const c = chart('monitoring');
    const dashboard = new grafana.Dashboard(c, 'canaries', { uid: 'Shop_canaries', title: 'The shop\'s canaries' });
    expect(dashboard).toMatchObject({ uid: 'Shop_canaries', title: 'The shop\'s canaries', path: '/d/Shop_canaries' });
    const { data } = manifest(c);
    expect(Object.keys(data)).toEqual(['Shop_canaries.json']);
    expect(JSON.parse(data['Shop_canaries.json'])).toMatchObject({ uid: 'Shop_canaries', title: 'The shop\'s canaries' });
  });

  test('links lead elsewhere', () => {
    const link = { title: 'Runbooks', url: 'https://wiki.example.com/canaries?namespace=$namespace' };
    expect(json({ links: [link] }).links).toEqual([
      { ...link, type: 'link', icon: 'external link', tooltip: '', tags: [], asDropdown: false, targetBlank: true, includeVars: false, keepTime: false },
    ]);
  });

  test('each limit stands beside the values of its check, also one that is added later', () => {
    const c = chart('monitoring');
    const dashboard = new grafana.Dashboard(c, 'canaries', { thresholds: [{ ...podinfo, metric: 'request-success-rate', min: 99 }] });
    dashboard.addThresholds({ ...podinfo, metric: 'request-duration', max: 500 }, { ...podinfo, metric: 'queue', min: 1, max: 7 });
    const before = queriesOf(json());
    const after = queriesOf(JSON.parse(manifest(c).data['canaries.json']));
    const added = Object.fromEntries(Object.entries(after).filter(([query]) => before[query] === undefined));
    const limit = (metric: string, value: number, values: string): string =>
      `(group by (namespace, name, metric) (flagger_canary_metric_analysis{namespace="shop",name="podinfo",metric="${metric}"}) * ${value}) and on (namespace, name, metric) (${before[values]})`;
    expect(added).toEqual({
      'Requests that succeed/min': limit('request-success-rate', 99, 'Requests that succeed/request-success-rate'),
      'Duration of requests/max': limit('request-duration', 0.5, 'Duration of requests/request-duration'),
      'Check: $check/min': limit('queue', 1, 'Check: $check/other'),
      'Check: $check/max': limit('queue', 7, 'Check: $check/other'),
    });
  });

  test('stays small for 300 canaries of 30 teams', () => {
    const thresholds = Array.from({ length: 300 }, (_, i) => ({ namespace: `team-${i % 30}`, name: `service-${i}` })).flatMap((canary, i) => [
      { ...canary, metric: 'request-success-rate', min: i % 3 === 0 ? 95 : 99 },
      { ...canary, metric: 'request-duration', max: i % 5 === 0 ? 1000 : 500 },
    ]);
    const size = JSON.stringify(json({ thresholds })).length - JSON.stringify(json()).length;
    expect(size).toBeLessThan(25_000);
  });

  test('is a text that YAML shows line by line', () => {
    expect(Yaml.stringify(rendered())).toContain('canaries.json: |\n    {\n      "uid": "canaries",\n');
  });

  test('has nothing that Flux replaces', () => {
    const text = JSON.stringify(rendered({ thresholds: [{ ...podinfo, metric: '$${x}', max: 1 }] }));
    expect(text.match(/\$\{|\$\$/g)).toBeNull();
  });

  test('is refused by the synth where it is too big for a ConfigMap', () => {
    const dashboard = new grafana.Dashboard(chart('monitoring'), 'canaries');
    expect(dashboard.node.validate()).toEqual([]);
    dashboard.addThresholds(...Array.from({ length: 8000 }, (_, i) => ({ namespace: 'shop', name: `service-${i}`, metric: 'queue', max: i })));
    expect(dashboard.node.validate()).toEqual([expect.stringContaining('ConfigMap/monitoring/canaries: the dashboard is too big for a ConfigMap\n  value:   1')]);
  });

  test.each<[string, grafana.DashboardProps, string]>([
    ['a uid with a dot', { uid: 'a.b' }, 'the uid is not one of Grafana\n  value:   "a.b"'],
    ['a uid of 41 characters', { uid: 'a'.repeat(41) }, 'the uid is not one of Grafana'],
    ['a name that is no uid', { metadata: { name: 'shop.canaries' } }, 'the uid is not one of Grafana\n  value:   "shop.canaries"'],
    ['no title', { title: ' ' }, 'the title is empty'],
    ['a variable with braces', { links: [{ title: 'Logs', url: 'https://logs/?ns=${namespace:text}' }] }, 'the url of a link has something that Flux replaces'],
    ['the fix for it', { title: 'Of ${name}' }, '  fix:     Of $name'],
    ['two dollars', { title: '$$' }, 'the title has something that Flux replaces'],
    ['a threshold of nobody', { thresholds: [{ namespace: 'shop', name: '', metric: 'queue', max: 1 }] }, 'the name of a threshold is empty'],
    ['a threshold that is no number', { thresholds: [{ ...podinfo, metric: 'queue', max: NaN }] }, 'the max of a threshold is not a number\n  value:   "NaN"'],
  ])('refuses %s', (_, props, message) => {
    expect(() => rendered(props)).toThrow(message);
  });
});
