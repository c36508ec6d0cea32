import { analyse, ExpressionAnalysis } from '../expression';
import { Located } from '../located';
import { RuleSource } from '../sources';
import { World } from '../world';
import { GoTemplate, readTemplate } from '../../language/template/text';
import { RULE_VOCABULARY } from '../../language/template/vocabulary';
import { entry } from '../../kept';

/** A label or an annotation of an alert, as a template. */
export interface RuleText {
  readonly rule: RuleSource;
  readonly analysis: ExpressionAnalysis;
  readonly at: Located;
  readonly template: GoTemplate;
  /** `the annotation summary of the alert CanaryFailed`. */
  readonly name: string;
}

/** The labels and annotations of the alerts that hold an action. */
export function ruleTexts(world: World): readonly RuleText[] {
  return entry(known, world, () => textsOf(world));
}

const known = new WeakMap<World, readonly RuleText[]>();

function textsOf(world: World): RuleText[] {
  return world.rules.filter(({ alert }) => alert !== undefined).flatMap((rule) => ['labels', 'annotations'].flatMap((kind) => rule.at.at(kind).entries.flatMap(([name, at]): RuleText[] => {
    const { text } = at;
    if (text === undefined || !text.includes('{{')) { return []; }
    return [{ rule, analysis: analyse(rule.expr), at, template: readTemplate(text, RULE_VOCABULARY), name: `the ${kind === 'labels' ? 'label' : 'annotation'} ${name} of the alert ${rule.alert ?? ''}` }];
  })));
}

/** Each field that a text prints of the alert's labels, once. */
export function labelFields({ template }: RuleText): readonly { readonly name: string; readonly offset: number; readonly shown: string }[] {
  const seen = new Set<string>();
  return template.fields.flatMap(({ of, name, offset, top }) => {
    const isAlerts = of === '$labels' || (of === '.Labels' && top);
    // What is asked for before it is printed is meant to be missing sometimes.
    if (!isAlerts || seen.has(name) || template.asked.has(`${of}.${name}`)) { return []; }
    seen.add(name);
    return [{ name, offset, shown: `${of}.${name}` }];
  });
}
