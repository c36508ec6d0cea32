import { Verdict } from '../verdict';

/** How a verdict is said, and the sign for it. */
export const VERDICT_WORDS: { readonly [verdict in Verdict]: { readonly words: string; readonly sign: string } } = {
  'told': { words: 'told', sign: '✓' },
  'told-twice': { words: 'told twice', sign: '‼' },
  'too-late': { words: 'too late', sign: '◷' },
  'told-for-nothing': { words: 'told for nothing', sign: '!' },
  'not-told': { words: 'not told', sign: '✗' },
};

/** `3 canaries`, `1 canary`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
