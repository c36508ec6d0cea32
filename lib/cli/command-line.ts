import { parseArgs } from 'node:util';
import { nearest } from './nearest';

/** What `synth` takes from the command line. */
export interface SynthOptions {
  /** The folder of the manifests. */
  readonly output?: string;
  /** The command that runs the app. */
  readonly app?: string;
  /** Whether only warnings and errors are printed. */
  readonly quiet: boolean;
}

export type Command =
  | { readonly name: 'synth'; readonly options: SynthOptions }
  | { readonly name: 'help' }
  | { readonly name: 'version' };

/** A command line that does not say what to do. */
export class WrongUsage extends Error {
  public constructor(what: string) {
    super(`${what}\nSee canary-alerting --help.`);
  }
}

export const HELP = `Usage: canary-alerting synth [options]

Runs the app of cdk8s.yaml, checks the manifests that it writes, puts them in place of the last ones, and says who hears
what, how fast. The last manifests stay as they are until the new ones are complete.

Options:
  -o, --output DIR   the folder of the manifests (cdk8s.yaml: output; else dist)
  -a, --app CMD      the command that runs the app (cdk8s.yaml: app)
  -q, --quiet        print warnings and errors only
  -h, --help         print this
  -v, --version      print the version

Exit codes: 0 done; 1 not done, the last manifests are as they were; 2 the command line is wrong.
`;

const COMMANDS = ['synth', 'help'];

const OPTIONS = {
  output: { type: 'string', short: 'o' },
  app: { type: 'string', short: 'a' },
  quiet: { type: 'boolean', short: 'q' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;

export function parseCommandLine(args: readonly string[]): Command {
  const { values, positionals } = parse(args);
  const [command, surplus] = positionals;
  if (values.help === true || command === 'help') { return { name: 'help' }; }
  if (values.version === true) { return { name: 'version' }; }
  if (command === undefined) { throw new WrongUsage('No command is given. There is one: synth.'); }
  if (command !== 'synth') { throw new WrongUsage(`There is no command "${command}".${didYouMean(command, COMMANDS)}`); }
  if (surplus !== undefined) { throw new WrongUsage(`synth takes no argument: "${surplus}".`); }
  for (const name of ['output', 'app'] as const) {
    if (values[name]?.trim() === '') { throw new WrongUsage(`--${name} is empty.`); }
  }
  return { name: 'synth', options: { output: values.output, app: values.app, quiet: values.quiet === true } };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code?.startsWith('ERR_PARSE_ARGS') !== true) { throw error; }
    const unknown = code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' ? /'(-[^' ]*)/.exec(message)?.[1] : undefined;
    throw new WrongUsage(unknown === undefined
      ? `${message.split('\n')[0]?.replace(/\.$/, '')}.`
      : `There is no option ${unknown}.${didYouMean(unknown, Object.keys(OPTIONS).map((name) => `--${name}`))}`);
  }
}

function didYouMean(word: string, known: readonly string[]): string {
  const meant = nearest(word, known);
  return meant === undefined ? '' : ` Did you mean ${meant}?`;
}
