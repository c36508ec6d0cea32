import { DrillResult, Play } from '../verdict';
import { counted, VERDICT_WORDS } from './words';

/** How it went, in a line. */
export function headline({ plays, unplayed, verdict }: DrillResult): string {
  const failed = plays.filter((play) => play.verdict !== 'told').length;
  const rest = unplayed.length === 0 ? '' : `; ${counted(unplayed.length, 'scenario')} could not be played`;
  if (plays.length === 0) { return `nothing was played${rest}`; }
  if (failed === 0) { return rest === '' ? 'everything was told as it should be' : `what was played was told as it should be${rest}`; }
  return `${failed} of ${counted(plays.length, 'scenario')} went wrong, at worst ${VERDICT_WORDS[verdict].words}${rest}`;
}

/** The longest that anybody waited, in seconds. */
export function slowestOf({ judgements }: Play): number | undefined {
  const seconds = judgements.flatMap(({ seconds: each }) => each ?? []);
  return seconds.length === 0 ? undefined : Math.max(...seconds);
}
