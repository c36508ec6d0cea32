import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runLeashed } from './process/leash';
import { Labels, PendingAlert, Prometheus, Sample, STORAGE } from './process/prometheus';
import { Before } from './scenario';

/** A Prometheus that learns what a state looks like does everything this often, and more seldom where there is much to scrape: a scrape that takes longer fails. */
const FAST_MS = { least: 500, canary: 0.5 };

/** How many series are written at once: a text of all samples of ten thousand canaries is longer than a text can be. */
const SERIES_AT_ONCE = 2_000;

/** How many evaluations it takes until recordings of recordings are there, and what alerts wait for (prometheus v3.15.0 rules/group.go: the second evaluation restores). */
const EVALUATIONS = 4;

/** How long that may take on a busy machine. */
const LONGEST_LOOK_MS = 90_000;

/** How often it learns anew from what it has learned: rules that look back see their own past only then. */
const MOST_PASSES = 4;

/** How long everything has been as it is, where a scenario does not say: longer than rules usually look back. */
const AT_REST_SECONDS = 1800;

/** How long before it fires an alert is met that is due. */
const DUE_IN_SECONDS = 8;

/** How far samples lie apart: as usual scrapes do in the last minutes, which `rate` looks at; and so that no series goes stale before. */
const RECENT = { seconds: 600, step: 15 };
const EARLIER_STEP = 60;

/** The metric in which Prometheus keeps since when an alert waits (prometheus v3.15.0 rules/alerting.go). */
const WAITS_SINCE = 'ALERTS_FOR_STATE';

/** What has been so, as Prometheus would have it in its storage. */
export interface History {
  /** Each series, and its value of the whole time. */
  readonly series: readonly Sample[];
  /** For how many seconds. */
  readonly seconds: number;
  /** The alerts that wait at its end. */
  readonly waiting: readonly PendingAlert[];
}

/** What a Prometheus is started with that only learns: it tells nobody. */
export interface Rehearsal {
  /** The path of Prometheus. */
  readonly prometheus: string;
  /** The path of promtool. */
  readonly promtool: string;
  /** The content of prometheus.yaml for a folder, without rules and Alertmanagers. */
  readonly config: (folder: string) => object;
  readonly rules: readonly { readonly groups: readonly object[] }[];
  /** How many canaries there are. */
  readonly canaries: number;
  readonly signal: AbortSignal;
}

/**
 * Finds out what Prometheus has in its storage when the state that there is now has lasted: a real Prometheus looks at it for a moment,
 * scraping and evaluating often; what it has then is taken for constant. It is repeated until it has learned nothing new, because some rules
 * look back on what they recorded.
 *
 * @param before How long it has lasted; undefined for a system at rest.
 * @throws When Prometheus does not start, or the signal is given.
 */
export async function historyOf(before: Before | undefined, rehearsal: Rehearsal): Promise<History> {
  let history: History | undefined;
  for (let pass = 1; pass <= MOST_PASSES; pass++) {
    const next = await learned(history, before, rehearsal);
    const isSettled = history !== undefined && shapeOf(next) === shapeOf(history);
    history = next;
    if (isSettled) { break; }
  }
  return history as History;
}

/**
 * Writes a history into a storage that is empty, up to now.
 *
 * @param folder The folder of the Prometheus that will have it.
 * @param promtool The path of promtool.
 */
export async function writeHistory(history: History, folder: string, promtool: string): Promise<void> {
  const { series, seconds } = history;
  if (series.length === 0) { return; }
  const now = Math.floor(Date.now() / 1000);
  const times: number[] = [];
  for (let at = now; at >= now - seconds; at -= now - at < RECENT.seconds ? RECENT.step : EARLIER_STEP) { times.unshift(at); }
  const file = join(folder, 'past.om');
  writeFileSync(file, '');
  for (let from = 0; from < series.length; from += SERIES_AT_ONCE) {
    appendFileSync(file, series.slice(from, from + SERIES_AT_ONCE).map(({ labels, value }) => {
      const what = `${selectorOf(labels)} ${labels['__name__'] === WAITS_SINCE ? now - seconds : String(value).replace('Infinity', 'Inf')} `;
      return times.map((at) => `${what}${at}\n`).join('');
    }).join(''));
  }
  appendFileSync(file, '# EOF\n');
  await runLeashed({ program: promtool, args: ['tsdb', 'create-blocks-from', 'openmetrics', '--quiet', file, join(folder, STORAGE)], folder, log: 'promtool.log' });
  rmSync(file);
}

