import { Duration } from 'cdk8s';

/**
 * How each program spells a duration. cdk8s' own `Duration.toHumanString()` is wrong ("1 hour 60 minutes" for two hours),
 * so that durations are spelled here and nowhere else.
 */

/** Milliseconds as a whole number, however the duration was made. */
export function milliseconds(duration: Duration): number {
  return Math.round(duration.toMilliseconds({ integral: false }));
}

/** Seconds, with a fraction where there is one. */
export function seconds(duration: Duration): number {
  return milliseconds(duration) / 1000;
}

/**
 * Flagger's spelling: whole minutes or whole seconds, one unit. The CRD's pattern is `^[0-9]+(m|s)`: it refuses hours and
 * does not know compound durations (Flagger 1.44.0, artifacts/flagger/crd.yaml). A fraction of a second rounds up.
 */
export function flaggerDuration(duration: Duration): string {
  const whole = Math.ceil(milliseconds(duration) / 1000);
  return whole > 0 && whole % 60 === 0 ? `${whole / 60}m` : `${whole}s`;
}

const PROMETHEUS_UNITS = [['d', 86_400_000], ['h', 3_600_000], ['m', 60_000], ['s', 1000], ['ms', 1]] as const;

/**
 * Prometheus' and Alertmanager's spelling, largest unit first: `1h30m`, `5s`, `0s`. Weeks and years are not used: 7d says
 * the same and is easier to compare. (prometheus/common model/time.go; the operator's CRDs carry the same pattern.)
 */
export function prometheusDuration(duration: Duration): string {
  let rest = milliseconds(duration);
  let text = '';
  for (const [unit, size] of PROMETHEUS_UNITS) {
    const count = Math.floor(rest / size);
    if (count > 0) { text += `${count}${unit}`; }
    rest -= count * size;
  }
  return text === '' ? '0s' : text;
}

/**
 * Go's spelling as Flux' CRDs allow it: hours, minutes, seconds, milliseconds (`^([0-9]+(\.[0-9]+)?(ms|s|m|h))+$`); days do
 * not exist there.
 */
export function fluxDuration(duration: Duration): string {
  let rest = milliseconds(duration);
  let text = '';
  for (const [unit, size] of PROMETHEUS_UNITS.slice(1)) {
    const count = Math.floor(rest / size);
    if (count > 0) { text += `${count}${unit}`; }
    rest -= count * size;
  }
  return text === '' ? '0s' : text;
}

/** For people: `30 seconds`, `1 hour 30 minutes`, `1.5 seconds`. */
export function durationInWords(duration: Duration): string {
  const total = milliseconds(duration);
  if (total < 60_000) { return plural(total / 1000, 'second'); }
  let rest = Math.round(total / 1000);
  const parts: string[] = [];
  for (const [word, size] of [['day', 86_400], ['hour', 3600], ['minute', 60], ['second', 1]] as const) {
    const count = Math.floor(rest / size);
    if (count > 0) { parts.push(plural(count, word)); }
    rest -= count * size;
  }
  return parts.join(' ');
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
