import { asText } from '../as-text';
import { parseMatchers } from '../../alertmanager/matcher-parser';
import { Matcher, MatchOperator } from '../../alertmanager/matcher';
import { OPERATOR_REFUSALS } from '../../facts/alertmanager';
import { CONFIG_FIELDS, INHIBIT_FIELDS, INTEGRATION_FIELDS, NEEDED, RECEIVER_FIELDS, ROUTE_FIELDS } from '../alertmanager-fields';
import { isDuration, matcherText } from '../alertmanager-tree';
import { Check, Report } from '../check';
import { Located } from '../located';
import { AlertmanagerSource } from '../sources';
import { meant } from '../spelling';
import { spanMistake } from '../time-span';
import { routesBelow } from './deprecated';

/** A configuration that Alertmanager or the operator refuses: the old one stays, or a new Alertmanager never starts. */
export const config: Check = {
  id: 'routing/config',
  run: (world, report) => {
    for (const source of world.alertmanagers) { checkSource(source, report); }
    for (const object of world.of('monitoring.coreos.com', 'AlertmanagerConfig')) { checkObject(object.spec, report); }
    for (const secret of world.of('', 'Secret')) { checkSecret(secret.at('stringData', 'alertmanager.yaml'), report); }
  },
};

const REFUSED = 'Alertmanager refuses a configuration with it as a whole, and goes on with the old one';

function refuse(report: Report, at: Located, what: string, allowed: string, fix?: string, value?: unknown): void {
  report(at, { severity: 'error', what, allowed, fix, ...(value !== undefined && { value: typeof value === 'string' ? value : JSON.stringify(value) }) });
}

function checkSecret(text: Located, report: Report): void {
  if (text.text?.trim() === '') { refuse(report, text, 'alertmanager.yaml is empty: the operator runs a configuration that drops every alert', 'a configuration with `route` and `receivers`'); }
}

function checkSource({ at, via }: AlertmanagerSource, report: Report): void {
  known(report, at, CONFIG_FIELDS, 'the configuration');
  const root = at.at('route');
  // The chart's defaults are below its values.
  const isMerged = via === 'values';
  if (!isMerged && at.entries.length > 0 && root.entries.length === 0) { refuse(report, root, 'there is no route: Alertmanager refuses the configuration', 'a root route with a receiver', 'route: {receiver: …}'); }
  if (root.entries.length > 0) {
    if (!isMerged && !isText(root.at('receiver'))) { refuse(report, root.at('receiver'), 'the root route has no receiver: Alertmanager refuses the configuration', 'the root route takes what no other route takes', 'receiver: …'); }
    for (const field of ['match', 'match_re', 'matchers', 'mute_time_intervals', 'active_time_intervals']) {
      if (size(root.at(field)) > 0) { refuse(report, root.at(field), `the root route must not have ${field}: Alertmanager refuses the configuration`, 'the root route takes every alert: conditions belong to the routes below', 'put it into a route below `routes`'); }
    }
    if (root.at('continue').value === true) { refuse(report, root.at('continue'), 'the root route must not continue: Alertmanager refuses the configuration', 'there is nothing after the root', 'remove it'); }
  }
  const intervals = timeIntervals(at, report);
  for (const [index, route] of routesBelow(root).entries()) { if (route.exists) { checkRoute(route, index === 0, intervals, report); } }
  for (const rule of at.at('inhibit_rules').items) { checkInhibition(rule, report); }
  for (const receiver of at.at('receivers').items) { checkReceiver(receiver, at.at('global'), report); }
  if (via !== 'file') { checkOperator(at, report); }
}

