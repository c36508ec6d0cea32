export * from './canary-explanation';
export * from './canary-text';
export * from './explain-canary';
export * from './find-canary';
export * from './mermaid';
export * from './picture';
