import { CanaryExplanation, EventExplanation, Lane, Step, Way } from './canary-explanation';
import { linesWithin } from './picture-text';
import { timesOf } from './way-text';

/** A column of the picture. */
export interface Column {
  readonly title: string;
  readonly x: number;
  readonly width: number;
}

const GAP = 108;

/** The columns: what happens, the four lanes, how fast. */
export const COLUMNS: readonly Column[] = columns([['WHAT HAPPENS', 176, 36], ['SEEN BY', 164, GAP], ['DECIDED BY', 206, GAP], ['SENT BY', 220, GAP], ['HEARD BY', 186, 14], ['AFTER', 96, 0]]);
export const MARGIN = 24;
export const WIDTH = columnEnd(COLUMNS.length - 1) + MARGIN;

/** Sizes of letters, and how high a line of them is. */
export const NAME = { size: 12.5, line: 16 };
export const DETAIL = { size: 11, line: 14.5 };
const PADDING = { x: 10, y: 8 };
const BETWEEN_ROWS = 12;
const BETWEEN_EVENTS = 16;

const LANES: readonly Lane[] = ['seen', 'decided', 'sent', 'heard'];

/** A box with lines of text. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly names: readonly string[];
  readonly details: readonly string[];
  readonly kind: 'event' | 'station' | 'channel' | 'nobody' | 'unknown';
  /** The channel, for its colour. */
  readonly channel?: string;
}

/** An arrow from left to right, with what is waited for. */
export interface Arrow {
  readonly from: number;
  readonly to: number;
  readonly y: number;
  readonly labels: readonly string[];
  readonly isLost: boolean;
}

/** A line of text without a box. */
export interface Line {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly kind: 'time' | 'again' | 'caveat' | 'impossible';
}

/** Where everything of the picture stands. */
export interface Layout {
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
  readonly lines: readonly Line[];
  /** Where one event ends and the next one begins. */
  readonly rules: readonly number[];
  readonly bottom: number;
}

/** Lays the events out, one below the other, each way a row; what neighbours share is one box. */
export function layOut({ events }: CanaryExplanation, top: number): Layout {
  const layout = { boxes: [] as Box[], arrows: [] as Arrow[], lines: [] as Line[], rules: [] as number[] };
  let y = top;
  for (const event of events) {
    y = placeEvent(event, y, layout) + BETWEEN_EVENTS / 2;
    layout.rules.push(y);
    y += BETWEEN_EVENTS / 2;
  }
  return { ...layout, rules: layout.rules.slice(0, -1), bottom: y - BETWEEN_EVENTS };
}

type Growing = { [part in 'boxes' | 'arrows' | 'lines' | 'rules']: Layout[part][number][] };

function placeEvent(event: EventExplanation, top: number, layout: Growing): number {
  const [column, first, , , , times] = COLUMNS as readonly [Column, Column, Column, Column, Column, Column];
  const names = linesWithin(event.what, NAME.size, column.width - 2 * PADDING.x);
  const least = heightOf(names, []);
  if (event.impossible !== undefined) {
    const lines = linesWithin(`cannot happen: ${event.impossible}`, DETAIL.size, times.x - first.x - 8);
    const height = Math.max(least, lines.length * DETAIL.line);
    layout.boxes.push({ ...column, y: top, height, names, details: [], kind: 'event' });
    layout.lines.push(...lines.map((text, index): Line => ({ x: first.x, y: top + height / 2 + (index - (lines.length - 1) / 2) * DETAIL.line, text, kind: 'impossible' })));
    return top + height;
  }
  const ways: readonly Way[] = event.ways.length > 0 ? event.ways : [{ through: 'Alertmanager', steps: [], lost: event.nobody, unknown: event.unknown, caveats: [] }];
  const rows = rowsOf(ways, top, least);
  const bottom = (rows.at(-1) as Row).bottom;
  layout.boxes.push({ ...column, y: top, height: bottom - top, names, details: [], kind: 'event' });
  placeStations(ways, rows, layout);
  for (const [index, way] of ways.entries()) {
    const row = rows[index] as Row;
    placeTimes(way, times, row, layout);
    layout.lines.push(...row.caveats.map((text, line): Line => ({ x: first.x, y: row.bottom - (row.caveats.length - line - 0.5) * DETAIL.line, text, kind: 'caveat' })));
  }
  return bottom;
}

