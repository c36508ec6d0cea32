import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { worldOfFiles } from '../checks/open';
import { CanaryExplanation, canaryMermaid, canaryPicture, canaryText, explainCanary, findCanary } from '../explain/canary';
import { InvalidInput } from '../invalid';
import { readInput, Unreadable } from './check-input';
import { ExplainCommand, ExplainFormat } from './explain-command';
import { clusterSettings, outputFolder } from './cluster-settings';
import { messageOf } from './message';
import { Terminal } from './terminal';
import { WrongUsage } from './wrong-usage';

/** Says who hears what of one canary. Returns the exit code: 0 explained, 2 not. */
export async function explain(command: ExplainCommand, terminal: Terminal): Promise<number> {
  try {
    const settings = clusterSettings(command);
    const paths = command.paths.length === 0 ? [outputFolder(terminal)] : command.paths;
    const files = await readInput(paths, terminal);
    if (files.length === 0) { throw new Unreadable(`${paths.join(', ')}: there is no .yaml, .yml or .json file`); }
    const world = worldOfFiles(files, settings);
    const explanation = explainCanary(findCanary(command.canary, world), world);
    if (command.svg !== undefined) { write(command.svg, canaryPicture(explanation), terminal); }
    terminal.out(report(command.format, explanation, terminal.columns));
    if (command.svg !== undefined && command.format === 'text') { terminal.out(`\nThe picture is in ${command.svg}.\n`); }
    return 0;
  } catch (error) {
    if (error instanceof WrongUsage) { throw error; }
    terminal.err(`${error instanceof Unreadable || error instanceof InvalidInput ? error.message : messageOf(error)}\n`);
    return 2;
  }
}

function report(format: ExplainFormat, explanation: CanaryExplanation, columns: number | undefined): string {
  switch (format) {
    case 'text': return canaryText(explanation, columns);
    case 'mermaid': return canaryMermaid(explanation);
    case 'json': return `${JSON.stringify(explanation, undefined, 2)}\n`;
  }
}

function write(file: string, picture: string, terminal: Terminal): void {
  try {
    writeFileSync(resolve(terminal.folder, file), picture);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reasons: Readonly<Record<string, string>> = { ENOENT: 'there is no such folder', EACCES: 'it may not be written', EISDIR: 'it is a folder', ENOTDIR: 'there is no such folder' };
    throw new Unreadable(`${file}: the picture cannot be written: ${reasons[code ?? ''] ?? message}`);
  }
}
