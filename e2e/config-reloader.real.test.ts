import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart, Duration } from 'cdk8s';
import { parse } from 'yaml';
import { prometheus } from '../lib';
import { jobsOf, object, planOfDocuments } from '../test/drill/operator/plan';
import { Manifest, prometheusConfig } from './operator';
import { checkConfig } from './promtool';
import { run } from './run';
import { inScratchFolder } from './scratch';

/** What the operator's config reloader, the container beside Prometheus, makes of `$(NAME)` in prometheus.yaml. */

/** What an environment of the operator's has; the rest is the container's. */
const ENVIRONMENT = { POD_NAME: 'prometheus-kube-prometheus-stack-prometheus-0', SHARD: '0', HOME: '/prometheus' };

/** The file that Prometheus is given, once: as the container does it that comes before Prometheus. */
function reloaded(text: string, env: Readonly<Record<string, string>> = ENVIRONMENT): { readonly ok: boolean; readonly output: string; readonly text: string } {
  return inScratchFolder('reloader', (folder) => {
    writeFileSync(join(folder, 'in.yaml'), text);
    const { ok, output } = run('prometheus-config-reloader', ['--watch-interval=0', '--config-file=in.yaml', '--config-envsubst-file=out.yaml'], { cwd: folder, env });
    return { ok, output, text: ok ? readFileSync(join(folder, 'out.yaml'), 'utf8') : '' };
  });
}

test.each([
  ['a variable that is there', '$(POD_NAME)/$(SHARD)', `${ENVIRONMENT.POD_NAME}/0`],
  ['one of the container\'s own', '$(HOME)', '/prometheus'],
  ['one that is not there stays', 'a$(UNSET)b$(1)', 'a$(UNSET)b$(1)'],
  ['without brackets', '$POD_NAME ${POD_NAME}', '$POD_NAME ${POD_NAME}'],
  ['two dollars are a dollar and a variable', '$$(POD_NAME)', `$${ENVIRONMENT.POD_NAME}`],
  ['what is no name', '$(POD-NAME) $() $(a|b)', '$(POD-NAME) $() $(a|b)'],
])('%s', (_, text, becomes) => {
  const { ok, text: written } = reloaded(`text: '${text}'\n`);
  expect({ ok, written }).toEqual({ ok: true, written: `text: '${becomes}'\n` });
});

test('says of a variable that is not there that it is not, and goes on', () => {
  expect(reloaded('text: $(UNSET)\n').output).toContain('found reference to unset environment variable');
});

const texts = ['$(POD_NAME)', '$(UNSET)', 'x$(SHARD)', '$$(POD_NAME)'];
const endpoint = { port: 'http', interval: '30s', params: { module: texts } };

test('the drill fills in what the reloader fills in', () => {
  const monitor = { apiVersion: 'monitoring.coreos.com/v1', kind: 'PodMonitor', metadata: { name: 'm', namespace: 'shop' }, spec: { selector: { matchLabels: { app: 'flagger' } }, podMetricsEndpoints: [endpoint] } };
  const { config } = prometheusConfig({ monitors: [monitor], spec: { scrapeInterval: '30s', evaluationInterval: '30s' } });
  const [theirs] = (parse(reloaded(config as string).text) as { scrape_configs: { params: object; relabel_configs: unknown[] }[] }).scrape_configs;
  const plan = planOfDocuments([object('PodMonitor', 'm', monitor.spec, { namespace: 'shop', labels: { release: 'kps' } })]);
  expect(jobsOf(plan)).toHaveLength(1);
  const [ours] = plan.prometheus.scrape_configs as unknown as { params: object; relabel_configs: unknown[] }[];
  expect(ours?.params).toEqual({ module: [ENVIRONMENT.POD_NAME, '$(UNSET)', 'x0', `$${ENVIRONMENT.POD_NAME}`].map((text) => text.replace('kube', 'kps-kube')) });
  expect(JSON.stringify(theirs?.params)).toBe(JSON.stringify(ours?.params).replaceAll('prometheus-kps-kube', 'prometheus-kube'));
});

test('Prometheus loads what a construct says with a variable that is not there', () => {
  const monitor = new prometheus.PodMonitor(new Chart(new App(), 'chart'), 'm', {
    metadata: { namespace: 'shop' }, selector: { app: 'flagger' },
    endpoints: [{
      port: 'http', interval: Duration.seconds(30), params: { module: texts },
      relabelings: [
        prometheus.Relabeling.keep({ sourceLabels: ['__meta_kubernetes_pod_name'], regex: '.*$(UNSET)' }),
        prometheus.Relabeling.replace({ targetLabel: 'instance', replacement: '$(POD_NAME) $(UNSET) $1' }),
      ],
    }],
  });
  const { config, errors } = prometheusConfig({ monitors: [monitor.apiObject.toJson() as Manifest], spec: { scrapeInterval: '30s', evaluationInterval: '30s' } });
  expect(errors).toEqual([]);
  const { ok, text } = reloaded(config as string);
  expect(ok).toBe(true);
  expect(text).toContain('$(UNSET)');
  expect(checkConfig(text)).toMatchObject({ ok: true });
});
