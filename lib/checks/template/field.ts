import { MESSAGE_FIELDS } from '../../facts/alertmanager';
import { AlertmanagerTree } from '../alertmanager-tree';
import { Check, Report } from '../check';
import { Located } from '../located';
import { meant } from '../spelling';
import { calledBy, CalledTemplate } from './called';
import { loadedTemplates } from './loaded';
import { messageTexts, TemplateFile, trees } from './messages';
import { Dot, DotPath } from '../../language/template/text';

/** A field that a message does not have where it is asked for: Alertmanager cannot make the message. */
export const field: Check = {
  id: 'template/field',
  run: (world, report) => {
    const files = new Map(trees(world).map((tree): [AlertmanagerTree, readonly TemplateFile[]] => [tree, loadedTemplates(world, tree).files]));
    const read = new Map<string, CalledTemplate>();
    const told = new Set<CalledTemplate>();
    const seen = new Set<string>();
    for (const text of messageTexts(world)) {
      const { tree, at, receiver, template } = text;
      // An AlertmanagerConfig stands in each tree.
      const key = `${at.document.file ?? ''}/${at.object ?? ''}/${at.field ?? ''}`;
      if (template.mistake !== undefined || seen.has(key)) { continue; }
      seen.add(key);
      tell(template.paths, at, 0, `the receiver ${receiver}`, 'message', report);
      for (const each of calledBy(text, files.get(tree) ?? [], read)) {
        if (told.has(each)) { continue; }
        told.add(each);
        tell(each.template.paths, each.at, each.from, `the template ${JSON.stringify(each.name)}, called for the receiver ${receiver},`, each.given, report);
      }
    }
  },
};

type Owner = keyof typeof MESSAGE_FIELDS;

const OWNERS: { readonly [owner in Owner]: string } = { message: 'the message as a whole', alert: 'an alert', pair: 'a label of SortedPairs', alerts: 'the list of alerts' };

interface Wrong { readonly of: Owner; readonly name: string }

function tell(paths: readonly DotPath[], at: Located, from: number, who: string, dollar: Dot, report: Report): void {
  for (const path of paths) {
    const wrong = wrongField(path);
    if (wrong === undefined) { continue; }
    report(at.from(from + path.offset), {
      severity: 'error', what: `${who} asks ${OWNERS[wrong.of]} for ${wrong.name}, which it does not have: the message is never sent`, value: `.${path.names.join('.')}`,
      allowed: `${MESSAGE_FIELDS[wrong.of].join(', ')}: anything else is an error when the message is made, and Alertmanager does not try again`,
      fix: fix(wrong, path, dollar),
    });
  }
}

function wrongField({ names: [name = '', next], dot }: DotPath): Wrong | undefined {
  // A label or an annotation may be called anything.
  if (dot === undefined || dot === 'labels') { return undefined; }
  if (!has(dot, name)) { return { of: dot, name }; }
  return dot === 'message' && name === 'Alerts' && next !== undefined && !has('alerts', next) ? { of: 'alerts', name: next } : undefined;
}

function has(owner: Owner, name: string): boolean {
  return MESSAGE_FIELDS[owner].some((each) => each === name);
}

function fix({ of, name }: Wrong, { names }: DotPath, dollar: Dot): string | undefined {
  if (name === 'Value' && of !== 'pair') { return 'Prometheus does not send the value: {{ $value }} in an annotation of the rule'; }
  if (of === 'alert') { return !has('message', name) ? near(of, name) : dollar === 'message' ? `$.${names.join('.')}` : 'call the template with $, the message, and range over its .Alerts there'; }
  if (!has('alert', name)) { return near(of, name); }
  const rest = of === 'alerts' ? names.slice(1) : names;
  const common = name === 'Labels' || name === 'Annotations' ? `, or {{ .Common${rest.join('.')} }} for what all of them have in common` : '';
  return `{{ range .Alerts }}{{ .${rest.join('.')} }}{{ end }}${common}`;
}

function near(of: Owner, name: string): string | undefined {
  const word = meant(name, MESSAGE_FIELDS[of]) ?? MESSAGE_FIELDS[of].find((each) => each.toLowerCase() === name.toLowerCase());
  return word === undefined ? undefined : `did you mean .${word}?`;
}