interface Row {
  readonly top: number;
  /** The middle of its boxes. */
  readonly middle: number;
  /** Where its boxes end. */
  readonly end: number;
  readonly bottom: number;
  readonly caveats: readonly string[];
}

function rowsOf(ways: readonly Way[], top: number, least: number): Row[] {
  const heights = ways.map((way, index) => Math.max(2 * DETAIL.line + PADDING.y, ...cellsOf(way).map((cell) => isShared(ways, index, cell) || isShared(ways, index + 1, cell) ? 0 : cell.height)));
  for (const cell of ways.flatMap(cellsOf)) {
    const [from, to] = spanOf(ways, cell);
    const room = heights.slice(from, to + 1).reduce((sum, each) => sum + each, 0) + (to - from) * BETWEEN_ROWS;
    if (room < cell.height) { heights[to] = (heights[to] ?? 0) + cell.height - room; }
  }
  const isSaidBelow = (index: number): boolean => cellsOf(ways[index] as Way).some((cell) => cell.lane === 1 && isShared(ways, index + 1, cell));
  const caveats = ways.map((way, index) => isSaidBelow(index) ? [] : way.caveats.flatMap((each) => linesWithin(each, DETAIL.size, columnEnd(4) - (COLUMNS[1] as Column).x)));
  const rows: Row[] = [];
  let y = top;
  for (const [index, height] of heights.entries()) {
    const lines = caveats[index] as string[];
    const isLast = index === heights.length - 1;
    const rest = isLast ? Math.max(0, least - (y + height - top)) : 0;
    const end = y + height + rest;
    const bottom = end + (lines.length === 0 ? 0 : lines.length * DETAIL.line + 4);
    rows.push({ top: y, middle: (y + end) / 2, end, bottom, caveats: lines });
    y = bottom + BETWEEN_ROWS;
  }
  return rows;
}

/** A box in a lane, or at the end of a way that nobody hears, of one way or of several. */
interface Cell {
  readonly way: Way;
  readonly lane: number;
  readonly width: number;
  readonly names: readonly string[];
  readonly details: readonly string[];
  readonly height: number;
  readonly kind: Box['kind'];
  readonly waits: readonly string[];
  /** What it must share with a neighbour to be one with it; undefined where it is alone in any case. */
  readonly key?: string;
}

const CELLS = new WeakMap<Way, readonly Cell[]>();

/** The boxes of a way, made once. */
function cellsOf(way: Way): readonly Cell[] {
  const cells = CELLS.get(way) ?? cellsAnew(way);
  CELLS.set(way, cells);
  return cells;
}

function cellsAnew(way: Way): readonly Cell[] {
  const cells = way.steps.map((step): Cell => {
    const lane = LANES.indexOf(step.lane) + 1;
    const { width } = COLUMNS[lane] as Column;
    return cellOf(way, lane, width, step.name, step.lane === 'heard' ? undefined : step.detail, step.lane === 'heard' ? 'channel' : 'station', step);
  });
  const end = way.lost ?? way.unknown;
  if (end === undefined) { return cells; }
  const lane = (cells.at(-1)?.lane ?? 0) + 1;
  const from = COLUMNS[Math.min(lane, 4)] as Column;
  return [...cells, cellOf(way, Math.min(lane, 4), columnEnd(4) - from.x, way.lost === undefined ? 'not known' : 'nobody hears', end, way.lost === undefined ? 'unknown' : 'nobody')];
}

