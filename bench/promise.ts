import { setTimeout as sleep } from 'node:timers/promises';
import { planOf } from '../lib/drill/operator';
import { Prometheus } from '../lib/drill/process/prometheus';
import { FlaggerMetrics } from '../lib/drill/stand-ins/flagger-metrics';
import { promising } from '../e2e/promising';
import { tool } from '../e2e/tools';

/**
 * `npm run bench:promise`: what a promise costs Prometheus. The scrape settings and rules of the library for several promises, one after
 * the other in the same run, on the metrics of as many canaries; what the real Prometheus says of its own processor time and rules.
 *
 * BENCH_CANARIES and BENCH_SECONDS change the size.
 */
const CANARIES = Number(process.env['BENCH_CANARIES'] ?? 1000);
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 60);
const PROMISES = [90, 30, 5];

async function measure(promise: number): Promise<string> {
  const plan = planOf(promising(promise, { namespace: 'team-0', name: 'canary-0' }));
  const [job] = plan.prometheus.scrape_configs as { scrape_interval?: string }[];
  const metrics = await FlaggerMetrics.start();
  for (let index = 0; index < CANARIES; index++) {
    const namespace = `team-${Math.floor(index / 50)}`;
    metrics.setStatus(namespace, `canary-${index}`, 1);
    metrics.setWeight(namespace, `canary-${index}`, 0);
    metrics.setWeight(namespace, `canary-${index}-primary`, 100);
    metrics.setTotal(namespace, 50);
  }
  const prometheus = await Prometheus.start({
    program: tool('prometheus'), rules: plan.rules,
    config: {
      global: plan.prometheus.global,
      scrape_configs: [{ job_name: 'flagger-system/flagger', honor_labels: true, scrape_interval: job?.scrape_interval, static_configs: [{ targets: [metrics.address] }] }],
    },
  });
  try {
    await sleep(10_000);
    const before = await own(prometheus);
    await sleep(SECONDS * 1000);
    const after = await own(prometheus);
    const rate = (name: string): number => (sum(after, name) - sum(before, name)) / SECONDS;
    const slowest = Math.max(...after.filter(({ name }) => name === 'prometheus_rule_group_last_duration_seconds').map(({ value }) => value));
    return `| ${promise} s | ${job?.scrape_interval} | ${Math.round(rate('prometheus_tsdb_head_samples_appended_total'))} | ${(rate('process_cpu_seconds_total') * 1000).toFixed(1)} ms | ${(slowest * 1000).toFixed(1)} ms |`;
  } finally {
    await prometheus.stop();
    await metrics.stop();
  }
}

interface OwnSample { readonly name: string; readonly value: number }

async function own(prometheus: Prometheus): Promise<OwnSample[]> {
  const text = await (await fetch(`http://${prometheus.address}/metrics`)).text();
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#')).map((line) => ({ name: /^\w+/.exec(line)?.[0] ?? '', value: Number(line.split(' ').at(-1)) }));
}

function sum(samples: readonly OwnSample[], name: string): number {
  return samples.filter((each) => each.name === name).reduce((total, { value }) => total + value, 0);
}

async function main(): Promise<void> {
  console.log(`${CANARIES} canaries, ${SECONDS} s each\n\n| promise | scrape | samples a second | processor time a second | slowest group |\n|---|---|---|---|---|`);
  for (const promise of PROMISES) { console.log(await measure(promise)); }
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
