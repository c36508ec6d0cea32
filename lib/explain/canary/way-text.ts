import { span } from '../span';
import { Step, Way } from './canary-explanation';

/** Its stations in order, each with what is waited for behind it. */
export function wayText({ steps, lost, unknown }: Way): string {
  const stations = steps.filter(({ lane }) => lane !== 'heard').map(stationText);
  const end = lost !== undefined ? [`nobody: ${lost}`] : unknown !== undefined ? [`not known: ${unknown}`] : steps.filter(({ lane }) => lane === 'heard').map(({ name }) => name);
  return [...stations, ...end].join(' → ');
}

function stationText({ name, detail, waits }: Step): string {
  const more = [...(detail === undefined ? [] : [detail]), ...waits];
  return more.length === 0 ? name : `${name} (${more.join(', ')})`;
}

/** When the message comes, for the first and for another time. */
export function timesOf({ firstSeconds, againSeconds, everySeconds }: Way): { readonly first: string; readonly again: string } {
  if (everySeconds !== undefined) { return { first: `no longer every ${span(everySeconds)}`, again: '' }; }
  const time = (seconds: number | undefined): string => seconds === undefined ? '' : seconds === 0 ? 'at once' : span(seconds);
  return { first: time(firstSeconds), again: time(againSeconds) };
}