function cellOf(way: Way, lane: number, width: number, name: string, detail: string | undefined, kind: Box['kind'], step?: Step): Cell {
  const names = linesWithin(name, NAME.size, width - 2 * PADDING.x);
  const details = detail === undefined ? [] : detail.split(', ').flatMap((each) => linesWithin(each, DETAIL.size, width - 2 * PADDING.x));
  const texts = kind === 'nobody' || kind === 'unknown' ? linesWithin(detail ?? '', DETAIL.size, width - 2 * PADDING.x) : details;
  const before = step === undefined ? [] : way.steps.slice(0, way.steps.indexOf(step) + 1);
  return { way, lane, width, names, details: texts, height: heightOf(names, texts), kind, waits: step?.waits ?? [], key: step === undefined || kind === 'channel' ? undefined : JSON.stringify(before) };
}

/** Whether the box of a lane is the same as that of the row before. */
function isShared(ways: readonly Way[], index: number, { lane }: Cell): boolean {
  const [before, here] = [ways[index - 1], ways[index]].map((way) => way === undefined ? undefined : cellsOf(way).find((each) => each.lane === lane)?.key);
  // What is said below a row would stand within the box, where it is not said of both.
  return before !== undefined && before === here && ways[index - 1]?.caveats.join('\n') === ways[index]?.caveats.join('\n');
}

function spanOf(ways: readonly Way[], cell: Cell): readonly [from: number, to: number] {
  let [from, to] = [ways.indexOf(cell.way), ways.indexOf(cell.way)];
  while (cell.key !== undefined && isShared(ways, from, cell)) { from -= 1; }
  while (cell.key !== undefined && to + 1 < ways.length && isShared(ways, to + 1, cell)) { to += 1; }
  return [from, to];
}

function placeStations(ways: readonly Way[], rows: readonly Row[], layout: Growing): void {
  for (const [index, way] of ways.entries()) {
    const cells = cellsOf(way);
    let before: { readonly end: number; readonly waits: readonly string[] } = { end: columnEnd(0), waits: [] };
    for (const cell of cells) {
      const [from, to] = spanOf(ways, cell);
      const column = COLUMNS[cell.lane] as Column;
      const [top, end] = [(rows[from] as Row).top, (rows[to] as Row).end];
      if (from === index) {
        layout.boxes.push({ x: column.x, width: cell.width, y: top, height: end - top, names: cell.names, details: cell.details, kind: cell.kind, channel: cell.kind === 'channel' ? way.channel : undefined });
        layout.arrows.push({ from: before.end, to: column.x, y: from === to ? (rows[index] as Row).middle : (top + end) / 2, labels: before.waits, isLost: cell.kind === 'nobody' });
      }
      before = { end: column.x + cell.width, waits: cell.waits };
    }
  }
}

function placeTimes(way: Way, column: Column, { middle }: Row, layout: Growing): void {
  const { first, again } = timesOf(way);
  const lines = way.everySeconds === undefined ? [first, ...(again === '' || again === first ? [] : [`again ${again}`])] : ['when it stops', first.replace('no longer ', '')];
  const shown = lines.filter((each) => each !== '');
  shown.forEach((text, index) => { layout.lines.push({ x: column.x, y: middle + (index - (shown.length - 1) / 2) * NAME.line, text, kind: index === 0 ? 'time' : 'again' }); });
}

function heightOf(names: readonly string[], details: readonly string[]): number {
  return names.length * NAME.line + details.length * DETAIL.line + 2 * PADDING.y;
}

function columns(given: readonly (readonly [title: string, width: number, gap: number])[]): Column[] {
  let x = 24;
  return given.map(([title, width, gap]) => {
    const column = { title, x, width };
    x += width + gap;
    return column;
  });
}

function columnEnd(index: number): number {
  const { x, width } = COLUMNS[index] as Column;
  return x + width;
}
