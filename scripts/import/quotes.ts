/**
 * Makes a quoted description readable that goes on in the next line without more indentation than its key, as Flagger's
 * CRD has them (fluxcd/flagger v1.44.0 artifacts/flagger/crd.yaml). Go's and Python's parsers read that; YAML 1.2 forbids
 * it, and the parsers of JavaScript refuse it. The continued lines are indented below the key; what they say stays as it is.
 */
export function readableQuotes(text: string): string {
  let indent: string | undefined;
  return text.split('\n').map((line) => {
    if (indent !== undefined) {
      const continued = `${indent}  ${line.trim()}`;
      if (closes(line)) { indent = undefined; }
      return continued;
    }
    const [, before, value] = /^(\s*)description: '(.*)$/.exec(line) ?? [];
    if (before !== undefined && value !== undefined && !closes(value)) { indent = before; }
    return line;
  }).join('\n');
}

/** Whether the quote that is open at the beginning of `text` is closed in it: `''` is a quote within. */
function closes(text: string): boolean {
  return text.replaceAll('\'\'', '').includes('\'');
}
