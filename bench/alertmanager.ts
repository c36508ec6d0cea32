import { median, planFor } from '../e2e/platform';
import { configsOf, Telling, telling } from '../e2e/tellings';

/**
 * `npm run bench:alertmanager`: how long a real Alertmanager takes until as many alerts as there are canaries, all failed at once, have
 * reached a stand-in for the chats, everybody's and the team's: with the configuration that the library makes for teams of fifty, each with
 * a channel, and with a single route to one receiver that posts as many messages, turn by turn in the same run.
 *
 * BENCH_CANARIES and BENCH_RUNS change the size.
 */
const CANARIES = Number(process.env['BENCH_CANARIES'] ?? 10_000);
const RUNS = Number(process.env['BENCH_RUNS'] ?? 3);

async function main(): Promise<void> {
  const plan = planFor(30, CANARIES);
  const { ours, single } = configsOf(plan);
  const runs = { ours: [] as Telling[], single: [] as Telling[] };
  for (let run = 0; run < RUNS; run++) {
    for (const [name, config] of [['ours', ours], ['single', single]] as const) {
      runs[name].push(await telling(config, plan.alertmanager?.templates ?? {}, CANARIES, 2 * CANARIES));
    }
  }
  console.log(`${CANARIES} alerts, median of ${RUNS}\n\n| configuration | routes | messages | posted | first message | last message | ratio of the last |\n|---|---|---|---|---|---|---|`);
  const of = (tellings: readonly Telling[], what: keyof Telling): number => median(tellings.map((each) => each[what]));
  for (const [name, tellings] of Object.entries(runs)) {
    const [posted, first, last] = (['posted', 'first', 'last'] as const).map((what) => `${of(tellings, what).toFixed(2)} s`);
    console.log(`| ${name} | ${of(tellings, 'routes')} | ${of(tellings, 'messages')} | ${posted} | ${first} | ${last} | ${(of(tellings, 'last') / of(runs.single, 'last')).toFixed(2)} |`);
  }
}

main().catch((error: Error) => {
  console.error(error.stack);
  process.exitCode = 1;
});
