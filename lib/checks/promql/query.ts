import { QUERY_FUNCTIONS } from '../../facts/flagger-metric-providers';
import { nearest } from '../../nearest';
import { Check, Report } from '../check';
import { analyse } from '../expression';
import { SPOKEN, typeOf } from '../../language/promql/type-check';
import { MetricQuery, metricQueries, renderings } from '../metric-query';

/** A query of a metric that Flagger cannot fill in, or Prometheus cannot answer with one number. */
export const query: Check = {
  id: 'promql/query',
  run: (world, report) => {
    for (const each of metricQueries(world)) {
      if (fillsIn(each, report) && each.isPromql) { answers(each, report); }
    }
  },
};

const EACH_FAILS = 'every check of the metric fails, and each rollout is rolled back';

/** `.namespace`, or `namespace.name`: neither there is data, nor do the functions give any. */
const FIELD = new RegExp(`\\{\\{-?\\s*(?:if\\s+)?((?:(?:${QUERY_FUNCTIONS.filter((each) => each !== 'variables').join('|')})?\\.[A-Za-z_]\\w*)|variables\\.\\w+\\.\\w+)`);

function fillsIn({ at, name, template }: MetricQuery, report: Report): boolean {
  const { mistake } = template;
  if (mistake !== undefined) {
    const meant = mistake.name === undefined ? undefined : nearest(mistake.name, QUERY_FUNCTIONS);
    report(at.from(mistake.offset), {
      severity: 'error', what: `${name} has a query that Flagger cannot fill in: ${mistake.message}`, value: mistake.name,
      allowed: `${QUERY_FUNCTIONS.join(', ')}, and variables.name for templateVariables; otherwise ${EACH_FAILS}`,
      fix: mistake.name === undefined ? undefined : meant === undefined ? `{{ variables.${mistake.name} }}, with templateVariables: { ${mistake.name}: … } in the Canary's metric` : `did you mean {{ ${meant} }}?`,
    });
    return false;
  }
  // Within range and with, the dot is what they give it.
  const field = /\{\{-?\s*(?:range|with)\b/.test(at.text ?? '') ? null : FIELD.exec(at.text ?? '');
  if (field === null) { return true; }
  const [whole, word = ''] = field;
  const meant = nearest(word.replace(/^\w*\./, ''), QUERY_FUNCTIONS);
  report(at.from(field.index + whole.length - word.length), {
    severity: 'error', what: `${name} has a query that Flagger cannot fill in: it reads ${word}, and there is no data to read it from`, value: word,
    allowed: `functions, without a dot: ${QUERY_FUNCTIONS.join(', ')}; otherwise ${EACH_FAILS}`, fix: meant === undefined ? undefined : `{{ ${meant} }}`,
  });
  return false;
}

function answers(each: MetricQuery, report: Report): void {
  const { at, name } = each;
  for (const { text, offsetOf, guessed } of renderings(each)) {
    // What Flux will put there is not known here.
    if (text.includes('${')) { return; }
    const comment = commentIn(text);
    if (comment !== undefined) {
      report(at.from(offsetOf(comment)), {
        severity: 'error', what: `${name} has a query with a comment, which takes away all that follows it`, value: text.slice(comment).split('\n')[0],
        allowed: `no comment before the end: Flagger puts the query into one line (pkg/metrics/providers/prometheus.go, trimQuery), and ${EACH_FAILS}`, fix: 'a comment of YAML, above the field',
      });
      return;
    }
    const { errors: [first], root } = analyse(text);
    // A value that is not shown may be anything, also a part of an expression.
    if (first !== undefined && guessed) { continue; }
    if (first !== undefined) {
      report(at.from(offsetOf(first.offset)), {
        severity: 'error', what: `${name} has a query that Prometheus does not read: ${first.message}`, value: shortened(text), allowed: `PromQL; otherwise ${EACH_FAILS}`,
      });
      return;
    }
    const type = root === undefined ? 'vector' : typeOf(root);
    if (type === 'vector') { continue; }
    report(at, {
      severity: 'error', what: `${name} has a query that gives a ${SPOKEN[type]}, which Flagger does not read`, value: shortened(text),
      allowed: `an instant vector with one value; otherwise ${EACH_FAILS}`,
      fix: type === 'scalar' ? `vector(${shortened(text).trim()})` : type === 'matrix' ? 'leave the range [...] out, or take a function of it: rate, increase, max_over_time' : undefined,
    });
    return;
  }
}

/** Where a comment begins that has something after it; undefined where there is none. */
function commentIn(text: string): number | undefined {
  const bare = text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/g, (each) => ' '.repeat(each.length));
  const match = /#[^\n]*\n\s*\S/.exec(bare);
  return match?.index;
}

function shortened(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
