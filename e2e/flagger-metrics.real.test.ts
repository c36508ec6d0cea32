import { Exporter } from './exporter';
import { FlaggerMetrics } from './flagger-metrics';
import { Prometheus } from './prometheus';
import { checkMetrics } from './promtool';

let flagger: FlaggerMetrics;

beforeEach(async () => { flagger = await FlaggerMetrics.start(); });
afterEach(async () => { await flagger.stop(); });

async function scraped(): Promise<string> {
  return await (await fetch(`http://${flagger.address}/metrics`)).text();
}

test('serves what Flagger serves, as Prometheus reads it', async () => {
  flagger.setTotal('shop', 1);
  flagger.fail('shop', 'podinfo');
  flagger.fail('shop', 'podinfo');
  flagger.succeed('shop', 'frontend', 'blue-green');
  flagger.setAnalysis('shop', 'podinfo', 'request-success-rate', 97.5);
  const text = await scraped();
  // The one thing that promtool finds is upstream's own name for a gauge.
  expect(checkMetrics(text).output).toBe('flagger_canary_total non-counter metrics should not have "_total" suffix\n');
  expect(text.split('\n').filter((line) => !line.startsWith('#') && line !== '')).toEqual([
    'flagger_info{version="1.44.0",mesh_provider="istio"} 1',
    'flagger_canary_total{namespace="shop"} 1',
    'flagger_canary_status{name="podinfo",namespace="shop"} 2',
    'flagger_canary_status{name="frontend",namespace="shop"} 1',
    'flagger_canary_weight{workload="podinfo",namespace="shop"} 0',
    'flagger_canary_weight{workload="podinfo-primary",namespace="shop"} 100',
    'flagger_canary_metric_analysis{name="podinfo",namespace="shop",metric="request-success-rate"} 97.5',
    'flagger_canary_successes_total{name="frontend",namespace="shop",deployment_strategy="blue-green",analysis_status="completed"} 1',
    'flagger_canary_failures_total{name="podinfo",namespace="shop",deployment_strategy="canary",analysis_status="completed"} 2',
  ]);
});

test('forgets its canaries when it restarts', async () => {
  flagger.setStatus('shop', 'podinfo', 2);
  flagger.restart();
  expect(await scraped()).not.toContain('podinfo');
});

test('is down to a real Prometheus while it does not answer, and a restart brings it back', async () => {
  const other = await Exporter.start(() => 'kube_thing 1\n');
  const prometheus = await Prometheus.start({
    scrape_configs: [{ job_name: 'f', scrape_interval: '500ms', scrape_timeout: '400ms', static_configs: [{ targets: [flagger.address, other.address] }] }],
  });
  try {
    const until = async (expr: string, value: number): Promise<void> => {
      for (let i = 0; i < 100; i++) {
        if ((await prometheus.query(expr))[0]?.value === value) { return; }
        await new Promise((resolve) => { setTimeout(resolve, 100); });
      }
      throw new Error(`${expr} never was ${value}`);
    };
    const up = `up{instance="${flagger.address}"}`;
    await until(up, 1);
    await until('kube_thing', 1);
    flagger.isUp = false;
    await until(up, 0);
    flagger.restart();
    await until(up, 1);
  } finally {
    await prometheus.stop();
    await other.stop();
  }
});

test('refuses a series with labels that the family has not', () => {
  expect(() => { flagger.set('flagger_canary_status', ['podinfo'], 1); }).toThrow('flagger_canary_status has the labels name, namespace');
});
