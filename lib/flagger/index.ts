export * from './alert-provider';
