import { spacesLike } from '../../report/printable';
import { axis, Axis } from './axis';
import { Cluster, clusters, labelOf } from './cluster';
import { inOneLine } from './one-line';
import { Paint } from './paint';
import { inRows } from './rows';
import { Chapter, Lane, Tone } from './story';

/** What a timeline takes. */
export interface TimelineOptions {
  /** How many letters a line has. */
  readonly width: number;
  /** The last moment, in milliseconds. */
  readonly end: number;
  readonly colour: Paint;
}

const NAMES = 14;

/** A chapter as lines: seconds on one axis, its lanes below each other, the end of the promise as a line through them. */
export function timelineText(chapter: Chapter, { width, end, colour }: TimelineOptions): string[] {
  if (chapter.lanes.length === 0) { return []; }
  const isBefore = chapter.lanes.some(({ sights }) => sights.some(({ from }) => from < 0));
  const scale = axis({ end, left: NAMES, right: width - 1, before: isBefore ? 4 : 0, apart: 8 });
  const promised = new Set(chapter.promises.map(({ to }) => cell(scale, to)));
  return [
    axisLine(scale, width, isBefore, colour),
    ...chapter.lanes.flatMap((lane) => laneLines(lane, scale, width, promised, colour)),
    ...promiseLine(promised, width, colour),
  ];
}

function axisLine(scale: Axis, width: number, isBefore: boolean, colour: Paint): string {
  const line = new Line(width);
  if (isBefore) { line.write(NAMES, '…'); }
  for (const { at, text } of scale.ticks) {
    const start = Math.min(cell(scale, at), width - text.length);
    if (line.isFree(start - 1, start + text.length)) { line.write(start, text); }
  }
  return line.text(colour.soft);
}

function laneLines({ name, sights }: Lane, scale: Axis, width: number, promised: ReadonlySet<number>, colour: Paint): string[] {
  const placed = clusters(sights, name === 'heartbeat' ? Infinity : 1.5 * scale.perUnit).map((cluster) => place(cluster, scale, width, name === 'rule'));
  return inRows(placed, 2).map((row, i) => {
    const line = new Line(width);
    if (i === 0) { line.write(0, name, colour.soft); }
    for (const each of row) {
      for (const { at, text, tone } of each.cells) { line.write(at, text, toneOf(tone, colour)); }
      line.write(each.labelAt, each.label);
    }
    for (const at of promised) { if (line.isFree(at, at + 1)) { line.write(at, '┊', colour.accent); } }
    return line.text();
  });
}

interface Placed {
  readonly start: number;
  readonly end: number;
  readonly label: string;
  readonly labelAt: number;
  readonly cells: readonly { readonly at: number; readonly text: string; readonly tone: Tone }[];
}

/** A label stands in its bar where that is long enough; else right of its mark, or left of it where there is no room. */
function place(cluster: Cluster, scale: Axis, width: number, isBar: boolean): Placed {
  const cells = isBar ? barCells(cluster, scale) : [...new Set(cluster.sights.map(({ from }) => cell(scale, from)))].map((at) => ({ at, text: SIGNS[cluster.sight.tone], tone: cluster.sight.tone }));
  const [start, stop] = [cells[0]?.at ?? 0, (cells.at(-1)?.at ?? 0) + 1];
  const wanted = { words: inOneLine(cluster.words), time: cluster.time };
  const inside = ` ${wanted.words}${wanted.time} `;
  if (isBar && stop - start >= size(inside) + 4) { return { start, end: stop, label: inside, labelAt: start + 2, cells }; }
  const label = labelOf(wanted, Math.max(width - stop, start - NAMES) - 1, size);
  return stop + 1 + size(label) <= width
    ? { start, end: stop + 1 + size(label), label, labelAt: stop + 1, cells }
    : { start: start - 1 - size(label), end: stop, label, labelAt: start - 1 - size(label), cells };
}

const SIGNS: { readonly [tone in Tone]: string } = { plain: '◆', pending: '▒', firing: '●', good: '○', bad: '✗', quiet: '·' };

function barCells({ from, to, sight: { parts = [] } }: Cluster, scale: Axis): Placed['cells'] {
  const [start, stop] = [cell(scale, from), cell(scale, to)];
  return Array.from({ length: stop - start + 1 }, (_, i) => {
    const at = start + i;
    const tone = parts.filter((part) => cell(scale, part.from) <= at).at(-1)?.tone ?? 'pending';
    return { at, text: tone === 'pending' ? '▒' : '█', tone };
  });
}

function promiseLine(promised: ReadonlySet<number>, width: number, colour: Paint): string[] {
  if (promised.size === 0) { return []; }
  const line = new Line(width);
  line.write(0, 'promise', colour.soft);
  for (const at of promised) {
    const label = 'until here';
    line.write(at, '┊', colour.accent);
    const start = at + 2 + label.length <= width ? at + 2 : at - 1 - label.length;
    if (line.isFree(start, start + label.length)) { line.write(start, label, colour.soft); }
  }
  return [line.text()];
}

function cell({ x }: Axis, at: number): number {
  return Math.round(x(at));
}

function size(text: string): number {
  return spacesLike(text).length;
}

function toneOf(tone: Tone, { good, warn, bad, soft }: Paint): ((text: string) => string) | undefined {
  return { plain: undefined, pending: warn, firing: bad, good, bad, quiet: soft }[tone];
}

/** A line of letters that is written in any order; what is written later stands over what was. */
class Line {
  private readonly cells: { readonly text: string; readonly isWritten?: boolean; readonly colour?: (text: string) => string }[];

  public constructor(width: number) {
    this.cells = Array.from({ length: width }, () => ({ text: ' ' }));
  }

  public write(at: number, text: string, colour?: (text: string) => string): void {
    let column = at;
    for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)) {
      const width = size(segment);
      if (column >= 0 && column < this.cells.length) {
        this.cells[column] = { text: segment, isWritten: true, colour };
        // A letter that is two columns wide leaves nothing of the next one.
        for (let i = 1; i < width && column + i < this.cells.length; i++) { this.cells[column + i] = { text: '', isWritten: true }; }
      }
      column += width;
    }
  }

  public isFree(from: number, to: number): boolean {
    return from >= 0 && this.cells.slice(from, to).every(({ isWritten }) => isWritten !== true);
  }

  public text(all?: (text: string) => string): string {
    const last = this.cells.map(({ text }) => text.trim() !== '').lastIndexOf(true);
    const cells = this.cells.slice(0, last + 1);
    return all === undefined ? cells.map(({ text, colour }) => colour?.(text) ?? text).join('') : all(cells.map(({ text }) => text).join(''));
  }
}
