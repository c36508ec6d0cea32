/*
 * How values of a Helm chart become one. Maps are merged field by field, everything else is taken as a whole, a list too; what differs
 * from place to place is what happens to a field that both sides give. Kept by `e2e/helm-values.real.test.ts` against Flux' and Helm's own code.
 */

/** A map of values, or of anything else that is merged alike. */
export interface HelmValues { readonly [key: string]: unknown }

/** Whether values are a map; a list is none. */
export function isValuesMap(value: unknown): value is HelmValues {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The one walk over two maps.
 *
 * @param decide What stands in a field of the upper map in the end, after what the lower one has there; undefined for nothing.
 */
export function mergedFields<T>(under: ReadonlyMap<string, T>, over: ReadonlyMap<string, T>, decide: (before: T | undefined, value: T, field: string) => T | undefined): Map<string, T> {
  const merged = new Map(under);
  for (const [field, value] of over) {
    const after = decide(merged.get(field), value, field);
    if (after === undefined) { merged.delete(field); } else { merged.set(field, after); }
  }
  return merged;
}

/**
 * Values over the defaults of a chart: a null takes the default away, and stays where there is none.
 * Source: helm v4.2.2 pkg/chart/common/util/coalesce.go (CoalesceValues).
 */
export function overDefaults(defaults: HelmValues, values: HelmValues): HelmValues {
  return onMaps(defaults, values, (before, value) => value === null && before !== undefined ? undefined : isValuesMap(before) && isValuesMap(value) ? overDefaults(before, value) : value);
}

/**
 * Values that must not contradict each other: what both give is the same, or a map, or is put together by `both`.
 *
 * @param both What two different values of a field become; it throws where they cannot be.
 */
export function joinedValues(one: HelmValues, other: HelmValues, both: (before: unknown, value: unknown, path: string) => unknown, path: readonly string[] = []): HelmValues {
  return onMaps(one, other, (before, value, field) => {
    const here = [...path, field];
    if (before === undefined || JSON.stringify(before) === JSON.stringify(value)) { return value; }
    return isValuesMap(before) && isValuesMap(value) ? joinedValues(before, value, both, here) : both(before, value, here.join('.'));
  });
}

function onMaps(under: HelmValues, over: HelmValues, decide: (before: unknown, value: unknown, field: string) => unknown): HelmValues {
  return Object.fromEntries(mergedFields(new Map(Object.entries(under)), new Map(Object.entries(over)), decide));
}
