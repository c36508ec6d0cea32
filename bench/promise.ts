import { setTimeout as sleep } from 'node:timers/promises';
import { median, OwnSample, planFor, RunningPlatform } from '../e2e/platform';

/**
 * `npm run bench:promise`: what a promise costs Prometheus. The scrape settings and rules of the library for several promises, one after
 * the other in the same run, on Flagger's and kube-state-metrics' series of as many canaries at rest; what the real Prometheus says of its
 * own processor time and rules.
 *
 * BENCH_CANARIES and BENCH_SECONDS change the size, BENCH_PROMISES the promises in seconds; BENCH_WARM is how long it runs before: ten
 * minutes, because the rules look back on as many.
 */
const CANARIES = Number(process.env['BENCH_CANARIES'] ?? 1000);
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 60);
const WARM = Number(process.env['BENCH_WARM'] ?? 600);
const PROMISES = (process.env['BENCH_PROMISES'] ?? '90,30,5').split(',').map(Number);

/** How often each group is evaluated while it is measured, so that there are enough evaluations for a median. */
const EVERY = 5;

async function measure(promise: number): Promise<string[]> {
  const plan = planFor(promise, CANARIES);
  const [job] = plan.prometheus.scrape_configs as { scrape_interval?: string }[];
  const cost = await running(() => RunningPlatform.start(plan, CANARIES), async (platform) => {
    await sleep(Math.min(WARM, 30) * 1000);
    const before = await platform.own();
    await sleep(SECONDS * 1000);
    const after = await platform.own();
    const rate = (name: string): number => (sum(after, name) - sum(before, name)) / SECONDS;
    return `${Math.round(rate('prometheus_tsdb_head_samples_appended_total'))} | ${(rate('process_cpu_seconds_total') * 1000).toFixed(1)} ms`;
  });
  const groups = await running(() => RunningPlatform.start(plan, CANARIES, EVERY), async (platform) => {
    await sleep(WARM * 1000);
    return platform.durations(SECONDS);
  });
  const baseline = median(groups.get('baseline') ?? []);
  const text = JSON.stringify(plan.rules).length;
  return [
    `| ${promise} s | ${job?.scrape_interval} | ${cost} | ${(text / 1024).toFixed(1)} KiB |`,
    ...[...groups].map(([group, durations]) => `|   ${group} | ${durations.length} | ${ms(median(durations))} | ${ms(Math.min(...durations))} | ${(median(durations) / baseline).toFixed(1)} |`),
  ];
}

async function running<T>(start: () => Promise<RunningPlatform>, work: (platform: RunningPlatform) => Promise<T>): Promise<T> {
  const platform = await start();
  try {
    return await work(platform);
  } finally {
    await platform.stop();
  }
}

function ms(seconds: number): string {
  return `${(seconds * 1000).toFixed(1)} ms`;
}

function sum(samples: readonly OwnSample[], name: string): number {
  return samples.filter((each) => each.name === name).reduce((total, { value }) => total + value, 0);
}

async function main(): Promise<void> {
  console.log(`${CANARIES} canaries, ${SECONDS} s each after ${WARM} s\n\n| promise | scrape | samples a second | processor time a second | rules |`);
  console.log('|   group | evaluations | median | shortest | of the baseline |');
  for (const promise of PROMISES) { for (const line of await measure(promise)) { console.log(line); } }
}

main().catch((error: Error) => {
  console.error(error.stack);
  process.exitCode = 1;
});
