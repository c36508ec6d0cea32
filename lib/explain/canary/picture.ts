import { CanaryExplanation } from './canary-explanation';
import { Arrow, Box, COLUMNS, DETAIL, layOut, Line, MARGIN, NAME, WIDTH } from './picture-layout';
import { linesWithin, xmlText } from './picture-text';

/**
 * Who hears what of one canary as a picture in SVG, whole in itself: no script, no font, nothing from elsewhere. It has a ground of its own,
 * light or dark as the reader's page is.
 */
export function canaryPicture(explanation: CanaryExplanation): string {
  const name = `Who hears what of the canary ${explanation.canary}`;
  const title = linesWithin(name, 21, WIDTH - 2 * MARGIN);
  const subtitle = linesWithin(explanation.analysis, 13, WIDTH - 2 * MARGIN);
  const titleEnd = 42 + (title.length - 1) * 25;
  const heads = titleEnd + 36 + subtitle.length * 18;
  const layout = layOut(explanation, heads + 22);
  const notes = explanation.notes.flatMap((note) => linesWithin(`Note: ${note}`, DETAIL.size, WIDTH - 2 * MARGIN));
  const legend = 'AFTER: the longest time from event to message, and when it happens again soon. A dashed line ends where nobody hears.';
  const height = layout.bottom + 34 + (notes.length + 1) * 16;
  const channels = [...new Set(layout.boxes.flatMap(({ channel }) => channel ?? []))];
  const text = (x: number, y: number, of: string, words: string): string => `<text x="${at(x)}" y="${at(y)}" class="${of}">${xmlText(words)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${at(WIDTH)} ${at(height)}" width="${at(WIDTH)}" height="${at(height)}" role="img" aria-labelledby="title">`,
    `<title id="title">${xmlText(name)}</title>`,
    `<style>${STYLE}</style>`,
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0.5 L7.5 4 L0 7.5 Z" class="tip"/></marker>'
      + '<marker id="lost-tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0.5 L7.5 4 L0 7.5 Z" class="lost-tip"/></marker></defs>',
    `<rect width="100%" height="100%" rx="12" class="ground"/>`,
    ...title.map((line, index) => text(MARGIN, 42 + index * 25, 'title', line)),
    ...subtitle.map((line, index) => text(MARGIN, titleEnd + 24 + index * 18, 'subtitle', line)),
    ...COLUMNS.map(({ title: head, x }) => text(x, heads, 'head', head)),
    `<line x1="${MARGIN}" x2="${at(WIDTH - MARGIN)}" y1="${at(heads + 9)}" y2="${at(heads + 9)}" class="rule"/>`,
    ...layout.rules.map((y) => `<line x1="${MARGIN}" x2="${at(WIDTH - MARGIN)}" y1="${at(y)}" y2="${at(y)}" class="rule"/>`),
    ...layout.arrows.map(arrow),
    ...layout.boxes.map((box) => boxed(box, channels)),
    ...layout.lines.map(({ x, y, text: words, kind }: Line) => text(x, y + 4, kind, words)),
    ...[legend, ...notes].map((line, index) => text(MARGIN, layout.bottom + 34 + index * 16, 'detail', line)),
    '</svg>',
  ].map((line) => `${line}\n`).join('');
}

function arrow({ from, to, y, labels, isLost }: Arrow): string {
  const line = `<line x1="${at(from)}" x2="${at(to - 1)}" y1="${at(y)}" y2="${at(y)}" class="${isLost ? 'lost' : 'arrow'}" marker-end="url(#${isLost ? 'lost-tip' : 'tip'})"/>`;
  const middle = at((from + to) / 2 - 3);
  // The first above the arrow, the second below it.
  return [line, ...labels.map((label, index) => `<text x="${middle}" y="${at(index === 0 ? y - 6 : y + 2 + index * 13)}" class="wait">${xmlText(label)}</text>`)].join('');
}

