/** Colours of a terminal; each takes no room. */
export interface Paint {
  readonly good: (text: string) => string;
  readonly warn: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly soft: (text: string) => string;
  readonly bold: (text: string) => string;
  readonly accent: (text: string) => string;
}

const same = (text: string): string => text;
const code = (number: number, end: number) => (text: string): string => text === '' ? '' : `\u001b[${number}m${text}\u001b[${end}m`;

/** Colours, or none at all. */
export function paint(isColored: boolean): Paint {
  if (!isColored) { return { good: same, warn: same, bad: same, soft: same, bold: same, accent: same }; }
  return { good: code(32, 39), warn: code(33, 39), bad: code(31, 39), soft: code(2, 22), bold: code(1, 22), accent: code(36, 39) };
}

/** Whether a stream is given colours: a terminal that knows them, whose user has not asked for none. Source: no-color.org. */
export function isColored(isTty: boolean, env: { readonly [name: string]: string | undefined }): boolean {
  return isTty && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
}
