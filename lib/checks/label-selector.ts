import { conditionInWords, fulfils, isLabelOperator, LabelCondition, Labels } from '../label-selector';
import { Located } from './located';

/** One condition of a label selector, and how it is written. */
interface Requirement extends LabelCondition {
  readonly spoken: string;
}

/**
 * What labels lack to fulfil a selector, as it would be written; undefined where they lack nothing. A selector without
 * conditions takes everything, and one that is not understood, too.
 * Source: k8s.io/apimachinery v0.36.3 pkg/apis/meta/v1/helpers.go (LabelSelectorAsSelector).
 */
export function unmet(selector: Located, labels: Labels): string | undefined {
  const missing = requirementsOf(selector).filter((each) => !fulfils(labels, each)).map(({ spoken }) => spoken);
  return missing.length === 0 ? undefined : missing.join(', ');
}

/** Whether a selector has any condition. */
export function isSelective(selector: Located): boolean {
  return requirementsOf(selector).length > 0;
}

function requirementsOf(selector: Located): readonly Requirement[] {
  return [
    ...Object.entries(selector.at('matchLabels').texts).map(([key, value]): Requirement => ({ key, operator: 'In', values: [value], spoken: `${key}: ${value}` })),
    ...selector.at('matchExpressions').items.flatMap(expressionOf),
  ];
}

function expressionOf(at: Located): Requirement[] {
  const key = at.at('key').text;
  const operator = at.at('operator').text;
  if (key === undefined || !isLabelOperator(operator)) { return []; }
  const condition: LabelCondition = { key, operator, values: at.at('values').items.flatMap(({ text }) => text ?? []) };
  return [{ ...condition, spoken: conditionInWords(condition, ', ') }];
}
