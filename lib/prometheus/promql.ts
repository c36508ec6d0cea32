import { Duration } from 'cdk8s';
import { prometheusDuration } from '../duration';
import { Metric } from '../facts/metric';

/** How tightly an operator binds; a weaker one inside a stronger one needs parentheses. */
enum Precedence { OR, AND, COMPARISON, SUM, OPERAND }

/**
 * PromQL, written so that the compiler knows which labels an expression has: a label that the metric does not carry, or
 * that an aggregation has dropped, does not compile.
 */
export class Expression<L extends string = string> {
  public constructor(private readonly text: string, private readonly precedence = Precedence.OPERAND, /** Carries the labels' type. */ public readonly labels?: readonly L[]) {}

  public toString(): string {
    return this.text;
  }

  public maxBy<K extends L>(...labels: K[]): Expression<K> { return this.aggregate('max', labels); }
  public sumBy<K extends L>(...labels: K[]): Expression<K> { return this.aggregate('sum', labels); }
  public countBy<K extends L>(...labels: K[]): Expression<K> { return this.aggregate('count', labels); }

  public equals(value: number): Expression<L> { return this.with(Precedence.COMPARISON, '==', new Expression(String(value))); }
  public exceeds(value: number): Expression<L> { return this.with(Precedence.COMPARISON, '>', new Expression(String(value))); }
  public below(value: number): Expression<L> { return this.with(Precedence.COMPARISON, '<', new Expression(String(value))); }

  /** Both sides must carry the same labels: `or` compares all of them. */
  public or(other: Expression<L>): Expression<L> { return this.with(Precedence.OR, 'or', other); }

  public and<K extends L>(on: K[], other: Expression<K>): Expression<L> { return this.joined('and', on, other); }
  public unless<K extends L>(on: K[], other: Expression<K>): Expression<L> { return this.joined('unless', on, other); }

  /** Keeps this only where `other` has any sample at all. */
  public whereAny(other: Expression): Expression<L> { return this.with(Precedence.AND, 'and on ()', other); }

  /** Drops this where `other` has any sample at all. */
  public unlessAny(other: Expression): Expression<L> { return this.with(Precedence.AND, 'unless on ()', other); }

  public minus<K extends L>(on: K[], other: Expression<K>): Expression<K> {
    return this.with(Precedence.SUM, `- on (${on.join(', ')})`, other) as unknown as Expression<K>;
  }

  /** Copies the label `from` to `to`, where it matches `pattern`, whose first group becomes the value, followed by `suffix`. */
  public relabel<K extends string>(to: K, from: L, pattern = '(.+)', suffix = ''): Expression<L | K> {
    return new Expression(`label_replace(${this.text}, ${quote(to)}, ${quote(`$1${suffix}`)}, ${quote(from)}, ${quote(pattern)})`);
  }

  private aggregate<K extends L>(operator: string, labels: readonly K[]): Expression<K> {
    return new Expression(`${operator} by (${labels.join(', ')}) (${this.text})`);
  }

  private joined(operator: string, on: readonly string[], other: Expression): Expression<L> {
    return this.with(Precedence.AND, `${operator} on (${on.join(', ')})`, other);
  }

  // All operators used here associate to the left: the same one may stand bare on the left, never on the right.
  private with(precedence: Precedence, operator: string, right: Expression): Expression<L> {
    return new Expression(`${this.within(precedence)} ${operator} ${right.within(precedence + 1)}`, precedence);
  }

  private within(precedence: Precedence): string {
    return this.precedence < precedence ? `(${this.text})` : this.text;
  }
}

/** A metric's series, by their labels. */
export class Selector<L extends string> extends Expression<L> {
  public constructor(private readonly metric: Metric<L>, private readonly matchers: readonly LabelMatch<L>[] = []) {
    super(`${metric.name}${matchers.length === 0 ? '' : `{${matchers.map((each) => each.toString()).join(',')}}`}`);
  }

  public where(...matchers: LabelMatch<L>[]): Selector<L> {
    return new Selector(this.metric, [...this.matchers, ...matchers]);
  }

  /** The last sample within the window, also of a series that has ended since. */
  public lastWithin(window: Duration): Expression<L> {
    return new Expression(`last_over_time(${this.toString()}[${prometheusDuration(window)}])`);
  }

  /** What it was that long ago. */
  public ago(time: Duration): Expression<L> {
    return new Expression(`${this.toString()} offset ${prometheusDuration(time)}`);
  }

  /** By how much a counter grew within the window. */
  public increaseWithin(window: Duration): Expression<L> {
    return new Expression(`increase(${this.toString()}[${prometheusDuration(window)}])`);
  }

  /** One sample, with the labels that are matched by equality, where the selector has none. */
  public absent(): Expression<L> {
    return new Expression(`absent(${this.toString()})`);
  }
}

/** A condition on one label. */
export class LabelMatch<L extends string> {
  private constructor(public readonly label: L, private readonly operator: string, private readonly value: string) {}

  public static is<L extends string>(label: L, value: string): LabelMatch<L> { return new LabelMatch(label, '=', value); }
  public static isNot<L extends string>(label: L, value: string): LabelMatch<L> { return new LabelMatch(label, '!=', value); }
  public static matches<L extends string>(label: L, regex: string): LabelMatch<L> { return new LabelMatch(label, '=~', regex); }
  public static matchesNot<L extends string>(label: L, regex: string): LabelMatch<L> { return new LabelMatch(label, '!~', regex); }

  /** The label is one of the values, each taken literally. */
  public static isOneOf<L extends string>(label: L, values: readonly string[]): LabelMatch<L> {
    const [first, ...others] = values;
    if (first !== undefined && others.length === 0) { return LabelMatch.is(label, first); }
    return LabelMatch.matches(label, values.map(literal).join('|'));
  }

  /** The label is none of the values, each taken literally. */
  public static isNoneOf<L extends string>(label: L, values: readonly string[]): LabelMatch<L> {
    const [first, ...others] = values;
    if (first !== undefined && others.length === 0) { return LabelMatch.isNot(label, first); }
    return LabelMatch.matchesNot(label, values.map(literal).join('|'));
  }

  public toString(): string {
    return `${this.label}${this.operator}${quote(this.value)}`;
  }
}

/** All series of a metric. */
export function series<L extends string>(metric: Metric<L>, ...matchers: LabelMatch<L>[]): Selector<L> {
  return new Selector(metric, matchers);
}

/** The constant 1, without a label. */
export function always(): Expression<never> {
  return new Expression('vector(1)');
}

/** A series that a recording rule of ours makes. */
export function recorded<L extends string>(name: string, labels: readonly L[]): Selector<L> {
  return new Selector({ name, labels });
}

function literal(value: string): string {
  return value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

function quote(value: string): string {
  return JSON.stringify(value);
}
