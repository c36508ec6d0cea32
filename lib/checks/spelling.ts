import { distance } from '../nearest';

/** The word that was probably meant: one that a slip or two of the fingers away; undefined where none is near, or it is the word itself. */
export function meant(word: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.max(1, Math.min(3, Math.floor(word.length / 4))) + 1;
  for (const each of known) {
    if (each === word) { return undefined; }
    if (Math.abs(each.length - word.length) >= least) { continue; }
    const far = distance(word.toLowerCase(), each.toLowerCase());
    if (far < least) { best = each; least = far; }
  }
  return best;
}
