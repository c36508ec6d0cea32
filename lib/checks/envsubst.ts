/** A place of a text that Flux' substitution reads. */
export interface Substitution {
  readonly offset: number;
  readonly text: string;
  /**
   * `variable`: it is replaced. `dollar`: two dollars become one. `unreadable`: the whole Kustomization fails.
   */
  readonly what: 'variable' | 'dollar' | 'unreadable';
  readonly name: string;
  /** Whether something stands in for a variable that is not set. */
  readonly fallback: boolean;
  /** What the program says. */
  readonly message?: string;
}

/**
 * What `envsubst` makes of a text. `$name` and `$1` are left alone; `$${` is how `${` is written.
 * Source: fluxcd/pkg envsubst v1.7.0, as it was seen to treat each row of the test.
 */
export function substitutionsIn(text: string): Substitution[] {
  const found: Substitution[] = [];
  for (let at = text.indexOf('$'); at >= 0; at = text.indexOf('$', at)) {
    if (text[at + 1] === '$') {
      if (text[at + 2] !== '{') { found.push({ offset: at, text: '$$', what: 'dollar', name: '', fallback: false }); at += 2; continue; }
      at += 3;
      continue;
    }
    if (text[at + 1] !== '{') { at += 1; continue; }
    const one = read(text, at);
    found.push(one);
    at += Math.max(2, one.text.length);
  }
  return found;
}

function read(text: string, offset: number): Substitution {
  const rest = text.slice(offset);
  const unreadable = (message: string): Substitution => ({ offset, text: /^\$\{[^}\s]*\}?/.exec(rest)?.[0] ?? '${', what: 'unreadable', name: '', fallback: false, message });
  const [, length = '', name = ''] = /^\$\{(#?)(\w*)/.exec(rest) ?? [];
  if (name === '') { return unreadable('unable to parse variable name'); }
  const after = rest.slice(2 + length.length + name.length);
  if (after.startsWith('}')) { return { offset, text: rest.slice(0, rest.length - after.length + 1), what: 'variable', name, fallback: false }; }
  const operator = /^(?::[-=+?]|=|[:/#%^,])/.exec(after)?.[0];
  const end = after.indexOf('}');
  if (operator === undefined || end < 0) { return unreadable('missing closing brace'); }
  return { offset, text: rest.slice(0, rest.length - after.length + end + 1), what: 'variable', name, fallback: operator === ':-' || operator === ':=' || operator === '=' };
}