function checkRoute(route: Located, isRoot: boolean, intervals: ReadonlySet<string>, report: Report): void {
  known(report, route, ROUTE_FIELDS, 'a route');
  for (const field of ['group_wait', 'group_interval', 'repeat_interval']) { checkDuration(route.at(field), field !== 'group_wait', report); }
  const labels = new Set<string>();
  const groupBy = route.at('group_by');
  if (groupBy.exists && !Array.isArray(groupBy.value)) { refuse(report, groupBy, 'group_by is no list: Alertmanager refuses the configuration', 'a list of labels', `group_by: [${String(groupBy.text ?? '')}]`, groupBy.value); }
  for (const each of groupBy.items) {
    const { text } = each;
    if (text === undefined) { continue; }
    if (labels.has(text)) { refuse(report, each, `group_by names ${text} twice: Alertmanager refuses the configuration`, 'each label once', 'remove one of the two', text); }
    if (text === '') { refuse(report, each, 'group_by names an empty label: Alertmanager refuses the configuration', 'names of labels'); }
    labels.add(text);
  }
  if (labels.has('...') && labels.size > 1) { refuse(report, groupBy, 'group_by has `...` beside other labels: Alertmanager refuses the configuration', '`...` alone, which makes each alert a group of its own, or labels alone', 'group_by: [\'...\']'); }
  if (!isRoot) { checkMatchers(route, 'match', 'match_re', 'matchers', report); }
  for (const field of ['mute_time_intervals', 'active_time_intervals']) {
    for (const each of isRoot ? [] : route.at(field).items) {
      if (each.text === undefined || intervals.has(each.text)) { continue; }
      const near = meant(each.text, intervals);
      refuse(report, each, `the time interval ${JSON.stringify(each.text)} is not defined: Alertmanager refuses the configuration`, intervals.size === 0 ? 'one of `time_intervals`: there is none' : `one of ${[...intervals].join(', ')}`, near ?? 'define it under `time_intervals`', each.text);
    }
  }
}

function checkMatchers(of: Located, match: string, matchRe: string, matchers: string, report: Report): void {
  for (const [field, operator] of [[match, MatchOperator.EQUAL], [matchRe, MatchOperator.MATCHES]] as const) {
    for (const [label, each] of of.at(field).entries) {
      if (!/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(label)) { refuse(report, each, `${JSON.stringify(label)} is no name of a label: ${REFUSED}`, 'letters, digits and "_", not beginning with a digit', undefined, label); continue; }
      const mistake = mistakeOf(() => { Matcher._parsed(label, operator, asText(each.value)); });
      if (mistake !== undefined) { refuse(report, each, `the condition on ${label} is none: ${mistake}`, REFUSED, undefined, each.text); }
    }
  }
  const list = of.at(matchers);
  if (list.exists && !Array.isArray(list.value)) {
    refuse(report, list, `${matchers} is no list: Alertmanager refuses the configuration`, 'a list of conditions', list.text === undefined ? undefined : `${matchers}: [${JSON.stringify(list.text)}]`, list.value);
  }
  for (const each of list.items) {
    if (each.text === undefined) {
      if (each.exists && typeof each.value === 'object') { refuse(report, each, `a condition of ${matchers} is no text: Alertmanager refuses the configuration`, 'a text such as alertname="CanaryFailed"; fields of their own are an AlertmanagerConfig\'s', undefined, each.value); }
      continue;
    }
    const { text } = each;
    const mistake = mistakeOf(() => { parseMatchers(text); });
    if (mistake !== undefined) { refuse(report, each, `the condition is none: ${mistake}`, 'name, operator (=, !=, =~, !~) and a value in double quotes', undefined, text); }
  }
}

function checkInhibition(rule: Located, report: Report): void {
  known(report, rule, INHIBIT_FIELDS, 'an inhibit rule');
  for (const side of ['source', 'target']) { checkMatchers(rule, `${side}_match`, `${side}_match_re`, `${side}_matchers`, report); }
}

