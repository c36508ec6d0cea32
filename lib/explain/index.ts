export * from './explain';
export * from './explanation';
export * from './inventory-text';
export * from './text';
