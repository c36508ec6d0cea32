import { goSeconds, LONGEST_SECONDS } from '../canary-analysis';
import { Check, Report } from '../check';
import { Located } from '../located';
import { isRange } from '../metric-query';
import { clusterInterval } from '../latency-path';
import { OPERATOR_INTERVAL_SECONDS, secondsOf } from '../scrape';
import { ManifestObject, World } from '../world';
import { FLUX_RULES } from './flux-rules';
import { isPatch } from './patch-files';
import { schemasOf } from './schemas';

/**
 * What the API server's rules in CEL say, and what a CRD's schema lets pass though the controller cannot read it.
 * Sources: the x-kubernetes-validations of Flagger v1.44.0 and prometheus-operator v0.93.0, and those of Flux (flux-rules.ts);
 * fluxcd/flagger v1.44.0 pkg/apis/flagger/v1beta1/canary.go (Go's integers, time.ParseDuration); prometheus-operator v0.93.0
 * pkg/prometheus/resource_selector.go (validateScrapeIntervalAndTimeout); k8s.io/apimachinery v0.36.2 pkg/apis/meta/v1/duration.go;
 * external-secrets v2.9.0 apis/externalsecrets/v1/externalsecret_types.go (RefreshInterval, of time.ParseDuration).
 */
export const rule: Check = {
  id: 'schema/rule',
  run: (world, report) => {
    for (const object of world.objects) {
      if (schemasOf(object.group, object.kind) === undefined || object.document.unreadable.length > 0 || object.at('sops').exists || isPatch(world, object)) { continue; }
      RULES.get(`${object.group}/${object.kind}`)?.(object, report, world);
      if (object.group.endsWith('.toolkit.fluxcd.io')) { tooLong(object, object.spec, report); }
    }
  },
};

const RULES = new Map<string, (object: ManifestObject, report: Report, world: World) => void>([
  ['flagger.app/Canary', canary],
  ['monitoring.coreos.com/AlertmanagerConfig', alertmanagerConfig],
  ['external-secrets.io/ExternalSecret', externalSecret],
  ['monitoring.coreos.com/PodMonitor', monitor],
  ['monitoring.coreos.com/ServiceMonitor', monitor],
  ...FLUX_RULES,
]);

function canary({ namespace, spec }: ManifestObject, report: Report, world: World): void {
  const analysis = spec.at('analysis');
  for (const mirror of spec.at('service', 'mirror').items) {
    const ref = mirror.at('backendRef');
    const isService = (ref.at('group').value ?? '') === '' && (ref.at('kind').value ?? 'Service') === 'Service';
    if (ref.entries.length > 0 && isService && !ref.at('port').exists) {
      report(ref, { severity: 'error', what: 'a mirror to a Service has no port', allowed: 'the API server wants the port of a Service', fix: 'add port' });
    }
  }
  wrongDuration(analysis.at('interval'), 'Flagger takes 60 s instead of what it cannot read', report);
  for (const metric of analysis.at('metrics').items) { metricInterval(metric, namespace, report, world); }
  for (const webhook of analysis.at('webhooks').items) {
    wrongDuration(webhook.at('timeout'), 'Flagger cannot read it, and the call fails', report);
    wrongUrl(webhook.at('url'), report);
  }
  const whole = [
    spec.at('progressDeadlineSeconds'), spec.at('service', 'port'), analysis.at('sessionAffinity', 'maxAge'),
    ...WHOLE_NUMBERS.map((name) => analysis.at(name)), ...analysis.at('stepWeights').items, ...analysis.at('webhooks').items.map((each) => each.at('retries')),
  ];
  for (const at of whole) {
    if (at.number !== undefined && !Number.isInteger(at.number)) {
      report(at, { severity: 'error', what: `${at.field ?? ''} is no whole number`, value: String(at.number), allowed: 'a whole number: the API server lets a fraction pass, and Flagger then can read no Canary at all', fix: `write ${Math.round(at.number)}` });
    }
  }
  const deadline = spec.at('progressDeadlineSeconds');
  if (deadline.number !== undefined && Number.isInteger(deadline.number) && Math.abs(deadline.number) >= 2 ** 31) {
    report(deadline, { severity: 'error', what: 'spec.progressDeadlineSeconds is no whole number of 32 bits', value: String(deadline.number), allowed: 'less than 2147483648: the API server lets it pass, and Flagger then can read no Canary at all', fix: 'write 600, which is the default' });
  }
  const { number: port } = spec.at('service', 'port');
  if (port !== undefined && Number.isInteger(port) && (port < 1 || port > 65535)) {
    report(spec.at('service', 'port'), { severity: 'error', what: 'spec.service.port is no port', value: String(port), allowed: '1 to 65535: the API server refuses the Service that Flagger makes of it' });
  }
}

/** What Go reads as an integer in an analysis. */
const WHOLE_NUMBERS = ['threshold', 'iterations', 'maxWeight', 'stepWeight', 'stepWeightPromotion', 'mirrorWeight', 'primaryReadyThreshold', 'canaryReadyThreshold'] as const;

/** The pattern of the CRD is not anchored at its end. */
function wrongDuration(at: Located, consequence: string, report: Report): void {
  const { text } = at;
  if (text === undefined || text.includes('${') || !/^[0-9]+(m|s)/.test(text) || goSeconds(text) !== undefined) { return; }
  report(at, { severity: 'error', what: `${at.field ?? ''} is no duration`, value: text, allowed: `a duration such as 1m or 30s: ${consequence}`, fix: `write ${/^[0-9]+(m|s)/.exec(text)?.[0] ?? '1m'}` });
}

