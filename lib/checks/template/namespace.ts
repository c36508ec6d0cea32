import { Check } from '../check';
import { labelsOf, partsOf } from '../expression';
import { FLAGGER_LABELS } from '../expression/metrics';
import { scrapedAs } from '../expression/scraped';
import { labelFields, RuleText, ruleTexts } from './rule-texts';

/** `$labels.namespace` where the scrape has put Flagger's own namespace there. */
export const namespace: Check = {
  id: 'template/namespace',
  run: (world, report) => {
    const scraped = scrapedAs(world);
    if (scraped.honorLabels) { return; }
    for (const text of ruleTexts(world)) {
      if (text.template.mistake !== undefined || text.analysis.errors.length > 0 || !isAboutCanaries(text) || !labelsOf(text.rule.expr, scraped).names.has('namespace')) { continue; }
      for (const { name, offset, shown } of labelFields(text)) {
        if (name !== 'namespace') { continue; }
        report(text.at.from(offset), {
          severity: scraped.assuming === undefined ? 'error' : 'warning',
          what: `${text.name} prints {{ ${shown} }}, which is Flagger's own namespace for every canary`,
          value: shown,
          allowed: 'without honorLabels the label of the target wins, and the canary\'s namespace is in exported_namespace',
          fix: 'honorLabels: true in the endpoint of the monitor, or {{ $labels.exported_namespace }}',
          assuming: scraped.assuming,
        });
      }
    }
  },
};

/** Whether every series that the result comes from is one of a canary, and nothing makes a namespace by itself. */
function isAboutCanaries({ analysis }: RuleText): boolean {
  const sources = analysis.selectors.filter(({ filter, negated }) => !filter && !negated);
  const makes = partsOf(analysis.expr).some((part) => part.kind === 'call' && (part.name === 'label_replace' || part.name === 'label_join') && part.args[1]?.kind === 'string' && part.args[1].value === 'namespace');
  const joins = partsOf(analysis.expr).some((part) => part.kind === 'binary' && part.include.some(({ name }) => name === 'namespace'));
  return !makes && !joins && sources.length > 0 && sources.every(({ metric }) => FLAGGER_LABELS.get(metric ?? '')?.includes('namespace') === true);
}
