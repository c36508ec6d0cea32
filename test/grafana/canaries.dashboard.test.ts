import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import * as facts from '../../lib/facts/flagger-metrics';
import json from '../../lib/grafana/canaries.dashboard.json';
import { CanaryFailed } from '../../lib/rules';
import { dashboardJson, main } from '../../scripts/dashboard';
import { Manifest } from '../render';

const root = path.resolve(__dirname, '../..');
const panels = json.panels as Manifest[];
const targets = panels.flatMap((panel) => panel.targets as Manifest[]);
const variables = json.templating.list.map(({ name }) => name);

/**
 * Grafana cannot be run here. What holds of the JSON by construction is that grafana-foundation-sdk's types made it; what
 * they do not say is below.
 */
describe('canaries.dashboard.json', () => {
  test('is current', () => {
    expect(readFileSync(path.join(root, 'lib/grafana/canaries.dashboard.json'), 'utf8')).toBe(dashboardJson());
  });

  test('--check says so, and says where it is not', () => {
    const log = jest.spyOn(console, 'log').mockImplementation();
    const error = jest.spyOn(console, 'error').mockImplementation();
    expect([main(['--check'], root), main(['--check'], __dirname), main(['--chek'], root)]).toEqual([0, 1, 2]);
    expect([...log.mock.calls, ...error.mock.calls].map(([line]) => (line as string).split('\n')[0])).toEqual([
      'lib/grafana/canaries.dashboard.json is current',
      'lib/grafana/canaries.dashboard.json is not current. Run npm run dashboard and commit what it makes.',
      expect.stringContaining('--chek'),
    ]);
    jest.restoreAllMocks();
  });

  test('has no id of its own and no version, which Grafana gives', () => {
    expect(json).not.toHaveProperty('id');
    expect(json).not.toHaveProperty('version');
  });

  test('has panels of known types, each with an id of its own, a place that no other has, and the chosen datasource', () => {
    expect(panels.map(({ type }) => type)).toEqual([
      'stat', 'stat', 'state-timeline', 'state-timeline', 'timeseries', 'timeseries', 'timeseries', 'timeseries', 'timeseries',
    ]);
    expect(panels.map(({ id }) => id)).toEqual(panels.map((_, i) => i + 1));
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) => Array.from({ length: w * h }, (_, i) => `${x + (i % w)},${y + Math.floor(i / w)}`));
    expect(new Set(cells).size).toBe(cells.length);
    expect(panels.every(({ gridPos: { x, w } }) => x + w <= 24)).toBe(true);
    const all = [...panels, ...targets, ...json.annotations.list, ...json.templating.list.filter(({ type }) => type === 'query')];
    expect(all.filter(({ datasource }) => datasource?.type !== 'prometheus' || datasource.uid !== '$datasource')).toEqual([]);
  });

  test('names the queries of a panel differently, and overrides only what it can have', () => {
    for (const panel of panels) {
      const refIds = panel.targets.map(({ refId }: Manifest) => refId);
      expect(new Set(refIds).size).toBe(refIds.length);
      const overridden = panel.fieldConfig.overrides.filter(({ matcher }: Manifest) => matcher.id === 'byFrameRefID').map(({ matcher }: Manifest) => matcher.options);
      const isAnalysis = targets.some(({ refId, expr }) => refIds.includes(refId) && expr.includes(facts.CANARY_METRIC_ANALYSIS.name));
      expect([...refIds, ...(isAnalysis ? ['min', 'max'] : [])]).toEqual(expect.arrayContaining(overridden));
    }
  });

  test('uses only variables that there are', () => {
    const builtIn = ['__range', '__interval', '__all', '1'];
    const used = new Set([...JSON.stringify(json).matchAll(/\$(\w+)/g)].map((match) => match[1]));
    expect([...used].sort()).toEqual([...variables, ...builtIn].sort());
  });

  test('asks of Flagger\'s metrics all but the histogram, which measures one step of an analysis and not a rollout', () => {
    const metrics = Object.values(facts).flatMap((fact) => typeof fact === 'object' && 'name' in fact ? [fact.name] : []);
    const asked = new Set(targets.flatMap(({ expr }) => [...expr.matchAll(/\bflagger_\w+/g)].map((match: string[]) => match[0])));
    expect([...asked].sort()).toEqual(metrics.filter((metric) => metric !== facts.CANARY_TOTAL.name).sort());
  });

  test('has nothing that Flux replaces', () => {
    expect(JSON.stringify(json).match(/\$\{|\$\$/g)).toBeNull();
  });

  test('other checks are those that are not built in', () => {
    const pattern = json.templating.list.find(({ name }) => name === 'check')?.regex ?? '';
    const regex = new RegExp(pattern.slice(1, -1));
    expect(['request-success-rate', 'request-duration', 'request-duration-p50', 'queue', ''].filter((check) => regex.test(check))).toEqual(['request-duration-p50', 'queue']);
  });

  test('has the variables by which alerts link to one canary', () => {
    const url = new CanaryFailed({ dashboardUrl: 'https://grafana.example.com/d/canaries' }).annotations.dashboard_url as string;
    const linked = [...url.matchAll(/var-(\w+)/g)].map((match) => match[1]);
    expect(linked).toEqual(['namespace', 'name']);
    expect(variables).toEqual(expect.arrayContaining(linked));
  });
});
