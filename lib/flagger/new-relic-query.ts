import { invalid } from '../invalid';
import { bareName, quotedText } from './query-text';

const NAME = /^[a-zA-Z][\w.]*$/;

/** Which events are counted, and which of them are errors. */
export interface NewRelicErrorRateOptions {
  /** The type of event, such as `Transaction`. */
  readonly from: string;

  /**
   * What an error is, as NRQL has it.
   *
   * @default error IS TRUE
   */
  readonly errors?: string;

  /**
   * Which events: attributes and their values, which may have functions of Flagger's template.
   *
   * @default - all
   */
  readonly where?: { [attribute: string]: string };
}

/**
 * Writes queries of a MetricTemplate in NRQL. Flagger adds SINCE, and reads the field `result`, which New Relic has for arithmetic alone:
 * `SELECT average(duration)` is answered with a field `average`, which counts as no value (pkg/metrics/providers/newrelic.go).
 */
export class NewRelicQuery {
  /**
   * The share of errors, in percent: for a `max`.
   *
   * @param options Which events.
   */
  public static errorRate(options: NewRelicErrorRateOptions): string {
    const at = 'NewRelicQuery.errorRate';
    const errors = options.errors ?? 'error IS TRUE';
    if (/[()]/.test(errors.replace(/'[^']*'/g, '')) && !balanced(errors)) {
      throw invalid({
        at,
        what: 'the condition has an open parenthesis',
        value: errors,
        allowed: 'a condition of NRQL',
      });
    }
    if (/\b(since|until|facet|timeseries)\b/i.test(errors)) {
      throw invalid({
        at,
        what: 'the condition ends the query',
        value: errors,
        allowed: 'a condition alone: Flagger adds SINCE itself',
      });
    }
    return `SELECT filter(count(*), WHERE ${errors}) / count(*) * 100 FROM ${bareName(at, 'from', options.from, NAME)}${condition(at, options.where)}`;
  }

  /**
   * An average, in the attribute's own unit.
   *
   * @param from The type of event, such as `Transaction`.
   * @param attribute The attribute, such as `duration`.
   * @param where Which events.
   */
  public static average(from: string, attribute: string, where: { [attribute: string]: string } = {}): string {
    const at = 'NewRelicQuery.average';
    return `SELECT average(${bareName(at, 'attribute', attribute, NAME)}) * 1 FROM ${bareName(at, 'from', from, NAME)}${condition(at, where)}`;
  }

  private constructor() {}
}

function condition(at: string, where: { readonly [attribute: string]: string } = {}): string {
  const parts = Object.entries(where).map(([name, value]) => `${bareName(at, 'attribute', name, NAME)} = ${quotedText(at, value, '\'')}`);
  return parts.length === 0 ? '' : ` WHERE ${parts.join(' AND ')}`;
}

function balanced(text: string): boolean {
  let open = 0;
  for (const letter of text.replace(/'[^']*'/g, '')) {
    open += letter === '(' ? 1 : letter === ')' ? -1 : 0;
    if (open < 0) { return false; }
  }
  return open === 0;
}
