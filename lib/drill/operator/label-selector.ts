import { compare } from '../../checks/compare';
import { conditionInWords, fulfils, isLabelOperator, LabelCondition, Labels, WANTS_VALUES } from '../../label-selector';
import { fields, list, text, texts } from './fields';

/**
 * A selector of Kubernetes: `{}` selects everything, none at all selects nothing.
 * Source: k8s.io/apimachinery v0.36 pkg/apis/meta/v1/helpers.go (LabelSelectorAsSelector), pkg/labels/selector.go.
 */
export class LabelSelector {
  public readonly matchLabels: readonly (readonly [key: string, value: string])[];
  public readonly expressions: readonly LabelCondition[];
  private readonly selectsNothing: boolean;

  /**
   * @param selector The selector as it stands in a manifest; undefined where there is none.
   * @throws Error where Kubernetes refuses it.
   */
  public constructor(selector: unknown) {
    this.selectsNothing = selector === undefined || selector === null;
    const { matchLabels, matchExpressions } = fields(selector);
    this.matchLabels = Object.entries(fields(matchLabels)).map(([key, value]) => [key, String(value)] as const).sort(([a], [b]) => compare(a, b));
    this.expressions = list(matchExpressions).map(requirementOf);
    for (const [, value] of this.matchLabels) { checkValue(value); }
  }

  /** Whether it selects what has these labels. */
  public selects(labels: Labels): boolean {
    if (this.selectsNothing) { return false; }
    return this.matchLabels.every(([key, value]) => fulfils(labels, { key, operator: 'In', values: [value] })) && this.expressions.every((each) => fulfils(labels, each));
  }

  /** As Kubernetes' API takes it in a query. */
  public toString(): string {
    const all = [
      ...this.matchLabels.map(([key, value]) => ({ key, words: `${key}=${value}` })),
      ...this.expressions.map((each) => ({ key: each.key, words: conditionInWords({ ...each, values: [...each.values].sort(compare) }, ',') })),
    ];
    return all.sort((a, b) => compare(a.key, b.key)).map(({ words }) => words).join(',');
  }
}

function requirementOf(expression: unknown): LabelCondition {
  const { key: name, operator: word, values: given } = fields(expression);
  const key = text(name) ?? '';
  const operator = isLabelOperator(word) ? word : undefined;
  const values = texts(given);
  if (operator === undefined) { throw new Error(`${JSON.stringify(word)} is no operator of a selector: In, NotIn, Exists and DoesNotExist are`); }
  if (WANTS_VALUES[operator] !== values.length > 0) {
    throw new Error(`the expression about ${key} ${values.length > 0 ? 'takes no values' : 'needs values'} with the operator ${operator}`);
  }
  values.forEach(checkValue);
  return { key, operator, values };
}

function checkValue(value: string): void {
  if (value.length > 63 || !/^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/.test(value)) {
    throw new Error(`${JSON.stringify(value)} is no value that a label can have: at most 63 letters, digits, -, _ and ., a letter or digit at each end`);
  }
}
