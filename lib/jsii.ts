// What the package is to jsii, and so to Python, Java and Go: its `main` and `types`. TypeScript has index.ts, where base has no name of its own.
export * as alertmanager from './alertmanager';
export * as base from './base';
export * as externalsecrets from './externalsecrets';
export * as flagger from './flagger';
export * as flux from './flux';
export * as grafana from './grafana';
export * as prometheus from './prometheus';
export * as rules from './rules';
export * from './app';
export * from './canary-alerting';
export * from './channel';
export * from './checks';
export * from './flagger-release';
export * from './flux-delivery';
export * from './hears';
export * from './heartbeat';
export * from './prometheus-stack';
export * from './team';
