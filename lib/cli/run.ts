import { HELP, CHECK_HELP, parseCommandLine, WrongUsage } from './command-line';
import { Interrupted } from './interrupted';
import { messageOf } from './message';
import { synth } from './synth';
import { Terminal } from './terminal';
import { packageVersion } from './version';

/** Runs a command line. Returns the exit code: 0 done, 1 not done or findings, 2 the command line is wrong. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const command = parseCommandLine(args);
    switch (command.name) {
      case 'help': terminal.out(command.of === 'check' ? CHECK_HELP : HELP); return 0;
      case 'version': terminal.out(`${packageVersion()}\n`); return 0;
      case 'check': return await loadCheck().check(command, terminal);
      case 'synth': return await synth(command.options, terminal);
    }
  } catch (error) {
    if (error instanceof Interrupted) { return error.exitCode; }
    terminal.err(`${messageOf(error)}\n`);
    return error instanceof WrongUsage ? 2 : 1;
  }
}

/** Loads the checks where they are asked for: a synth loads them while the app runs. */
function loadCheck(): typeof import('./check') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() of a CommonJS neighbour works under Node only, not under jest
  return require('./check') as typeof import('./check');
}
