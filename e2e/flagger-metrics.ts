export { FlaggerMetrics } from '../lib/drill/stand-ins/flagger-metrics';
export type { FlaggerFamily, Strategy } from '../lib/drill/stand-ins/flagger-metrics';
