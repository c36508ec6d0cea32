import { Labels } from './process/prometheus';
import { PlayedCanary } from './timeline';

/** Labels that say who tells, or how bad it is, not what it is about. */
const NOT_ABOUT = new Set(['alertname', 'severity', 'job', 'instance', 'pod', 'container', 'endpoint', 'service', 'prometheus', 'cluster']);

/** What Flagger appends to a canary's name for its other workloads. */
const SUFFIX = '(?:-primary|-canary)?';

/** The canaries that an alert is about, by its labels: those whose target, or primary, a label names. */
export function canariesInLabels(labels: Labels, canaries: readonly PlayedCanary[]): PlayedCanary[] {
  const values = Object.entries(labels).filter(([label]) => !NOT_ABOUT.has(label)).map(([, value]) => value);
  const named = canaries.filter(({ name }) => values.some((value) => new RegExp(`^${escaped(name)}${SUFFIX}$`).test(value)));
  const here = named.filter(({ namespace }) => values.includes(namespace));
  // A canary called as its namespace is not named by that label alone.
  return (here.length > 0 ? here : named).filter(({ name, namespace }) => name !== namespace || values.filter((value) => value === name).length > 1);
}

/** The canaries that a text names. */
export function canariesInText(text: string, canaries: readonly PlayedCanary[]): PlayedCanary[] {
  const says = (word: string, suffix = ''): boolean => new RegExp(`(?<![\\w-])${escaped(word)}${suffix}(?![\\w-])`).test(text);
  const named = canaries.filter(({ name }) => says(name, SUFFIX));
  // Of canaries that share a name, those of the namespace that the text names; all of them where it names none.
  return named.filter(({ name, namespace }) => {
    const others = named.filter((each) => each.name === name);
    return others.length === 1 || says(namespace) || !others.some((each) => says(each.namespace));
  });
}

/** Everything that people can read in a message. */
export function textOf(body: unknown): string {
  if (typeof body === 'object' && body !== null) { return Object.values(body).map(textOf).join('\n'); }
  return body === undefined || body === null ? '' : decoded(String(body));
}

/** An address in a text says the same, escaped. */
function decoded(text: string): string {
  return text.replace(/%[0-9a-f]{2}/gi, (each) => String.fromCharCode(parseInt(each.slice(1), 16)));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
