import { invalid } from '../invalid';

/** Which alerts form one group, and so one message. */
export class GroupBy {
  /**
   * Alerts with the same values of these labels form a group; a label that is missing counts as empty.
   *
   * @param labels The labels' names.
   */
  public static labels(...labels: string[]): GroupBy {
    return new GroupBy(labels);
  }

  /** Each alert is a group of its own: nothing is aggregated. */
  public static all(): GroupBy {
    return new GroupBy(['...']);
  }

  private constructor(
    /** The labels' names; `...` stands for all. */
    public readonly names: string[],
  ) {
    const wrong = names.find((name) => name !== '...' && !/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name));
    if (wrong !== undefined || (names.includes('...') && names.length > 1)) {
      throw invalid({
        at: 'GroupBy.labels', what: 'an entry is no label\'s name', value: wrong ?? '...',
        allowed: 'letters, digits and "_", not beginning with a digit', fix: 'alertmanager.GroupBy.all() groups by all labels',
      });
    }
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) {
      throw invalid({ at: 'GroupBy.labels', what: 'a label is named twice', value: twice, allowed: 'each label once: Alertmanager refuses the configuration' });
    }
    if (names.length === 0) {
      throw invalid({ at: 'GroupBy.labels', what: 'no label is named', fix: 'name at least one, such as alertname, or leave groupBy out' });
    }
  }
}
