import { Located } from './located';

/** Labels by name. */
export interface Labels { readonly [label: string]: string }

/** One condition of a label selector. */
interface Requirement {
  readonly spoken: string;
  readonly holds: (labels: Labels) => boolean;
}

/**
 * What labels lack to fulfil a selector, as it would be written; undefined where they lack nothing. A selector without
 * conditions takes everything, and one that is not understood, too.
 * Source: k8s.io/apimachinery v0.36.3 pkg/apis/meta/v1/helpers.go (LabelSelectorAsSelector).
 */
export function unmet(selector: Located, labels: Labels): string | undefined {
  const missing = requirementsOf(selector).filter(({ holds }) => !holds(labels)).map(({ spoken }) => spoken);
  return missing.length === 0 ? undefined : missing.join(', ');
}

/** Whether a selector has any condition. */
export function isSelective(selector: Located): boolean {
  return requirementsOf(selector).length > 0;
}

function requirementsOf(selector: Located): readonly Requirement[] {
  return [
    ...Object.entries(selector.at('matchLabels').texts).map(([name, value]): Requirement => ({ spoken: `${name}: ${value}`, holds: (labels) => labels[name] === value })),
    ...selector.at('matchExpressions').items.flatMap(expressionOf),
  ];
}

function expressionOf(at: Located): Requirement[] {
  const key = at.at('key').text;
  const operator = at.at('operator').text;
  const values = at.at('values').items.flatMap(({ text }) => text ?? []);
  if (key === undefined) { return []; }
  switch (operator) {
    case 'In': return [{ spoken: `${key} in (${values.join(', ')})`, holds: (labels) => labels[key] !== undefined && values.includes(labels[key]) }];
    // A label that is not there is in no list.
    case 'NotIn': return [{ spoken: `${key} notin (${values.join(', ')})`, holds: (labels) => labels[key] === undefined || !values.includes(labels[key]) }];
    case 'Exists': return [{ spoken: key, holds: (labels) => labels[key] !== undefined }];
    case 'DoesNotExist': return [{ spoken: `!${key}`, holds: (labels) => labels[key] === undefined }];
    default: return [];
  }
}
