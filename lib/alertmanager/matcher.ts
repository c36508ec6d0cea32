import { invalid } from '../invalid';
import { re2 } from '../re2';

/** How a matcher compares. */
export enum MatchOperator {
  /** The label has the value. */
  EQUAL = '=',
  /** The label has another value, or is missing. */
  NOT_EQUAL = '!=',
  /** The whole value matches the regular expression. */
  MATCHES = '=~',
  /** The value does not match the regular expression. */
  NOT_MATCHES = '!~',
}

/**
 * A condition on one label of an alert. A label that an alert does not carry counts as empty: `foo!="x"` holds for each alert
 * without `foo` (prometheus/alertmanager v0.34.2 pkg/labels/matcher.go).
 */
export class Matcher {
  /**
   * The label has this value.
   *
   * @param label The label's name.
   * @param value The value; the empty string is a label that is missing.
   */
  public static equal(label: string, value: string): Matcher {
    return new Matcher(label, MatchOperator.EQUAL, value);
  }

  /**
   * The label does not have this value.
   *
   * @param label The label's name.
   * @param value The value.
   */
  public static notEqual(label: string, value: string): Matcher {
    return new Matcher(label, MatchOperator.NOT_EQUAL, value);
  }

  /**
   * The whole of the label's value matches a regular expression.
   *
   * @param label The label's name.
   * @param regex The expression in RE2's syntax (https://github.com/google/re2/wiki/Syntax), anchored at both ends.
   */
  public static matches(label: string, regex: string): Matcher {
    return new Matcher(label, MatchOperator.MATCHES, regex);
  }

  /**
   * The label's value does not match a regular expression as a whole.
   *
   * @param label The label's name.
   * @param regex The expression in RE2's syntax, anchored at both ends.
   */
  public static notMatches(label: string, regex: string): Matcher {
    return new Matcher(label, MatchOperator.NOT_MATCHES, regex);
  }

  /**
   * What a parser has read: label names beyond the classic ones are let through, as Alertmanager lets them.
   *
   * @internal
   */
  public static _parsed(label: string, operator: MatchOperator, value: string): Matcher {
    return new Matcher(label, operator, value, true);
  }

  private readonly regex?: RegExp;

  private constructor(
    /** The label's name. */
    public readonly label: string,
    /** How the label is compared. */
    public readonly operator: MatchOperator,
    /** The value or regular expression. */
    public readonly value: string,
    parsed = false,
  ) {
    // The operator never turns on Alertmanager's UTF-8 names: its config.Load runs with the classic parser
    // (prometheus-operator v0.93.0 pkg/alertmanager; seen refused).
    if (!parsed && !/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(label)) {
      throw invalid({
        at: 'Matcher',
        what: 'the label\'s name is none that Prometheus, Alertmanager and the operator all read',
        value: label,
        allowed: 'letters, digits and "_", not beginning with a digit',
      });
    }
    if (operator === MatchOperator.MATCHES || operator === MatchOperator.NOT_MATCHES) {
      this.regex = re2(`Matcher ${label}${operator}`, value);
    }
  }

  /**
   * The spelling that both of Alertmanager's parsers and the operator read alike: `name="value"`, with `\`, `"` and line
   * feeds escaped.
   */
  public toString(): string {
    const value = this.value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
    return `${this.label}${this.operator}"${value}"`;
  }

  /**
   * Whether an alert with these labels fulfils the condition.
   *
   * @internal
   */
  public _matches(labels: { readonly [label: string]: string }): boolean {
    const value = Object.hasOwn(labels, this.label) ? labels[this.label] ?? '' : '';
    switch (this.operator) {
      case MatchOperator.EQUAL: return value === this.value;
      case MatchOperator.NOT_EQUAL: return value !== this.value;
      case MatchOperator.MATCHES: return this.regex?.test(value) === true;
      case MatchOperator.NOT_MATCHES: return this.regex?.test(value) !== true;
    }
  }
}
