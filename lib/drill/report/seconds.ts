/** Milliseconds as seconds that people read: `6.1 s`, `41 s`, `2 min 5 s`. */
export function secondsText(ms: number): string {
  const seconds = Number((Math.abs(ms) / 1000).toFixed(1));
  const sign = ms < 0 && seconds > 0 ? '−' : '';
  if (seconds < 120) { return `${sign}${seconds < 20 ? seconds : Math.round(seconds)} s`; }
  const minutes = Math.floor(Math.round(seconds) / 60);
  const rest = Math.round(seconds) % 60;
  if (minutes < 60) { return `${sign}${minutes} min${rest === 0 ? '' : ` ${rest} s`}`; }
  return `${sign}${Math.floor(minutes / 60)} h${minutes % 60 === 0 ? '' : ` ${minutes % 60} min`}`;
}
