import * as k8s from '../../imports/flagger.app';
import { durationInWords, flaggerDuration, milliseconds } from '../duration';
import { invalid, isDnsLabel, wholeNumber } from '../invalid';
import { CanaryService, GatewayRef, HeaderOperations, MirrorBackend } from './canary-service';
import { checkCorsPolicy, corsPolicyToSpec } from './cors-policy-spec';
import { MeshProvider } from './provider';
import { checkRouteMatch, matchToSpec } from './route-match-spec';
import { checkServiceMetadata, checkUnmanagedMetadata } from './service-metadata';
import { checkTrafficPolicy, trafficPolicyToSpec } from './traffic-policy-spec';
import { wholeSeconds } from './whole-seconds';

const ports = { min: 1, max: 65535 };

/** Refuses what the CRD would let pass and Kubernetes or Flagger would not. */
export function checkService(at: string, service: CanaryService, provider: MeshProvider): void {
  checkPorts(at, service);
  checkTimes(at, service);
  checkHeaders(at, service);
  service.match?.forEach((match) => { checkRouteMatch(at, match); });
  (service.mirror ?? []).forEach((backend) => { checkBackend(at, 'service.mirror', backend); });
  (service.gatewayRefs ?? []).forEach((ref) => { checkBackend(at, 'service.gatewayRefs', ref); });
  if ((service.gatewayRefs ?? []).length > 32) {
    throw invalid({
      at,
      what: 'service.gatewayRefs has too many entries',
      value: service.gatewayRefs?.length,
      allowed: 'at most 32 (HTTPRoute parentRefs)',
    });
  }
  if (service.corsPolicy !== undefined) { checkCorsPolicy(at, service.corsPolicy, provider); }
  if (service.trafficPolicy !== undefined) { checkTrafficPolicy(at, service.trafficPolicy); }
  for (const which of ['apex', 'primary', 'canary'] as const) { checkServiceMetadata(at, which, service[which] ?? {}); }
  if (service.unmanagedMetadata !== undefined) { checkUnmanagedMetadata(at, service.unmanagedMetadata); }
}

