import { Duration } from 'cdk8s';
import * as k8s from '../../imports/flagger.app';
import { flaggerDuration } from '../duration';
import { invalid, present, wholeNumber } from '../invalid';
import { HttpConnectionPool, OutlierDetection, TrafficPolicy, TrafficTls, TrafficTlsMode } from './traffic-policy';
import { wholeSeconds } from './whole-seconds';

const INT32 = 2_147_483_647;

/** Refuses what Istio would refuse in the DestinationRules, which nobody but Flagger's log would hear of. */
export function checkTrafficPolicy(at: string, policy: TrafficPolicy): void {
  const { tls, connectionPool, outlierDetection } = policy;
  if (tls !== undefined) { checkTls(at, tls); }
  if (connectionPool !== undefined) { checkPool(`${at}: service.trafficPolicy.connectionPool`, connectionPool); }
  if (outlierDetection !== undefined) { checkOutliers(`${at}: service.trafficPolicy.outlierDetection`, outlierDetection); }
}

function checkTls(at: string, tls: TrafficTls): void {
  present(`${at}: service.trafficPolicy.tls`, tls, { mode: 'flagger.TrafficTlsMode.ISTIO_MUTUAL' });
  const { mode, clientCertificate, privateKey } = tls;
  const both = clientCertificate !== undefined && privateKey !== undefined;
  const neither = clientCertificate === undefined && privateKey === undefined;
  if (mode === TrafficTlsMode.MUTUAL ? !both : !neither) {
    throw invalid({
      at,
      what: `service.trafficPolicy.tls has the mode ${mode} and ${both ? 'a certificate of the client' : 'no whole pair of certificate and key'}`,
      value: { mode, clientCertificate, privateKey: privateKey === undefined ? undefined : '(given)' },
      allowed: 'clientCertificate and privateKey, both of them with MUTUAL and none with any other mode (Istio\'s validation of DestinationRules)',
    });
  }
  // A path is shown, a key is not: whoever pastes one has a line break or a header in it.
  for (const [what, file] of [['clientCertificate', clientCertificate], ['privateKey', privateKey], ['caCertificates', tls.caCertificates]] as const) {
    if (file === undefined || /^\/[^\s]+$/.test(file)) { continue; }
    throw invalid({
      at,
      what: `service.trafficPolicy.tls.${what} is not the path of a file`,
      allowed: 'an absolute path in the proxy, such as /etc/certs/key.pem; never the key itself',
    });
  }
}

function checkPool(at: string, pool: HttpConnectionPool): void {
  for (const name of ['http1MaxPendingRequests', 'http2MaxRequests', 'maxRequestsPerConnection', 'maxRetries'] as const) {
    const value = pool[name];
    if (value !== undefined) { wholeNumber(at, name, value, { min: 1, max: INT32 }); }
  }
  checkDuration(at, 'idleTimeout', pool.idleTimeout);
}

function checkOutliers(at: string, outliers: OutlierDetection): void {
  for (const name of ['consecutive5xxErrors', 'consecutiveGatewayErrors', 'consecutiveLocalOriginFailures'] as const) {
    const value = outliers[name];
    if (value !== undefined) { wholeNumber(at, name, value, { min: 1, max: INT32 }); }
  }
  for (const name of ['maxEjectionPercent', 'minHealthPercent'] as const) {
    const value = outliers[name];
    if (value !== undefined) { wholeNumber(at, name, value, { min: 0, max: 100 }); }
  }
  checkDuration(at, 'interval', outliers.interval);
  checkDuration(at, 'baseEjectionTime', outliers.baseEjectionTime);
  if (outliers.consecutiveLocalOriginFailures === undefined || outliers.splitExternalLocalOriginErrors === true) { return; }
  throw invalid({
    at,
    what: 'consecutiveLocalOriginFailures has no effect',
    value: outliers.consecutiveLocalOriginFailures,
    allowed: 'only where the proxy\'s own failures are counted apart',
    fix: 'splitExternalLocalOriginErrors: true',
  });
}

function checkDuration(at: string, what: string, given: Duration | undefined): void {
  if (given !== undefined) { wholeSeconds(at, what, given); }
}

/** What the CRD calls a TrafficPolicy. */
export function trafficPolicyToSpec(policy: TrafficPolicy): k8s.CanarySpecServiceTrafficPolicy {
  const { tls, loadBalancer, connectionPool: pool, outlierDetection: outliers } = policy;
  return {
    tls: tls && { ...tls, mode: tls.mode as string as k8s.CanarySpecServiceTrafficPolicyTlsMode },
    loadBalancer: loadBalancer?._toSpec(),
    connectionPool: pool && {
      http: {
        ...pool,
        idleTimeout: pool.idleTimeout && flaggerDuration(pool.idleTimeout),
        h2UpgradePolicy: pool.h2UpgradePolicy as string as k8s.CanarySpecServiceTrafficPolicyConnectionPoolHttpH2UpgradePolicy,
      },
    },
    outlierDetection: outliers && {
      ...outliers,
      consecutive5XxErrors: outliers.consecutive5xxErrors,
      interval: outliers.interval && flaggerDuration(outliers.interval),
      baseEjectionTime: outliers.baseEjectionTime && flaggerDuration(outliers.baseEjectionTime),
    },
  };
}
