import { spacesLike } from '../../report/printable';

/** How wide letters of the usual sans-serif fonts are at most, as a part of their size. */
const WIDTHS: readonly (readonly [letters: RegExp, width: number])[] = [
  [/[ijl.,:;'|!\u00b7]/, 0.33],
  [/[ftrI()[\]/ -]/, 0.43],
  [/[mwMW@%#&]/, 0.98],
  [/[A-Z+=<>…×−]/, 0.76],
  [/[\u0020-\u024f]/, 0.64],
];
const ANY = 0.95;
const WIDE = 1.4;

/** How wide a text is in a picture, at most: a picture is made where no font is at hand. */
export function textWidth(text: string, size: number): number {
  const parts = [...GRAPHEMES.segment(text)].map(({ segment }) => {
    if (spacesLike(segment).length > 1) { return WIDE; }
    return WIDTHS.find(([letters]) => letters.test(segment))?.[1] ?? (spacesLike(segment) === '' ? 0 : ANY);
  });
  return size * parts.reduce((sum, each) => sum + each, 0);
}

/** A text within a width, cut at its end where it is longer; widths are measured by what is given. */
export function fitting(text: string, width: number, measure: (text: string) => number): string {
  if (measure(text) <= width) { return text; }
  const letters = [...GRAPHEMES.segment(text.slice(0, 300))].map(({ segment }) => segment);
  while (letters.length > 0 && measure(`${letters.join('')}…`) > width) { letters.pop(); }
  return letters.length === 0 ? '' : `${letters.join('').trimEnd()}…`;
}

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });
