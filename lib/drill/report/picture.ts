import { axis, Axis } from './axis';
import { Cluster, clusters, labelOf } from './cluster';
import { Markup, markup } from './markup';
import { inRows } from './rows';
import { Chapter, Lane } from './story';
import { textWidth } from './text-width';

/** What a picture takes. */
export interface PictureOptions {
  /** How wide it is, in pixels. */
  readonly width: number;
  /** The last moment, in milliseconds. */
  readonly end: number;
  /** What changes for all canaries, as a restart, in milliseconds. */
  readonly marks: readonly number[];
}

const FONT = 12;
const ROW = 22;
const BAR_ROW = 32;
const HEAD = 30;
const PAD = 10;

/** From this width on the names of the lanes stand beside them, below it above them. */
const ROOMY = 560;
const GUTTER = 116;

/** A chapter as a picture: seconds on one axis, its lanes below each other, the promise as a line. */
export function picture(chapter: Chapter, { width, end, marks }: PictureOptions): Markup {
  const isRoomy = width >= ROOMY;
  const left = isRoomy ? GUTTER : 12;
  const right = width - 16;
  const isBefore = chapter.lanes.some(({ sights }) => sights.some(({ from }) => from < 0));
  const scale = axis({ end, left, right, before: isBefore ? 46 : 0, apart: 52 });
  let y = HEAD;
  const lanes = chapter.lanes.map((lane) => {
    const top = y;
    const drawn = draw(lane, scale, left, right, top + (isRoomy ? 5 : 20));
    y = drawn.bottom + 5;
    const name = isRoomy ? markup`<text class="lane" x="${GUTTER - 12}" y="${top + 21}" text-anchor="end">${lane.name}</text>` : markup`<text class="lane" x="${left}" y="${top + 15}">${lane.name}</text>`;
    return { top, bottom: y, marks: markup`${name}${drawn.marks}` };
  });
  const height = y + PAD;
  return markup`<svg class="picture" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${spoken(chapter)}">
${lanes.map(({ top, bottom }, i) => i % 2 === 0 && markup`<rect class="band" x="0" y="${top}" width="${width}" height="${bottom - top}"/>`)}
${promisesOf(chapter, scale, y)}
${scale.ticks.map(({ at, text }) => markup`<line class="grid" x1="${px(scale.x(at))}" x2="${px(scale.x(at))}" y1="${HEAD - 6}" y2="${y}"/><text class="tick" x="${px(scale.x(at))}" y="${HEAD - 12}" text-anchor="${scale.x(at) > right - 18 ? 'end' : at === 0 && !isBefore ? 'start' : 'middle'}">${text}</text>`)}
${isBefore && markup`<text class="tick" x="${left}" y="${HEAD - 12}">before</text><line class="begin" x1="${px(scale.x(0))}" x2="${px(scale.x(0))}" y1="${HEAD - 6}" y2="${y}"/>`}
${marks.map((at) => markup`<line class="shared" x1="${px(scale.x(at))}" x2="${px(scale.x(at))}" y1="${HEAD - 6}" y2="${y}"/>`)}
${lanes.map((lane) => lane.marks)}
</svg>`;
}

/** The time in which it had to be told, and the line at its end. */
function promisesOf({ promises }: Chapter, { x }: Axis, bottom: number): Markup[] {
  return promises.map(({ from, to }) => markup`<rect class="promise" x="${px(x(from))}" y="${HEAD - 6}" width="${px(Math.max(1, x(to) - x(from)))}" height="${bottom - HEAD + 6}"/>
<line class="promised" x1="${px(x(to))}" x2="${px(x(to))}" y1="${HEAD - 6}" y2="${bottom}"><title>promised until here</title></line>`);
}

interface Placed {
  readonly cluster: Cluster;
  readonly start: number;
  readonly end: number;
  readonly label: string;
  readonly labelAt: number;
}

function draw({ name, sights }: Lane, scale: Axis, left: number, right: number, top: number): { readonly marks: Markup; readonly bottom: number } {
  const isBars = name === 'rule';
  const placed = clusters(sights, name === 'heartbeat' ? Infinity : 16 * scale.perUnit).map((cluster) => isBars ? placedBar(cluster, scale, left, right) : placedPoint(cluster, scale, left, right));
  const rows = inRows(placed, 10);
  const height = isBars ? BAR_ROW : ROW;
  return {
    marks: markup`${rows.map((row, i) => row.map((each) => isBars ? bar(each, scale, top + i * height) : points(each, scale, top + i * height + height / 2)))}`,
    bottom: top + rows.length * height,
  };
}

