import { invalid } from '../../lib/invalid';

/**
 * A pattern of Go's regular expressions in JavaScript's words. The one difference in upstream's CRDs is the flag `(?i)`,
 * which holds until its group ends; JavaScript has no such flag before Node 23, so that each letter becomes a class of two.
 */
export function javascriptPattern(pattern: string): string {
  const translated = withoutCaseFlag(pattern);
  try {
    new RegExp(translated, 'u');
  } catch (error) {
    throw invalid({
      at: 'scripts/import/pattern.ts',
      what: `a CRD has a pattern that JavaScript cannot read: ${(error as Error).message}`,
      value: pattern,
      fix: 'translate what is new in it',
    });
  }
  return translated;
}

function withoutCaseFlag(pattern: string): string {
  const ignoring: boolean[] = [false];
  let result = '';
  for (let at = 0; at < pattern.length;) {
    const rest = pattern.slice(at);
    const token = /^(\(\?i\)|\\.|\[(?:\\.|[^\]\\])*\]|.)/s.exec(rest)?.[0] as string;
    at += token.length;
    if (token === '(?i)') { ignoring[ignoring.length - 1] = true; continue; }
    if (token === '(') { ignoring.push(ignoring.at(-1) as boolean); }
    if (token === ')') { ignoring.pop(); }
    result += ignoring.at(-1) === true ? eitherCase(token) : token;
  }
  return result;
}

function eitherCase(token: string): string {
  if (/^[a-z]$/i.test(token)) { return `[${token.toLowerCase()}${token.toUpperCase()}]`; }
  if (!token.startsWith('[')) { return token; }
  const letters = token.match(/[a-z]-[a-z]|(?<!\\)[a-z]/gi) ?? [];
  return `${token.slice(0, -1)}${letters.map(otherCase).join('')}]`;
}

function otherCase(letters: string): string {
  return letters === letters.toLowerCase() ? letters.toUpperCase() : letters.toLowerCase();
}
