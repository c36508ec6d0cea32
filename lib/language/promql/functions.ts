export type ValueType = 'scalar' | 'vector' | 'matrix' | 'string';

/** A function's arguments; beyond `args`, `variadic` more of the last one (-1: any number), which may itself be left out. */
export interface PromqlFunction {
  readonly args: readonly ValueType[];
  readonly variadic: number;
  readonly returns: ValueType;
}

function signature(args: string, variadic = 0, returns: ValueType = 'vector'): PromqlFunction {
  const types: Record<string, ValueType> = { v: 'vector', m: 'matrix', s: 'scalar', t: 'string' };
  return { args: [...args].map((each) => types[each] as ValueType), variadic, returns };
}

function each(names: string, one: PromqlFunction): [string, PromqlFunction][] {
  return names.split(' ').map((name) => [name, one]);
}

/**
 * The functions that Prometheus has without a feature flag.
 * Source: prometheus/prometheus v3.15.0 (module v0.315.0) promql/parser/functions.go.
 */
export const FUNCTIONS: ReadonlyMap<string, PromqlFunction> = new Map([
  ...each('abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor histogram_avg histogram_count histogram_sum histogram_stddev histogram_stdvar ln log10 log2 rad sgn sin sinh sort sort_desc sqrt tan tanh timestamp', signature('v')),
  ...each('absent_over_time avg_over_time changes count_over_time delta deriv first_over_time idelta increase irate last_over_time max_over_time min_over_time present_over_time rate resets stddev_over_time stdvar_over_time sum_over_time', signature('m')),
  ...each('days_in_month day_of_month day_of_week day_of_year hour minute month year', signature('v', 1)),
  ...each('clamp_max clamp_min', signature('vs')),
  ['clamp', signature('vss')],
  ['histogram_fraction', signature('ssv')],
  ['histogram_quantile', signature('sv')],
  ['label_replace', signature('vtttt')],
  ['label_join', signature('vttt', -1)],
  ['pi', signature('', 0, 'scalar')],
  ['predict_linear', signature('ms')],
  ['quantile_over_time', signature('sm')],
  ['round', signature('vs', 1)],
  ['scalar', signature('v', 0, 'scalar')],
  ['time', signature('', 0, 'scalar')],
  ['vector', signature('s')],
]);

/** Those that need --enable-feature=promql-experimental-functions. */
export const EXPERIMENTAL_FUNCTIONS: ReadonlySet<string> = new Set([
  'double_exponential_smoothing', 'end', 'histogram_quantiles', 'info', 'mad_over_time', 'max_of', 'min_of', 'range', 'sort_by_label', 'sort_by_label_desc',
  'start', 'start_timestamp', 'step', 'ts_of_first_over_time', 'ts_of_last_over_time', 'ts_of_max_over_time', 'ts_of_min_over_time',
]);

/** The aggregations, by the type of their parameter; undefined where they have none. */
export const AGGREGATIONS: ReadonlyMap<string, ValueType | undefined> = new Map<string, ValueType | undefined>([
  ...['avg', 'count', 'group', 'max', 'min', 'stddev', 'stdvar', 'sum'].map((name): [string, undefined] => [name, undefined]),
  ...['bottomk', 'topk', 'quantile', 'limitk', 'limit_ratio'].map((name): [string, ValueType] => [name, 'scalar']),
  ['count_values', 'string'],
]);

/** Those that need --enable-feature=promql-experimental-functions. */
export const EXPERIMENTAL_AGGREGATIONS: ReadonlySet<string> = new Set(['limitk', 'limit_ratio']);
