import { countOf, labelsOf, listOf, oneOf } from './option-values';

/** What `drill` takes from the command line. */
export interface DrillCommand {
  readonly name: 'drill';
  /** Files and folders; none for the project's own output. */
  readonly paths: readonly string[];
  /** Names of shipped scenarios, and files; none for all that are shipped. */
  readonly scenarios: readonly string[];
  readonly format: 'text' | 'json';
  /** Where the page is written. */
  readonly output?: string;
  /** Where the measured seconds are written beside the computed ones. */
  readonly record?: string;
  /** How many times a failure is played, each time begun at another moment. */
  readonly phases?: number;
  /** How many scenarios are played at one time. */
  readonly concurrency?: number;
  /** Within how long a failure must be told, as a duration. */
  readonly promise?: string;
  /** Labels that Prometheus wants on rules and monitors. */
  readonly selector?: { readonly [label: string]: string };
  readonly honorLabels?: boolean;
  /** How often Flagger is scraped, as a duration. */
  readonly scrapeInterval?: string;
  /** Paths of the programs. */
  readonly prometheus?: string;
  readonly alertmanager?: string;
  readonly promtool?: string;
  /** Whether nothing is said while it runs. */
  readonly quiet: boolean;
  /** Whether the scenarios are named, and nothing is played. */
  readonly list: boolean;
}

export const DRILL_HELP = `Usage: canary-alerting drill [options] [PATH…]

Plays rollbacks through the real Prometheus and Alertmanager on this machine, with the scrape settings, rules and routing that
the manifests give them in a cluster, and says who was told what, when. Every message ends at a stand-in: nothing leaves the
machine. PATH is a file, a folder with everything below it, or - for standard input; without one it is the output folder of
cdk8s.yaml, or dist.

It needs the programs prometheus, promtool and alertmanager: in PATH, or named below.

Options:
  -o, --output FILE.html      write the report as a page, with pictures and each message as people see it
  -f, --format FORMAT         text or json (else text)
      --scenario NAME|FILE,…  play these scenarios only: shipped ones by name, your own by file (.yaml)
      --list                  name the shipped scenarios
      --promise DURATION      within how long a failure must be told (else 30s)
      --phases N              play a failure N times, each time begun at another moment, and say the least and the most
      --record FILE.json      write the measured seconds beside what check computes; exit with 1 where more was measured
      --concurrency N         how many scenarios are played at one time (else all)
      --selector LABEL=VALUE  a label that Prometheus wants on rules and monitors
      --scrape-interval DUR   how often Flagger is scraped, where no monitor in the manifests says it
      --honor-labels          Flagger is scraped with honorLabels, where no monitor in the manifests says it
      --prometheus PATH       the program; so also --alertmanager PATH and --promtool PATH
  -q, --quiet                 no progress
  -h, --help                  print this

Exit codes: 0 everyone was told as it should be; 10 told twice; 11 too late; 12 told for nothing; 13 not told (the worst
counts); 1 something could not be played or read; 2 the command line is wrong.
`;

export const DRILL_OPTIONS = {
  output: { type: 'string', short: 'o' },
  format: { type: 'string', short: 'f' },
  scenario: { type: 'string', multiple: true },
  list: { type: 'boolean' },
  promise: { type: 'string' },
  phases: { type: 'string' },
  record: { type: 'string' },
  concurrency: { type: 'string' },
  selector: { type: 'string', multiple: true },
  'scrape-interval': { type: 'string' },
  'honor-labels': { type: 'boolean' },
  prometheus: { type: 'string' },
  alertmanager: { type: 'string' },
  promtool: { type: 'string' },
  quiet: { type: 'boolean', short: 'q' },
} as const;

/** The values of these options, as `parseArgs` gives them. */
export type DrillValues = { readonly [option in keyof typeof DRILL_OPTIONS]?: (typeof DRILL_OPTIONS)[option] extends { readonly multiple: true } ? string[] : (typeof DRILL_OPTIONS)[option] extends { readonly type: 'boolean' } ? boolean : string };

export function drillCommand(values: DrillValues, paths: readonly string[]): DrillCommand {
  return {
    name: 'drill', paths,
    scenarios: listOf(values.scenario ?? []),
    format: oneOf('format', values.format, ['text', 'json']) ?? 'text',
    output: values.output,
    record: values.record,
    phases: countOf('phases', values.phases, 1000),
    concurrency: countOf('concurrency', values.concurrency, 1000),
    promise: values.promise,
    selector: values.selector === undefined ? undefined : labelsOf(values.selector),
    honorLabels: values['honor-labels'],
    scrapeInterval: values['scrape-interval'],
    prometheus: values.prometheus, alertmanager: values.alertmanager, promtool: values.promtool,
    quiet: values.quiet === true,
    list: values.list === true,
  };
}
