import { parseAllDocuments } from 'yaml';
import { Manifest } from './operator';
import { run } from './run';

/** A chart in a folder, and the release that installs it. */
export interface Rendering {
  readonly chart: string;
  readonly release: string;
  readonly namespace: string;
  readonly values: Manifest;
}

/** The objects that Helm makes of a chart, as helm-controller has it render one. */
export function renderChart(rendering: Rendering): Manifest[] {
  const { error, files } = ask<{ readonly error?: string; readonly files?: Readonly<Record<string, string>> }>([{ render: rendering }])[0] ?? {};
  if (files === undefined) { throw new Error(`Helm: ${error ?? 'nothing was rendered'}`); }
  return Object.entries(files).filter(([path]) => path.endsWith('.yaml')).flatMap(([, text]) => parseAllDocuments(text).map((document) => document.toJS() as Manifest | null))
    .filter((each) => each !== null);
}

/** What Helm makes of the values of releases over those of a chart. */
export function coalesced(questions: readonly { readonly defaults: Manifest; readonly values: Manifest }[]): (Manifest | undefined)[] {
  return ask<{ readonly values?: Manifest }>(questions.map((coalesce) => ({ coalesce }))).map(({ values }) => values);
}

function ask<T>(questions: readonly object[]): T[] {
  return run('flux-oracle', [], { input: questions.map((question) => `${JSON.stringify(question)}\n`).join('') }).stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as T);
}
