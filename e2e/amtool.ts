import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AlertmanagerFiles, unpack } from './alertmanager-files';
import { Labels } from './promtool';
import { run, Verdict } from './run';
import { inScratchFolder } from './scratch';

/** `amtool check-config`, with the templates that the configuration names. */
export function checkConfig(files: AlertmanagerFiles): Verdict {
  return withConfig(files, (path, folder) => run('amtool', ['check-config', path], { cwd: folder }));
}

/** `amtool check-config` of many configurations by one process: which of them it refuses, and why. */
export function checkConfigs(configs: readonly string[]): { readonly index: number; readonly error: string }[] {
  return inScratchFolder('amtool', (folder) => {
    const paths = configs.map((config, index) => {
      writeFileSync(join(folder, `${index}.yaml`), config);
      return `${index}.yaml`;
    });
    const { output } = run('amtool', ['check-config', ...paths], { cwd: folder });
    // "Checking '3.yaml'  FAILED: …" or "… SUCCESS", one after the other.
    return output.split(/^Checking '/m).slice(1).flatMap((part) => {
      const index = Number(part.split('.yaml')[0]);
      return part.includes('SUCCESS') ? [] : [{ index, error: part }];
    });
  });
}

/** The names of the receivers that hear an alert with these labels, in the order of the tree: `amtool config routes test`. */
export function routesTest(files: AlertmanagerFiles, labels: Labels): string[] {
  return withConfig(files, (path, folder) => {
    // A name or a value that the shell-like syntax of amtool could read otherwise is quoted.
    const matchers = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
    const { ok, output, stdout } = run('amtool', ['config', 'routes', 'test', `--config.file=${path}`, ...matchers], { cwd: folder });
    if (!ok) { throw new Error(output); }
    return stdout.trim().split(',');
  });
}

/** The tree of routes as amtool draws it: `amtool config routes show`. */
export function routesShow(files: AlertmanagerFiles): string {
  return withConfig(files, (path, folder) => run('amtool', ['config', 'routes', 'show', `--config.file=${path}`], { cwd: folder }).output);
}

/** An alert as a notification's template sees it. */
export interface TemplateAlert {
  readonly status: 'firing' | 'resolved';
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly startsAt?: string;
  readonly endsAt?: string;
  readonly generatorURL?: string;
  readonly fingerprint?: string;
}

/** What a notification's template sees. */
export interface TemplateData {
  readonly receiver: string;
  readonly status: 'firing' | 'resolved';
  readonly alerts: readonly TemplateAlert[];
  readonly groupLabels: Labels;
  readonly commonLabels: Labels;
  readonly commonAnnotations: Labels;
  readonly externalURL: string;
}

/**
 * `amtool template render`: what a text of a receiver says.
 *
 * @param text The text, such as `{{ template "slack.canary.title" . }}`.
 * @param data What has happened.
 * @param templates The content of template files, by file name.
 * @throws When the text or a template does not parse, or fails on this data: Alertmanager would drop the notification.
 */
export function renderTemplate(text: string, data: TemplateData, templates: Readonly<Record<string, string>> = {}): string {
  return inScratchFolder('amtool', (folder) => {
    for (const [name, content] of Object.entries(templates)) { writeFileSync(join(folder, name), content); }
    writeFileSync(join(folder, 'data.json'), JSON.stringify(data));
    const glob = Object.keys(templates).length === 0 ? '' : join(folder, '*.tmpl');
    const { ok, output, stdout } = run('amtool',
      ['template', 'render', `--template.glob=${glob}`, '--template.data=data.json', `--template.text=${text}`], { cwd: folder });
    if (!ok) { throw new Error(output); }
    return stdout.replace(/\n$/, '');
  });
}

function withConfig<T>(files: AlertmanagerFiles, use: (path: string, folder: string) => T): T {
  return inScratchFolder('amtool', (folder) => use(unpack(files, folder).path, folder));
}
