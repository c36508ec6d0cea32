/**
 * How deep a text of YAML nests, at most: what a recursive reader must be spared, since Node ends the whole process where the
 * stack ends within a regular expression.
 *
 * @param text The text.
 * @param lex Takes it apart, with every sign of YAML a token of its own (`Lexer` of `yaml`); only asked where there are many brackets.
 */
export function nestingOf(text: string, lex: (text: string) => Iterable<string>): number {
  return blockNesting(text) + flowNesting(text, lex);
}

/** Maps and lists by their indentation; what looks like one inside a text counts, too. */
function blockNesting(text: string): number {
  const columns: number[] = [];
  let deepest = 0;
  for (let start = 0; start < text.length;) {
    let at = start;
    while (text[at] === ' ') { at++; }
    if (text[at] !== '\n' && text[at] !== '\r' && text[at] !== '#') {
      const { columns: own, deepest: most } = deeper(columns, text, start, at);
      columns.length = own;
      deepest = Math.max(deepest, most);
    }
    const end = text.indexOf('\n', at);
    start = end < 0 ? text.length : end + 1;
  }
  return deepest;
}

/** What a line adds: a level for its column, and one for each dash and question mark that it begins with. */
function deeper(columns: number[], text: string, start: number, first: number): { readonly columns: number; readonly deepest: number } {
  let level = columns.length;
  while (level > 0 && (columns[level - 1] as number) >= first - start) { level--; }
  columns[level++] = first - start;
  for (let at = first; (text[at] === '-' || text[at] === '?') && (text[at + 1] === ' ' || text[at + 1] === '\t');) {
    at++;
    while (text[at] === ' ' || text[at] === '\t') { at++; }
    columns[level++] = at - start;
  }
  return { columns: level, deepest: level };
}

/** So few brackets cannot nest too deeply. */
const FEW = 100;

function flowNesting(text: string, lex: (text: string) => Iterable<string>): number {
  let brackets = 0;
  for (let at = 0; at < text.length && brackets <= FEW; at++) { if (text[at] === '[' || text[at] === '{') { brackets++; } }
  if (brackets <= FEW) { return brackets; }
  let depth = 0;
  let deepest = 0;
  for (const token of lex(text)) {
    if (token === '[' || token === '{') { deepest = Math.max(deepest, ++depth); } else if (token === ']' || token === '}') { depth--; }
  }
  return deepest;
}
