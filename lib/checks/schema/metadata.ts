import { Located } from '../located';
import { ManifestObject } from '../world';
import { Fault } from './fault';
import { KeyPlace } from './key-place';
import { LABEL_PATTERN, NAME_PATTERN, NAMESPACE_PATTERN } from './name-patterns';
import { Schema } from './schemas';
import { walk } from './walk';

/**
 * The metadata of a custom resource: no CRD says it, the API server has it built in. A null is as good as nothing.
 * Source: kubernetes v1.36.3 apimachinery/pkg/apis/meta/v1/types.go (ObjectMeta), pkg/api/validation/objectmeta.go and
 * pkg/api/validate/content/{dns,kube}.go.
 */
const TEXT: Schema = { type: 'string', nullable: true };
const TRUTH: Schema = { type: 'boolean', nullable: true };
const COUNT: Schema = { type: 'integer', nullable: true, minimum: -(2 ** 63), maximum: 2 ** 63 };
const TIME: Schema = { type: 'string', nullable: true, pattern: '^\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?([Zz]|[+-]\\d{2}:\\d{2})$' };
const FILLED: Schema = { type: 'string', minLength: 1 };

const METADATA: Schema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 253, pattern: NAME_PATTERN },
    // The name's pattern holds of the name that is made of it.
    generateName: { type: 'string', nullable: true, pattern: '^([a-z0-9]([-a-z0-9.]*[-a-z0-9])?)?$' },
    namespace: { type: 'string', nullable: true, maxLength: 63, pattern: NAMESPACE_PATTERN },
    labels: { type: 'object', nullable: true, additionalProperties: { type: 'string', nullable: true, maxLength: 63, pattern: LABEL_PATTERN } },
    annotations: { type: 'object', nullable: true, additionalProperties: TEXT },
    finalizers: { type: 'array', nullable: true, items: { type: 'string' } },
    ownerReferences: {
      type: 'array', nullable: true,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['apiVersion', 'kind', 'name', 'uid'],
        properties: { apiVersion: FILLED, kind: FILLED, name: FILLED, uid: FILLED, controller: TRUTH, blockOwnerDeletion: TRUTH },
      },
    },
    // What the API server fills in itself, and takes from nobody.
    uid: TEXT, selfLink: TEXT, generation: COUNT, creationTimestamp: TIME, deletionTimestamp: TIME, deletionGracePeriodSeconds: COUNT,
    resourceVersion: TEXT, managedFields: { type: 'array', nullable: true, items: { type: 'object' } },
  },
};

/** The most bytes that names and values of all annotations have together. */
const MOST_ANNOTATIONS = 262_144;

/** What the API server refuses in the metadata of an object; that there is a name is said by the schema of its kind. */
export function metadataFaults(object: ManifestObject): Fault[] {
  const metadata = object.at('metadata');
  if (typeof metadata.value !== 'object' || metadata.value === null || Array.isArray(metadata.value)) { return []; }
  return [
    ...walk(object.kind, METADATA, metadata, 'metadata'),
    ...keyFaults(metadata.at('labels'), (key) => key),
    // Capitals are allowed in the domain of an annotation.
    ...keyFaults(metadata.at('annotations'), (key) => key.toLowerCase()),
    ...metadata.at('finalizers').items.flatMap((each) => each.text === undefined ? [] : keyFault(each, each.text)),
    ...annotationsFault(metadata.at('annotations')),
    ...serverFaults(metadata),
  ];
}

function keyFaults(map: Located, plain: (key: string) => string): Fault[] {
  return map.entries.flatMap(([key, at]) => keyFault(new KeyPlace(at), plain(key)));
}

const DOMAIN = new RegExp(NAME_PATTERN);
const LABEL = new RegExp(LABEL_PATTERN);

/** `name` or `domain/name`. */
function keyFault(at: Located, key: string): Fault[] {
  // Flux fills it in before anybody reads it.
  if (key.includes('${')) { return []; }
  const slash = key.indexOf('/');
  const name = key.slice(slash + 1);
  const domain = key.slice(0, slash);
  const isDomain = slash < 0 || (domain.length <= 253 && DOMAIN.test(domain));
  if (isDomain && name.length <= 63 && name !== '' && LABEL.test(name)) { return []; }
  return [fault(at, {
    what: `${at.field ?? ''} has a name that Kubernetes does not take`,
    value: key.length > 80 ? undefined : key,
    allowed: 'name or domain/name: the name of at most 63 letters, digits, -, _ and ., the domain in small letters',
  })];
}

function annotationsFault(annotations: Located): Fault[] {
  const bytes = annotations.entries.reduce((sum, [key, { text }]) => sum + Buffer.byteLength(key) + Buffer.byteLength(text ?? ''), 0);
  return bytes <= MOST_ANNOTATIONS ? [] : [fault(annotations, { what: `the annotations have ${bytes} bytes`, allowed: `at most ${MOST_ANNOTATIONS} together` })];
}

/**
 * What only the API server can know. An object that was read from a cluster and put into a file has it, and no cluster takes
 * it: a creation refuses the resourceVersion, a server-side apply the uid and the managedFields.
 */
function serverFaults(metadata: Located): Fault[] {
  return ['resourceVersion', 'uid', 'managedFields'].flatMap((name) => {
    const at = metadata.at(name);
    if (at.text === '' || (at.text === undefined && !Array.isArray(at.value))) { return []; }
    return [fault(new KeyPlace(at), {
      what: `metadata has ${name === 'managedFields' ? name : `a ${name}`}`,
      allowed: 'none: the API server writes it, and refuses to create an object that has it',
      fix: 'remove it, with what else the API server wrote: generation, creationTimestamp and status',
    })];
  });
}

function fault(at: Located, problem: Omit<Fault['problem'], 'severity'>): Fault {
  return { check: 'value', at, problem: { severity: 'error', ...problem } };
}
