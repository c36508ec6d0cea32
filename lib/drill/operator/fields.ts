/** A map of a manifest, whatever is in it. */
export interface Fields { readonly [field: string]: unknown }

/** The value as a map; an empty one where it is none. */
export function fields(value: unknown): Fields {
  return isFields(value) ? value : {};
}

/** Whether the value is a map. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as a list; an empty one where it is none. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value as readonly unknown[] : [];
}

/** The value as a text that is not empty; undefined where it is none. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The texts of a list. */
export function texts(value: unknown): readonly string[] {
  return list(value).filter((each): each is string => typeof each === 'string');
}

/** The map without the fields that are undefined. */
export function given(map: Fields): Fields {
  return Object.fromEntries(Object.entries(map).filter(([, value]) => value !== undefined));
}
