import type { UnsupportedFields } from '.';

/** What the constructs of the room flagger do not write. */
export const FLAGGER_UNSUPPORTED: UnsupportedFields = {
  'flagger.app/Canary': {
    'spec.analysis.metrics[].threshold': { why: 'deprecated', reason: 'Replaced upstream by `thresholdRange`, which `MetricCheck` writes.' },
    'spec.analysis.metrics[].query': { why: 'deprecated', reason: 'Replaced upstream by `templateRef`: make a `MetricTemplate`.' },
    'spec.service.trafficPolicy.outlierDetection.consecutiveErrors': {
      why: 'deprecated',
      reason: 'Istio took the field out of DestinationRule; `consecutive5xxErrors` and `consecutiveGatewayErrors` count what it counted.',
    },
  },
};
