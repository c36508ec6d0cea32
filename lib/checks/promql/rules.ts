import { analyse, ExpressionAnalysis } from '../expression';
import { Located } from '../located';
import { RuleSource } from '../sources';
import { World } from '../world';
import { addTo } from '../../listed';

/** A rule with its expression. */
export interface ReadRule {
  readonly rule: RuleSource;
  /** The expression's field. */
  readonly at: Located;
  readonly analysis: ExpressionAnalysis;
  /** `the alert CanaryFailed`, or whatever it is. */
  readonly name: string;
}

/** The rules whose expression is a text. */
export function readRules({ rules }: World): readonly ReadRule[] {
  return rules.flatMap((rule) => {
    const at = rule.at.at('expr');
    const { text } = at;
    if (text === undefined) { return []; }
    return [{ rule, at, analysis: analyse(text), name: nameOf(rule) }];
  });
}

/** Those whose expression Prometheus loads: of the others promql/syntax tells all that there is to tell. */
export function loadableRules(world: World): readonly ReadRule[] {
  return readRules(world).filter(({ analysis }) => analysis.errors.length === 0);
}

function nameOf({ alert, record }: RuleSource): string {
  return alert !== undefined ? `the alert ${alert}` : record !== undefined ? `the recording rule ${record}` : 'the rule';
}

/** The expressions of recorded series, by name. */
export function recordsOf({ rules }: World): ReadonlyMap<string, readonly string[]> {
  const records = new Map<string, string[]>();
  for (const { record, expr } of rules) {
    if (record !== undefined) { addTo(records, record, expr); }
  }
  return records;
}
