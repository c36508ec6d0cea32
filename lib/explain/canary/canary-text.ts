import { hanging, widest, wrapped } from '../columns';
import { widthOf } from '../width';
import { CanaryExplanation, EventExplanation, Way } from './canary-explanation';
import { timesOf, wayText } from './way-text';

/** Who hears what of one canary, how fast, and on which way: for a terminal. */
export function canaryText(explanation: CanaryExplanation, columns?: number): string {
  const width = widthOf(columns);
  const ways = new WayNumbers();
  const blocks = explanation.events.map((event) => blockOf(event, ways));
  const sections = [
    [`Canary ${explanation.canary} (${explanation.target})${explanation.at === undefined ? '' : `, ${explanation.at}`}`, ...wrapped(together(explanation.analysis), width)],
    tableLines(blocks, width),
    ways.list.length === 0 ? [] : ['WAYS', ...ways.list.flatMap(({ text, caveats }, index) => [
      ...hanging(`${String(index + 1).padStart(3)}  `, text, width), ...caveats.flatMap((each) => hanging('       ', each, width)),
    ])],
    explanation.notes.flatMap((note) => hanging('Note: ', note, width)),
  ];
  return sections.filter((lines) => lines.length > 0).map((lines) => `${lines.join('\n')}\n`).join('\n').replaceAll('\u00a0', ' ');
}

/** A number and its unit stay together. */
function together(text: string): string {
  return text.replace(/(\d) (s|min|h)\b/g, '$1\u00a0$2');
}

/** The ways that differ, numbered as they come. */
class WayNumbers {
  public readonly list: { readonly text: string; readonly caveats: readonly string[] }[] = [];

  public numberOf(way: Way): string {
    const entry = { text: together(wayText(way)), caveats: way.caveats };
    const index = this.list.findIndex((each) => each.text === entry.text && each.caveats.join() === entry.caveats.join());
    return String(index < 0 ? this.list.push(entry) : index + 1);
  }
}

/** A line of the table about an event. */
interface Row {
  readonly who: string;
  readonly first: string;
  readonly again: string;
  readonly way: string;
}

/** The lines of one event. */
interface Block {
  readonly what: string;
  readonly rows: readonly Row[];
}

const HEAD: Block = { what: 'WHAT HAPPENS', rows: [{ who: 'WHO HEARS', first: 'FIRST', again: 'AGAIN', way: 'WAY' }] };

function blockOf({ what, ways, impossible, nobody, unknown }: EventExplanation, numbers: WayNumbers): Block {
  const sentence = (who: string, way = ''): Row => ({ who, first: '', again: '', way });
  const heard = ways.filter(({ channel }) => channel !== undefined).map((way): Row => ({ who: way.channel ?? '', ...timesOf(way), way: numbers.numberOf(way) }));
  const others = ways.filter(({ channel }) => channel === undefined).map((way) => numbers.numberOf(way));
  const rest = others.length === 0 ? [] : [sentence(others.length === 1 ? '(and a way on which nobody hears)' : '(and ways on which nobody hears)', others.join(', '))];
  if (impossible !== undefined) { return { what, rows: [sentence(`(cannot happen: ${impossible})`)] }; }
  if (nobody !== undefined) { return { what, rows: [sentence(`NOBODY: ${nobody}`, others.join(', '))] }; }
  return { what, rows: unknown === undefined ? [...heard, ...rest] : [sentence(`NOT KNOWN: ${unknown}`, others.join(', '))] };
}

function tableLines(blocks: readonly Block[], width: number): string[] {
  const rows = [HEAD, ...blocks].flatMap((each) => each.rows);
  const what = Math.min(width < NARROW ? 22 : 34, widest([HEAD, ...blocks].map((each) => each.what)));
  const sizes = { first: widest(rows.map(({ first }) => first.startsWith('no longer') ? '' : first)), again: widest(rows.map(({ again }) => again)), way: widest(rows.map(({ way }) => way)) };
  const times = sizes.first + 2 + sizes.again;
  const who = width - what - times - sizes.way - 6;
  const right = (row: Row): string[] => {
    const room = row.first === '' ? who + 2 + times : who;
    const [top = '', ...others] = wrapped(row.who, room);
    const time = row.again === '' ? row.first.padStart(times) : `${row.first.padStart(sizes.first)}  ${row.again.padStart(sizes.again)}`;
    return [`${row.first === '' ? top.padEnd(room) : `${top.padEnd(who)}  ${time}`}  ${row.way.padStart(sizes.way)}`, ...others.map((each) => `  ${each}`)];
  };
  const lines = [HEAD, ...blocks].flatMap((block) => {
    const [left, all] = [wrapped(block.what, what), block.rows.flatMap(right)];
    return Array.from({ length: Math.max(left.length, all.length) }, (_, index) => `${(left[index] ?? '').padEnd(what)}  ${all[index] ?? ''}`.trimEnd());
  });
  return blocks.some((block) => block.rows.some(({ first }) => first !== '')) ? [...lines, ...wrapped('FIRST: the longest time from event to message. AGAIN: when it happens again soon.', width)] : lines;
}

/** Below it the first column gives way to the second. */
const NARROW = 96;
