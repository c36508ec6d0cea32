import * as k8s from '../../imports/flagger.app';
import { flaggerDuration } from '../duration';
import { invalid } from '../invalid';
import { CorsPolicy } from './cors-policy';
import { MeshProvider } from './provider';
import { wholeSeconds } from './whole-seconds';

/** Refuses what would let every origin in, or none. */
export function checkCorsPolicy(at: string, policy: CorsPolicy, provider: MeshProvider): void {
  const { allowOrigins, allowCredentials, maxAge } = policy;
  if (maxAge !== undefined) { wholeSeconds(at, 'service.corsPolicy.maxAge', maxAge); }
  if ((allowOrigins ?? []).length === 0) {
    throw invalid({
      at,
      what: 'service.corsPolicy.allowOrigins is empty',
      allowed: 'at least one origin: without one no page may call the service',
      fix: 'allowOrigins: [flagger.StringMatch.exact(\'https://shop.example.com\')]',
    });
  }
  const kinds = provider === MeshProvider.ISTIO ? ['exact', 'prefix', 'regex'] : ['exact'];
  const other = allowOrigins.find(({ _kind }) => !kinds.includes(_kind));
  if (other !== undefined) {
    throw invalid({
      at,
      what: `the provider ${provider} cannot compare an origin by ${other._kind}`,
      value: other._text,
      allowed: `${kinds.join(', ')}: Flagger leaves out the others (pkg/router/gateway_api.go toV1CORSFilter), or the CRD does`,
    });
  }
  if (allowCredentials === true && allowOrigins.some(({ _text }) => _text === '*' || _text === '.*')) {
    throw invalid({
      at,
      what: 'service.corsPolicy lets every origin send credentials',
      value: allowOrigins.map(({ _text }) => _text),
      allowed: 'origins by name with allowCredentials: any page that a user visits could act as that user',
    });
  }
}

/** What the CRD calls a CorsPolicy: origins by comparison with Istio, by `allowOrigin`, the older field, with Gateway API, which reads no other. */
export function corsPolicyToSpec(policy: CorsPolicy, provider: MeshProvider): k8s.CanarySpecServiceCorsPolicy {
  const { allowOrigins, maxAge, ...same } = policy;
  return {
    ...same,
    ...(provider === MeshProvider.ISTIO
      ? { allowOrigins: allowOrigins.map((origin) => origin._toSpec()) }
      : { allowOrigin: allowOrigins.map(({ _text }) => _text) }),
    maxAge: maxAge && flaggerDuration(maxAge),
  };
}
