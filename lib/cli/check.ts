import { CHECKS } from '../checks/registry';
import { CheckOptions } from '../checks/options';
import { SourceFile, Survey, surveyFiles } from '../checks/run';
import { WAIVERS } from '../checks/waiver';
import { invalid } from '../invalid';
import { failing, FailOn, findingsText, githubReport, jsonReport, sarifReport, summary, textReport } from '../report';
import { readInput, Unreadable } from './check-input';
import { checkPage, checkSummary } from './check-pages';
import { clusterSettings, outputFolder } from './cluster-settings';
import { CheckCommand } from './command-line';
import { nearest } from '../nearest';
import { messageOf } from './message';
import { Terminal } from './terminal';
import { packageVersion } from './version';
import { WrongUsage } from './wrong-usage';

/** Checks manifests. Returns the exit code: 0 nothing that fails, 1 findings that fail, 2 nothing could be checked. */
export async function check(options: CheckCommand, terminal: Terminal): Promise<number> {
  try {
    refuseUnknown(options.only ?? []);
    const settings = checkOptions(options);
    if (options.list) { terminal.out(listOfChecks()); return 0; }
    if (options.page !== undefined) { terminal.out(pageOf(options.page)); return 0; }
    const files = await readInput(options.paths.length === 0 ? [outputFolder(terminal)] : options.paths, terminal);
    if (files.length === 0) { throw new Unreadable(`${options.paths.join(', ')}: there is no .yaml, .yml or .json file`); }
    const survey = surveyFiles(files, settings);
    terminal.out(report(options.format, survey, files));
    return failing(survey.findings, options.failOn).length > 0 ? 1 : 0;
  } catch (error) {
    if (error instanceof WrongUsage) { throw error; }
    terminal.err(`${error instanceof Unreadable ? error.message : messageOf(error)}\n`);
    return 2;
  }
}

/** What checks say of manifests that are about to replace others. */
export function checkFresh(files: readonly SourceFile[], { failOn, promise }: { readonly failOn: FailOn; readonly promise?: number }, terminal: Terminal): boolean {
  const { findings, objects } = surveyFiles(files, { promise });
  const told = findings.filter(({ severity }) => severity !== 'info' || failOn === 'info');
  if (told.length > 0) { terminal.err(`${findingsText(told, files)}${summary(told, { files: files.length, objects })}\n`); }
  return failing(findings, failOn).length === 0;
}

/** What the checks are promised, in seconds. */
export function promiseOf(text: string): number | undefined {
  return clusterSettings({ promise: text }).promise;
}

function checkOptions(command: CheckCommand): CheckOptions {
  return { ...clusterSettings(command), only: command.only };
}

function report(format: CheckCommand['format'], { findings, objects }: Survey, files: readonly SourceFile[]): string {
  const looked = { files: files.length, objects };
  switch (format) {
    case 'json': return jsonReport(findings, looked);
    case 'sarif': return sarifReport(findings, { version: packageVersion(), describe: checkSummary });
    case 'github': return githubReport(findings, looked);
    case 'text': return textReport(findings, files, looked);
  }
}

function ids(): string[] {
  return [...CHECKS.map(({ id }) => id), ...WAIVERS].sort();
}

function listOfChecks(): string {
  const all = ids();
  const width = Math.max(...all.map(({ length }) => length));
  return all.map((id) => `${`${id.padEnd(width)}  ${checkSummary(id) ?? ''}`.trimEnd()}\n`).join('');
}

function pageOf(id: string): string {
  refuseUnknown([id]);
  const page = checkPage(id);
  if (page === undefined) { throw invalid({ at: id, what: 'it has no page', fix: 'canary-alerting check --list' }); }
  return page;
}

function refuseUnknown(chosen: readonly string[]): void {
  const all = ids();
  const known = [...all, ...all.map((id) => id.replace(/\/.*/, ''))];
  for (const each of chosen.filter((id) => !known.includes(id))) {
    const meant = nearest(each, known);
    throw new WrongUsage(`There is no check "${each}".${meant === undefined ? '' : ` Did you mean ${meant}?`}`);
  }
}
