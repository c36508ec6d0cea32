import { parse } from '../language/promql/parse';
import { check, SPOKEN, typeOf } from '../language/promql/type-check';
import { readTemplate } from '../language/template/text';
import { RULE_VOCABULARY } from '../language/template/vocabulary';
import { invalid } from '../invalid';

/**
 * Refuses an expression that Prometheus does not read, or cannot evaluate as a rule. The operator leaves the whole PrometheusRule out for the one, with
 * a line in its log; for the other each evaluation fails.
 * Source: prometheus/prometheus v3.15.0 model/rulefmt/rulefmt.go (Rule.Validate), rules/manager.go (EngineQueryFunc).
 */
export function checkExpression(at: string, expr: string): void {
  const { root, mistakes } = parse(expr);
  const [mistake] = root === undefined ? mistakes : [...mistakes, ...check(root)].sort((a, b) => a.offset - b.offset);
  if (mistake !== undefined) {
    throw invalid({ at, what: `the expression is none that Prometheus reads: ${mistake.message}, at ${placeOf(expr, mistake.offset)}`, value: expr, offset: mistake.offset, allowed: 'a PromQL expression: the operator leaves the whole PrometheusRule out otherwise' });
  }
  const type = root === undefined ? 'vector' : typeOf(root);
  if (type === 'matrix' || type === 'string') {
    throw invalid({ at, what: `the expression gives a ${SPOKEN[type]}`, value: expr, allowed: 'an instant vector or a scalar: each evaluation fails otherwise', fix: type === 'matrix' ? 'a function of the range, such as rate() or last_over_time()' : undefined });
  }
}

function placeOf(expr: string, offset: number): string {
  const lines = expr.slice(0, offset).split('\n');
  const character = `character ${(lines.at(-1)?.length ?? 0) + 1}`;
  return expr.includes('\n') ? `line ${lines.length}, ${character}` : character;
}

/** Refuses names of labels that an alert cannot carry, or that not every Prometheus reads. */
export function checkAlertLabels(at: string, labels: { readonly [name: string]: string }): void {
  checkLabelNames(at, Object.keys(labels).filter((name) => name !== 'alertname'), 'a label has a name that an alert cannot carry');
  if (Object.hasOwn(labels, 'alertname')) {
    throw invalid({ at, what: 'a label has a name that an alert cannot carry', value: 'alertname', allowed: 'any other: "alertname" is set by Prometheus' });
  }
}

/** Refuses names of labels that a series cannot have, or that not every Prometheus reads. */
export function checkSeriesLabels(at: string, labels: { readonly [name: string]: string }): void {
  checkLabelNames(at, Object.keys(labels), 'a label has a name that is none');
}

function checkLabelNames(at: string, names: readonly string[], what: string): void {
  const wrong = names.find((name) => !NAME.test(name) || name.startsWith('__'));
  if (wrong === undefined) { return; }
  throw invalid({ at, what, value: wrong, allowed: 'letters, digits and "_", not beginning with a digit or "__": a Prometheus with nameValidationScheme Legacy loads the rules with no other' });
}

/** Refuses names of annotations that not every Prometheus reads. */
export function checkAnnotationNames(at: string, annotations: { readonly [name: string]: string }): void {
  for (const name of Object.keys(annotations)) {
    if (!NAME.test(name)) { throw invalid({ at, what: 'an annotation has a name that is none', value: name, allowed: 'letters, digits and "_", not beginning with a digit', fix: 'summary, description, runbook_url' }); }
  }
}

/**
 * Refuses texts that are no template of Prometheus: the operator leaves the whole PrometheusRule out.
 * Source: prometheus/prometheus v3.15.0 model/rulefmt/rulefmt.go (testTemplateParsing).
 */
export function checkTemplates(at: string, kind: string, texts: { readonly [name: string]: string }): void {
  for (const [name, text] of Object.entries(texts)) {
    const { mistake } = readTemplate(text, RULE_VOCABULARY);
    if (mistake === undefined) { continue; }
    throw invalid({
      at, what: `the ${kind} ${name} is no template: ${mistake.message}`, value: text,
      allowed: 'Prometheus\' templates: the operator leaves the whole PrometheusRule out otherwise', fix: '{{ $labels.namespace }}, {{ $value | humanize }}',
    });
  }
}

const NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
