import { CANARY_METRIC_ANALYSIS, CANARY_STATUS, CANARY_SUCCESSES, CANARY_TOTAL, CANARY_WEIGHT, CANARY_FAILURES } from '../facts/flagger-metrics';
import { FlaggerScrape, Rule } from './alerting-rules';

/** A canary as Prometheus knows it. */
export interface CanaryName {
  readonly namespace: string;
  /** The target's name, which is Flagger's label `name`. */
  readonly target: string;
}

/** The labels of an alert as they reach Alertmanager, and the canary that it is about. */
export interface LabelledAlert {
  readonly about?: CanaryName;
  readonly labels: { readonly [name: string]: string };
}

/**
 * The alerts that a rule can send: one for each canary that its expression is about; one for each namespace where it does not
 * name the canary; else a single one. This reads the selectors and the words of a rule, it does not evaluate PromQL.
 */
export function alertsOf(rule: Rule, canaries: readonly CanaryName[], scrape: FlaggerScrape | undefined): LabelledAlert[] {
  const own = { alertname: rule.alert, ...rule.labels };
  const chosen = CANARY_METRICS.some((name) => rule.expr.includes(name)) ? canaries.filter((canary) => isAbout(rule.expr, canary)) : [];
  if (chosen.length === 0) { return [{ labels: own }]; }
  const named = namesCanary(rule);
  return chosen.map((canary) => ({
    about: canary,
    // What the rule says wins over what the series has.
    labels: { ...namespaceLabels(canary, scrape), ...(named && { name: canary.target }), ...own },
  }));
}

const CANARY_METRICS = [CANARY_STATUS, CANARY_WEIGHT, CANARY_METRIC_ANALYSIS, CANARY_SUCCESSES, CANARY_FAILURES, CANARY_TOTAL].map((each) => each.name);

/** A rule whose words speak of the namespace alone has lost the canary's name on the way. */
function namesCanary(rule: Rule): boolean {
  const words = Object.values({ ...rule.annotations, ...rule.labels }).join('\n');
  return /labels\.name\b/i.test(words) || !/labels\.(?:exported_)?namespace\b/i.test(words);
}

function namespaceLabels(canary: CanaryName, scrape: FlaggerScrape | undefined): { readonly [name: string]: string } {
  return scrape === undefined || scrape.honorLabels
    ? { namespace: canary.namespace }
    : { namespace: scrape.namespace, exported_namespace: canary.namespace };
}

/** Whether a selector of the expression takes the canary in, and none behind an `unless` takes it out again. */
function isAbout(expr: string, canary: CanaryName): boolean {
  const selectors = canarySelectors(expr);
  const positive = selectors.filter((each) => !each.excluded && each.matches(canary));
  if (positive.some((each) => each.restricted)) { return true; }
  return positive.length > 0 && !selectors.some((each) => each.excluded && each.restricted && each.matches(canary));
}

interface CanarySelector {
  /** Whether it stands behind an `unless`. */
  readonly excluded: boolean;
  /** Whether it names canaries. */
  readonly restricted: boolean;
  readonly matches: (canary: CanaryName) => boolean;
}

function canarySelectors(expr: string): CanarySelector[] {
  const pattern = new RegExp(`\\b(?:${CANARY_METRICS.join('|')})\\b(?:\\{([^}]*)\\})?`, 'g');
  const exclusions = excludedParts(expr);
  return [...expr.matchAll(pattern)].map((match) => {
    const matchers = [...(match[1] ?? '').matchAll(/\b(namespace|exported_namespace|name|workload)\s*(=~|!~|!=|=)\s*"((?:[^"\\]|\\.)*)"/g)];
    return {
      excluded: exclusions.some(([from, to]) => match.index >= from && match.index < to),
      restricted: matchers.length > 0,
      matches: (canary) => matchers.every(([, label, operator = '', value = '']) =>
        holds(label?.endsWith('namespace') === true ? canary.namespace : canary.target, operator, value.replace(/\\(.)/g, '$1'))),
    };
  });
}

function holds(actual: string, operator: string, value: string): boolean {
  const equal = operator.includes('~') ? matchesWhole(actual, value) : actual === value;
  return operator.startsWith('!') ? !equal : equal;
}

function matchesWhole(actual: string, pattern: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`).test(actual);
  } catch {
    // RE2 knows spellings that JavaScript does not; then the canary counts as meant.
    return true;
  }
}

/** Where the right-hand sides of `unless` stand. */
function excludedParts(expr: string): [from: number, to: number][] {
  const parts: [number, number][] = [];
  for (const match of expr.matchAll(/\bunless\b/g)) {
    const from = match.index + match[0].length;
    parts.push([from, operandEnd(expr, from)]);
  }
  return parts;
}

/** Up to the next operator between sets at the same depth, or the end of what is in parentheses. */
function operandEnd(expr: string, from: number): number {
  let depth = 0;
  for (const match of expr.slice(from).matchAll(/"(?:[^"\\]|\\.)*"|[()]|\b(?:and|or|unless)\b/g)) {
    if (match[0] === '(') { depth++; }
    if (match[0] === ')') { depth--; }
    if (depth < 0 || (depth === 0 && /^[a-z]/.test(match[0]))) { return from + match.index; }
  }
  return expr.length;
}
