import { BuiltinCheck } from '../../facts/flagger-metrics';
import { analysesOf, CanaryAnalysis, isAsynchronous, makesLoad } from '../canary-analysis';
import { Check, Report } from '../check';
import { Located } from '../located';
import { ManifestObject, World } from '../world';

/** What Flagger asks for and nothing can ever fail: every revision is promoted whose pods start. */
export const cannotFail: Check = {
  id: 'analysis/cannot-fail',
  run: (world, report) => {
    for (const canary of world.of('flagger.app', 'Canary')) {
      if (canary.spec.at('skipAnalysis').value !== true) { continue; }
      report(canary.spec.at('skipAnalysis'), {
        severity: 'info', what: `the canary ${canary.name} is not analysed: skipAnalysis promotes every revision whose pods start`, value: 'true', fix: 'remove skipAnalysis, once it is no longer needed',
      });
    }
    const passedTemplates = new Set<ManifestObject>();
    for (const analysis of analysesOf(world)) {
      checkAnything(analysis, report);
      for (const metric of analysis.metrics) { checkRange(metric, report); checkTemplate(world, analysis, metric, passedTemplates, report); }
      for (const webhook of analysis.webhooks) {
        if (webhook.type !== 'pre-rollout' || !isAsynchronous(webhook) || makesLoad(webhook)) { continue; }
        report(webhook.at.at('metadata'), {
          severity: 'warning', what: `the test ${webhook.name} cannot fail: the load tester answers before its command has ended`, value: `type: ${webhook.metadata['type'] ?? '(cmd)'}`,
          allowed: 'type bash, whose answer is the command\'s result; cmd is answered with 202 at once, for commands that make load (pkg/loadtester/server.go)', fix: 'type: bash',
          assuming: `${webhook.url === '' ? 'the webhook' : webhook.url.replace(/\/\/[^/@]*@/, '//')} is Flagger's load tester`,
        });
      }
    }
  },
};

function checkAnything({ canary, at, metrics, webhooks }: CanaryAnalysis, report: Report): void {
  const decides = webhooks.some((webhook) => ['confirm-promotion', 'confirm-traffic-increase', 'rollback'].includes(webhook.type)
    || (['rollout', 'pre-rollout'].includes(webhook.type) && !isAsynchronous(webhook)));
  if (metrics.length > 0 || decides) { return; }
  report(at, {
    severity: 'warning', what: `the analysis of the canary ${canary.name} cannot fail: it has no metric, and no webhook that can stop it`,
    allowed: 'at least one metric, or a webhook of type rollout or pre-rollout that waits for a result: otherwise only the pods\' readiness is looked at',
    fix: 'metrics: [{ name: request-success-rate, interval: 1m, thresholdRange: { min: 99 } }]',
  });
}

function checkRange(metric: Located, report: Report): void {
  const name = metric.at('name').text ?? '';
  const range = metric.at('thresholdRange');
  const [min, max] = [range.at('min').number, range.at('max').number];
  const isRate = name === BuiltinCheck.SUCCESS_RATE && !metric.at('templateRef').exists;
  const isDuration = name === BuiltinCheck.DURATION && !metric.at('templateRef').exists;
  const refuse = (at: Located, severity: 'error' | 'warning', why: string, value: string | undefined, allowed: string, fix: string): void => {
    report(at, { severity, what: `the metric ${name} cannot fail: ${why}`, value, allowed, fix });
  };
  if (!range.exists) {
    const old = metric.at('threshold').number ?? 0;
    if (isRate && old <= 0 && !metric.at('query').exists) { refuse(metric, 'error', 'it has no thresholdRange', undefined, 'a least share in percent: without one every share passes (pkg/controller/scheduler_metrics.go)', 'thresholdRange: { min: 99 }'); }
    return;
  }
  if (range.at('min').exists || range.at('max').exists) {
    if (isRate && min !== undefined && min <= 1 && (max === undefined || max >= 100)) {
      refuse(range.at('min'), 'error', min > 0 ? `min is in percent, and ${min} is ${min} %` : 'no share is below 0 %', String(min), 'a percentage, such as 99', `min: ${min > 0.5 ? Math.round(min * 10_000) / 100 : 99}`);
    } else if (isRate && min === undefined && max !== undefined && max >= 100) {
      refuse(range.at('max'), 'error', 'no share is above 100 %', String(max), 'min: the least share that passes', 'min: 99');
    } else if (isDuration && max === undefined && min !== undefined) {
      refuse(range.at('min'), 'error', 'it has a least duration only, and slow requests pass', String(min), 'max: the longest duration, in milliseconds', `max: ${min > 0 ? min : 500}`);
    } else if (isDuration && max !== undefined && max >= 60_000) {
      refuse(range.at('max'), 'warning', `max is in milliseconds, and ${max} is ${Math.round(max / 1000)} s`, String(max), 'the longest duration that users accept, in milliseconds', 'max: 500');
    }
    return;
  }
  refuse(range, 'error', 'its thresholdRange is empty', undefined, 'min, max or both: without either every value passes', isDuration ? 'thresholdRange: { max: 500 }' : 'thresholdRange: { min: 99 }');
}

