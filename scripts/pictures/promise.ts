import { Duration } from 'cdk8s';
import { seconds } from '../../lib/duration';
import { timingFor, worstCase } from '../../lib/facts/latency';

const WIDTH = 760;
const LEFT = 150;
const RIGHT = 40;
const BAR = { height: 34, gap: 26, top: 44 } as const;

const STYLE = `text{font:13px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;fill:#1b1f27}
.soft{fill:#5b6472}.bold{font-weight:600}.in{fill:#fff;font-weight:600}.grid{stroke:#d5d9e0}.promised{stroke:#2f5bd8;stroke-width:2;stroke-dasharray:5 3}.blue{fill:#2f5bd8}
.scrape{fill:#3b6fd4}.rule{fill:#7a52c7}.group{fill:#b2580b}.work{fill:#5b6472}.message{fill:#0e7040}
@media (prefers-color-scheme:dark){text{fill:#e6e9ef}.soft{fill:#98a2b3}.grid{stroke:#2a303a}.promised{stroke:#86a5ff}.blue{fill:#86a5ff}.message{fill:#4cc38a}.in{fill:#fff}}`;

/** What lies between a failure and its message, at the worst, for a promise: made from the formula that the constructs and the checks use. */
export function promisePicture(promised: Duration): string {
  const { scrapeInterval: scrape, evaluationInterval: evaluation, groupWait, groupInterval } = timingFor(promised);
  const end = seconds(promised);
  const x = (at: number): number => Math.round(LEFT + at / end * (WIDTH - LEFT - RIGHT));
  const rows = [['it fails', groupWait], ['it fails again', groupInterval]] as const;
  const bottom = BAR.top + rows.length * (BAR.height + BAR.gap);
  const body = rows.map(([name, group], row) => {
    const total = worstCase({ scrape, evaluation, group }) / 1000;
    const parts = [['scrape', seconds(scrape)], ['rule', seconds(evaluation)], ['group', seconds(group)], ['work', total - seconds(scrape) - seconds(evaluation) - seconds(group)]] as const;
    const y = BAR.top + row * (BAR.height + BAR.gap);
    let from = 0;
    const bars = parts.filter(([, long]) => long > 0).map(([part, long]) => {
      const [start, stop] = [x(from), x(from + long)];
      from += long;
      const word = stop - start > 70 ? `${part} ${long} s` : '';
      return `<rect class="${part}" x="${start}" y="${y}" width="${stop - start - 1}" height="${BAR.height}" rx="3"/>${word === '' ? '' : `<text class="in" x="${(start + stop) / 2}" y="${y + 22}" text-anchor="middle">${word}</text>`}`;
    }).join('');
    const at = x(total);
    return `<text class="bold" x="${LEFT - 14}" y="${y + 22}" text-anchor="end">${name}</text>${bars}<circle class="message" cx="${at + 8}" cy="${y + BAR.height / 2}" r="6"/><text class="bold" x="${at + 20}" y="${y + 22}">message, ${total} s</text>`;
  });
  const step = end / 6;
  const ticks = Array.from({ length: 7 }, (_, index) => index * step).map((at) => `<line class="grid" x1="${x(at)}" y1="${BAR.top - 12}" x2="${x(at)}" y2="${bottom - 8}"/><text class="soft" x="${x(at)}" y="${bottom + 10}" text-anchor="middle">${at} s</text>`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${bottom + 24}" width="${WIDTH}" height="${bottom + 24}" role="img" aria-label="From a failure to its message, at the worst, where ${end} s are promised">`,
    `<style>${STYLE}</style>`,
    ...ticks,
    `<line class="promised" x1="${x(end)}" y1="${BAR.top - 12}" x2="${x(end)}" y2="${bottom - 8}"/><text class="blue bold" x="${x(end)}" y="${BAR.top - 20}" text-anchor="end">promised: ${end} s</text>`,
    ...body,
    '</svg>',
    '',
  ].join('\n');
}
