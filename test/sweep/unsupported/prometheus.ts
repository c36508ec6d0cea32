import { read } from '../../schema';
import { fieldsOf, SchemaNode } from '../sweep';
import type { UnsupportedFields } from '.';

const TOKEN = { why: 'deprecated', reason: '`authorization` says it.' } as const;

/** What each `optional` of a reference would say. */
function optionals(kind: string): UnsupportedFields[string] {
  return Object.fromEntries(fieldsOf(read('monitoring.coreos.com', kind).versions['v1'] as SchemaNode).filter((path) => path.endsWith('.optional') && !path.includes('.bearerTokenSecret.'))
    .map((path) => [path, { why: 'refused', reason: 'The operator skips the whole monitor when a Secret or ConfigMap is missing, optional or not.' }]));
}

/** Fields of the room prometheus. */
export const PROMETHEUS_UNSUPPORTED: UnsupportedFields = {
  'monitoring.coreos.com/PodMonitor': {
    ...optionals('PodMonitor'),
    'spec.podMetricsEndpoints[].bearerTokenSecret': TOKEN,
    'spec.podMetricsEndpoints[].targetPort': { why: 'deprecated', reason: '`port` or `portNumber` says it.' },
  },
  'monitoring.coreos.com/ServiceMonitor': {
    ...optionals('ServiceMonitor'),
    'spec.endpoints[].bearerTokenSecret': TOKEN,
    'spec.endpoints[].bearerTokenFile': TOKEN,
  },
};
