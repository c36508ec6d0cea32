import { BuiltinCheck, CANARY_METRIC_ANALYSIS } from '../facts/flagger-metrics';
import { AnalysisThreshold } from './analysis-threshold';

/** Stands for every check that is not built in. */
export const OTHER_CHECKS = 'other';

/** Which panel shows a check: each has a query of this name. */
export function panelOf(metric: string): string {
  return metric === BuiltinCheck.SUCCESS_RATE || metric === BuiltinCheck.DURATION ? metric : OTHER_CHECKS;
}

/** Which end of the range that passes. */
export type Bound = 'min' | 'max';

type Label = (typeof CANARY_METRIC_ANALYSIS.labels)[number];
const BY: readonly Label[] = ['namespace', 'name', 'metric'];

/**
 * The limits as a query: a line for each canary for which `values`, the query of the checks' values, gives something;
 * undefined where there is no limit. The canaries of a namespace that share a limit share a selector, so that the query
 * grows with the limits there are rather than with the canaries.
 */
export function thresholdQuery(thresholds: readonly AnalysisThreshold[], bound: Bound, values: string): string | undefined {
  const terms = folded(thresholds, bound).map(term).sort();
  return terms.length === 0 ? undefined : `(${terms.join(' or ')}) and on (${BY.join(', ')}) (${values})`;
}

interface Limit {
  readonly namespace: string;
  readonly names: readonly string[];
  readonly metric: string;
  readonly value: number;
}

function folded(thresholds: readonly AnalysisThreshold[], bound: Bound): Limit[] {
  const all = new Map<string, Limit & { readonly names: string[] }>();
  for (const { namespace, names, metric, value } of strictest(thresholds, bound)) {
    const key = JSON.stringify([namespace, metric, value]);
    const known = all.get(key);
    if (known === undefined) { all.set(key, { namespace, metric, value, names: [...names] }); } else { known.names.push(...names); }
  }
  return [...all.values()];
}

/** A Canary may have two checks of one name, and both must pass. */
function strictest(thresholds: readonly AnalysisThreshold[], bound: Bound): Limit[] {
  const all = new Map<string, Limit>();
  for (const { namespace, name, metric, [bound]: value } of thresholds) {
    if (value === undefined) { continue; }
    const key = JSON.stringify([namespace, name, metric]);
    const other = all.get(key)?.value ?? value;
    all.set(key, { namespace, names: [name], metric, value: bound === 'min' ? Math.max(value, other) : Math.min(value, other) });
  }
  return [...all.values()];
}

function term({ namespace, names, metric, value }: Limit): string {
  const [first, ...others] = [...names].sort();
  const matchers: { readonly [label in Label]: string } = {
    namespace: `="${literal(namespace)}"`,
    // The only character of a Kubernetes name that means something in a regular expression is the dot. A class needs no
    // backslash, of which Grafana and PromQL each want their own.
    name: others.length === 0 ? `="${literal(first as string)}"` : `=~"${[first as string, ...others].map((each) => literal(each).replaceAll('.', '[.]')).join('|')}"`,
    metric: `="${literal(metric)}"`,
  };
  const selector = `${CANARY_METRIC_ANALYSIS.name}{${BY.map((label) => `${label}${matchers[label]}`).join(',')}}`;
  return `group by (${BY.join(', ')}) (${selector}) * ${metric === BuiltinCheck.DURATION ? value / 1000 : value}`;
}

/** As PromQL writes it. A dollar would begin a variable of Grafana, with a brace one of Flux. */
function literal(text: string): string {
  return JSON.stringify(text).slice(1, -1).replaceAll('$', '\\x24');
}
