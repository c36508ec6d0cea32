import { Check } from '../check';
import { ManifestObject, World } from '../world';
import { Located } from '../located';
import { Fault } from './fault';
import { isPatch } from './patch-files';
import { compiledSchema, ownValue, Schema, schemasOf } from './schemas';
import { walk } from './walk';

const known = new WeakMap<World, Fault[]>();

/** One of the checks that share the walk through the schemas. */
export function faultCheck(name: Fault['check']): Check {
  return {
    id: `schema/${name}`,
    run: (world, report) => {
      for (const { check, at, problem } of faultsOf(world)) {
        if (check === name) { report(at, problem); }
      }
    },
  };
}

function faultsOf(world: World): Fault[] {
  let faults = known.get(world);
  if (faults === undefined) {
    faults = world.objects.flatMap((object) => objectFaults(world, object));
    known.set(world, faults);
  }
  return faults;
}

/** What is wrong with an object by the schema of its kind; an object of a version that is no longer served is held against one that is. */
export function objectFaults(world: World, object: ManifestObject): Fault[] {
  const versions = schemasOf(object.group, object.kind)?.versions;
  // What could not be read wholly, or is encrypted, has other values than those that are seen.
  if (versions === undefined || object.document.unreadable.length > 0 || object.at('sops').exists) { return []; }
  const validate = compiledSchema(object.group, object.kind, object.version);
  if (validate?.(object.value) === true) { return []; }
  const schema = ownValue(versions, object.version) ?? Object.values(versions).at(-1);
  if (schema === undefined) { return []; }
  const { faults, excused } = walk(object.kind, withoutVersion(schema), object);
  const rest = faults.filter(({ check, at }) => (!isPatch(world, object) || check === 'field' || check === 'value') && !isToldBetter(object, at));
  if (faults.length > 0 || excused || validate === undefined) { return rest; }
  // The schema's own words, for what the walk has none for.
  const [error] = validate.errors ?? [];
  return [{ check: 'value', at: object, problem: { severity: 'error', what: `the API server refuses it: ${error?.instancePath ?? ''} ${error?.message ?? ''}` } }];
}

/** An Alert of Flux that names a Canary: flux/alert-source says why it cannot hear it, and who can. */
function isToldBetter(object: ManifestObject, at: Located): boolean {
  return object.is('notification.toolkit.fluxcd.io', 'Alert') && at.value === 'Canary' && /^spec\.eventSources\[\d+\]\.kind$/.test(at.field ?? '');
}

/** schema/version speaks of the version. */
function withoutVersion(schema: Schema): Schema {
  return { ...schema, properties: { ...schema.properties, apiVersion: { type: 'string' } } };
}
