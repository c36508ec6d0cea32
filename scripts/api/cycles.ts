import { Assembly } from './entries';

/**
 * The names that a room refers to and that have no room: Go makes a package of each room and one of all the rest, which refers to the rooms, and
 * knows no import cycles.
 */
export function cyclic(assembly: Assembly): string[] {
  const types = assembly.types ?? {};
  const isInRoom = (fqn: string): boolean => fqn.split('.').length > 2;
  const referred = Object.values(types).filter(({ fqn }) => isInRoom(fqn)).flatMap(({ fqn, ...rest }) => references({ ...rest, docs: undefined })
    .filter((each) => Object.hasOwn(types, each) && !isInRoom(each)).map((each) => `${fqn} refers to ${each}`));
  return [...new Set(referred)].sort();
}

/** All names in what jsii says of a type. */
function references(value: unknown): string[] {
  if (typeof value === 'string') { return [value]; }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(references) : [];
}
