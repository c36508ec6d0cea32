import { analyse } from '../../checks/expression';
import { asText } from '../../checks/as-text';
import { secondsOf } from '../../checks/scrape';
import { readTemplate } from '../../language/template/text';
import { RULE_VOCABULARY } from '../../language/template/vocabulary';
import { fields, Fields, list, text } from './fields';

/** The fields that Prometheus reads; it refuses a file with any other. Source: prometheus/prometheus v3.15.0 model/rulefmt/rulefmt.go. */
const GROUP_FIELDS = ['name', 'interval', 'query_offset', 'limit', 'rules', 'labels'];
const RULE_FIELDS = ['record', 'alert', 'expr', 'for', 'keep_firing_for', 'labels', 'annotations'];

/**
 * Why Prometheus, and the operator before it, refuse a rule file; undefined where they load it. One rule that is wrong keeps out
 * all of a file.
 * Source: prometheus/prometheus v3.15.0 model/rulefmt/rulefmt.go (Parse, RuleGroups.Validate, Rule.Validate).
 */
export function ruleFault(groups: readonly Fields[]): string | undefined {
  const names = new Set<string>();
  for (const [index, group] of groups.entries()) {
    const at = `groups[${index}]`;
    const name = text(group.name);
    if (name === undefined) { return `${at} has no name`; }
    if (names.has(name)) { return `${at}: the name ${name} is there twice`; }
    names.add(name);
    const fault = unknownField(group, GROUP_FIELDS) ?? durationFault(group, ['interval', 'query_offset']) ?? labelFault(group.labels);
    if (fault !== undefined) { return `${at}: ${fault}`; }
    for (const [place, each] of list(group.rules).entries()) {
      const wrong = faultOf(fields(each));
      if (wrong !== undefined) { return `${at}.rules[${place}]: ${wrong}`; }
    }
  }
  return undefined;
}

function faultOf(rule: Fields): string | undefined {
  const [record, alert] = [text(rule.record), text(rule.alert)];
  if (record !== undefined && alert !== undefined) { return 'it has both record and alert'; }
  if (record === undefined && alert === undefined) { return 'it has neither record nor alert'; }
  const expr = asText(rule.expr ?? '');
  if (expr === '') { return 'it has no expr'; }
  const [mistake] = analyse(expr).errors;
  if (mistake !== undefined) { return `expr is none that Prometheus reads: ${mistake.message}`; }
  if (record !== undefined) {
    const strange = ['annotations', 'for', 'keep_firing_for'].find((field) => (field === 'annotations' ? Object.keys(fields(rule.annotations)).length > 0 : lasts(rule[field])));
    if (strange !== undefined) { return `a recording rule has no ${strange}`; }
  }
  return unknownField(rule, RULE_FIELDS) ?? durationFault(rule, ['for', 'keep_firing_for']) ?? labelFault(rule.labels) ?? (alert === undefined ? undefined : templateFault(rule));
}

function unknownField(map: Fields, known: readonly string[]): string | undefined {
  const strange = Object.keys(map).find((field) => !known.includes(field));
  return strange === undefined ? undefined : `there is no field ${strange}`;
}

function durationFault(map: Fields, names: readonly string[]): string | undefined {
  const wrong = names.find((field) => map[field] !== undefined && map[field] !== null && secondsOf(asText(map[field])) === undefined);
  return wrong === undefined ? undefined : `${wrong}: ${JSON.stringify(map[wrong])} is no duration`;
}

function lasts(value: unknown): boolean {
  return value !== undefined && value !== null && secondsOf(asText(value)) !== 0;
}

/** A label may have any name but two. */
function labelFault(labels: unknown): string | undefined {
  const wrong = Object.keys(fields(labels)).find((name) => name === '' || name === '__name__');
  return wrong === undefined ? undefined : `${JSON.stringify(wrong)} is no name for a label`;
}

function templateFault(rule: Fields): string | undefined {
  for (const kind of ['labels', 'annotations']) {
    for (const [name, value] of Object.entries(fields(rule[kind]))) {
      const mistake = typeof value === 'string' && value.includes('{{') ? readTemplate(value, RULE_VOCABULARY).mistake : undefined;
      if (mistake !== undefined) { return `${kind}.${name} is no template: ${mistake.message}`; }
    }
  }
  return undefined;
}
