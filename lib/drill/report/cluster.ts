import { secondsText } from './seconds';
import { Sight } from './story';
import { fitting } from './text-width';

/** A sight, or several that are shown as one. */
export interface Cluster {
  readonly sight: Sight;
  readonly count: number;
  /** From and until when, all of them. */
  readonly from: number;
  readonly to: number;
  /** How many, and what. */
  readonly words: string;
  /** How long after the moment that counts; empty where none counts. */
  readonly time: string;
  /** Each of them, in order of time. */
  readonly sights: readonly Sight[];
}

/** Puts together what says the same, closer to each other than can be shown, in milliseconds. */
export function clusters(sights: readonly Sight[], apart: number): Cluster[] {
  const found: Sight[][] = [];
  for (const sight of [...sights].sort((a, b) => a.from - b.from)) {
    const near = found.find((list) => list[0]?.what === sight.what && list[0].tone === sight.tone && sight.from - (list.at(-1)?.from ?? 0) <= apart);
    if (near === undefined) { found.push([sight]); } else { near.push(sight); }
  }
  return found.map((list) => {
    const [first] = list as [Sight, ...Sight[]];
    const times = list.flatMap(({ after }) => after ?? []);
    const [least, most] = [Math.min(...times), Math.max(...times)];
    const span = times.length === 0 ? '' : ` +${secondsText(least) === secondsText(most) ? secondsText(least) : `${secondsText(least).replace(/ s$/, '')}–${secondsText(most)}`}`;
    return {
      sight: first, count: list.length, sights: list,
      from: first.from, to: Math.max(...list.map(({ to }) => to)),
      words: `${list.length === 1 ? '' : `${list.length} × `}${first.what}`, time: span,
    };
  });
}

/** The words and the time of a cluster, within a width: the words are cut, the time never is where there is room for it. */
export function labelOf({ words, time }: Pick<Cluster, 'words' | 'time'>, width: number, measure: (text: string) => number): string {
  const cut = fitting(words, width - measure(time), measure);
  return cut === '' ? fitting(`${words}${time}`, width, measure) : `${cut}${time}`;
}
