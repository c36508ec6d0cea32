/**
 * How wide a text is, in ems, in whatever sans-serif letters somebody has: wider than it is in most, so that it never leaves its box.
 */
function widthOf(text: string): number {
  return [...text].reduce((sum, each) => sum + characterWidth(each), 0) * 1.12;
}

function characterWidth(character: string): number {
  if (/[ijlI.,:;'|!()[\]/ ]/.test(character)) { return 0.32; }
  if (/[frt"`*-]/.test(character)) { return 0.4; }
  if (/[mwMW@%→]/.test(character)) { return 0.95; }
  if (/[A-Z&#+=<>~_$?]/.test(character)) { return 0.7; }
  // Letters of Asia, and pictures.
  return (character.codePointAt(0) ?? 0) >= 0x1100 ? 1.05 : 0.57;
}

/** Breaks a text into lines that fit, at spaces, else behind signs within names, else anywhere. */
export function linesWithin(text: string, size: number, width: number): string[] {
  const most = width / size;
  const lines: string[] = [];
  let line = '';
  for (const part of text.split(/(?<=[\s/\-._,:=@])/).flatMap((each) => piecesOf(each, most))) {
    if (line !== '' && widthOf((line + part).trimEnd()) > most) {
      lines.push(line.trimEnd());
      line = part.trimStart();
    } else {
      line += part;
    }
  }
  return [...lines, line.trimEnd()].filter((each, index) => index === 0 || each !== '');
}

function piecesOf(part: string, most: number): string[] {
  if (widthOf(part) <= most) { return [part]; }
  const pieces = [''];
  for (const character of part) {
    const last = pieces.at(-1) ?? '';
    if (last !== '' && widthOf(last + character) > most) { pieces.push(character); } else { pieces[pieces.length - 1] = last + character; }
  }
  return pieces;
}

/** A text in XML. What XML cannot hold is shown as what it is: not a character. */
export function xmlText(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
