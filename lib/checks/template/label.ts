import { Check } from '../check';
import { partsOf } from '../expression';
import { labelsOfNode } from '../expression/labels';
import { FLAGGER_LABELS } from '../expression/metrics';
import { isMisnamed, Scraped, scrapedAs } from '../expression/scraped';
import { meant } from '../promql/label';
import { labelFields, RuleText, ruleTexts } from './rule-texts';

/** A label that a text prints, and that the result of the alert's expression cannot have. */
export const label: Check = {
  id: 'template/label',
  run: (world, report) => {
    const scraped = scrapedAs(world);
    for (const text of ruleTexts(world)) {
      const { rule, analysis, template, at, name } = text;
      if (template.mistake !== undefined || analysis.errors.length > 0 || analysis.root === undefined) { continue; }
      const { names, open } = labelsOfNode(analysis.root, [scraped.honorLabels]);
      for (const field of labelFields(text)) {
        const ofRule = field.name === 'alertname' || Object.hasOwn(rule.labels, field.name);
        if (open || names.has(field.name) || field.name === '__name__' || (!ofRule && !isAggregated(text, field.name) && !isMisnamed(field.name, scraped))) { continue; }
        report(at.from(field.offset), {
          severity: 'error',
          what: `${name} prints {{ ${field.shown} }}, which is always empty: ${ofRule ? 'it is a label of the rule, and a template sees those of the expression only' : `the result of the expression has no label ${field.name}`}`,
          value: rule.expr.length > 200 ? `${rule.expr.slice(0, 200)}…` : rule.expr,
          allowed: names.size === 0 ? 'no label at all' : [...names].sort().join(', '),
          fix: ofRule ? 'write its value' : fix(text, field.name, scraped),
        });
      }
    }
  },
};

/** Whether the expression drops the label itself, so that no scrape could bring it back. */
function isAggregated({ analysis }: RuleText, name: string): boolean {
  const metrics = analysis.selectors.filter(({ negated, filter }) => !negated && !filter);
  // Each series could have any label; where the result could not, the expression has dropped it.
  const opened = analysis.root === undefined ? undefined : labelsOfAnything(analysis.expr);
  return metrics.length === 0 || (opened !== undefined && !opened(name));
}

/** The labels that would be left if every series had all labels. */
function labelsOfAnything(expr: string): ((label: string) => boolean) | undefined {
  const [root] = partsOf(expr);
  if (root === undefined) { return undefined; }
  const { names, open } = labelsOfNode(root, []);
  return (name) => open || names.has(name);
}

function fix({ analysis }: RuleText, name: string, scraped: Scraped): string | undefined {
  const metrics = [...new Set(analysis.selectors.filter(({ negated, filter }) => !negated && !filter).flatMap(({ metric }) => metric ?? []))];
  const [metric = ''] = metrics;
  const own = FLAGGER_LABELS.get(metric);
  const reachable = labelsOfNode(partsOf(analysis.expr)[0] ?? { kind: 'number', value: 0, from: 0, to: 0 }, [scraped.honorLabels]).names;
  const instead = meant(metric, name, scraped)?.split(':')[0];
  if (instead !== undefined && reachable.has(instead)) { return `{{ $labels.${instead} }}`; }
  if (name === 'namespace' && reachable.has('exported_namespace')) { return '{{ $labels.exported_namespace }}'; }
  return own?.includes(name) === true ? `keep it in the expression: by (…, ${name})` : undefined;
}
