import { CHECK_HELP, HELP, parseCommandLine } from './command-line';
import { DRILL_HELP } from './drill-command';
import { EXPLAIN_HELP } from './explain-command';
import { INIT_HELP } from './init-command';
import { Interrupted } from './interrupted';
import { messageOf } from './message';
import { Terminal } from './terminal';
import { packageVersion } from './version';
import { WrongUsage } from './wrong-usage';

/** Runs a command line. Returns the exit code: 0 done, 1 not done or findings, 2 the command line is wrong; `drill` has more of its own. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const command = parseCommandLine(args);
    switch (command.name) {
      case 'help': terminal.out(command.of === undefined ? HELP : { check: CHECK_HELP, explain: EXPLAIN_HELP, drill: DRILL_HELP, init: INIT_HELP }[command.of]); return 0;
      case 'version': terminal.out(`${packageVersion()}\n`); return 0;
      case 'check': return await loadCheck().check(command, terminal);
      case 'explain': return await loadExplain().explain(command, terminal);
      case 'drill': return await loadDrill().drill(command, terminal);
      case 'init': return await loadInit().init(command, terminal);
      case 'synth': return command.options.watch === true ? await loadWatch().watchAndSynth(command.options, terminal) : await loadSynth().synth(command.options, terminal);
    }
  } catch (error) {
    if (error instanceof Interrupted) { return error.exitCode; }
    terminal.err(`${messageOf(error)}\n`);
    return error instanceof WrongUsage ? 2 : 1;
  }
}

/** Loads what runs an app where it is asked for. */
function loadSynth(): typeof import('./synth') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() of a CommonJS neighbour works under Node only, not under jest
  return require('./synth') as typeof import('./synth');
}

/** Loads what runs an app again and again. */
function loadWatch(): typeof import('./watch') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- as above
  return require('./watch') as typeof import('./watch');
}

/** Loads the checks where they are asked for: a synth loads them while the app runs. */
function loadCheck(): typeof import('./check') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- as above
  return require('./check') as typeof import('./check');
}

/** Loads what explains a canary where it is asked for, and cdk8s with it. */
function loadExplain(): typeof import('./explain') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- as above
  return require('./explain') as typeof import('./explain');
}

/** Loads what plays, which nothing else needs. */
function loadDrill(): typeof import('./drill') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- as above
  return require('./drill') as typeof import('./drill');
}

/** Loads what writes a repository, which nothing else needs. */
function loadInit(): typeof import('./init') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- as above
  return require('./init') as typeof import('./init');
}
