import { compare } from '../../checks/compare';
import { fields, list, text, texts } from './fields';

/** A condition on a label. */
export interface Requirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values: readonly string[];
}

/** How many of a list's entries an operator wants. */
const WANTS_VALUES: Readonly<Record<Requirement['operator'], boolean>> = { In: true, NotIn: true, Exists: false, DoesNotExist: false };

/**
 * A selector of Kubernetes: `{}` selects everything, none at all selects nothing.
 * Source: k8s.io/apimachinery v0.36 pkg/apis/meta/v1/helpers.go (LabelSelectorAsSelector), pkg/labels/selector.go.
 */
export class LabelSelector {
  public readonly matchLabels: readonly (readonly [key: string, value: string])[];
  public readonly expressions: readonly Requirement[];
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
  public selects(labels: Readonly<Record<string, string>>): boolean {
    if (this.selectsNothing) { return false; }
    return this.matchLabels.every(([key, value]) => own(labels, key) === value) && this.expressions.every(({ key, operator, values }) => {
      const value = own(labels, key);
      switch (operator) {
        case 'In': return value !== undefined && values.includes(value);
        case 'NotIn': return value === undefined || !values.includes(value);
        case 'Exists': return value !== undefined;
        case 'DoesNotExist': return value === undefined;
      }
    });
  }

  /** As Kubernetes' API takes it in a query. */
  public toString(): string {
    const all = [
      ...this.matchLabels.map(([key, value]) => ({ key, words: `${key}=${value}` })),
      ...this.expressions.map(({ key, operator, values }) => {
        const choice = `(${[...values].sort(compare).join(',')})`;
        const words = { In: `${key} in ${choice}`, NotIn: `${key} notin ${choice}`, Exists: key, DoesNotExist: `!${key}` };
        return { key, words: words[operator] };
      }),
    ];
    return all.sort((a, b) => compare(a.key, b.key)).map(({ words }) => words).join(',');
  }
}

function requirementOf(expression: unknown): Requirement {
  const { key: name, operator: word, values: given } = fields(expression);
  const key = text(name) ?? '';
  const operator = Object.keys(WANTS_VALUES).find((each): each is Requirement['operator'] => each === word);
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

function own(labels: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}
