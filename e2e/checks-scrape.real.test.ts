import { stringify } from 'yaml';
import { Document } from '../lib/checks/document';
import { labelsAfterScrape } from '../lib/checks/expression';
import { readWorld } from '../lib/checks/read';
import { Exporter } from './exporter';
import { Prometheus } from './prometheus';
import { until } from './cluster/until';

/** What the checks read out of a prometheus.yml, beside what the real Prometheus makes of the same file. */

const FLAGGER = 'flagger_canary_status{name="podinfo",namespace="shop"} 2\n';
const PLACED = [{ target_label: 'namespace', replacement: 'flagger-system' }, { target_label: 'pod', replacement: 'flagger-0' }];

test.each([
  ['a namespace of the target, and no honor_labels', { relabel_configs: PLACED }],
  ['honor_labels', { honor_labels: true, relabel_configs: PLACED }],
  ['a label of a static target', { labels: { namespace: 'flagger-system' } }],
  ['no namespace of the target', {}],
])('the label namespace is the canary\'s, or Flagger\'s: %s', async (_, { labels, ...job }: { readonly labels?: object; readonly [field: string]: unknown }) => {
  const exporter = await Exporter.start(() => FLAGGER);
  const config = { global: { scrape_interval: '1s' }, scrape_configs: [{ job_name: 'flagger', static_configs: [{ targets: [exporter.address], ...(labels !== undefined && { labels }) }], ...job }] };
  const prometheus = await Prometheus.start(config);
  try {
    let found: Readonly<Record<string, string>> | undefined;
    await until('it is scraped', async () => { found = (await prometheus.query('flagger_canary_status'))[0]?.labels; return found !== undefined; });
    const { scrape } = readWorld(Document.read(stringify(config)), {});
    expect({ ...scrape, job: undefined }).toEqual({ job: undefined, intervalSeconds: 1, honorLabels: found?.['namespace'] === 'shop', namespace: 'flagger-system' });
    expect(found?.[scrape.honorLabels ? 'namespace' : 'exported_namespace']).toBe('shop');
    // Of the labels of a series none is unknown, and the namespace is there under one of its names alone.
    const known = labelsAfterScrape('flagger_canary_status', scrape);
    expect(Object.keys(found ?? {}).filter((name) => name !== '__name__' && known?.has(name) !== true)).toEqual([]);
    expect(known?.has('exported_namespace')).toBe(found !== undefined && 'exported_namespace' in found);
  } finally {
    await prometheus.stop();
    await exporter.stop();
  }
});

test('an interval that nothing says is Prometheus\' own', async () => {
  const prometheus = await Prometheus.start({ scrape_configs: [{ job_name: 'flagger', static_configs: [] }] });
  try {
    const answer = await fetch(`http://${prometheus.address}/api/v1/status/config`);
    const { data: { yaml } } = await answer.json() as { data: { yaml: string } };
    expect(yaml).toContain('scrape_interval: 1m');
    expect(yaml).toContain('evaluation_interval: 1m');
  } finally {
    await prometheus.stop();
  }
});
