import { MERGED_CONDITIONS, SERVICE_FIELD_READERS, SERVICE_MATCH, ServiceField } from '../facts/canary-service-fields';
import { invalid } from '../invalid';
import { Analysis, AnalysisStrategy } from './analysis';
import { CanaryService, RewriteType } from './canary-service';
import { MeshProvider } from './provider';
import { RouteMatch } from './route-match';
import { comparisons } from './route-match-spec';

/**
 * What of a service fits its provider and its analysis. The CRD says none of this: a router drops what it does not know, or fails at every
 * tick with nothing but an event. Not exported from the room.
 */
export function checkServiceFits(at: string, provider: MeshProvider, service: CanaryService, analysis: Analysis): void {
  for (const field of Object.keys(SERVICE_FIELD_READERS) as ServiceField[]) { checkRead(at, provider, service, field); }
  service.match?.forEach((match) => { checkMatch(at, provider, match); });
  if ((service.match ?? []).length > 1 && SERVICE_MATCH[provider]?.firstAlone === true) {
    throw invalid({
      at,
      what: `the provider ${provider} reads the first entry of service.match alone`,
      value: `${service.match?.length} entries`,
      allowed: 'one entry, with a prefix of the path',
    });
  }
  checkMerge(at, provider, service.match ?? [], analysis);
  checkRewrite(at, provider, service);
  if (provider === MeshProvider.ISTIO) {
    checkDelegation(at, service);
    if (isTcp(provider, service)) { checkTcp(at, service, analysis); }
  }
  if (provider === MeshProvider.CONTOUR && service.retries !== undefined && service.retries.retryOn === undefined) {
    throw invalid({
      at,
      what: 'service.retries.retryOn is not given',
      allowed: 'conditions of Contour: Flagger writes an empty one otherwise, which Contour\'s CRD refuses, so that the canary stays in Initializing (pkg/router/contour.go makeRetryOn)',
      fix: 'retryOn: \'5xx\'',
    });
  }
}

/** Whether connections and not requests are routed (pkg/router/istio.go isTcp). */
export function isTcp(provider: MeshProvider, service: CanaryService | undefined): boolean {
  return provider === MeshProvider.ISTIO && service?.appProtocol?.toLowerCase() === 'tcp';
}

function checkRead(at: string, provider: MeshProvider, service: CanaryService, field: ServiceField): void {
  const value = service[field];
  const readers: readonly string[] = SERVICE_FIELD_READERS[field];
  if (value === undefined || value === false || readers.includes(provider)) { return; }
  throw invalid({
    at,
    what: `the provider ${provider} ignores service.${field}`,
    allowed: `only with ${readers.join(', ')}: Flagger drops it without a word`,
  });
}

function checkMatch(at: string, provider: MeshProvider, match: RouteMatch): void {
  const can = SERVICE_MATCH[provider];
  if (can === undefined) { return; }
  for (const condition of Object.keys(match) as (keyof RouteMatch)[]) {
    if (match[condition] === undefined || can.conditions.includes(condition)) { continue; }
    throw invalid({
      at,
      what: `the provider ${provider} ignores service.match.${condition}`,
      allowed: `${can.conditions.join(', ')}: the route would take other requests than these`,
    });
  }
  for (const [name, text] of comparisons(match)) {
    const kinds = can.kinds[name.split('.')[0] as string];
    if (kinds === undefined || kinds.includes(text._kind)) { continue; }
    throw invalid({
      at,
      what: `the provider ${provider} cannot compare service.match.${name} by ${text._kind}`,
      value: text._text,
      allowed: `${kinds.join(', ')}: otherwise Flagger makes no route, or one that takes other requests`,
    });
  }
}

