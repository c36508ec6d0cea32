/** Labels by name. */
export interface Labels { readonly [label: string]: string }

/** A condition on a label, as `matchExpressions` has it; `matchLabels` says `In` with one value. */
export interface LabelCondition {
  readonly key: string;
  readonly operator: LabelOperator;
  /** With `In` and `NotIn` alone. */
  readonly values: readonly string[];
}

/** The operators of `matchExpressions`. */
export type LabelOperator = 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';

/** Whether an operator wants values. */
export const WANTS_VALUES: Readonly<Record<LabelOperator, boolean>> = { In: true, NotIn: true, Exists: false, DoesNotExist: false };

/** Whether a text is one of the operators. */
export function isLabelOperator(word: unknown): word is LabelOperator {
  return typeof word === 'string' && Object.hasOwn(WANTS_VALUES, word);
}

/**
 * Whether labels fulfil a condition.
 * Source: k8s.io/apimachinery v0.36.3 pkg/labels/selector.go (Requirement.Matches).
 */
export function fulfils(labels: Labels, { key, operator, values }: LabelCondition): boolean {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  switch (operator) {
    case 'In': return value !== undefined && values.includes(value);
    // A label that is not there is in no list.
    case 'NotIn': return value === undefined || !values.includes(value);
    case 'Exists': return value !== undefined;
    case 'DoesNotExist': return value === undefined;
  }
}

/** A condition in the words of `kubectl get --selector`. */
export function conditionInWords({ key, operator, values }: LabelCondition, separator: string): string {
  const choice = `(${values.join(separator)})`;
  return { In: `${key} in ${choice}`, NotIn: `${key} notin ${choice}`, Exists: key, DoesNotExist: `!${key}` }[operator];
}
