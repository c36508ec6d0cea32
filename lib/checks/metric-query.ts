import { GO_TEMPLATE_FUNCTIONS } from '../facts/alertmanager';
import { QUERY_FUNCTIONS } from '../facts/flagger-metric-providers';
import { analyse } from './expression';
import { Located } from './located';
import { GoTemplate, readTemplate } from '../language/template/text';
import { ManifestObject, World } from './world';
import { addTo } from '../listed';

/** A query by which Flagger judges a canary: of a MetricTemplate, or written into a Canary. */
export interface MetricQuery {
  readonly at: Located;
  /** `the MetricTemplate shop/errors`, or whatever it is. */
  readonly name: string;
  readonly template: GoTemplate;
  /** Whether it is PromQL. */
  readonly isPromql: boolean;
  /** The metrics of Canaries that ask it; none where the manifests hold none. */
  readonly uses: readonly MetricUse[];
}

/** A metric of a Canary that asks a query. */
export interface MetricUse {
  readonly canary: ManifestObject;
  readonly metric: Located;
}

/** A query as Prometheus gets it. */
export interface RenderedQuery {
  readonly text: string;
  /** Where a character of it stands in the query. */
  readonly offsetOf: (offset: number) => number;
  /** Whether something stands in for a value that the manifests do not show. */
  readonly guessed: boolean;
}

/** What the query of a MetricTemplate may call. */
export const QUERY_VOCABULARY = { functions: new Set([...GO_TEMPLATE_FUNCTIONS, ...QUERY_FUNCTIONS]), variables: [] };

const known = new WeakMap<World, readonly MetricQuery[]>();

/** The queries of all MetricTemplates and Canaries. */
export function metricQueries(world: World): readonly MetricQuery[] {
  const queries = known.get(world) ?? readQueries(world);
  known.set(world, queries);
  return queries;
}

function readQueries(world: World): readonly MetricQuery[] {
  const metrics = world.of('flagger.app', 'Canary').flatMap((canary) => canary.spec.at('analysis', 'metrics').items.map((metric): MetricUse => ({ canary, metric })));
  const uses = new Map<ManifestObject, MetricUse[]>();
  for (const use of metrics) {
    const ref = use.metric.at('templateRef');
    const template = world.find('flagger.app', 'MetricTemplate', ref.at('namespace').text || use.canary.namespace, ref.at('name').text ?? '');
    if (template !== undefined) { addTo(uses, template, use); }
  }
  return [
    ...world.of('flagger.app', 'MetricTemplate').flatMap((template) => queryAt(template.spec.at('query'), `the MetricTemplate ${template.name}`, template.spec.at('provider', 'type').text === 'prometheus', uses.get(template) ?? [])),
    // Beside a templateRef, Flagger still asks a query of the metric's own.
    ...metrics.flatMap((use) => queryAt(use.metric.at('query'), `the metric ${use.metric.at('name').text ?? ''} of the canary ${use.canary.name}`, true, [use])),
  ];
}

function queryAt(at: Located, name: string, isPromql: boolean, uses: readonly MetricUse[]): MetricQuery[] {
  const { text } = at;
  return text === undefined || text.trim() === '' ? [] : [{ at, name, isPromql, uses, template: readTemplate(text, QUERY_VOCABULARY) }];
}

/** So many Canaries are asked for what they put into a query: more of them hardly differ. */
const MOST_USES = 20;

/** The query as each Canary asks it; as one would, where the manifests hold none; none where only Go could tell what becomes of it. */
export function renderings({ at, template, uses }: MetricQuery): readonly RenderedQuery[] {
  const text = at.text ?? '';
  if (template.mistake !== undefined) { return []; }
  const all = uses.length === 0 ? [render(text, undefined)] : uses.slice(0, MOST_USES).map((use) => render(text, use));
  const seen = new Set<string>();
  return all.flatMap((each) => {
    if (each === undefined || seen.has(each.text)) { return []; }
    seen.add(each.text);
    return [each];
  });
}

const ACTION = /(\s*)\{\{(- )?\s*(?:([a-z]+)|variables\.(\w+)|index\s+variables\s+"([^"\\]*)"|"([^"\\]*)"|\/\*[^]*?\*\/)\s*( -)?\}\}/y;

function render(text: string, use: MetricUse | undefined): RenderedQuery | undefined {
  const model = modelOf(use);
  const offsets: number[] = [];
  let out = '';
  let guessed = false;
  const put = (piece: string, offset: number, isOwn: boolean): void => {
    for (let index = 0; index < piece.length; index += 1) { offsets.push(isOwn ? offset + index : offset); }
    out += piece;
  };
  for (let at = 0; at < text.length;) {
    ACTION.lastIndex = at;
    const match = ACTION.exec(text);
    if (match === null) {
      // An action that is none of the simple ones: what it gives is Go's to say.
      if (text.startsWith('{{', at)) { return undefined; }
      const [piece] = /^(?:\s+|[^\s{]+|\{)/.exec(text.slice(at)) as RegExpExecArray;
      put(piece, at, true);
      at += piece.length;
      continue;
    }
    const [whole, before = '', trimBefore, word, variable = match[5], , literal, trimAfter] = match;
    const name = word ?? variable;
    const value = name === undefined ? literal ?? '' : word === undefined ? use?.metric.at('templateVariables', name).text ?? (use === undefined ? undefined : null) : model[word];
    if (value === null || (word !== undefined && !(QUERY_FUNCTIONS as readonly string[]).includes(word)) || value?.includes('${') === true) { return undefined; }
    if (trimBefore === undefined) { put(before, at, true); }
    guessed ||= value === undefined;
    put(value ?? 'x', at + before.length, false);
    at += whole.length;
    if (trimAfter !== undefined) { at += /^\s*/.exec(text.slice(at))?.[0].length ?? 0; }
  }
  return { text: out, guessed, offsetOf: (offset) => offsets[Math.min(offset, offsets.length - 1)] ?? 0 };
}

/** The interval that Flagger puts into a query, also where it is none that Prometheus reads: that, schema/rule says at its place. */
function intervalOf(metric: Located): string {
  const { text } = metric.at('interval');
  return text === undefined || text === '' || !isRange(text) ? '1m' : text;
}

/** Whether `[text]` is a range in PromQL. */
export function isRange(text: string): boolean {
  return text.includes('${') || analyse(`x[${text}]`).errors.length === 0;
}

/** Source: fluxcd/flagger v1.44.0 pkg/controller/scheduler_metrics.go (toMetricModel). */
function modelOf(use: MetricUse | undefined): { readonly [name: string]: string | undefined } {
  if (use === undefined) { return { interval: '1m' }; }
  const { canary: { name, namespace, spec }, metric } = use;
  const target = spec.at('targetRef', 'name').text ?? '';
  return {
    name, namespace, target, service: spec.at('service', 'name').text || target, ingress: spec.at('ingressRef', 'name').text ?? target,
    route: spec.at('routeRef', 'name').text ?? target, interval: intervalOf(metric),
  };
}