/** The routes to the canary are those of `service.match`, with the conditions of the A/B test or the affinity's cookie in the place of theirs. */
function checkMerge(at: string, provider: MeshProvider, matches: readonly RouteMatch[], analysis: Analysis): void {
  const merged = MERGED_CONDITIONS[provider];
  if (merged === undefined || matches.length === 0) { return; }
  for (const test of analysis._match) {
    const spec = test._toSpec(provider);
    const conditions = Object.keys(spec);
    if (!conditions.some((condition) => !merged.lost.includes(condition))) {
      throw invalid({
        at,
        what: `with service.match, the provider ${provider} loses ${merged.lost.join(', ')} of the A/B test`,
        value: conditions,
        allowed: 'headers or sourceLabels: without a condition that is left, all traffic goes to the canary from the first tick (pkg/router/istio.go mergeMatchConditions)',
        fix: 'match: [flagger.HeaderMatch.cookie(\'canary\')]',
      });
    }
    const lost = conditions.find((condition) => merged.lost.includes(condition));
    if (lost !== undefined) {
      throw invalid({
        at,
        what: `with service.match, the provider ${provider} loses ${lost} of the A/B test`,
        value: conditions,
        allowed: `${merged.replaced.join(', ')}: the canary would get requests that the test does not mean (pkg/router/istio.go mergeMatchConditions)`,
      });
    }
    checkReplaced(at, matches, conditions.filter((condition) => merged.replaced.includes(condition)), 'the A/B test');
  }
  if (analysis._sessionAffinity) { checkReplaced(at, matches, ['headers'], 'session affinity'); }
}

function checkReplaced(at: string, matches: readonly RouteMatch[], conditions: readonly string[], by: string): void {
  const replaced = conditions.find((condition) => matches.some((match) => match[condition as keyof RouteMatch] !== undefined));
  if (replaced === undefined) { return; }
  throw invalid({
    at,
    what: `${by} replaces the ${replaced} of service.match on the route to the canary`,
    allowed: `${replaced} in one of the two: the canary would get requests that service.match leaves out (mergeMatchConditions of Flagger's router)`,
  });
}

function checkRewrite(at: string, provider: MeshProvider, { rewrite, match }: CanaryService): void {
  if (rewrite?.type === undefined) { return; }
  if (provider === MeshProvider.ISTIO) {
    throw invalid({
      at,
      what: 'the provider istio ignores service.rewrite.type',
      value: rewrite.type,
      allowed: 'none: Istio replaces the prefix where a prefix matched, and the whole path otherwise',
    });
  }
  if (rewrite.type !== RewriteType.PREFIX_MATCH || match === undefined || (match.length === 1 && match[0]?.uri?._kind === 'prefix')) { return; }
  throw invalid({
    at,
    what: 'service.rewrite replaces a prefix, and service.match is not one prefix',
    value: `${match.length} entries`,
    allowed: 'one entry with a prefix of the path, or none: the API server refuses the HTTPRoute otherwise, and the canary stays in Initializing',
    fix: 'match: [{ uri: flagger.StringMatch.prefix(\'/api\') }]',
  });
}

function checkDelegation(at: string, { delegation, hosts, gateways }: CanaryService): void {
  if (delegation !== true || ((hosts ?? []).length === 0 && (gateways ?? []).length === 0)) { return; }
  throw invalid({
    at,
    what: 'service.delegation is given with hosts or gateways',
    value: { hosts, gateways },
    allowed: 'neither: they belong to the VirtualService that delegates, and the canary stays in Initializing (pkg/router/istio.go reconcileVirtualService)',
  });
}

/** pkg/router/istio.go SetRoutes leaves a TCP service before it looks at any of this. */
function checkTcp(at: string, service: CanaryService, analysis: Analysis): void {
  if (analysis.strategy === AnalysisStrategy.AB_TESTING) {
    throw invalid({
      at,
      what: 'an A/B test of a TCP service matches nothing',
      value: { appProtocol: service.appProtocol },
      allowed: 'weights or Blue/Green: all connections would go to the canary from the first tick (pkg/router/istio.go SetRoutes)',
    });
  }
  if (analysis.mirror || analysis._sessionAffinity) {
    throw invalid({
      at,
      what: `a TCP service has no ${analysis.mirror ? 'mirror' : 'session affinity'}`,
      value: { appProtocol: service.appProtocol },
      allowed: 'requests alone have it: Istio routes connections here',
    });
  }
  const field = (['timeout', 'retries', 'rewrite', 'headers', 'corsPolicy'] as const).find((name) => service[name] !== undefined);
  if (field !== undefined) {
    throw invalid({
      at,
      what: `a TCP service ignores service.${field}`,
      value: { appProtocol: service.appProtocol },
      allowed: 'none: Istio routes connections here',
    });
  }
  const condition = service.match?.flatMap((match) => Object.keys(match)).find((name) => name !== 'port');
  if (condition !== undefined) {
    throw invalid({
      at,
      what: `a TCP service ignores service.match.${condition}`,
      value: { appProtocol: service.appProtocol },
      allowed: 'port alone',
    });
  }
}
