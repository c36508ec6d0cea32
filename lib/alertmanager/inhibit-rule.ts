import { invalid, present } from '../invalid';
import { checkOptions } from '../options';
import { Matcher } from './matcher';

/** What an inhibit rule takes. */
export interface InhibitRuleProps {
  /** Which firing alert silences others: all conditions must hold. */
  readonly source: Matcher[];

  /** Which alerts are silenced: all conditions must hold. */
  readonly target: Matcher[];

  /**
   * The labels that both must have in common. A label that both lack counts as common: when no label of the list is on either
   * side, the rule holds for all of them.
   *
   * @default - none: one source silences each target
   */
  readonly equal?: string[];
}

/**
 * A rule by which one firing alert silences others. It works on what is in Alertmanager alone: what Flagger or Flux posts by
 * itself is not silenced. (Alertmanager 0.30 to 0.34.0 lose sight of all but one source with the same `equal` values:
 * prometheus/alertmanager#5162; kube-prometheus-stack 88.5.3 brings 0.34.0.)
 */
export class InhibitRule {
  /**
   * @param props What silences what.
   */
  public constructor(private readonly props: InhibitRuleProps) {
    present('InhibitRule', props, { source: '[alertmanager.Matcher.equal(\'severity\', \'critical\')]', target: '[alertmanager.Matcher.equal(\'severity\', \'warning\')]' });
    checkOptions('InhibitRule', 'alertmanager.InhibitRuleProps', props);
    for (const side of ['source', 'target'] as const) {
      if (props[side].length === 0) {
        throw invalid({
          at: 'InhibitRule', what: `${side} has no condition`, allowed: `at least one: without, each alert is a ${side}, which Alertmanager accepts without a word`,
          fix: `${side}: [alertmanager.Matcher.equal('severity', 'critical')]`,
        });
      }
    }
    const wrong = props.equal?.find((label) => !/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(label));
    if (wrong !== undefined) {
      throw invalid({ at: 'InhibitRule', what: 'an entry of equal is no label\'s name', value: wrong, allowed: 'letters, digits and "_", not beginning with a digit' });
    }
  }

  /** @internal */
  public get _props(): InhibitRuleProps {
    return this.props;
  }

  /**
   * As alertmanager.yaml has it.
   *
   * @internal
   */
  public _render(): unknown {
    const { source, target, equal } = this.props;
    return {
      source_matchers: source.map(String),
      target_matchers: target.map(String),
      equal: equal?.length ? equal : undefined,
    };
  }
}
