import { WrongUsage } from './wrong-usage';

/** The value of an option that can have some values only. */
export function oneOf<T extends string>(option: string, value: string | undefined, allowed: readonly T[]): T | undefined {
  const found = allowed.find((each) => each === value);
  if (value !== undefined && found === undefined) { throw new WrongUsage(`--${option} is "${value}": it can be ${allowed.slice(0, -1).join(', ')} or ${allowed.at(-1)}.`); }
  return found;
}

/** Options that can be given several times, or with commas. */
export function listOf(values: readonly string[]): string[] {
  return values.flatMap((value) => value.split(',')).map((each) => each.trim()).filter((each) => each !== '');
}

/** The labels of --selector. */
export function labelsOf(values: readonly string[]): { readonly [label: string]: string } {
  return Object.fromEntries(listOf(values).map((text) => {
    const equals = text.indexOf('=');
    if (equals <= 0) { throw new WrongUsage(`--selector is "${text}": it is written LABEL=VALUE.`); }
    return [text.slice(0, equals), text.slice(equals + 1)];
  }));
}

/** A whole number from 1 to the most. */
export function countOf(option: string, value: string | undefined, most: number): number | undefined {
  if (value === undefined) { return undefined; }
  const count = /^\d{1,9}$/.test(value) ? Number(value) : 0;
  if (count < 1 || count > most) { throw new WrongUsage(`--${option} is "${value}": it is a whole number from 1 to ${most}.`); }
  return count;
}