function boxed({ x, y, width, height, names, details, kind, channel }: Box, channels: readonly string[]): string {
  const colour = channel === undefined ? '' : ` c${channels.indexOf(channel) % COLOURS.length}`;
  const top = y + (height - names.length * NAME.line - details.length * DETAIL.line) / 2;
  return [
    `<g class="${kind}${colour}"><rect x="${at(x)}" y="${at(y)}" width="${at(width)}" height="${at(height)}" rx="7"/>`,
    ...names.map((line, index) => `<text x="${at(x + 10)}" y="${at(top + index * NAME.line + 12)}" class="name">${xmlText(line)}</text>`),
    ...details.map((line, index) => `<text x="${at(x + 10)}" y="${at(top + names.length * NAME.line + index * DETAIL.line + 11)}" class="detail">${xmlText(line)}</text>`),
    '</g>',
  ].join('');
}

function at(length: number): string {
  return String(Math.round(length * 10) / 10);
}

/** Ground and edge of the channels' boxes on a light page, and on a dark one: the same channel, the same colour. */
const COLOURS: readonly (readonly [ground: string, edge: string, darkGround: string, darkEdge: string])[] = [
  ['#dbeafe', '#2563eb', '#172e54', '#60a5fa'],
  ['#dcfce7', '#16a34a', '#12351f', '#4ade80'],
  ['#f3e8ff', '#9333ea', '#331a4d', '#c084fc'],
  ['#fef3c7', '#d97706', '#3d2a08', '#fbbf24'],
  ['#cffafe', '#0891b2', '#0c3540', '#22d3ee'],
  ['#ffe4e6', '#e11d48', '#45131f', '#fb7185'],
];

const STYLE = [
  'text{font-family:"Helvetica Neue",Helvetica,Arial,"Liberation Sans","Noto Sans",sans-serif;fill:#0f172a}',
  '.ground{fill:#ffffff}.title{font-size:20px;font-weight:700}.subtitle{font-size:13px;fill:#475569}',
  '.head{font-size:11px;font-weight:700;letter-spacing:.08em;fill:#64748b}.rule{stroke:#e2e8f0;stroke-width:1}',
  `.name{font-size:${NAME.size}px;font-weight:600}.detail,.caveat,.impossible{font-size:${DETAIL.size}px;fill:#475569}.caveat,.impossible{font-style:italic}`,
  '.wait{font-size:10px;text-anchor:middle;fill:#475569}.time{font-size:13px;font-weight:700}.again{font-size:11px;fill:#475569}',
  'rect{stroke-width:1.2}.event rect{fill:#f1f5f9;stroke:#cbd5e1}.station rect{fill:#ffffff;stroke:#94a3b8}',
  '.nobody rect{fill:#fef2f2;stroke:#dc2626;stroke-dasharray:5 3}.nobody .name{fill:#b91c1c}.nobody .detail{fill:#7f1d1d}',
  '.unknown rect{fill:#fffbeb;stroke:#d97706;stroke-dasharray:5 3}',
  '.arrow{stroke:#64748b;stroke-width:1.3}.tip{fill:#64748b}.lost{stroke:#dc2626;stroke-width:1.3;stroke-dasharray:5 3}.lost-tip{fill:#dc2626}',
  ...COLOURS.map(([ground, edge], index) => `.c${index} rect{fill:${ground};stroke:${edge}}`),
  '@media (prefers-color-scheme:dark){',
  'text{fill:#e2e8f0}.ground{fill:#0d1117}.subtitle,.detail,.caveat,.impossible,.wait,.again,.head{fill:#a3b1c6}.rule{stroke:#233044}',
  '.event rect{fill:#1b2433;stroke:#3b4a61}.station rect{fill:#0d1117;stroke:#64748b}',
  '.nobody rect{fill:#2d1215;stroke:#f87171}.nobody .name{fill:#fca5a5}.nobody .detail{fill:#fecaca}.unknown rect{fill:#2b1f08;stroke:#fbbf24}',
  '.arrow{stroke:#94a3b8}.tip{fill:#94a3b8}.lost{stroke:#f87171}.lost-tip{fill:#f87171}',
  ...COLOURS.map(([, , ground, edge], index) => `.c${index} rect{fill:${ground};stroke:${edge}}`),
  '}',
].join('');
