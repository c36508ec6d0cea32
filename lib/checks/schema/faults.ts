import { Check } from '../check';
import { ManifestObject, World } from '../world';
import { Fault } from './fault';
import { metadataFaults } from './metadata';
import { isPatch } from './patch-files';
import { ownValue, Schema, schemasOf } from './schemas';
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
  const schema = ownValue(versions, object.version) ?? Object.values(versions).at(-1);
  if (schema === undefined) { return []; }
  const walked = walk(object.kind, asApplied(schema), object);
  const faults = [...metadataFaults(object), ...walked];
  return faults.filter((fault) => (!isPatch(world, object) || fault.check === 'field' || fault.check === 'value') && !isToldBetter(object, fault));
}

/**
 * An Alert of Flux that names a Canary: flux/alert-source says why it cannot hear it, and who can. A receiver of an
 * AlertmanagerConfig that is there twice: routing/receiver says it of every configuration.
 */
function isToldBetter(object: ManifestObject, { at, problem }: Fault): boolean {
  const field = at.field ?? '';
  return (object.is('notification.toolkit.fluxcd.io', 'Alert') && at.value === 'Canary' && /^spec\.eventSources\[\d+\]\.kind$/.test(field))
    || (object.is('monitoring.coreos.com', 'AlertmanagerConfig') && /^spec\.receivers\[\d+\]\.name$/.test(field) && typeof at.value === 'string' && problem.what.includes(' is the same as '));
}

/**
 * schema/version speaks of the version. Metadata has rules of its own, of which the CRD knows nothing. And the status is
 * compared with the CRD's fields and types, and then dropped before anybody looks at its values.
 */
function asApplied(schema: Schema): Schema {
  const before = APPLIED.get(schema);
  if (before !== undefined) { return before; }
  const { status } = schema.properties ?? {};
  const applied: Schema = {
    ...schema,
    properties: {
      ...schema.properties,
      apiVersion: { type: 'string' },
      metadata: { type: 'object', required: ['name'], properties: { name: {} } },
      ...(status !== undefined && { status: typesOf(status) }),
    },
  };
  APPLIED.set(schema, applied);
  return applied;
}

/** Made once for a schema, however many objects have it. */
const APPLIED = new WeakMap<Schema, Schema>();

function typesOf({ type, properties, additionalProperties, items }: Schema): Schema {
  return {
    // A server-side apply tells a number from a text here, and no more.
    type: type === 'integer' ? 'number' : type, nullable: true,
    properties: properties && Object.fromEntries(Object.entries(properties).map(([name, below]) => [name, typesOf(below)])),
    additionalProperties: typeof additionalProperties === 'object' ? typesOf(additionalProperties) : additionalProperties,
    items: items && typesOf(items),
  };
}
