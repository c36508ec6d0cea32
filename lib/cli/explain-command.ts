import { labelsOf, oneOf } from './option-values';
import { WrongUsage } from './wrong-usage';

/** What `explain` takes from the command line. */
export interface ExplainCommand {
  readonly name: 'explain';
  /** The Canary, as `namespace/name` or as its name. */
  readonly canary: string;
  /** Files and folders; none for the project's own output. */
  readonly paths: readonly string[];
  readonly format: ExplainFormat;
  /** The file that a picture is written to. */
  readonly svg?: string;
  /** Labels that Prometheus wants on rules and monitors. */
  readonly selector?: { readonly [label: string]: string };
  readonly honorLabels?: boolean;
  /** How often Flagger is scraped, as a duration. */
  readonly scrapeInterval?: string;
  readonly noCrossNamespaceRefs: boolean;
}

const FORMATS = ['text', 'mermaid', 'json'] as const;

export type ExplainFormat = typeof FORMATS[number];

export const EXPLAIN_OPTIONS = {
  format: { type: 'string', short: 'f' },
  svg: { type: 'string' },
  selector: { type: 'string', multiple: true },
  'scrape-interval': { type: 'string' },
  'honor-labels': { type: 'boolean' },
  'no-cross-namespace-refs': { type: 'boolean' },
} as const;

export const EXPLAIN_HELP = `Usage: canary-alerting explain [options] CANARY [PATH…]

Says of one canary, for each thing that can happen to it, who hears of it, on which way, and after how long at the latest. CANARY
is namespace/name, or the name alone where one canary has it. PATH is a file, a folder with everything below it, or - for
standard input; without one it is the output folder of cdk8s.yaml, or dist. It explains anybody's manifests.

Options:
  -f, --format FORMAT         text, mermaid (a flowchart for a Markdown file) or json (else text)
      --svg FILE.svg          write a picture, too
      --selector LABEL=VALUE  a label that Prometheus wants on rules and monitors
      --scrape-interval DUR   how often Flagger is scraped, where no monitor in the manifests says it
      --honor-labels          Flagger is scraped with honorLabels, where no monitor in the manifests says it
      --no-cross-namespace-refs
                              Flagger runs with this flag
  -h, --help                  print this

Exit codes: 0 explained; 2 the command line is wrong, there is no such canary, or a path cannot be read or written.
`;

/** The values of the options, as they were given. */
interface Values {
  readonly format?: string;
  readonly svg?: string;
  readonly selector?: readonly string[];
  readonly 'scrape-interval'?: string;
  readonly 'honor-labels'?: boolean;
  readonly 'no-cross-namespace-refs'?: boolean;
}

export function explainCommand(values: Values, [canary, ...paths]: readonly string[]): ExplainCommand {
  if (canary === undefined || canary.trim() === '') { throw new WrongUsage('No canary is given: canary-alerting explain NAMESPACE/NAME [PATH…].'); }
  const { svg } = values;
  if (svg !== undefined && !/\.svg$/i.test(svg)) { throw new WrongUsage(`--svg is "${svg}": it is a file whose name ends in .svg, so that nothing else is overwritten.`); }
  return {
    name: 'explain', canary, paths, svg,
    format: oneOf('format', values.format, FORMATS) ?? 'text',
    selector: values.selector === undefined ? undefined : labelsOf(values.selector),
    honorLabels: values['honor-labels'],
    scrapeInterval: values['scrape-interval'],
    noCrossNamespaceRefs: values['no-cross-namespace-refs'] === true,
  };
}
