import * as k8s from '../../imports/flagger.app';
import { flaggerDuration } from '../duration';
import { invalid, wholeNumber } from '../invalid';
import { CanaryService } from './canary-service';
import { wholeSeconds } from './whole-seconds';

/** Refuses what the CRD would let pass and Kubernetes or Flagger would not. */
export function checkService(at: string, service: CanaryService): void {
  const ports = { min: 1, max: 65535 };
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
  if (service.portName !== undefined && !/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(service.portName)) {
    throw invalid({ at, what: 'service.portName is not the name of a Service\'s port', value: service.portName, allowed: 'lower-case letters, digits and "-", at most 63' });
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
  for (const ref of service.gatewayRefs ?? []) {
    if (ref.port !== undefined) { wholeNumber(at, `the port of the Gateway ${ref.name}`, ref.port, ports); }
  }
  if ((service.gatewayRefs ?? []).length > 32) {
    throw invalid({ at, what: 'service.gatewayRefs has too many entries', value: service.gatewayRefs?.length, allowed: 'at most 32 (HTTPRoute parentRefs)' });
  }
  if (service.timeout !== undefined) { wholeSeconds(at, 'service.timeout', service.timeout); }
  if (service.retries !== undefined) {
    wholeNumber(at, 'service.retries.attempts', service.retries.attempts, { min: 1 });
    if (service.retries.perTryTimeout !== undefined) { wholeSeconds(at, 'service.retries.perTryTimeout', service.retries.perTryTimeout); }
  }
}

/** What the CRD calls a CanaryService. */
export function serviceToSpec(service: CanaryService): k8s.CanarySpecService {
  const { targetPort, targetPortName, timeout, retries, tlsMode, ...same } = service;
  return {
    ...same,
    targetPort: targetPort ?? targetPortName,
    timeout: timeout && flaggerDuration(timeout),
    retries: retries && { ...retries, perTryTimeout: retries.perTryTimeout && flaggerDuration(retries.perTryTimeout) },
    ...(tlsMode && { trafficPolicy: { tls: { mode: tlsMode as string as k8s.CanarySpecServiceTrafficPolicyTlsMode } } }),
  };
}
