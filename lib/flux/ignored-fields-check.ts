import { invalid } from '../invalid';
import { IgnoredFields } from './ignored-fields';

/** Refuses what is no JSON Pointer (RFC 6901), at which Flux fails when it compares. */
export function checkIgnoredFields(at: string, what: string, rules: readonly IgnoredFields[]): void {
  for (const { paths } of rules) {
    if (paths.length === 0) { throw invalid({ at, what: `${what} has a rule without paths`, allowed: 'at least one', fix: 'paths: [\'/spec/replicas\']' }); }
    const strange = paths.find((path) => !/^(\/([^~/]|~[01])*)+$/.test(path));
    if (strange !== undefined) { throw invalid({ at, what: `${what} has a path that is no JSON Pointer`, value: strange, allowed: '/spec/replicas; "/" within a name is ~1, "~" is ~0' }); }
  }
}