async function learned(past: History | undefined, before: Before | undefined, { prometheus: program, promtool, config, rules, canaries, signal }: Rehearsal): Promise<History> {
  const often = `${Math.max(FAST_MS.least, Math.ceil(canaries * FAST_MS.canary))}ms`;
  const start = (flags: readonly string[]): Promise<Prometheus> => Prometheus.start({
    program, flags,
    rules: rules.map((each) => fast(each, often)),
    config: (folder) => fastConfig(config(folder), often),
    ...(past !== undefined && { fill: (folder) => writeHistory(past, folder, promtool) }),
  });
  // An older Prometheus has no such flag, and only needs some seconds longer.
  const prometheus = await start(['--scrape.discovery-reload-interval=100ms', '--rules.alert.for-grace-period=0s'])
    .catch((error: Error) => error.message.includes('unknown long flag') ? start(['--rules.alert.for-grace-period=0s']) : Promise.reject(error));
  try {
    await settled(prometheus, signal);
    const [series, alerts] = await Promise.all([prometheus.query('{__name__!=""}'), prometheus.pending()]);
    // What Prometheus would remember is what it has written down.
    const pending = alerts.filter(({ labels }) => series.some((each) => isRecordOf(each.labels, labels)));
    const holds = pending.map(({ holdsSeconds }) => holdsSeconds);
    const seconds = before === undefined ? AT_REST_SECONDS
      : before.lasted !== 'until-due' ? before.lasted
        : holds.length === 0 ? AT_REST_SECONDS : Math.max(0, Math.min(...holds) - DUE_IN_SECONDS);
    return { series, seconds, waiting: pending };
  } finally {
    await prometheus.stop();
  }
}

/** Waits until everything was scraped, and after that evaluated so often that nothing changes any more. */
async function settled(prometheus: Prometheus, signal: AbortSignal): Promise<void> {
  let evaluations: Map<string, Set<string>> | undefined;
  for (const deadline = Date.now() + LONGEST_LOOK_MS; ;) {
    const [targets, groups] = await Promise.all([prometheus.targets(), prometheus.groups()]);
    if (targets.length > 0 && targets.every(({ health }) => health !== 'unknown')) {
      evaluations ??= new Map(groups.map(({ file, name }) => [`${file} ${name}`, new Set()]));
      for (const { file, name, lastEvaluation } of groups) { evaluations.get(`${file} ${name}`)?.add(lastEvaluation); }
      if ([...evaluations.values()].every(({ size }) => size > EVALUATIONS)) { return; }
    }
    if (Date.now() > deadline) { throw new Error(`Prometheus has not scraped every target and evaluated every rule within ${LONGEST_LOOK_MS / 1000} s`); }
    await sleep(100, undefined, { signal });
  }
}

function fast({ groups }: { readonly groups: readonly object[] }, interval: string): { readonly groups: readonly object[] } {
  return { groups: groups.map((group) => ({ ...group, interval })) };
}

function fastConfig(config: object, interval: string): object {
  const { global, scrape_configs } = config as { global?: object; scrape_configs: readonly object[] };
  const often = { scrape_interval: interval, scrape_timeout: interval };
  return { ...config, global: { ...global, ...often, evaluation_interval: interval }, scrape_configs: scrape_configs.map((job) => ({ ...job, ...often })) };
}

function isRecordOf({ __name__: name, ...recorded }: Labels, labels: Labels): boolean {
  return name === WAITS_SINCE && Object.keys(recorded).length === Object.keys(labels).length && Object.entries(recorded).every(([label, value]) => labels[label] === value);
}

/** Which series there are; values such as the duration of a scrape change all the time. */
function shapeOf({ series }: History): string {
  return series.map(({ labels }) => selectorOf(labels)).sort().join('\n');
}

/** As OpenMetrics writes a series. */
function selectorOf({ __name__: name = '', ...labels }: Labels): string {
  return `${name}{${Object.entries(labels).sort(([a], [b]) => a < b ? -1 : 1).map(([label, value]) => `${label}=${quoted(value)}`).join(',')}}`;
}

function quoted(value: string): string {
  return `"${value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"')}"`;
}