function checkReceiver(receiver: Located, global: Located, report: Report): void {
  if (!isText(receiver.at('name'))) { refuse(report, receiver.at('name'), receiver.at('name').value === null ? 'the receiver has no name: an unquoted null is no text' : 'the receiver has no name: Alertmanager refuses the configuration', 'a name for each receiver', receiver.at('name').value === null ? 'name: "null"' : 'name: …'); }
  known(report, receiver, RECEIVER_FIELDS, 'a receiver');
  for (const [section, entries] of receiver.entries) {
    const fields = Object.hasOwn(INTEGRATION_FIELDS, section) ? INTEGRATION_FIELDS[section] : undefined;
    if (fields === undefined) { continue; }
    if (entries.exists && !Array.isArray(entries.value)) { refuse(report, entries, `${section} is no list: Alertmanager refuses the configuration`, 'a list of entries', `${section}: [{…}]`); }
    for (const entry of entries.items) {
      if (entry.entries.length === 0 && entry.value !== null && typeof entry.value !== 'object') { continue; }
      known(report, entry, fields, section);
      for (const need of NEEDED[section] ?? []) {
        if (!need.fields.some((field) => isGiven(entry.at(field))) && !(need.global ?? []).some((field) => isGiven(global.at(field)))) {
          refuse(report, entry, `an entry of ${section} has no ${need.fields[0] ?? ''}: Alertmanager refuses the configuration`, `one of ${[...need.fields, ...(need.global ?? []).map((each) => `global.${each}`)].join(', ')}`, need.fields.find((field) => field.endsWith('_file')) ?? need.fields[0]);
        }
      }
      for (const field of fields) {
        if (fields.has(`${field}_file`) && isGiven(entry.at(field)) && isGiven(entry.at(`${field}_file`))) { refuse(report, entry.at(field), `an entry of ${section} has both ${field} and ${field}_file: Alertmanager refuses the configuration`, 'one of the two', `keep ${field}_file`); }
      }
      for (const field of ['api_url', 'webhook_url', 'url']) {
        const { text } = entry.at(field);
        if (text === undefined || text === '' || text === '<secret>' || text.includes('{{') || section === 'pushover_configs') { continue; }
        if (!/^https?:\/\/[^/?#]/i.test(text)) { refuse(report, entry.at(field), `${field} of ${section} is no http or https address: Alertmanager refuses the configuration`, 'an address with its scheme and host', `https://… or ${field}_file`); }
      }
      if (section === 'slack_configs' && entry.at('update_message').value === true && !isGiven(entry.at('api_url'))) {
        refuse(report, entry.at('update_message'), 'update_message without api_url makes Alertmanager, amtool and the operator crash', 'update_message beside api_url alone (prometheus/alertmanager#5164)', 'leave update_message out');
      }
    }
  }
}

function timeIntervals(at: Located, report: Report): ReadonlySet<string> {
  const names = new Set<string>();
  for (const interval of [...at.at('mute_time_intervals').items, ...at.at('time_intervals').items]) {
    const text = asText(interval.at('name').value);
    if (!isText(interval.at('name'))) { refuse(report, interval.at('name'), 'the time interval has no name: Alertmanager refuses the configuration', 'a name for each'); continue; }
    if (names.has(text)) { refuse(report, interval.at('name'), `the time interval ${JSON.stringify(text)} is defined twice: Alertmanager refuses the configuration`, 'each name once', undefined, text); }
    names.add(text);
    for (const span of interval.at('time_intervals').items) {
      for (const [field, each] of span.entries) {
        for (const item of each.items.length > 0 ? each.items : [each]) {
          const mistake = spanMistake(field, item);
          if (mistake !== undefined) { refuse(report, item, `${field} of the time interval ${JSON.stringify(text)}: ${mistake}: Alertmanager refuses the configuration`, 'as timeinterval of Alertmanager reads it: a range does not end before its start, and a week goes from sunday to saturday', undefined, item.value); }
        }
      }
    }
  }
  return names;
}

function checkDuration(at: Located, mustLast: boolean, report: Report): void {
  if (!at.exists) { return; }
  const text = typeof at.value === 'number' ? String(at.value) : at.text ?? '';
  const field = String(at.path.at(-1));
  if (!isDuration(text)) {
    refuse(report, at, `${field} is no duration: Alertmanager refuses the configuration`, 'whole numbers with a unit, the largest first: 30s, 1m30s, 2h', /^\d+$/.test(text) ? `${field}: ${text}s` : undefined, text);
  } else if (mustLast && /^(0[a-z]*)+$/.test(text)) {
    refuse(report, at, `${field} is 0: Alertmanager refuses the configuration`, 'longer than 0; only group_wait may be 0', field === 'group_interval' ? 'group_interval: 10s' : 'repeat_interval: 4h', text);
  }
}

/** What Alertmanager reads and the operator's own struct does not. */
function checkOperator(at: Located, report: Report): void {
  for (const { path, instead } of OPERATOR_REFUSALS) {
    const places = path === 'route.labels' ? routesBelow(at.at('route')).map((route) => route.at('labels')) : placesOf(at, path.split('.'));
    for (const place of places) {
      if (place.exists) { refuse(report, place, `the operator does not know ${path.replaceAll('[]', '')}, and refuses the configuration: Alertmanager goes on with the old one, and a new one gets no pod`, 'what prometheus-operator 0.93.0 reads; Alertmanager alone reads more', instead); }
    }
  }
  for (const route of routesBelow(at.at('route'))) {
    for (const each of route.at('group_by').items) {
      if (each.text !== undefined && each.text !== '' && each.text !== '...' && !/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(each.text)) {
        refuse(report, each, `the operator refuses the label ${JSON.stringify(each.text)}: it reads classic names alone`, 'letters, digits and "_", not beginning with a digit', undefined, each.text);
      }
    }
  }
}

function placesOf(at: Located, path: readonly string[]): Located[] {
  const [step, ...rest] = path;
  if (step === undefined) { return [at]; }
  const next = at.at(step.replace('[]', ''));
  return step.endsWith('[]') ? next.items.flatMap((each) => placesOf(each, rest)) : placesOf(next, rest);
}

/** What the operator puts into the configuration of all tenants without looking. */
function checkObject(spec: Located, report: Report): void {
  for (const route of routesBelow(spec.at('route'))) {
    for (const each of route.at('matchers').items) { checkObjectMatcher(each, report); }
    for (const field of ['groupWait', 'groupInterval', 'repeatInterval']) {
      const { text } = route.at(field);
      if (text !== undefined && text !== '' && !isDuration(text)) { refuse(report, route.at(field), `${field} is no duration: the operator leaves the whole object out`, 'whole numbers with a unit, the largest first: 30s, 1m30s, 2h', undefined, text); }
    }
  }
  for (const rule of spec.at('inhibitRules').items) {
    for (const each of [...rule.at('sourceMatch').items, ...rule.at('targetMatch').items]) { checkObjectMatcher(each, report); }
  }
  const route = spec.at('route');
  if (route.entries.length > 0 && !isText(route.at('receiver'))) { refuse(report, route.at('receiver'), 'the root route has no receiver: the operator leaves the whole object out', 'a receiver of this object', 'receiver: …'); }
}

function checkObjectMatcher(matcher: Located, report: Report): void {
  if (matcher.at('name').text === undefined) { return; }
  const mistake = mistakeOf(() => { parseMatchers(matcherText(matcher.value as { readonly [field: string]: unknown })); });
  if (mistake !== undefined) {
    refuse(report, matcher, `the condition is none: ${mistake}. The operator writes it all the same, and Alertmanager refuses the configuration of every tenant`, 'a classic name of a label, and a regular expression that RE2 reads', undefined, matcher.at('value').text);
  }
}

function known(report: Report, at: Located, fields: ReadonlySet<string>, where: string): void {
  for (const [name, each] of at.entries) {
    if (fields.has(name)) { continue; }
    const near = meant(name, fields);
    refuse(report, each, `${where} has no field ${JSON.stringify(name)}: Alertmanager refuses the configuration`, near === undefined ? `one of ${[...fields].slice(0, 14).join(', ')}` : 'the fields that Alertmanager 0.34 reads; it refuses every other', near, name);
  }
}

function mistakeOf(attempt: () => void): string | undefined {
  try {
    attempt();
    return undefined;
  } catch (error) {
    return (error as Error).message.split('\n')[0]?.replace(/^Matcher [^:]*: /, '');
  }
}

function isText(at: Located): boolean {
  return at.text !== undefined ? at.text !== '' : typeof at.value === 'number' || typeof at.value === 'boolean';
}

function isGiven(at: Located): boolean {
  return at.exists && at.value !== '' && at.value !== 0;
}

function size({ value, items, entries }: Located): number {
  return Array.isArray(value) ? items.length : entries.length > 0 ? entries.length : typeof value === 'string' && value !== '' ? 1 : 0;
}
