import { DEFAULT_TEMPLATES } from '../../facts/alertmanager';
import { nearest } from '../../nearest';
import { AlertmanagerTree } from '../alertmanager-tree';
import { Check, Report } from '../check';
import { Located } from '../located';
import { LoadedTemplates, loadedTemplates } from './loaded';
import { messageTexts, trees } from './messages';
import { GoTemplate } from '../../language/template/text';

/** A template that a message calls and no file defines, or that two define. */
export const undefinedTemplate: Check = {
  id: 'template/undefined',
  run: (world, report) => {
    const loaded = new Map(trees(world).map((tree): [AlertmanagerTree, LoadedTemplates] => [tree, loadedTemplates(world, tree)]));
    const told = new Set<string>();
    const once: Report = (at, problem) => {
      // An AlertmanagerConfig stands in each tree.
      const key = `${at.document.file ?? ''}/${at.object ?? ''}/${at.field ?? ''}/${problem.value ?? ''}`;
      if (!told.has(key)) { told.add(key); report(at, problem); }
    };
    for (const { tree, at, receiver, template } of messageTexts(world)) {
      const files = loaded.get(tree);
      if (files !== undefined) { calls(at, template, template, files, `the receiver ${receiver}`, once); }
    }
    for (const files of loaded.values()) {
      for (const { at, template } of files.files) { calls(at, template, template, files, 'the file of message templates', once); }
      twice(files, once);
      for (const at of files.open ? [] : files.ignored) {
        once(at, {
          severity: 'warning', what: 'no entry of templates takes this file: what it defines is not there', value: String(at.path.at(-1)),
          allowed: 'the file\'s path, or a pattern for it, under `templates` of the configuration', fix: 'templates: [/etc/alertmanager/config/*.tmpl]',
        });
      }
    }
  },
};

function calls(at: Located, { mistake, refersTo }: GoTemplate, own: GoTemplate, { files, open, ignored }: LoadedTemplates, who: string, report: Report): void {
  if (mistake !== undefined || open || files.some(({ template }) => template.mistake !== undefined)) { return; }
  const defined = new Set([...DEFAULT_TEMPLATES, ...own.defines.map(({ name }) => name), ...files.flatMap(({ template }) => template.defines.map(({ name }) => name))]);
  for (const { text: name, offset } of refersTo) {
    if (defined.has(name)) { continue; }
    const near = nearest(name, [...defined]);
    const ours = files.flatMap(({ template }) => template.defines.map((each) => each.name));
    report(at.from(offset), {
      severity: 'error', what: `${who} calls the template ${JSON.stringify(name)}, which nothing defines: the message is never sent`, value: name,
      allowed: `${ours.length === 0 ? 'no file defines any' : [...new Set(ours)].slice(0, 8).join(', ')}; Alertmanager's own, such as slack.default.title`,
      fix: near !== undefined ? `did you mean ${near}?` : ignored.length > 0 ? 'templates: [/etc/alertmanager/config/*.tmpl], which takes the files beside the configuration' : `{{ define ${JSON.stringify(name)} }}…{{ end }} in a file that \`templates\` takes`,
    });
  }
}

function twice({ files }: LoadedTemplates, report: Report): void {
  const first = new Map<string, Located>();
  for (const { at, template } of files) {
    const here = new Set<string>();
    for (const { name, from } of template.defines) {
      const before = first.get(name);
      if (here.has(name)) {
        report(at.from(from), { severity: 'error', what: `the file defines the template ${JSON.stringify(name)} twice: Alertmanager does not load the configuration`, value: name, allowed: 'each name once in a file', fix: 'remove one of the two' });
      } else if (before !== undefined) {
        report(at.from(from), {
          severity: 'warning', what: `two files define the template ${JSON.stringify(name)}: which one counts hangs on the order of their names`, value: name,
          allowed: 'each name once', fix: `another name here, or none in ${String(before.path.at(-1))}`,
        });
      }
      here.add(name);
      if (before === undefined) { first.set(name, at); }
    }
  }
}
