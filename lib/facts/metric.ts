/**
 * What is known of a metric: its name, the labels that its exporter gives it, and what its values mean. Expressions are
 * built from these, so that no rule types a metric's or a label's name.
 */
export interface Metric<L extends string = string> {
  readonly name: string;
  readonly labels: readonly L[];
}
