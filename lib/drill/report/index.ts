export { jsonReport } from './json';
export { htmlReport } from './page';
export { isColored } from './paint';
export { Progress } from './progress';
export { textReport } from './text';
