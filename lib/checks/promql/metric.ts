import { RECORDED_BY_US } from '../../facts/recorded-metrics';
import { nearest } from '../../nearest';
import { Check } from '../check';
import { DURATION, FLAGGER_LABELS, isFlaggers } from '../expression/metrics';
import { matches } from '../../language/promql/type-check';
import { loadableRules } from './rules';

/** A metric that looks like one of Flagger's and is none. */
export const metric: Check = {
  id: 'promql/metric',
  run: (world, report) => {
    const recorded = new Set(world.rules.flatMap(({ record }) => record ?? []));
    for (const { at, analysis, name } of loadableRules(world)) {
      for (const selector of analysis.selectors) {
        const { metric: asked } = selector;
        if (asked !== undefined && RECORDED_BY_US.has(asked) && !recorded.has(asked) && !selector.negated) {
          report(at.from(selector.from), {
            severity: 'warning', what: `${name} rests on ${asked}, which no rule records`, value: asked,
            allowed: 'a series that is recorded: without it the expression gives nothing, and nobody is told', fix: `record: ${asked}, in the same group and before it, as the PrometheusRule of this library writes it`,
            assuming: `no rule elsewhere records ${asked}`,
          });
          continue;
        }
        if (asked === undefined || asked === DURATION || FLAGGER_LABELS.has(asked) || recorded.has(asked)) { continue; }
        const stripped = /^(?:fluxcd_|flux_|gotk_|kube_flagger_|prometheus_)?(canary_.+)$/.exec(asked)?.[1];
        const meant = isFlaggers(asked) ? near(asked) : stripped !== undefined && FLAGGER_LABELS.has(`flagger_${stripped}`) ? `flagger_${stripped}` : undefined;
        if (!isFlaggers(asked) && meant === undefined) { continue; }
        report(at.from(selector.from), {
          // Another exporter may have a canary_status.
          severity: isFlaggers(asked) ? 'error' : 'warning',
          what: `${name} asks for ${asked}, which Flagger does not export`,
          value: asked,
          allowed: `${[...FLAGGER_LABELS.keys()].join(', ')} (fluxcd/flagger pkg/metrics/recorder.go)`,
          fix: meant === undefined ? undefined : `did you mean ${meant}?`,
        });
      }
    }
    reportNamePatterns(world, report);
  },
};

/** `{__name__=~"flagger_.*"}` that no metric passes. */
const reportNamePatterns: Check['run'] = (world, report) => {
  const series = [...FLAGGER_LABELS.keys()];
  for (const { at, analysis, name } of loadableRules(world)) {
    for (const matcher of analysis.patterns) {
      if (!/^flagger_/.test(matcher.value) || series.some((each) => matches(matcher.op, matcher.value, each) !== false)) { continue; }
      report(at.from(matcher.valueOffset), {
        severity: 'error', what: `${name} asks for metrics called ${JSON.stringify(matcher.value)}, and Flagger exports none of that name`, value: matcher.value,
        allowed: series.join(', '),
      });
    }
  }
};

function near(asked: string): string | undefined {
  const names = [...FLAGGER_LABELS.keys()].filter((each) => !each.startsWith(DURATION));
  const withTotal = `${asked}_total`;
  if (FLAGGER_LABELS.has(withTotal)) { return withTotal; }
  const words = asked.split('_');
  const known = names.find((each) => each.split('_').slice(1).every((word) => words.includes(word)));
  return nearest(asked, names) ?? known ?? MEANT.find(([pattern]) => pattern.test(asked))?.[1];
}

/** What people look for, and where it is. */
const MEANT: readonly (readonly [RegExp, string])[] = [
  [/fail|rollback|phase|state|promot|progress|condition/, 'flagger_canary_status'],
  [/traffic|weight/, 'flagger_canary_weight'],
  [/succe/, 'flagger_canary_successes_total'],
];
