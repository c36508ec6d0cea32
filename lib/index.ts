export * as flagger from './flagger';
export * from './resource';
export * from './secret-key';
