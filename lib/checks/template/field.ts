import { MESSAGE_FIELDS } from '../../facts/alertmanager';
import { Check } from '../check';
import { meant } from '../spelling';
import { messageTexts } from './messages';
import { DotPath } from '../../language/template/text';

/** A field that a message does not have where it is asked for: Alertmanager cannot make the message. */
export const field: Check = {
  id: 'template/field',
  run: (world, report) => {
    const seen = new Set<string>();
    for (const { at, receiver, template } of messageTexts(world)) {
      // An AlertmanagerConfig stands in each tree.
      const key = `${at.document.file ?? ''}/${at.object ?? ''}/${at.field ?? ''}`;
      if (template.mistake !== undefined || seen.has(key)) { continue; }
      seen.add(key);
      for (const path of template.paths) {
        const wrong = wrongField(path);
        if (wrong === undefined) { continue; }
        report(at.from(path.offset), {
          severity: 'error', what: `the receiver ${receiver} asks ${OWNERS[wrong.of]} for ${wrong.name}, which it does not have: the message is never sent`, value: `.${path.names.join('.')}`,
          allowed: `${MESSAGE_FIELDS[wrong.of].join(', ')}: anything else is an error when the message is made, and Alertmanager does not try again`,
          fix: fix(wrong, path),
        });
      }
    }
  },
};

type Owner = keyof typeof MESSAGE_FIELDS;

const OWNERS: { readonly [owner in Owner]: string } = { message: 'the message as a whole', alert: 'an alert', pair: 'a label of SortedPairs', alerts: 'the list of alerts' };

interface Wrong { readonly of: Owner; readonly name: string }

function wrongField({ names: [name = '', next], dot }: DotPath): Wrong | undefined {
  // A label or an annotation may be called anything.
  if (dot === undefined || dot === 'labels') { return undefined; }
  if (!has(dot, name)) { return { of: dot, name }; }
  return dot === 'message' && name === 'Alerts' && next !== undefined && !has('alerts', next) ? { of: 'alerts', name: next } : undefined;
}

function has(owner: Owner, name: string): boolean {
  return MESSAGE_FIELDS[owner].some((each) => each === name);
}

function fix({ of, name }: Wrong, { names }: DotPath): string | undefined {
  if (name === 'Value' && of !== 'pair') { return 'Prometheus does not send the value: {{ $value }} in an annotation of the rule'; }
  if (of === 'alert') { return has('message', name) ? `$.${names.join('.')}` : near(of, name); }
  if (!has('alert', name)) { return near(of, name); }
  const rest = of === 'alerts' ? names.slice(1) : names;
  const common = name === 'Labels' || name === 'Annotations' ? `, or {{ .Common${rest.join('.')} }} for what all of them have in common` : '';
  return `{{ range .Alerts }}{{ .${rest.join('.')} }}{{ end }}${common}`;
}

function near(of: Owner, name: string): string | undefined {
  const word = meant(name, MESSAGE_FIELDS[of]) ?? MESSAGE_FIELDS[of].find((each) => each.toLowerCase() === name.toLowerCase());
  return word === undefined ? undefined : `did you mean .${word}?`;
}