function checkPorts(at: string, service: CanaryService): void {
  wholeNumber(at, 'service.port', service.port, ports);
  if (service.targetPort !== undefined) { wholeNumber(at, 'service.targetPort', service.targetPort, ports); }
  if (service.targetPort !== undefined && service.targetPortName !== undefined) {
    throw invalid({
      at,
      what: 'service.targetPort and service.targetPortName are both given',
      value: [service.targetPort, service.targetPortName],
      allowed: 'one of them: they are two spellings of one field',
    });
  }
  if (service.portName !== undefined && !isDnsLabel(service.portName)) {
    throw invalid({
      at,
      what: 'service.portName is not the name of a Service\'s port',
      value: service.portName,
      allowed: 'lower-case letters, digits and "-", at most 63',
    });
  }
  if (service.targetPortName !== undefined && !/^(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?$/.test(service.targetPortName)) {
    throw invalid({
      at,
      what: 'service.targetPortName is not the name of a container\'s port',
      value: service.targetPortName,
      allowed: 'lower-case letters, digits and single "-", with at least one letter, at most 15 characters',
    });
  }
  if (service.name !== undefined && (!/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(service.name) || service.name.length > 55)) {
    throw invalid({
      at,
      what: 'service.name is not the name of a Service',
      value: service.name,
      allowed: 'lower-case letters, digits and "-", beginning with a letter; at most 55 characters, because "-primary" is appended',
    });
  }
  if (service.appProtocol !== undefined && !/^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?$/.test(service.appProtocol)) {
    throw invalid({
      at,
      what: 'service.appProtocol is not the name of a protocol',
      value: service.appProtocol,
      allowed: 'a registered name, or a name with a domain and "/" before it: Kubernetes refuses the Service otherwise',
      fix: 'appProtocol: \'http\'',
    });
  }
}

function checkTimes(at: string, { timeout, backendTimeout, retries }: CanaryService): void {
  if (timeout !== undefined) { wholeSeconds(at, 'service.timeout', timeout); }
  if (backendTimeout !== undefined) { wholeSeconds(at, 'service.backendTimeout', backendTimeout); }
  if (timeout !== undefined && backendTimeout !== undefined && milliseconds(backendTimeout) > milliseconds(timeout)) {
    throw invalid({
      at,
      what: 'service.backendTimeout is longer than service.timeout',
      value: [backendTimeout, timeout].map(durationInWords),
      allowed: 'at most as long: the API server refuses the HTTPRoute otherwise, and the canary stays in Initializing',
    });
  }
  if (retries === undefined) { return; }
  wholeNumber(at, 'service.retries.attempts', retries.attempts, { min: 1, max: 2_147_483_647 });
  if (retries.perTryTimeout !== undefined) { wholeSeconds(at, 'service.retries.perTryTimeout', retries.perTryTimeout); }
}

function checkHeaders(at: string, { headers, rewrite }: CanaryService): void {
  for (const [where, { add, set, remove }] of Object.entries<HeaderOperations>({ request: headers?.request ?? {}, response: headers?.response ?? {} })) {
    const bad = [...Object.keys(add ?? {}), ...Object.keys(set ?? {}), ...remove ?? []].find((name) => !/^:?[!#$%&'*+\-.^`|~\w]+$/.test(name));
    if (bad === undefined) { continue; }
    throw invalid({
      at,
      what: `service.headers.${where} has a name that no header has`,
      value: bad,
      allowed: 'letters, digits and token characters (RFC 9110)',
    });
  }
  if (rewrite === undefined) { return; }
  if ((rewrite.uri ?? '') === '' && (rewrite.authority ?? '') === '') {
    throw invalid({
      at,
      what: 'service.rewrite is empty',
      value: rewrite,
      allowed: 'a path that begins with "/", a host, or both',
      fix: 'rewrite: { uri: \'/\' }',
    });
  }
  if (rewrite.uri !== undefined && !rewrite.uri.startsWith('/')) {
    throw invalid({
      at,
      what: 'service.rewrite.uri is not a path',
      value: rewrite.uri,
      allowed: 'a path that begins with "/"',
      fix: `uri: '/${rewrite.uri}'`,
    });
  }
}

/** The limits of the CRD, which are Gateway API's. */
function checkBackend(at: string, where: string, backend: MirrorBackend | GatewayRef): void {
  const { name, namespace, kind, group } = backend;
  const section = 'sectionName' in backend ? backend.sectionName : undefined;
  if (backend.port !== undefined) { wholeNumber(at, `the port of ${name} in ${where}`, backend.port, ports); }
  const label = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
  const subdomain = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
  for (const [what, value, form] of [
    ['name', name, subdomain], ['namespace', namespace, label], ['sectionName', section, subdomain],
    ['kind', kind, /^[a-zA-Z]([-a-zA-Z0-9]{0,61}[a-zA-Z0-9])?$/], ['group', group === '' ? undefined : group, subdomain],
  ] as const) {
    if (value === undefined && what !== 'name') { continue; }
    if (form.test(value ?? '')) { continue; }
    throw invalid({
      at,
      what: `an entry of ${where} has a ${what} that Kubernetes refuses`,
      value,
      allowed: `a ${what} as the objects of the cluster have`,
    });
  }
}

/** What the CRD calls a CanaryService. */
export function serviceToSpec(service: CanaryService, provider: MeshProvider): k8s.CanarySpecService {
  const { targetPort, targetPortName, timeout, backendTimeout, retries, corsPolicy, trafficPolicy, match, mirror, trafficDistribution, ...same } = service;
  return {
    ...same,
    targetPort: targetPort ?? targetPortName,
    timeout: timeout && flaggerDuration(timeout),
    backendTimeout: backendTimeout && flaggerDuration(backendTimeout),
    retries: retries && { ...retries, perTryTimeout: retries.perTryTimeout && flaggerDuration(retries.perTryTimeout) },
    trafficDistribution: trafficDistribution as string as k8s.CanarySpecServiceTrafficDistribution,
    match: match?.map(matchToSpec),
    mirror: mirror?.map((backendRef) => ({ backendRef })),
    corsPolicy: corsPolicy && corsPolicyToSpec(corsPolicy, provider),
    trafficPolicy: trafficPolicy && trafficPolicyToSpec(trafficPolicy),
  };
}
