import { Size, SizeRoundingBehavior } from 'cdk8s';
import { invalid, isDnsLabel, wholeNumber } from '../invalid';
import { given } from './http-client-fields';
import { checkLabelKey, checkLabelValue } from './label-selector';
import { MonitorProps } from './monitor';

interface Fields { readonly [field: string]: unknown }

const LIMITS = ['sampleLimit', 'targetLimit', 'labelLimit', 'labelNameLengthLimit', 'labelValueLengthLimit', 'keepDroppedTargets', 'nativeHistogramBucketLimit'] as const;

/** The fields of a monitor that PodMonitor and ServiceMonitor have in common, but for its endpoints. */
export function monitorFields(at: string, props: MonitorProps): Fields {
  checkMonitor(at, props);
  const { selector = {}, selectorExpressions = [], namespaces, anyNamespace, bodySizeLimit, nativeHistogramMinBucketFactor: factor } = props;
  return given({
    selector: given({
      matchLabels: Object.keys(selector).length === 0 ? undefined : { ...selector },
      matchExpressions: selectorExpressions.length === 0 ? undefined : selectorExpressions.map((each) => each._toExpression()),
    }),
    selectorMechanism: props.selectorMechanism,
    namespaceSelector: namespaces === undefined && anyNamespace === undefined ? undefined : given({ any: anyNamespace, matchNames: namespaces }),
    jobLabel: props.jobLabel,
    podTargetLabels: props.podTargetLabels,
    attachMetadata: props.attachNodeMetadata === undefined ? undefined : { node: props.attachNodeMetadata },
    scrapeClass: props.scrapeClass,
    scrapeProtocols: props.scrapeProtocols,
    fallbackScrapeProtocol: props.fallbackScrapeProtocol,
    bodySizeLimit: bodySizeLimit && `${bytes(bodySizeLimit)}B`,
    ...Object.fromEntries(LIMITS.map((limit) => [limit, props[limit]])),
    scrapeNativeHistograms: props.scrapeNativeHistograms,
    scrapeClassicHistograms: props.scrapeClassicHistograms,
    convertClassicHistogramsToNHCB: props.convertClassicHistogramsToNhcb,
    // A quantity of Kubernetes: nine decimals are the most that it keeps.
    nativeHistogramMinBucketFactor: factor === undefined ? undefined : String(Number(factor.toFixed(9))),
  });
}

/** Refuses a list of labels of Kubernetes that are none. */
export function checkLabels(at: string, what: string, labels: readonly string[] | undefined): void {
  if (labels?.length === 0) { throw invalid({ at, what: `${what} are empty`, fix: 'leave them out' }); }
  for (const label of labels ?? []) { checkLabelKey(at, `one of ${what}`, label); }
}

/** Refuses a monitor without endpoints: the API server admits it, and it scrapes nothing. */
export function checkEndpoints(at: string, endpoints: readonly unknown[] | undefined): void {
  if (endpoints === undefined || endpoints.length === 0) { throw invalid({ at, what: 'there is no endpoint', allowed: 'at least one: nothing would be scraped', fix: 'endpoints: [{ port: \'http\', interval: Duration.seconds(30) }]' }); }
}

function checkMonitor(at: string, props: MonitorProps): void {
  const { selector = {}, selectorExpressions = [], namespaces, anyNamespace, jobLabel, scrapeClass, scrapeProtocols, bodySizeLimit, nativeHistogramMinBucketFactor: factor } = props;
  if (Object.keys(selector).length + selectorExpressions.length === 0) {
    throw invalid({ at, what: 'the selector is empty', allowed: 'at least one label: an empty selector takes everything in the namespace', fix: 'selector: { \'app.kubernetes.io/name\': \'flagger\' }' });
  }
  for (const [key, value] of Object.entries(selector)) {
    checkLabelKey(at, 'a label of the selector', key);
    checkLabelValue(`${at} selector ${key}`, value);
  }
  if (namespaces !== undefined && anyNamespace === true) { throw invalid({ at, what: 'both namespaces and anyNamespace are given', allowed: 'one of them: the operator does not read the names otherwise' }); }
  if (namespaces?.length === 0) { throw invalid({ at, what: 'namespaces are empty', allowed: 'at least one: the operator would take the monitor\'s own', fix: 'leave them out' }); }
  for (const name of namespaces ?? []) {
    if (!isDnsLabel(name)) { throw invalid({ at, what: 'one of namespaces is no name of a namespace', value: name, allowed: 'at most 63 lower-case letters, digits and "-"' }); }
  }
  if (jobLabel !== undefined) { checkLabelKey(at, 'jobLabel', jobLabel); }
  checkLabels(at, 'podTargetLabels', props.podTargetLabels);
  if (scrapeClass?.trim() === '') { throw invalid({ at, what: 'scrapeClass is empty', allowed: 'the name of a class of the Prometheus', fix: 'leave it out' }); }
  if (scrapeProtocols?.length === 0) { throw invalid({ at, what: 'scrapeProtocols are empty', fix: 'leave them out' }); }
  if (scrapeProtocols !== undefined && new Set(scrapeProtocols).size < scrapeProtocols.length) { throw invalid({ at, what: 'scrapeProtocols has one twice', value: scrapeProtocols, allowed: 'each once: the API server refuses the monitor otherwise' }); }
  if (bodySizeLimit !== undefined && !(bytes(bodySizeLimit) >= 1 && bytes(bodySizeLimit) <= Number.MAX_SAFE_INTEGER)) {
    throw invalid({ at, what: 'bodySizeLimit is no size', allowed: 'a byte or more', fix: 'bodySizeLimit: Size.mebibytes(10)' });
  }
  for (const limit of LIMITS) {
    const value = props[limit];
    if (value !== undefined) { wholeNumber(at, limit, value, { min: 0, max: LARGEST }); }
  }
  if (factor !== undefined && !(factor >= 1 && factor <= 65536)) { throw invalid({ at, what: 'nativeHistogramMinBucketFactor is none', value: factor, allowed: '1 to 65536, the coarsest that a native histogram can be' }); }
}

/** What every program on the way reads as a whole number. */
const LARGEST = Number.MAX_SAFE_INTEGER;

function bytes(size: Size): number {
  return Math.round(size.toKibibytes({ rounding: SizeRoundingBehavior.NONE }) * 1024);
}
