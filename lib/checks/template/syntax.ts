import { nearest } from '../../nearest';
import { Check } from '../check';
import { Located } from '../located';
import { messageTexts, templateFiles, trees } from './messages';
import { ruleTexts } from './rule-texts';
import { TemplateMistake, Vocabulary } from '../../language/template/text';
import { MESSAGE_VOCABULARY, RULE_VOCABULARY } from '../../language/template/vocabulary';

/** A text that Go's template language does not take, or that calls what is not there. */
export const syntax: Check = {
  id: 'template/syntax',
  run: (world, report) => {
    for (const { at, name, template: { mistake } } of ruleTexts(world)) {
      if (mistake === undefined) { continue; }
      report(at.from(mistake.offset), {
        severity: 'error', what: `${name} is no template that Prometheus takes: ${mistake.message}`, value: around(at, mistake),
        allowed: 'Prometheus loads no rule of a file with such a text, and the operator leaves the whole object out',
        fix: fix(mistake, RULE_VOCABULARY, MESSAGE_VOCABULARY, 'Alertmanager\'s messages'),
      });
    }
    const seen = new Set<string>();
    for (const { at, receiver, template: { mistake } } of messageTexts(world)) {
      // An AlertmanagerConfig stands in each tree.
      const key = `${at.document.file ?? ''}/${at.object ?? ''}/${at.field ?? ''}`;
      if (mistake === undefined || seen.has(key)) { continue; }
      seen.add(key);
      report(at.from(mistake.offset), {
        severity: 'error', what: `the receiver ${receiver} has a text that is no template: ${mistake.message}`, value: around(at, mistake),
        allowed: 'Alertmanager reads it only when it sends: the message is never sent, and not tried again (prometheus/alertmanager#3490)',
        fix: fix(mistake, MESSAGE_VOCABULARY, RULE_VOCABULARY, 'the rules of Prometheus'),
      });
    }
    for (const { at, template: { mistake } } of trees(world).flatMap(templateFiles)) {
      if (mistake === undefined) { continue; }
      report(at.from(mistake.offset), {
        severity: 'error', what: `the file of message templates is none that Alertmanager takes: ${mistake.message}`, value: around(at, mistake),
        allowed: 'a configuration whose templates cannot be read is not loaded',
        fix: fix(mistake, MESSAGE_VOCABULARY, RULE_VOCABULARY, 'the rules of Prometheus'),
      });
    }
  },
};

function around({ text = '' }: Located, { offset }: TemplateMistake): string {
  const start = Math.max(0, text.lastIndexOf('{{', offset + 1));
  const end = text.indexOf('}}', offset);
  return text.slice(start, Math.min(end < 0 ? text.length : end + 2, start + 120));
}

function fix({ name }: TemplateMistake, own: Vocabulary, other: Vocabulary, elsewhere: string): string | undefined {
  if (name === undefined) { return undefined; }
  if (other.functions.has(name) || other.variables.includes(name)) {
    return `${name} exists in ${elsewhere} only${name === '$labels' ? ': {{ .CommonLabels.name }}, or {{ range .Alerts }}{{ .Labels.name }}{{ end }}' : ''}`;
  }
  const meant = nearest(name, [...own.functions, ...own.variables]);
  return meant === undefined ? undefined : `did you mean ${meant}?`;
}
