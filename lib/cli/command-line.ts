import { parseArgs } from 'node:util';
import { FAIL_ON, FailOn } from '../report/threshold';
import { nearest } from '../nearest';
import { DRILL_OPTIONS, drillCommand, DrillCommand } from './drill-command';
import { EXPLAIN_OPTIONS, explainCommand, ExplainCommand } from './explain-command';
import { INIT_OPTIONS, initCommand, InitCommand } from './init-command';
import { labelsOf, listOf, oneOf } from './option-values';
import { WrongUsage } from './wrong-usage';

/** What `synth` takes from the command line. */
export interface SynthOptions {
  /** The folder of the manifests. */
  readonly output?: string;
  /** The command that runs the app. */
  readonly app?: string;
  /** Whether only warnings and errors are printed. */
  readonly quiet: boolean;
  /** Whether it goes on, and synthesizes again when a file of the project changes. */
  readonly watch?: boolean;
  /** Whether the types are looked at meanwhile; they are unless it is false. */
  readonly types?: boolean;
  /** Whether what has changed is told in a line: who hears what was told before. */
  readonly brief?: boolean;
  /** From which severity on a finding of the checks refuses the manifests; undefined where they do not run. */
  readonly failOn?: FailOn;
  /** Within how long a failure must be told, as a duration, where it is not 30 s. */
  readonly promise?: string;
}

/** What `check` takes from the command line. */
export interface CheckCommand {
  readonly name: 'check';
  /** Files and folders; none for the project's own output. */
  readonly paths: readonly string[];
  readonly format: Format;
  readonly failOn: FailOn;
  /** Within how long a failure must be told, as a duration. */
  readonly promise?: string;
  /** Labels that Prometheus wants on rules and monitors. */
  readonly selector?: { readonly [label: string]: string };
  readonly honorLabels?: boolean;
  /** How often Flagger is scraped, as a duration. */
  readonly scrapeInterval?: string;
  readonly noCrossNamespaceRefs: boolean;
  /** Checks and families; undefined for all. */
  readonly only?: readonly string[];
  /** Whether the checks are named, and nothing is checked. */
  readonly list: boolean;
  /** The check whose page is printed, and nothing is checked. */
  readonly page?: string;
}

const FORMATS = ['text', 'json', 'sarif', 'github'] as const;

export type Format = typeof FORMATS[number];

export type Command =
  | { readonly name: 'synth'; readonly options: SynthOptions }
  | CheckCommand
  | ExplainCommand
  | DrillCommand
  | InitCommand
  | { readonly name: 'help'; readonly of?: 'check' | 'explain' | 'drill' | 'init' }
  | { readonly name: 'version' };

export const HELP = `Usage: canary-alerting synth [options]
       canary-alerting check [options] [PATH…]
       canary-alerting explain [options] CANARY [PATH…]
       canary-alerting drill [options] [PATH…]
       canary-alerting init [options] [DIR]

synth runs the app of cdk8s.yaml, checks the manifests that it writes, puts them in place of the last ones, and says who
hears what, how fast. The last manifests stay as they are until the new ones are complete and nothing in them is wrong.

check says what in the alerting of canaries cannot work, in anybody's manifests: canary-alerting check --help.

explain says who hears what of one canary, on which way, how fast: canary-alerting explain --help.

drill plays rollbacks through the real Prometheus and Alertmanager, and says who was told what, when: canary-alerting drill --help.

init writes a repository to begin with: canary-alerting init --help.

Options of synth:
  -o, --output DIR   the folder of the manifests (cdk8s.yaml: output; else dist)
  -a, --app CMD      the command that runs the app (cdk8s.yaml: app)
  -q, --quiet        print warnings and errors only
  -w, --watch        go on, and do it again when a file of the project changes; the project's TypeScript looks at the types beside it
      --no-types     with --watch: do not look at the types
      --fail-on SEV  keep the last manifests from this severity on: error, warning, info or never (else error)
      --promise DUR  within how long a failure must be told, for the checks (else 30s)
      --no-check     do not run the checks
  -h, --help         print this
  -v, --version      print the version

Exit codes: 0 done; 1 not done, the last manifests are as they were; 2 the command line is wrong.
`;

export const CHECK_HELP = `Usage: canary-alerting check [options] [PATH…]

Says what in the alerting of canaries cannot work, and why, and what to write instead. PATH is a file, a folder with
everything below it, or - for standard input; without one it is the output folder of cdk8s.yaml, or dist.

It knows Kubernetes objects, Lists, values of kube-prometheus-stack, bare rule files and alertmanager.yaml.

Options:
  -f, --format FORMAT         text, json, sarif or github (else text)
      --fail-on SEV           exit with 1 from this severity on: error, warning, info or never (else error)
      --only ID,…             run these checks or families only
      --promise DURATION      within how long a failure must be told (else 30s)
      --selector LABEL=VALUE  a label that Prometheus wants on rules and monitors
      --scrape-interval DUR   how often Flagger is scraped, where no monitor in the manifests says it
      --honor-labels          Flagger is scraped with honorLabels, where no monitor in the manifests says it
      --no-cross-namespace-refs
                              Flagger runs with this flag
      --list                  name all checks
      --explain-check ID      print the page of a check
  -h, --help                  print this

Exit codes: 0 nothing that fails; 1 findings; 2 the command line is wrong, or a path cannot be read.
`;

