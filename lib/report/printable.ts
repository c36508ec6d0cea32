/** Control characters, and those that change the direction of what follows: a manifest shall not write on the terminal. */
const UNPRINTABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** A text with nothing in it that a terminal would obey, each character for one. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, '\ufffd');
}

const WIDE = /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe0f\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;
const NARROW = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;

/** Spaces as wide as a text is in a terminal; its tabs stay. */
export function spacesLike(text: string): string {
  return [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)]
    .map(({ segment }) => segment === '\t' ? '\t' : NARROW.test(segment) ? '' : WIDE.test(segment) ? '  ' : ' ').join('');
}
