import { hanging, some, widest, wrapped } from './columns';
import { Explanation, Hearing, RequiredSecret, Unheard } from './explanation';
import { span } from './span';
import { widthOf } from './width';

/** Who hears what, how fast: for a terminal, and for somebody who sees it for the first time. */
export function explanationText(explanation: Explanation, columns?: number): string {
  const width = widthOf(columns);
  const sections = [
    hearingLines(explanation, width),
    unheardLines(explanation, width),
    secretLines(explanation.secrets, width),
    explanation.notes.flatMap((note) => hanging('Note: ', note, width)),
  ];
  return sections.filter((lines) => lines.length > 0).map((lines) => `\n${lines.join('\n')}\n`).join('');
}

interface Row {
  readonly what: string;
  readonly through: string;
  readonly first: string;
  readonly next: string;
}

function hearingLines(explanation: Explanation, width: number): string[] {
  const channels = new Map<string, Row[]>();
  const add = (channel: string, row: Row): void => {
    const rows = channels.get(channel);
    if (rows === undefined) { channels.set(channel, [row]); } else { rows.push(row); }
  };
  for (const hearing of explanation.hearings) { add(hearing.channel, hearingRow(hearing, explanation)); }
  for (const { channel, alert, every } of explanation.heartbeats) {
    add(channel, { what: alert, through: 'Alertmanager', first: `every ${span(every)}`, next: '' });
  }
  if (channels.size === 0) { return ['Nobody hears of anything.']; }
  const head: Row = { what: 'WHO HEARS WHAT', through: 'THROUGH', first: 'FIRST', next: 'AGAIN' };
  const rows = [head, ...[...channels.values()].flat()];
  const sizes = { through: widest(rows.map((row) => row.through)), first: widest(rows.map((row) => row.first)), next: widest(rows.map((row) => row.next)) };
  const room = width - sizes.through - sizes.first - sizes.next - 6;
  const line = (row: Row, indent: string): string[] => {
    const [top = '', ...others] = wrapped(row.what, room - indent.length);
    return [
      `${(indent + top).padEnd(room)}  ${row.through.padEnd(sizes.through)}  ${row.first.padStart(sizes.first)}  ${row.next.padStart(sizes.next)}`.trimEnd(),
      ...others.map((other) => `${indent}  ${other}`),
    ];
  };
  const timed = explanation.hearings.some(({ first = 0 }) => first > 0);
  return [
    ...line(head, ''),
    ...[...channels].sort(([a], [b]) => a < b ? -1 : 1).flatMap(([channel, list]) => [channel, ...list.flatMap((row) => line(row, '  '))]),
    ...(timed ? hanging('', 'FIRST: the longest time from event to message. AGAIN: when it fails again soon.', width) : []),
  ];
}

function hearingRow(hearing: Hearing, explanation: Explanation): Row {
  const about = aboutText(hearing, explanation);
  const silent = hearing.silent === undefined ? '' : `, ${hearing.silent}`;
  const time = (seconds: number | undefined): string => seconds === undefined || seconds === 0 ? 'at once' : span(seconds);
  return { what: `${hearing.what}${silent}${about}`, through: hearing.through, first: time(hearing.first), next: time(hearing.next) };
}

/** Which canaries are meant, where not all of them are: a whole namespace as one; which objects of Flux. */
function aboutText(said: Hearing | Unheard, explanation: Explanation): string {
  const about = new Set(said.about);
  if (about.size === 0) { return ''; }
  const canaries = byNamespace(explanation);
  const isWhole = new Map<string, boolean>();
  const allOf = (namespace: string): boolean => {
    let all = isWhole.get(namespace);
    if (all === undefined) { isWhole.set(namespace, all = [...canaries.get(namespace) ?? []].every((canary) => about.has(canary))); }
    return all;
  };
  if (about.size === explanation.canaries.length && [...canaries.keys()].every(allOf)) { return ''; }
  const whole = (canary: string): boolean => canaries.get(namespaceOf(canary))?.has(canary) === true && allOf(namespaceOf(canary));
  const names = [...new Set(said.about.map((each) => whole(each) ? `${namespaceOf(each)}/*` : each))];
  return ` (${some(names, 2)})`;
}

const NAMESPACES = new WeakMap<Explanation, ReadonlyMap<string, ReadonlySet<string>>>();

/** The canaries of each namespace; found once, however many lines ask. */
function byNamespace(explanation: Explanation): ReadonlyMap<string, ReadonlySet<string>> {
  const known = NAMESPACES.get(explanation);
  if (known !== undefined) { return known; }
  const namespaces = new Map<string, Set<string>>();
  for (const canary of explanation.canaries) {
    const own = namespaces.get(namespaceOf(canary));
    if (own === undefined) { namespaces.set(namespaceOf(canary), new Set([canary])); } else { own.add(canary); }
  }
  NAMESPACES.set(explanation, namespaces);
  return namespaces;
}

function namespaceOf(canary: string): string {
  return canary.slice(0, canary.indexOf('/'));
}

function unheardLines(explanation: Explanation, width: number): string[] {
  if (explanation.unheard.length === 0) { return []; }
  return ['NOBODY HEARS', ...explanation.unheard.flatMap((each) => hanging('  ', `${each.what}${aboutText(each, explanation)}: ${each.why}`, width))];
}

function secretLines(secrets: readonly RequiredSecret[], width: number): string[] {
  const missing = secrets.filter((each) => each.filledBy === undefined);
  const filled = secrets.length - missing.length;
  const fillers = [...new Set(secrets.flatMap((each) => each.filledBy?.split('/')[0] ?? []))].join('s or ');
  const rest = filled === 0 ? [] : [`${filled} ${missing.length === 0 ? '' : 'more '}${filled === 1 ? 'Secret is' : 'Secrets are'} filled by ${fillers}s among the manifests.`];
  if (missing.length === 0) { return rest; }
  const names = widest(missing.map((each) => each.secret));
  const keys = widest(missing.map((each) => each.keys.join(', ')));
  return [
    'SECRETS THAT MUST EXIST ALREADY',
    ...missing.flatMap((each) => hanging(`  ${each.secret.padEnd(names)}  ${each.keys.join(', ').padEnd(keys)}  `, some(each.readBy, 2), width)),
    ...rest.map((line) => `  ${line}`),
  ];
}