/** A label stands right of its mark, or left of it where there is no room. */
function placedPoint(cluster: Cluster, { x }: Axis, left: number, right: number): Placed {
  const [from, to] = [x(cluster.from) - 5, x(cluster.to) + 5];
  const label = labelOf(cluster, Math.max(right - to, from - left) - 5, measure);
  const width = measure(label);
  return to + 5 + width <= right
    ? { cluster, label, start: from, end: to + 5 + width, labelAt: to + 5 }
    : { cluster, label, start: from - 5 - width, end: to, labelAt: from - 5 - width };
}

/** The label of a bar stands above it, within the picture. */
function placedBar(cluster: Cluster, { x }: Axis, left: number, right: number): Placed {
  const label = labelOf(cluster, right - left, measure);
  const [from, to, width] = [x(cluster.from), Math.max(x(cluster.to), x(cluster.from) + 3), measure(label)];
  const labelAt = Math.max(left, Math.min(from, right - width));
  return { cluster, label, labelAt, start: Math.min(from, labelAt), end: Math.max(to, labelAt + width) };
}

function points({ cluster, label, labelAt }: Placed, { x }: Axis, y: number): Markup {
  const { sight: { tone }, sights } = cluster;
  const places = [...new Set(sights.map(({ from }) => px(x(from))))];
  const shape = (at: number): Markup => tone === 'bad'
    ? markup`<path class="cross" d="M${at - 4} ${y - 4}l8 8m0-8l-8 8"/>`
    : markup`<circle class="${tone}" cx="${at}" cy="${y}" r="${tone === 'quiet' ? 3 : 4.5}"/>`;
  return markup`<g>${titleOf(cluster)}${places.length > 1 && markup`<line class="range" x1="${places[0]}" x2="${places.at(-1)}" y1="${y}" y2="${y}"/>`}${places.map(shape)}${text(label, labelAt, y + 4)}</g>`;
}

function bar({ cluster, label, labelAt }: Placed, { x }: Axis, y: number): Markup {
  const end = Math.max(x(cluster.to), x(cluster.from) + 3);
  const { parts = [] } = cluster.sight;
  return markup`<g>${titleOf(cluster)}${text(label, labelAt, y + 13)}${parts.map(({ from, tone }, i) => {
    const next = parts[i + 1];
    const [start, stop] = [x(from), next === undefined ? end : x(next.from)];
    return markup`<rect class="bar ${tone}" x="${px(start)}" y="${y + 18}" width="${px(Math.max(1, stop - start))}" height="8" rx="2"/>`;
  })}</g>`;
}

function titleOf({ words, time, from, sights }: Cluster): Markup {
  return markup`<title>${words}${time} (${from < 0 ? 'before' : `at ${(from / 1000).toFixed(1)} s`}${sights.length > 1 ? ' and later' : ''})</title>`;
}

/** A text begins where it is put, whatever its script; one whose letters cannot be foreseen ends, at the latest, where it was measured to end. */
function text(label: string, x: number, y: number): Markup {
  if (/^[\u0020-\u024f\u2013\u2026\u2192\u00d7]*$/.test(label)) { return markup`<text class="label" x="${px(x)}" y="${px(y)}">${label}</text>`; }
  return markup`<svg class="label" x="${px(x)}" y="${px(y - FONT)}" width="${px(measure(label))}" height="${FONT + 5}"><text x="0" y="${FONT}">${label}</text></svg>`;
}

/** What a picture shows, for those who hear the page. */
function spoken({ title, lanes }: Chapter): string {
  return `${title}: ${lanes.map(({ name, sights }) => `${name}: ${clusters(sights, 2000).slice(0, 12).map(({ words, from }) => `${words} at ${Math.round(from / 1000)} seconds`).join(', ')}`).join('; ')}`;
}

function measure(label: string): number {
  return textWidth(label, FONT);
}

function px(value: number): number {
  return Math.round(value * 10) / 10;
}
