/** Breaks a text into lines of at most so many characters, at spaces; a longer word keeps a line of its own. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** The width of the widest text. */
export function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((each) => each.length));
}

/** The first few of a list, and how many more there are. */
export function some(list: readonly string[], most: number): string {
  return list.length <= most ? list.join(', ') : `${list.slice(0, most).join(', ')} and ${list.length - most} more`;
}

/** A text behind a beginning, further lines below its own first. */
export function hanging(start: string, text: string, width: number): string[] {
  const [first = '', ...others] = wrapped(text, Math.max(30, width - start.length));
  return [`${start}${first}`, ...others.map((other) => `${' '.repeat(start.length)}${other}`)];
}
