export * from './base';
export * from './jsii';
