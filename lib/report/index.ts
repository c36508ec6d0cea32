export * from './counts';
export * from './finding-text';
export * from './github';
export * from './json';
export * from './pages';
export * from './sarif';
export * from './text';
export * from './threshold';