function checkTemplate(world: World, { canary }: CanaryAnalysis, metric: Located, told: Set<ManifestObject>, report: Report): void {
  const ref = metric.at('templateRef');
  const template = ref.at('name').text === undefined ? undefined : world.find('flagger.app', 'MetricTemplate', ref.at('namespace').text ?? canary.namespace, ref.at('name').text as string);
  const range = metric.at('thresholdRange');
  const passes = (value: number): boolean => range.exists && value >= (range.at('min').number ?? -Infinity) && value <= (range.at('max').number ?? Infinity);
  if (template === undefined) {
    const inline = fallbackOf(metric.at('query').text ?? '');
    if (inline !== undefined && passes(inline.value)) { reportFallback(metric.at('query').from(inline.offset), metric.at('query'), inline, report); }
    return;
  }
  if (told.has(template)) { return; }
  const type = template.spec.at('provider', 'type').text;
  const query = template.spec.at('query');
  const fallback = type === 'prometheus' ? fallbackOf(query.text ?? '') : undefined;
  if (fallback !== undefined && passes(fallback.value)) {
    told.add(template);
    reportFallback(query.from(fallback.offset), query, fallback, report);
  } else if (type === 'influxdb' && range.at('max').exists && passes(0)) {
    report(range, {
      severity: 'warning', what: `the metric ${metric.at('name').text ?? template.name} passes when there is nothing to measure: InfluxDB's no rows count as 0`,
      value: JSON.stringify(range.value), allowed: 'a least value too: of all providers InfluxDB\'s alone takes no rows for 0 (pkg/metrics/providers/influxdb.go)', fix: 'thresholdRange: { min: …, max: … }, or another metric that counts the requests',
    });
  }
}

interface Fallback { readonly value: number; readonly offset: number; readonly text: string }

function reportFallback(at: Located, query: Located, { value, text }: Fallback, report: Report): void {
  report(at, {
    severity: 'warning', what: `the query gives ${value} when there is nothing to measure, and that passes`, value: text.trim(),
    allowed: 'no value without traffic: Flagger then counts a failed check, and a canary that nobody asks is not promoted', fix: query.text === undefined ? undefined : `remove "${text.trim()}"`,
  });
}

/** What a whole query falls back to: `… or vector(0)`, also inside brackets and aggregations that span all of it. */
function fallbackOf(query: string): Fallback | undefined {
  // Texts and the template's actions keep their length, so that places stay what they are.
  const bare = query.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\{\{[\s\S]*?\}\}|#[^\n]*/g, (text) => ' '.repeat(text.length));
  let [from, to] = [0, bare.length];
  for (;;) {
    const inside = bare.slice(from, to);
    const opened = /^\s*(?:(?:sum|min|max|avg|scalar|abs|ceil|floor|round|last_over_time)\s*(?:(?:by|without)\s*\([^()]*\)\s*)?)?\(/.exec(inside);
    if (opened === null || closing(inside, opened[0].length - 1) !== inside.trimEnd().length - 1) { break; }
    [from, to] = [from + opened[0].length, from + inside.trimEnd().length - 1];
  }
  const inside = bare.slice(from, to);
  const match = /(?:^|\bor\s+(?:(?:on|ignoring)\s*\([^()]*\)\s*)?)\(?\s*vector\s*\(\s*([-+]?\d+(?:\.\d+)?)\s*\)\s*\)?\s*$/.exec(inside);
  if (match === null || depthAt(inside, match.index) !== 0 || /\b(?:and|unless)\b/.test(inside.slice(match.index + 2))) { return undefined; }
  return { value: Number(match[1]), offset: from + match.index, text: query.slice(from + match.index, to) };
}

function closing(text: string, opened: number): number {
  let depth = 0;
  for (let index = opened; index < text.length; index += 1) {
    depth += text[index] === '(' ? 1 : text[index] === ')' ? -1 : 0;
    if (depth === 0) { return index; }
  }
  return -1;
}

function depthAt(text: string, end: number): number {
  return [...text.slice(0, end)].reduce((depth, character) => depth + (/[([{]/.test(character) ? 1 : /[)\]}]/.test(character) ? -1 : 0), 0);
}
