import { nearest } from '../../nearest';
import { Check } from '../check';
import { metricQueries } from '../metric-query';
import { isFilledIn } from './lookup';

/** A variable that a query reads and the Canary's metric does not give, or gives and nothing reads. */
export const templateVariable: Check = {
  id: 'reference/template-variable',
  run: (world, report) => {
    for (const { at, name, template, uses } of metricQueries(world)) {
      if (template.mistake !== undefined) { continue; }
      const { read, open } = variablesIn(at.text ?? '');
      for (const { canary, metric } of uses) {
        const given = metric.at('templateVariables');
        const names = given.entries.map(([each]) => each);
        for (const variable of read) {
          if (names.includes(variable) || names.some(isFilledIn)) { continue; }
          const near = nearest(variable, names.filter((each) => !read.has(each)));
          report(given.exists ? given : metric, {
            severity: 'error', what: `the metric ${metric.at('name').text ?? ''} of the canary ${canary.name} gives no variable ${variable}, which ${name} reads: every check of it fails`, value: names.length === 0 ? undefined : names.join(', '),
            allowed: `${[...read].sort().join(', ')}: Flagger renders no query with a variable that is missing (pkg/metrics/observers/render.go, missingkey=error)`, fix: near === undefined ? `templateVariables: { ${variable}: … }` : `did you mean ${variable} by ${near}?`,
          });
        }
        for (const [variable, place] of open || !metric.at('templateRef').exists ? [] : given.entries) {
          if (read.has(variable) || isFilledIn(variable) || [...read].some((each) => !names.includes(each))) { continue; }
          report(place, {
            severity: 'warning', what: `${name} does not read the variable ${variable} that the metric ${metric.at('name').text ?? ''} of the canary ${canary.name} gives it`, value: variable,
            allowed: read.size === 0 ? 'none: the query reads no variable' : [...read].sort().join(', '), fix: 'remove it, or read it as {{ variables.… }}',
          });
        }
      }
    }
  },
};

/** The variables that a query reads in any case, and whether it may read others: within a branch, or `variables` as a whole. */
function variablesIn(query: string): { readonly read: ReadonlySet<string>; readonly open: boolean } {
  const read = new Set<string>();
  let open = false;
  let depth = 0;
  for (const [, code = ''] of query.matchAll(/\{\{([^]*?)\}\}/g)) {
    const word = /^-?\s*(\w+)/.exec(code)?.[1] ?? '';
    if (word === 'end') { depth -= 1; }
    for (const [, field, key] of depth > 0 ? [] : code.matchAll(/\bvariables\.(\w+)|\bindex\s+variables\s+"([^"\\]+)"/g)) { read.add(field ?? key ?? ''); }
    if (['if', 'range', 'with', 'define', 'block'].includes(word)) { depth += 1; }
    open ||= depth > 0 || /\bvariables\b(?!\.)/.test(code.replace(/\bindex\s+variables\s+"[^"\\]+"/g, ''));
  }
  return { read, open };
}