const COMMANDS = ['synth', 'check', 'explain', 'drill', 'init', 'help'];

const COMMON = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;

const SYNTH = {
  output: { type: 'string', short: 'o' },
  app: { type: 'string', short: 'a' },
  quiet: { type: 'boolean', short: 'q' },
  watch: { type: 'boolean', short: 'w' },
  'no-types': { type: 'boolean' },
  'fail-on': { type: 'string' },
  'no-check': { type: 'boolean' },
  promise: { type: 'string' },
} as const;

const CHECK = {
  format: { type: 'string', short: 'f' },
  'fail-on': { type: 'string' },
  only: { type: 'string', multiple: true },
  promise: { type: 'string' },
  selector: { type: 'string', multiple: true },
  'scrape-interval': { type: 'string' },
  'honor-labels': { type: 'boolean' },
  'no-cross-namespace-refs': { type: 'boolean' },
  list: { type: 'boolean' },
  'explain-check': { type: 'string' },
} as const;

const OPTIONS = { ...COMMON, ...SYNTH, ...CHECK, ...EXPLAIN_OPTIONS, ...DRILL_OPTIONS, ...INIT_OPTIONS };
const OWN: Readonly<Record<'synth' | 'check' | 'explain' | 'drill' | 'init', readonly string[]>> = {
  synth: Object.keys(SYNTH), check: Object.keys(CHECK), explain: Object.keys(EXPLAIN_OPTIONS), drill: Object.keys(DRILL_OPTIONS), init: Object.keys(INIT_OPTIONS),
};

export function parseCommandLine(args: readonly string[]): Command {
  const { values, positionals } = parse(args);
  const [command, ...operands] = positionals;
  if (values.help === true || command === 'help') {
    const of = (['check', 'explain', 'drill', 'init'] as const).find((each) => each === (command === 'help' ? operands[0] : command));
    return of === undefined ? { name: 'help' } : { name: 'help', of };
  }
  if (values.version === true) { return { name: 'version' }; }
  if (command === undefined) { throw new WrongUsage('No command is given. There are five: synth, check, explain, drill and init.'); }
  if (command !== 'synth' && command !== 'check' && command !== 'explain' && command !== 'drill' && command !== 'init') { throw new WrongUsage(`There is no command "${command}".${didYouMean(command, COMMANDS)}`); }
  const own = OWN[command];
  for (const [name, value] of Object.entries(values)) {
    if (!own.includes(name)) { throw new WrongUsage(`${command} has no option --${name}.${didYouMean(`--${name}`, own.map((each) => `--${each}`))}`); }
    if ([value].flat().some((each) => typeof each === 'string' && each.trim() === '')) { throw new WrongUsage(`--${name} is empty.`); }
  }
  switch (command) {
    case 'synth': return synthCommand(values, operands);
    case 'check': return checkCommand(values, operands);
    case 'explain': return explainCommand(values, operands);
    case 'drill': return drillCommand(values, operands);
    case 'init': return initCommand(values, operands);
  }
}

type Values = ReturnType<typeof parse>['values'];

function synthCommand(values: Values, [surplus]: readonly string[]): Command {
  if (surplus !== undefined) { throw new WrongUsage(`synth takes no argument: "${surplus}".`); }
  const failOn = oneOf('fail-on', values['fail-on'], FAIL_ON);
  if (values['no-types'] === true && values.watch !== true) { throw new WrongUsage('--no-types goes with --watch: nothing looks at the types otherwise.'); }
  if (failOn !== undefined && values['no-check'] === true) { throw new WrongUsage('--fail-on and --no-check exclude each other.'); }
  return { name: 'synth', options: {
    output: values.output, app: values.app, quiet: values.quiet === true, promise: values.promise, ...(values.watch === true && { watch: true }), ...(values['no-types'] === true && { types: false }), ...(values['no-check'] === true ? {} : { failOn: failOn ?? 'error' }),
  } };
}

function checkCommand(values: Values, paths: readonly string[]): CheckCommand {
  return {
    name: 'check', paths,
    format: oneOf('format', values.format, FORMATS) ?? 'text',
    failOn: oneOf('fail-on', values['fail-on'], FAIL_ON) ?? 'error',
    promise: values.promise,
    selector: values.selector === undefined ? undefined : labelsOf(values.selector),
    honorLabels: values['honor-labels'],
    scrapeInterval: values['scrape-interval'],
    noCrossNamespaceRefs: values['no-cross-namespace-refs'] === true,
    only: values.only === undefined ? undefined : listOf(values.only),
    list: values.list === true,
    page: values['explain-check'],
  };
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
