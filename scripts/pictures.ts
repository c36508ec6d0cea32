import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Duration } from 'cdk8s';
import { Chromium, chromiumPath } from '../e2e/chromium';
import { run } from '../lib/cli/run';
import { Prometheus } from '../lib/drill/process/prometheus';
import { tool } from '../e2e/tools';
import { dashboardSketch, Panel, Series } from './pictures/dashboard';
import { promisePicture } from './pictures/promise';
import { samples } from './pictures/samples';
import { slackMessage, slackPage, wordsOf } from './pictures/slack';

/**
 * Makes the pictures of docs/ that no command of ours makes: docs/promise.svg from the formula of time; docs/dashboard.svg, what the
 * dashboard's queries give; docs/slack.png, the message that a
 * drill of dist/ brings to its stand-in for Slack, shown as the drill's page shows it; docs/drill.png, a scenario of that page.
 */
async function main(): Promise<void> {
  const root = resolve(__dirname, '..');
  const path = chromiumPath();
  if (path === undefined) { throw new Error('no browser: apt-get install --no-install-recommends chromium fonts-dejavu-core'); }
  writeFileSync(join(root, 'docs/promise.svg'), promisePicture(Duration.seconds(30)));
  writeFileSync(join(root, 'docs/dashboard.svg'), await sketch(root));
  const folder = mkdtempSync(join(tmpdir(), 'canary-alerting-pictures-'));
  const chromium = await Chromium.start(path);
  try {
    const drilled = join(folder, 'drill.html');
    let out = '';
    const code = await run(['drill', 'dist', '--scenario', SCENARIO, '--format', 'json', '--output', drilled, '--quiet'], {
      folder: root, out: (text) => { out += text; }, err: (text) => { process.stderr.write(text); },
    });
    if (code !== 0) { throw new Error(`the drill ended with ${code}`); }
    const message = slackMessage(out);
    const page = join(folder, 'slack.html');
    writeFileSync(page, slackPage(message));
    writeFileSync(join(root, 'docs/slack.png'), await pictureOf(chromium, page, 1280, '.chat', 0));
    writeFileSync(join(root, 'docs/drill.png'), await pictureOf(chromium, drilled, 1120, '#play-1', 24));
    process.stdout.write(`docs/promise.svg, docs/dashboard.svg, docs/drill.png, docs/slack.png: ${wordsOf(message)}\n`);
  } finally {
    await chromium.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const SCENARIO = 'resolved';

/** A part of a page, alone, with a margin. */
async function pictureOf(chromium: Chromium, page: string, width: number, part: string, margin: number): Promise<Buffer> {
  const alone = `(() => { const part = document.querySelector(${JSON.stringify(part)}); document.body.replaceChildren(part); part.style.margin = '${margin}px';
    const { bottom } = part.getBoundingClientRect(); return Math.ceil(bottom) + ${margin}; })()`;
  // The window takes the height of the part: the picture shall end with it.
  await chromium.open(page, { width, height: 100, dark: false });
  const height = await chromium.evaluate<number>(alone);
  await chromium.open(page, { width, height, dark: false });
  await chromium.evaluate(alone);
  return chromium.screenshot();
}

/** The panels that a person looks at first. */
const SKETCHED = ['Status', 'What alerted', 'Weight', 'Requests that succeed'];

/** Asks a real Prometheus what the dashboard asks, about an hour of samples. */
async function sketch(root: string): Promise<string> {
  const { panels } = JSON.parse(readFileSync(join(root, 'lib/grafana/canaries.dashboard.json'), 'utf8')) as { panels: readonly Panel[] };
  const end = Math.floor(Date.now() / 60_000) * 60;
  const prometheus = await Prometheus.start({
    program: tool('prometheus'), config: {}, rules: [],
    fill: async (folder) => {
      const text = join(folder, 'samples.txt');
      writeFileSync(text, samples(end));
      execFileSync(tool('promtool'), ['tsdb', 'create-blocks-from', 'openmetrics', text, join(folder, 'data')], { stdio: 'ignore' });
      await Promise.resolve();
    },
  });
  try {
    const chosen = panels.filter(({ title }) => SKETCHED.includes(title));
    return dashboardSketch(await Promise.all(chosen.map(async (panel) => ({ panel, series: (await Promise.all(panel.targets.map((target) => asked(prometheus, target, end)))).flat() }))));
  } finally {
    await prometheus.server.stop();
  }
}

const VARIABLES: Readonly<Record<string, string>> = { namespace: '.+', name: '.+', check: '.+', __range: '3600s', __interval: '1m' };

async function asked(prometheus: Prometheus, { expr, legendFormat = '' }: Panel['targets'][number], end: number): Promise<Series[]> {
  const query = expr.replaceAll(/\$(\w+)/g, (all, name: string) => VARIABLES[name] ?? all);
  const answer = await fetch(`http://${prometheus.address}/api/v1/query_range?query=${encodeURIComponent(query)}&start=${end - 3600}&end=${end}&step=30`);
  const { data } = await answer.json() as { data: { result: readonly { metric: Readonly<Record<string, string>>; values: readonly (readonly [number, string])[] }[] } };
  return data.result.map(({ metric, values }) => ({
    name: legendFormat.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_, label: string) => metric[label] ?? ''),
    points: values.map(([at, value]) => [(at - end + 3600) / 60, Number(value)] as const),
  }));
}

void main();
