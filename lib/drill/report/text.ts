import { hanging } from '../../explain/columns';
import { spacesLike } from '../../report/printable';
import { DrillResult, Judgement, Play, Verdict } from '../verdict';
import { headline, slowestOf } from './headline';
import { inOneLine } from './one-line';
import { Paint, paint } from './paint';
import { secondsText } from './seconds';
import { chaptersOf, endOf } from './story';
import { timelineText } from './text-timeline';
import { fitting } from './text-width';
import { VERDICT_WORDS } from './words';

/** How the report is written. */
export interface TextOptions {
  /** The width of the terminal, where there is one. */
  readonly columns?: number;
  readonly colors: boolean;
}

const LEAST = 72;
const MOST = 120;

/** How many sentences of one verdict are written for one scenario. */
const SENTENCES = 4;

/** What a drill found, for a person at a terminal: the scenarios, each with its timeline, and how it went at the end, where the eye is. */
export function textReport(result: DrillResult, { columns, colors }: TextOptions): string {
  const colour = paint(colors);
  const width = Math.min(MOST, Math.max(LEAST, columns ?? 100));
  return [
    ...result.assumptions.flatMap((each) => under('assumed: ', colour.soft('assumed: '), each, width)),
    ...(result.assumptions.length > 0 ? [''] : []),
    ...result.plays.flatMap((play) => [...playLines(play, result.promised, width, colour), '']),
    ...result.unplayed.flatMap(({ scenario, why }) => [`${colour.bad('✗')} ${colour.bold(inOneLine(scenario))}  could not be played`, ...why.split('\n').flatMap((line) => hanging('  ', inOneLine(line), width)), '']),
    ...summaryLines(result, colour),
  ].map((line) => `${line}\n`).join('');
}

function playLines(play: Play, promised: number, width: number, colour: Paint): string[] {
  const { scenario, timeline, verdict } = play;
  const { sign, words } = VERDICT_WORDS[verdict];
  const end = endOf(timeline, scenario.seconds);
  const size = (text: string): number => spacesLike(text).length;
  return [
    `${painted(verdict, colour)(sign)} ${colour.bold(fitting(inOneLine(scenario.name), width - 20, size))}  ${painted(verdict, colour)(words)}`,
    ...hanging('  ', inOneLine(scenario.about), width).map(colour.soft),
    ...chaptersOf(play, promised).flatMap((chapter) => [
      '', `  ${fitting(inOneLine(chapter.title), width - 2, size)}`,
      ...timelineText(chapter, { width: width - 4, end, colour }).map((line) => `    ${line}`),
      ...judgementLines(chapter.judgements, width, colour),
    ]),
    ...(timeline.troubles.length > 0 ? [''] : []),
    ...timeline.troubles.slice(0, SENTENCES).flatMap((each) => under('    the programs said: ', `    ${colour.warn('the programs said: ')}`, each, width)),
  ];
}

function judgementLines(judgements: readonly Judgement[], width: number, colour: Paint): string[] {
  const verdicts = [...new Set(judgements.map(({ verdict }) => verdict))];
  return verdicts.flatMap((verdict) => {
    const all = judgements.filter((each) => each.verdict === verdict);
    const shown = all.slice(0, SENTENCES).flatMap(({ what }) => under('      ', `    ${painted(verdict, colour)(VERDICT_WORDS[verdict].sign)} `, what, width));
    return all.length > SENTENCES ? [...shown, colour.soft(`      and ${all.length - SENTENCES} more: ${VERDICT_WORDS[verdict].words}`)] : shown;
  });
}

/** A text behind a beginning, which is shown in colours; further lines below its own first. */
function under(start: string, shown: string, text: string, width: number): string[] {
  return hanging(start, inOneLine(text), width).map((line, i) => i === 0 ? `${shown}${line.slice(start.length)}` : line);
}

function summaryLines(result: DrillResult, colour: Paint): string[] {
  const names = [...result.plays.map(({ scenario }) => scenario.name.length), ...result.unplayed.map(({ scenario }) => scenario.length)];
  const width = Math.min(48, Math.max(8, ...names));
  const rows = result.plays.map((play) => {
    const { sign, words } = VERDICT_WORDS[play.verdict];
    const slowest = slowestOf(play);
    const computed = play.computed === undefined ? '' : colour.soft(`  computed at most ${secondsText(play.computed * 1000)}`);
    const time = slowest === undefined ? '' : secondsText(slowest * 1000).padStart(9 + 16 - words.length);
    return `${painted(play.verdict, colour)(sign)} ${inOneLine(play.scenario.name).padEnd(width)}  ${painted(play.verdict, colour)(words)}${time}${computed}`;
  });
  const unplayed = result.unplayed.map(({ scenario }) => `${colour.bad('✗')} ${inOneLine(scenario).padEnd(width)}  ${colour.bad('could not be played')}`);
  const text = headline(result);
  const programs = result.programs.map(({ name, version }) => `${name} ${version}`).join(', ');
  return [...rows, ...unplayed, '', `${colour.bold(`${text.charAt(0).toUpperCase()}${text.slice(1)}.`)} ${colour.soft(`Promised: ${secondsText(result.promised * 1000)}. ${programs}`)}`];
}

function painted(verdict: Verdict, { good, warn, bad }: Paint): (text: string) => string {
  return verdict === 'told' ? good : verdict === 'not-told' ? bad : warn;
}
