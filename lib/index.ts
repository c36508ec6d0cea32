export * as flagger from './flagger';
export * as prometheus from './prometheus';
export * as rules from './rules';
export * from './resource';
export * from './secret-key';
