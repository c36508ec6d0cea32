import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, Verdict } from './run';
import { inScratchFolder } from './scratch';

/** The content of a rule file, and of a PrometheusRule's spec. */
export interface RuleFile {
  readonly groups: readonly object[];
}

/** The labels or annotations of a series or an alert. */
export type Labels = Readonly<Record<string, string>>;

/** One test of a promtool test file: series over virtual time, and what comes of them. Times are durations such as `1m30s`. */
export interface RuleTest {
  /** What is tested; promtool prints it. */
  readonly name: string;

  /** The time between two samples of every series. */
  readonly interval: string;

  readonly input_series: readonly InputSeries[];
  readonly alert_rule_test?: readonly AlertTest[];
  readonly promql_expr_test?: readonly ExprTest[];
  readonly external_labels?: Labels;
  readonly external_url?: string;
}

/** A series, and its samples in promtool's notation: `0x5 2x3` is six zeros and four twos, `_` a gap, `stale` an end. */
export interface InputSeries {
  readonly series: string;
  readonly values: string;
}

/** Which alerts of a name are firing at a time. Pending ones are not seen. */
export interface AlertTest {
  readonly eval_time: string;
  readonly alertname: string;

  /** None: the alert must not fire. */
  readonly exp_alerts: readonly FiringAlert[];
}

/** A firing alert, with all its labels but `alertname`. */
export interface FiringAlert {
  readonly exp_labels: Labels;
  readonly exp_annotations: Labels;
}

/** What an expression gives at a time. */
export interface ExprTest {
  readonly expr: string;
  readonly eval_time: string;
  readonly exp_samples: readonly { readonly labels: string; readonly value: number }[];
}

/** `promtool check rules` with every lint, each rule file on its own, as Prometheus loads them. */
export function checkRules(...files: readonly RuleFile[]): Verdict {
  return inScratchFolder('promtool', (folder) =>
    run('promtool', ['check', 'rules', '--lint=all', '--lint-fatal', ...write(folder, files)], { cwd: folder }));
}

/**
 * `promtool test rules`.
 *
 * @param files The rules.
 * @param tests The tests.
 * @param evaluationInterval How often every group is evaluated: promtool does not heed a group's own interval. An alert
 *   is seen at its `eval_time` as the last evaluation left it.
 */
export function testRules(files: RuleFile | readonly RuleFile[], tests: readonly RuleTest[], evaluationInterval = '5s'): Verdict {
  return inScratchFolder('promtool', (folder) => {
    const rule_files = write(folder, 'groups' in files ? [files] : files);
    writeFileSync(join(folder, 'test.yaml'), JSON.stringify({ rule_files, evaluation_interval: evaluationInterval, tests }));
    return run('promtool', ['test', 'rules', 'test.yaml'], { cwd: folder });
  });
}

/** `promtool check config`: Prometheus' own loader, which does not look for the files that the configuration names. */
export function checkConfig(yaml: string): Verdict {
  return inScratchFolder('promtool', (folder) => {
    writeFileSync(join(folder, 'prometheus.yaml'), yaml);
    return run('promtool', ['check', 'config', '--syntax-only', 'prometheus.yaml'], { cwd: folder });
  });
}

/** `promtool check metrics`: the text that an exporter serves. */
export function checkMetrics(text: string): Verdict {
  return run('promtool', ['check', 'metrics'], { input: text });
}

function write(folder: string, files: readonly RuleFile[]): string[] {
  return files.map((file, i) => {
    // JSON is YAML: no YAML writer stands between the rule and the real program.
    writeFileSync(join(folder, `rules-${i}.yaml`), JSON.stringify({ groups: file.groups }));
    return `rules-${i}.yaml`;
  });
}
