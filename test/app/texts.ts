import { Random } from '../checks/random';

/** Texts that writers and readers of YAML disagree about: what looks like numbers, dates, marks, keys and comments; spaces, line breaks and marks of all kinds. */

const PIECES = [
  ...'abcefnortxyzABEFINOXTZ0123456789', ...'+-._:,', ...'+-._:,', ' ', ' ', '  ', '\n', '\n', '\n\n', '\t', '\r', '\r\n', ...'!"#$%&\'()*/;<=>?@[\\]^`{|}~', ...'\'"#:-|>',
  '0x', '0X', '0o', '0O', '0b', '0B', '0_', 'e3', 'E+1', '.inf', '.NaN', 'true', 'False', 'null', 'NULL', 'yes', 'No', 'on', 'OFF', 'y', 'N', '2026-01-02', 'T03:04:05Z', '12:30', '190:20:30', '<<', '=', '---', '...', ': ', ' #', '- ', '? ', '! ', '& ', '* ', '{}', '[]',
  '\0', '\u0007', '\b', '\u001b', '\u007f', '\u0080', '\u0085', '\u009f', '\u00a0', '\u00ad', '\u1680', '\u200b', '\u200d', '\u200e', '\u2028', '\u2029', '\u202e', '\u2066', '\u3000', '\ud7ff', '\ue000', '\ufeff', '\ufffd', '\ufffe', '\uffff', '🚨', '\u{10ffff}', 'é', '온', 'م',
  'kubectl', 'max by (namespace)', '{{ $labels.name }}', '/etc/alertmanager', '30s', 'key: value', '# comment', '$(A)', '${B}',
];

/** So many different texts, always the same for a seed. */
export function nastyTexts(count: number, seed: number): string[] {
  const random = new Random(seed);
  const texts = new Set<string>(['', ' ', '\n', '\t', '\n\n', ' \n', '\t\n', 'a\n', 'a\n\n', '\na', ' a\nb', '\ta\nb', 'a\n b', 'a\n\tb', 'a \nb', 'a\n \nb', 'a\n ', 'a\n\t', ...PIECES]);
  while (texts.size < count) {
    texts.add(Array.from({ length: 1 + random.below(random.below(4) === 0 ? 12 : 5) }, () => random.pick(PIECES)).join(''));
  }
  return [...texts].slice(0, count);
}

/** An object with each of the texts as a value, as an item and as a key, at several depths. */
export function objectWith(texts: readonly string[]): { readonly [key: string]: unknown } {
  return {
    values: Object.fromEntries(texts.map((text, index) => [`key-${index}`, text])),
    items: texts,
    keys: texts.map((text) => ({ [text]: { deeper: [[text], { also: text, last: null }] } })),
    map: Object.fromEntries(texts.map((text) => [text, [text]])),
  };
}
