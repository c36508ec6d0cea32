import { analyse, CanaryEvent, stateOf, truth } from '../lib/checks/expression';
import { checkObjects } from '../lib/checks/run';
import { checkRules, RuleTest, testRules } from './promtool';

/** Numbers that look random and are the same in every run. */
class Dice {
  public constructor(private state: number) {}

  public below(count: number): number {
    this.state = (Math.imul(this.state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor(this.state / 2 ** 32 * count);
  }

  public of<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }
}

const VECTOR_FUNCTIONS = ['abs', 'ceil', 'sgn', 'sort', 'timestamp', 'hour', 'clamp_max', 'label_replace', 'label_join', 'histogram_quantile', 'round', 'scalar', 'vector', 'time', 'pi', 'absent', 'sort_by_label', 'info', 'nosuch'];
const RANGE_FUNCTIONS = ['rate', 'increase', 'delta', 'last_over_time', 'max_over_time', 'absent_over_time', 'changes', 'quantile_over_time', 'predict_linear', 'mad_over_time'];
const AGGREGATIONS = ['sum', 'max', 'MIN', 'count', 'avg', 'group', 'topk', 'quantile', 'count_values', 'limitk', 'stddev'];
const OPERATORS = ['+', '-', '*', '/', '%', '^', 'atan2', '==', '!=', '>', '<', '>=', '<=', 'and', 'or', 'unless', 'AND', 'Unless'];
const NUMBERS = ['0', '1', '2', '3.5', '1e3', '0x1F', '5m', '1h30m', 'Inf', 'NaN', '-1', '+2', '.5', '010', '1_000', '08', '1.', '5ms', '1d'];
const DURATIONS = ['5m', '1h30m', '30s', '1w', '0s', '5', '1m30', '1.5m', '30m1h', '1y2w', '-5m', '0'];
const METRICS = ['flagger_canary_status', 'flagger_canary_weight', 'up', 'foo:bar', 'sum', 'by', 'on', 'bool', 'x'];
const MATCHERS = ['name="podinfo"', 'name!=""', 'namespace=~"prod|test"', 'a!~"x.*"', 'a=~"("', 'a=~"a{2,1}"', 'by="x"', '"quoted.name"="x"', '"metric"', 'a=\'b\'', 'a=`b`', 'a="\\d"', 'a="\\""', 'a=~"\\\\d+"', '__name__="up"', 'a=~".*"', 'a=""', 'a="x', 'a=~"(?i:x)"'];
const LABELS = ['name', 'namespace', 'workload', 'on', 'by', '"quoted.name"', 'a'];

function vector(dice: Dice): string {
  const matchers = Array.from({ length: dice.below(3) }, () => dice.of(MATCHERS)).join(dice.below(8) === 0 ? ',' : ', ');
  const braces = dice.below(2) === 0 ? '' : `{${matchers}${dice.below(9) === 0 ? ',' : ''}}`;
  const name = dice.below(8) === 0 ? '' : dice.of(METRICS);
  const shift = dice.below(8) === 0 ? ` offset ${dice.of(DURATIONS)}` : dice.below(12) === 0 ? ` @ ${dice.of(['1600000000', 'start()', 'end()', '-1', 'foo'])}` : '';
  return `${name}${braces}${shift}` || 'x';
}

function labels(dice: Dice): string {
  return `(${Array.from({ length: dice.below(3) }, () => dice.of(LABELS)).join(', ')}${dice.below(15) === 0 ? ',' : ''})`;
}

function range(dice: Dice, depth: number): string {
  const shift = dice.below(6) === 0 ? ` offset ${dice.of(DURATIONS)}` : '';
  return dice.below(4) === 0 ? `${dice.below(2) === 0 ? `(${expression(dice, depth - 1)})` : expression(dice, depth - 1)}[${dice.of(DURATIONS)}:${dice.below(2) === 0 ? '' : dice.of(DURATIONS)}]${shift}` : `${vector(dice)}[${dice.of(DURATIONS)}]${shift}`;
}

function call(dice: Dice, depth: number): string {
  const name = dice.of([...VECTOR_FUNCTIONS, ...RANGE_FUNCTIONS, ...RANGE_FUNCTIONS]);
  const inner = RANGE_FUNCTIONS.includes(name) && dice.below(8) > 0 ? range(dice, depth) : expression(dice, depth - 1);
  switch (name) {
    case 'time': case 'pi': return dice.below(5) === 0 ? `${name}(${inner})` : `${name}()`;
    case 'label_replace': return `label_replace(${inner}, "a", "$1", "name", ${dice.of(['"(.*)"', '"("', 'x', '1'])})`;
    case 'label_join': return `label_join(${inner}, "a", "-"${dice.of(['', ', "b"', ', "b", "c"', ', 1'])})`;
    case 'clamp_max': case 'predict_linear': case 'round': return `${name}(${inner}${dice.of(['', ', 3', ', x', ', 3, 4'])})`;
    case 'histogram_quantile': case 'quantile_over_time': return `${name}(${dice.of(['0.9, ', '', 'x, '])}${inner})`;
    case 'vector': return `vector(${dice.of(['1', inner, 'time()'])})`;
    default: return `${name}(${inner})`;
  }
}

function expression(dice: Dice, depth: number): string {
  if (depth <= 0) { return dice.below(4) === 0 ? dice.of(NUMBERS) : vector(dice); }
  switch (dice.below(9)) {
    case 0: return vector(dice);
    case 1: return dice.of(NUMBERS);
    case 2: return call(dice, depth);
    case 3: {
      const op = dice.of(AGGREGATIONS);
      const param = ['topk', 'quantile', 'limitk'].includes(op) ? dice.of(['3, ', '3, ', 'x, ', '']) : op === 'count_values' ? dice.of(['"v", ', '1, ']) : dice.below(15) === 0 ? '1, ' : '';
      const modifier = dice.below(2) === 0 ? '' : ` ${dice.of(['by', 'without', 'BY'])} ${labels(dice)}`;
      return dice.below(2) === 0 ? `${op}${modifier} (${param}${expression(dice, depth - 1)})` : `${op}(${param}${expression(dice, depth - 1)})${modifier}`;
    }
    case 4: return `(${expression(dice, depth - 1)})`;
    case 5: return `${dice.of(['-', '+', '-'])}${expression(dice, depth - 1)}`;
    default: {
      const bool = dice.below(5) === 0 ? ' bool' : '';
      const matching = dice.below(4) === 0 ? ` ${dice.of(['on', 'ignoring', 'ON'])} ${labels(dice)}${dice.below(3) === 0 ? ` ${dice.of(['group_left', 'group_right'])}${dice.below(2) === 0 ? '' : ` ${labels(dice)}`}` : ''}` : '';
      return `${expression(dice, depth - 1)} ${dice.of(OPERATORS)}${bool}${matching} ${expression(dice, depth - 1)}`;
    }
  }
}

function mutated(dice: Dice, text: string): string {
  const at = dice.below(text.length + 1);
  switch (dice.below(4)) {
    case 0: return text.slice(0, at) + text.slice(at + 1);
    case 1: return text.slice(0, at) + dice.of(['(', ')', '[', ']', '{', '}', '"', ',', ' ', '=', '>', '!', '5m', ' by ', ' and ', '-', '.', '#', '\\', '@', '$', 'é']) + text.slice(at);
    case 2: return text.slice(0, at);
    default: return text.slice(0, at) + text.slice(Math.min(text.length, at + 1 + dice.below(6)));
  }
}

/** What promtool says of each expression, all in one rule file. */
function refusedByPromtool(exprs: readonly string[]): ReadonlyMap<number, string> {
  const { output } = checkRules({ groups: [{ name: 'g', rules: exprs.map((expr, index) => ({ alert: `A${index}`, expr })) }] });
  return new Map([...output.matchAll(/"A(\d+)": (?:could not parse expression|field 'expr' must be set).*/g)].map((match) => [Number(match[1]), match[0]]));
}

describe('the syntax of expressions is what promtool says', () => {
  const dice = new Dice(7);
  const whole = Array.from({ length: 3_000 }, () => expression(dice, 1 + dice.below(3)));
  const broken = Array.from({ length: 3_000 }, () => mutated(dice, dice.of(whole)));

  test.each([['generated', whole], ['mutated', broken]])('%s expressions', (_, exprs) => {
    const refused = refusedByPromtool(exprs);
    expect(refused.size).toBeGreaterThan(300);
    expect(exprs.length - refused.size).toBeGreaterThan(300);
    const disagreements = exprs.flatMap((expr, index) => {
      const { errors: [first] } = analyse(expr);
      const why = refused.get(index);
      // The one thing that the grammar for editors takes for a key word only: a metric called offset.
      const isNamedOffset = first?.message === 'unexpected "offset"' && why === undefined;
      return (first !== undefined) === (why !== undefined) || isNamedOffset ? [] : [`${expr} — promtool: ${why ?? 'fine'}; we: ${first?.message ?? 'fine'}`];
    });
    expect(disagreements).toEqual([]);
  });
});

/** Flagger's series over six minutes, a sample every five seconds: the state holds since the last three samples. */
const HISTORIES: Readonly<Partial<Record<CanaryEvent, readonly (readonly [series: string, before: string, now: number])[]>>> = {
  idle: [['status', '1', 1], ['canary', '0', 0], ['primary', '100', 100]],
  progressing: [['status', '1', 0], ['canary', '0', 10], ['primary', '100', 90]],
  failed: [['status', '0', 2], ['canary', '10', 0], ['primary', '90', 100], ['failures', '_', 1]],
  'promotion-failed': [['status', '0', 2], ['canary', '50', 100], ['primary', '50', 0], ['failures', '_', 1]],
  waiting: [['status', '0', 1], ['canary', '10', 50], ['primary', '90', 50]],
  initializing: [],
};
const TARGET = 'namespace="flagger-system", pod="flagger-7d4b9c5d6f-abcde", container="flagger", endpoint="http", job="flagger-system/flagger", instance="10.0.0.1:8080"';
const SERIES: Readonly<Record<string, string>> = {
  status: `flagger_canary_status{name="podinfo", exported_namespace="default", ${TARGET}}`,
  canary: `flagger_canary_weight{workload="podinfo", exported_namespace="default", ${TARGET}}`,
  primary: `flagger_canary_weight{workload="podinfo-primary", exported_namespace="default", ${TARGET}}`,
  failures: `flagger_canary_failures_total{name="podinfo", deployment_strategy="canary", analysis_status="completed", exported_namespace="default", ${TARGET}}`,
  total: `flagger_canary_total{exported_namespace="default", ${TARGET}}`,
  info: `flagger_info{version="1.44.0", mesh_provider="istio", ${TARGET}}`,
};

function history(event: CanaryEvent): RuleTest['input_series'] {
  return [...(HISTORIES[event] ?? []), ['total', '1', 1] as const, ['info', '1', 1] as const]
    .map(([name, before, now]) => ({ series: SERIES[name] as string, values: `${before === '_' ? '_x69' : `${before}x68`} ${now}x2` }));
}

function operand(dice: Dice, depth: number): string {
  const metric = dice.of(['flagger_canary_status', 'flagger_canary_status', 'flagger_canary_weight', 'flagger_canary_weight', 'flagger_canary_total', 'flagger_canary_failures_total', 'flagger_info']);
  const isWeight = metric === 'flagger_canary_weight';
  const matcher = dice.of(isWeight ? ['', '', '{workload!~".+-primary"}', '{workload="podinfo"}', '{workload=~"podinfo|x"}', '{exported_namespace="default"}', '{namespace="default"}']
    : ['', '', '', '{name="podinfo"}', '{name=~"pod.*"}', '{name!="podinfo"}', '{exported_namespace="default"}', '{namespace="default"}', '{name="other"}']);
  const selector = `${metric}${matcher}`;
  switch (depth <= 0 ? 0 : dice.below(9)) {
    case 1: return `max by (name, exported_namespace) (${operand(dice, depth - 1)})`;
    case 2: return `${dice.of(['sum', 'min', 'max', 'count', 'avg'])} (${operand(dice, depth - 1)})`;
    case 8: case 3: return `${dice.of(['last_over_time', 'max_over_time', 'min_over_time', 'increase', 'changes', 'rate', 'present_over_time'])}(${selector}[2m])`;
    case 4: return `label_replace(${selector}, "name", "$1", "workload", "(.+?)(-primary)?")`;
    case 5: return `(${operand(dice, depth - 1)} ${dice.of(['+', '-', '*', '/'])} ${dice.of(['1', '2', '100'])})`;
    case 6: return `absent(${selector})`;
    case 7: return `max without (pod, instance) (${selector})`;
    default: return selector;
  }
}

function condition(dice: Dice, depth: number): string {
  if (depth > 0 && dice.below(3) === 0) {
    const matching = dice.of(['', '', ' on ()', ' on (exported_namespace)', ' on (name)', ' ignoring (name, workload)']);
    return `(${condition(dice, depth - 1)}) ${dice.of(['and', 'or', 'unless'])}${matching} (${condition(dice, depth - 1)})`;
  }
  const number = dice.of(['0', '1', '2', '3', '50', '100', '1.5', '-1', '0.5']);
  return dice.below(6) === 0 ? operand(dice, 2)
    : `${operand(dice, 2)} ${dice.of(['==', '!=', '>', '<', '>=', '<='])}${dice.below(12) === 0 ? ' bool' : ''} ${number}`;
}

describe('whether an alert fires is what promtool says', () => {
  const dice = new Dice(3);
  const exprs = [...new Set(Array.from({ length: 4_000 }, () => condition(dice, 2)))].filter((expr) => analyse(expr).errors.length === 0);
  const scrape = { honorLabels: false, namespace: 'flagger-system' };

  const turns = (Object.keys(HISTORIES) as CanaryEvent[]).flatMap((event): [CanaryEvent, string][] => event === 'progressing' || event === 'waiting' ? [[event, 'before'], [event, 'after a failure']] : [[event, 'before']]);

  test.each(turns)('of a canary that is %s, with another state %s', (event, turn) => {
    // Each rule sits in a group of its own: an evaluation that fails is no other's.
    const rules = { groups: exprs.map((expr, index) => ({ name: `g${index}`, rules: [{ alert: `A${index}`, expr }] })) };
    const { output } = testRules(rules, [{
      name: event, interval: '5s', input_series: history(event).map((each) => turn === 'before' || !each.series.startsWith('flagger_canary_status') ? each : { ...each, values: each.values.replace(/^\dx/, '2x') }),
      alert_rule_test: exprs.map((_, index) => ({ eval_time: '350s', alertname: `A${index}`, exp_alerts: [] })),
    }], '350s');
    const firing = new Set([...output.matchAll(/alertname: A(\d+), time/g)].map(([, index]) => Number(index)));
    const failing = new Set([...output.matchAll(/A(\d+).*(?:many-to-many|same labelset|duplicate|multiple matches)/g)].map(([, index]) => Number(index)));
    const verdicts = exprs.map((expr) => truth(expr, stateOf(event, { scrape })));
    expect(firing.size).toBeGreaterThan(30);
    const disagreements = exprs.flatMap((expr, index) => verdicts[index] === 'unknown' || failing.has(index) || (verdicts[index] === 'fires') === firing.has(index) ? [] : [`${expr} — promtool: ${firing.has(index) ? 'fires' : 'silent'}; we: ${verdicts[index] ?? ''}`]);
    expect(disagreements).toEqual([]);
    // A verdict is worth something only if it is not mostly `unknown`.
    expect(verdicts.filter((each) => each === 'unknown').length / verdicts.length).toBeLessThan(0.4);
  });
});

describe('what promql/sum says of several canaries is what promtool says', () => {
  /** A status in each, of canaries side by side: three that are well, one that failed beside one that progresses, and so on. */
  const STATES: readonly (readonly number[])[] = [[1], [0], [2], [1, 1], [1, 1, 1], [2, 1], [2, 0], [2, 2], [0, 1], [0, 0], [0, 2]];
  const TARGET_OF = 'pod="flagger-0", container="flagger", endpoint="http", job="flagger-system/flagger", instance="10.0.0.1:8080"';
  const seriesOf = (statuses: readonly number[], replicas = 1): RuleTest['input_series'] => statuses.flatMap((status, index) => Array.from({ length: replicas }, (_, replica) => (
    { series: `flagger_canary_status{name="podinfo${index === 0 ? '' : `-${index}`}", namespace="default", ${TARGET_OF.replace('flagger-0', `flagger-${replica}`)}}`, values: `${status}x10` })));

  const exprs = ['sum', 'avg', 'count', 'max', 'min'].flatMap((op) => ['', ' by (namespace)', ' by (name)', ' by (namespace, name)'].flatMap((by) => ['', ' == 2', ' > 0', ' == bool 2', '{name=~"podinfo.*"}', '{name="podinfo"}'].flatMap((of) => (
    ['> 0', '> 1', '>= 2', '== 2', '== 1', '== 0', '< 1', '!= 1', '== bool 2'].map((than) => `${op}${by} (flagger_canary_status${of}) ${than}`)))));
  const rules = { groups: exprs.map((expr, index) => ({ name: `g${index}`, rules: [{ alert: `A${index}`, expr }] })) };

  /** Which alerts fire in each state. */
  const firingIn = (series: RuleTest['input_series']): ReadonlySet<number> => {
    const { output } = testRules(rules, [{ name: 'x', interval: '5s', input_series: series, alert_rule_test: exprs.map((_, index) => ({ eval_time: '40s', alertname: `A${index}`, exp_alerts: [] })) }], '5s');
    return new Set([...output.matchAll(/alertname: A(\d+), time/g)].map(([, index]) => Number(index)));
  };

  test('told exactly where a second canary makes it wrong, or a second series of the same', () => {
    const firing = new Map(STATES.map((statuses) => [statuses.join(), firingIn(seriesOf(statuses))]));
    const twice = new Map([1, 0, 2].map((status) => [status, firingIn(seriesOf([status], 2))]));
    const fires = (index: number, ...statuses: number[]): boolean => firing.get(statuses.join())?.has(index) === true;
    const findings = exprs.map((expr) => checkObjects([{ groups: [{ name: 'g', rules: [{ alert: 'CanaryFailed', expr }] }] }], { only: ['promql/sum'], scrape: { honorLabels: true } }));
    const expected = exprs.map((expr, index) => {
      const isOwn = /^(?:max|min)|bool 2\)/.test(expr) || (expr.startsWith('count') && / == 2\)| > 0\)/.test(expr));
      const always = !fires(index, 1) && (fires(index, 1, 1) || fires(index, 1, 1, 1));
      const misses = !fires(index, 1) && ((fires(index, 2) && [1, 0, 2].some((other) => !fires(index, 2, other))) || (fires(index, 0) && [1, 0, 2].some((other) => !fires(index, 0, other))));
      if (isOwn) { return 'nothing'; }
      if (expr.startsWith('count')) { return always ? 'warning' : 'nothing'; }
      if (always || misses) { return 'warning'; }
      const doubled = !fires(index, 1) && twice.get(1)?.has(index) === true;
      return doubled || [2, 0].some((status) => fires(index, status) && twice.get(status)?.has(index) !== true) ? 'info' : 'nothing';
    });
    const differ = exprs.flatMap((expr, index) => {
      const [first] = findings[index] ?? [];
      return (first?.severity ?? 'nothing') === expected[index] ? [] : [`${expr} — promtool: ${expected[index] ?? ''}; we: ${first?.what ?? 'nothing'}`];
    });
    expect(differ).toEqual([]);
    for (const each of ['nothing', 'info', 'warning']) { expect(expected.filter((one) => one === each).length).toBeGreaterThan(20); }
  });
});