/** What stands in the brackets of a range: Go's `1m0.5s`, `30s1m` and `0s` are none. */
function metricInterval(metric: Located, namespace: string, report: Report, world: World): void {
  const at = metric.at('interval');
  const { text } = at;
  if (text === undefined || !/^[0-9]+(m|s)/.test(text) || !isAsked(metric, namespace, world)) { wrongDuration(at, 'it is put into the query, which fails, and with it every check', report); return; }
  if (isRange(text)) { return; }
  const seconds = goSeconds(text);
  report(at, {
    severity: 'error', what: `${at.field ?? ''} is no range of PromQL`, value: text, allowed: 'whole numbers above 0 with a unit each from the largest to the smallest, such as 1m30s: it is put into the query, which fails, and with it every check',
    fix: `write ${seconds === undefined ? /^[0-9]+(m|s)/.exec(text)?.[0] ?? '1m' : seconds < 1 ? '1m' : `${Math.ceil(seconds)}s`}`,
  });
}

/** Whether Prometheus is asked with the interval. */
function isAsked(metric: Located, namespace: string, world: World): boolean {
  const uses = (query: Located): boolean => /\{\{[^}]*\binterval\b/.test(query.text ?? '');
  const ref = metric.at('templateRef');
  if (!ref.exists) { return (metric.at('query').text ?? '') === '' || uses(metric.at('query')); }
  const template = world.find('flagger.app', 'MetricTemplate', ref.at('namespace').text || namespace, ref.at('name').text ?? '');
  return (template?.spec.at('provider', 'type').text === 'prometheus' && uses(template.spec.at('query'))) || uses(metric.at('query'));
}

function wrongUrl(at: Located, report: Report): void {
  if (at.text === undefined || at.text.includes('${') || /^https?:\/\/[^/\s]+/i.test(at.text)) { return; }
  report(at, { severity: 'error', what: `${at.field ?? ''} is no address that can be called`, allowed: 'a URL that begins with http:// or https://', fix: 'write the whole URL, such as http://name.namespace/' });
}

function alertmanagerConfig({ spec }: ManifestObject, report: Report): void {
  for (const sns of spec.at('receivers').items.flatMap((each) => each.at('snsConfigs').items)) {
    const sigv4 = sns.at('sigv4');
    if (sigv4.at('externalId').exists && !sigv4.at('roleArn').exists) {
      report(sigv4.at('externalId'), { severity: 'error', what: 'sigv4 has an externalId without a roleArn', allowed: 'an externalId goes with a role', fix: 'add roleArn' });
    }
  }
}

function externalSecret({ spec }: ManifestObject, report: Report): void {
  const at = spec.at('refreshInterval');
  const { text } = at;
  if (text === undefined || text.includes('${') || text === '0' || goSeconds(text) !== undefined) { return; }
  const days = /^(\d+)d$/.exec(text)?.[1];
  report(at, { severity: 'error', what: `${at.field ?? ''} is no duration`, value: text, allowed: 'numbers with a unit each, such as 1h30m: ms, s, m, h; the API server lets any text pass, and External Secrets cannot read it', fix: days === undefined ? undefined : `write ${Number(days) * 24}h` });
}

/** The operator leaves such a monitor out as a whole, and says so in its log and in an event. */
function monitor({ kind, name, spec }: ManifestObject, report: Report, world: World): void {
  for (const endpoint of [...spec.at('podMetricsEndpoints').items, ...spec.at('endpoints').items]) {
    const timeout = endpoint.at('scrapeTimeout');
    const own = endpoint.at('interval').text || undefined;
    const general = clusterInterval(world, 'scrapeInterval');
    const interval = own === undefined ? general ?? OPERATOR_INTERVAL_SECONDS : secondsOf(own);
    const longest = secondsOf(timeout.text);
    // What nothing can count, reference/reload tells.
    if (interval === undefined || longest === undefined || longest <= interval || longest > LONGEST_SECONDS) { continue; }
    const every = own ?? `${interval}s`;
    report(timeout, {
      severity: 'error', what: `the scrapeTimeout of ${kind} ${name} is longer than its interval`, value: `${timeout.text ?? ''}, every ${every}`,
      allowed: 'at most the interval: the API server lets it pass, and the operator leaves the whole monitor out', fix: `scrapeTimeout: ${every}, or none`,
      assuming: own === undefined && general === undefined ? `the Prometheus has the operator's scrapeInterval of ${OPERATOR_INTERVAL_SECONDS}s` : undefined,
    });
  }
}

/** A duration that Go cannot hold; without the values of a chart, which are nobody's durations here. */
function tooLong(object: ManifestObject, at: Located, report: Report): void {
  for (const [name, each] of at.entries) {
    if (name === 'values') { continue; }
    const { text } = each;
    if (text !== undefined && /^(?:interval|retryInterval|timeout)$/.test(name) && /^([0-9]+(\.[0-9]+)?(ms|s|m|h))+$/.test(text) && goSeconds(text) === undefined) {
      report(each, {
        severity: 'error', what: `${each.field ?? ''} is longer than a duration can be`, value: text,
        allowed: `at most 292 years: the API server lets it pass, and the controller then can read no ${object.kind} at all`, fix: 'write 8760h, a year; suspend: true stops it',
      });
    }
    tooLong(object, each, report);
  }
}
