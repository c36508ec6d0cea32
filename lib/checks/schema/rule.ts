import { Check, Report } from '../check';
import { Located } from '../located';
import { ManifestObject } from '../world';
import { FLUX_RULES } from './flux-rules';
import { isPatch } from './patch-files';
import { schemasOf } from './schemas';

/**
 * What the API server's rules in CEL say, and what a CRD's schema lets pass though the controller cannot read it.
 * Sources: the x-kubernetes-validations of Flagger v1.44.0 and prometheus-operator v0.93.0, and those of Flux (flux-rules.ts);
 * fluxcd/flagger v1.44.0 pkg/apis/flagger/v1beta1/canary.go (Go's integers, time.ParseDuration).
 */
export const rule: Check = {
  id: 'schema/rule',
  run: (world, report) => {
    for (const object of world.objects) {
      if (schemasOf(object.group, object.kind) === undefined || object.document.unreadable.length > 0 || object.at('sops').exists || isPatch(world, object)) { continue; }
      RULES.get(`${object.group}/${object.kind}`)?.(object, report);
    }
  },
};

const RULES = new Map<string, (object: ManifestObject, report: Report) => void>([
  ['flagger.app/Canary', canary],
  ['monitoring.coreos.com/AlertmanagerConfig', alertmanagerConfig],
  ...FLUX_RULES,
]);

function canary({ spec }: ManifestObject, report: Report): void {
  const analysis = spec.at('analysis');
  for (const mirror of spec.at('service', 'mirror').items) {
    const ref = mirror.at('backendRef');
    const isService = (ref.at('group').value ?? '') === '' && (ref.at('kind').value ?? 'Service') === 'Service';
    if (ref.entries.length > 0 && isService && !ref.at('port').exists) {
      report(ref, { severity: 'error', what: 'a mirror to a Service has no port', allowed: 'the API server wants the port of a Service', fix: 'add port' });
    }
  }
  wrongDuration(analysis.at('interval'), 'Flagger takes 60 s instead of what it cannot read', report);
  for (const metric of analysis.at('metrics').items) { wrongDuration(metric.at('interval'), 'it is put into the query, which fails, and with it every check', report); }
  for (const webhook of analysis.at('webhooks').items) {
    wrongDuration(webhook.at('timeout'), 'Flagger cannot read it, and the call fails', report);
    wrongUrl(webhook.at('url'), report);
  }
  const whole = [
    spec.at('progressDeadlineSeconds'), spec.at('service', 'port'), spec.at('service', 'retries', 'attempts'),
    ...WHOLE_NUMBERS.map((name) => analysis.at(name)), ...analysis.at('stepWeights').items, ...analysis.at('webhooks').items.map((each) => each.at('retries')),
  ];
  for (const at of whole) {
    if (at.number !== undefined && !Number.isInteger(at.number)) {
      report(at, { severity: 'error', what: `${at.field ?? ''} is no whole number`, value: String(at.number), allowed: 'a whole number: the API server lets a fraction pass, and Flagger then can read no Canary at all', fix: `write ${Math.round(at.number)}` });
    }
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
  if (text === undefined || text.includes('${') || !/^[0-9]+(m|s)/.test(text) || /^([0-9]+(\.[0-9]*)?(h|m|s|ms|us|µs|ns))+$/.test(text)) { return; }
  report(at, { severity: 'error', what: `${at.field ?? ''} is no duration`, value: text, allowed: `a duration such as 1m or 30s: ${consequence}`, fix: `write ${/^[0-9]+(m|s)/.exec(text)?.[0] ?? '1m'}` });
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
