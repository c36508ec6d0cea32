export * from './alerting-rule';
export * from './metrics-endpoint';
export * from './pod-monitor';
export * from './prometheus-rule';
export * from './recording-rule';
export * from './rule-severity';
export * from './service-monitor';
