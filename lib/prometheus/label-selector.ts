import { invalid } from '../invalid';

/** A condition on the labels of an object of Kubernetes. */
export class LabelExpression {
  /**
   * The label has one of these values.
   *
   * @param key The label's key.
   * @param values The values, at least one.
   */
  public static in(key: string, ...values: string[]): LabelExpression {
    return new LabelExpression(key, 'In', values);
  }

  /**
   * The label has none of these values; an object without the label is selected too.
   *
   * @param key The label's key.
   * @param values The values, at least one.
   */
  public static notIn(key: string, ...values: string[]): LabelExpression {
    return new LabelExpression(key, 'NotIn', values);
  }

  /**
   * The object has the label, whatever its value.
   *
   * @param key The label's key.
   */
  public static exists(key: string): LabelExpression {
    return new LabelExpression(key, 'Exists');
  }

  /**
   * The object has no such label.
   *
   * @param key The label's key.
   */
  public static doesNotExist(key: string): LabelExpression {
    return new LabelExpression(key, 'DoesNotExist');
  }

  private constructor(
    /** The label's key. */
    public readonly key: string,
    private readonly operator: string,
    private readonly values?: string[],
  ) {
    const at = `LabelExpression ${String(key)}`;
    checkLabelKey(at, 'the key', key);
    if (values?.length === 0) { throw invalid({ at, what: 'there is no value', allowed: 'at least one: the operator leaves the monitor out', fix: 'exists or doesNotExist where any value will do' }); }
    for (const value of values ?? []) { checkLabelValue(at, value); }
  }

  /** @internal */
  public _toExpression(): { readonly [field: string]: unknown } {
    return { key: this.key, operator: this.operator, ...(this.values !== undefined && { values: this.values }) };
  }
}

/** Refuses what no label of Kubernetes is called (k8s.io/apimachinery pkg/util/validation, IsQualifiedName). */
export function checkLabelKey(at: string, what: string, key: string): void {
  if (/^(?=[^/]{1,253}\/|[^/]*$)([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/.test(key)) { return; }
  throw invalid({
    at, what: `${what} is no label's key`, value: key,
    allowed: 'at most 63 letters, digits, "-", "_" and ".", a letter or digit at each end; before it, if need be, a domain and "/": nothing can have another label',
    fix: 'app.kubernetes.io/name',
  });
}

/** Refuses what no label of Kubernetes has (the same, IsValidLabelValue). */
export function checkLabelValue(at: string, value: string): void {
  if (/^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/.test(value)) { return; }
  throw invalid({ at, what: 'a value is none that a label can have', value, allowed: 'at most 63 letters, digits, "-", "_" and ".", a letter or digit at each end: the operator leaves the monitor out' });
}
