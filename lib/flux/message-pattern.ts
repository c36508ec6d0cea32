import { invalid } from '../invalid';

const UNKNOWN_TO_GO = [
  { found: /\(\?<?[=!]/, name: 'a look-ahead or look-behind' },
  { found: /\\[1-9]|\\k[<{]/, name: 'a back-reference' },
  { found: /\(\?>/, name: 'an atomic group' },
  { found: /[*+?}]\+/, name: 'a possessive quantifier' },
  { found: /\\(?![ABDEPQSWabdfnprstvwxz])[A-Za-z]/, name: 'an escape' },
] as const;

/**
 * Refuses a regular expression that Go's RE2 cannot read. Flux finds that out at an event: an inclusion that does not compile
 * matches nothing, an exclusion excludes nothing, and a log line is all that tells (fluxcd/notification-controller v1.9.3
 * internal/server/event_handlers.go).
 */
export function checkMessagePattern(at: string, list: string, pattern: string): void {
  const problem = patternProblem(pattern);
  if (problem === undefined) { return; }
  throw invalid({
    at,
    what: `${list} has a pattern that Flux cannot read: ${problem}`,
    value: pattern,
    allowed: 'Go\'s regular expressions (RE2), not anchored, matched against the event\'s message',
    fix: 'say what to leave out in exclusionList, what to pass in inclusionList',
  });
}

/** Why Go's RE2 cannot read an expression; nothing where it can. */
export function patternProblem(pattern: string): string | undefined {
  if (pattern === '') { return 'it is empty, and matches everything'; }
  const unquoted = pattern.replace(/\\\\/g, 'x').replace(/\\Q.*?(\\E|$)/gs, 'x');
  const bare = unquoted.replace(/\[(\^?\]?(?:\[:\^?[a-z]+:\]|\\.|[^\]\\])*)\]/g, 'x');
  const unknown = UNKNOWN_TO_GO.find(({ found }) => found.test(bare));
  if (unknown !== undefined) { return `${unknown.name} is unknown to it`; }
  if ([...bare.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].some(([, from, to]) => Number(from) > 1000 || Number(to) > 1000)) {
    return 'a repetition of more than 1000';
  }
  try {
    // What only Go spells so is respelled: flags, named groups. The rest is the same, as far as whether it can be read.
    new RegExp(unquoted.replace(/\(\?[imsU-]+\)/g, '').replace(/\(\?[imsU-]+:/g, '(?:').replace(/\(\?P</g, '(?<'));
    return undefined;
  } catch (error) {
    return (error as Error).message.replace(/^Invalid regular expression: /, '');
  }
}
