import Ajv from 'ajv';
import { Json, parseCrds } from '../../../scripts/import/crd';
import { kindSchemas } from '../../../scripts/import/json-schema';
import { crd } from './fixture';

/** What an object's `spec` must be like for this schema of it, in ajv's strict mode. */
function faults(spec: Json, given: Json): (string | undefined)[] {
  const [widget] = parseCrds(JSON.stringify(crd({ type: 'object', properties: { spec } })), 'crd.json');
  const schema = kindSchemas(widget as NonNullable<typeof widget>).versions.v1;
  const check = new Ajv({ strict: true, allErrors: true }).compile(schema as object);
  check({ apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'w' }, spec: given });
  return (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const port = { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }], minimum: 1, pattern: '^[a-z]+$' };
const either = {
  type: 'object',
  properties: { a: { type: 'string' }, b: { type: 'string' } },
  oneOf: [{ required: ['a'] }, { required: ['b'] }],
};

describe('the prepared schema', () => {
  test.each<[string, Json, Json, string[]]>([
    ['takes a known field', { type: 'object', properties: { a: { type: 'string' } } }, { a: 'x' }, []],
    ['refuses an unknown field', { type: 'object', properties: { a: { type: 'string' } } }, { b: 'x' }, ['/spec must NOT have additional properties']],
    ['takes unknown fields where they are preserved', { 'type': 'object', 'properties': { a: { type: 'string' } }, 'x-kubernetes-preserve-unknown-fields': true }, { b: 'x' }, []],
    ['takes any field where none is said', { type: 'object' }, { b: 'x' }, []],
    ['looks into maps', { type: 'object', additionalProperties: { type: 'object', properties: { a: { type: 'string' } } } }, { x: { b: '' } }, ['/spec/x must NOT have additional properties']],
    ['looks into lists', { type: 'array', items: { type: 'object', properties: { a: { type: 'string' } } } }, [{ b: '' }], ['/spec/0 must NOT have additional properties']],
    ['refuses a value out of an enum', { type: 'string', enum: ['info', 'error'] }, 'warn', ['/spec must be equal to one of the allowed values']],
    ['takes null where it may be', { type: 'string', enum: ['a'], nullable: true }, null, []],
    ['takes one of two', either, { a: '' }, []],
    ['refuses both of two', either, { a: '', b: '' }, ['/spec must match exactly one schema in oneOf']],
    ['does not close the branches', { ...either, properties: { ...either.properties, c: { type: 'string' } } }, { a: '', c: '' }, []],
    ['takes a whole number for a port', port, 80, []],
    ['takes a text for a port', port, 'http', []],
    ['refuses a fraction for a port', port, 0.5, ['/spec must be integer', '/spec must be >= 1', '/spec must be string', '/spec must match a schema in anyOf']],
    ['holds int32 to its size', { type: 'integer', format: 'int32', minimum: 0 }, 2 ** 31, ['/spec must be <= 2147483647']],
    ['takes an int64', { type: 'integer', format: 'int64' }, 2 ** 40, []],
    ['reads a date', { type: 'string', format: 'date-time' }, '2026-01-31T12:00:00.5Z', []],
    ['refuses a day for a date', { type: 'string', format: 'date-time' }, '2026-01-31', ['/spec must match pattern "^\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?([Zz]|[+-]\\d{2}:\\d{2})$"']],
    ['forgets a format that the API server does not know', { type: 'string', format: 'url' }, 'x', []],
    ['knows OpenAPI\'s exclusive bounds', { type: 'integer', minimum: 1, exclusiveMinimum: true }, 1, ['/spec must be > 1']],
    ['asks for what is required', { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] }, {}, ['/spec must have required property \'a\'']],
    ['does not ask for what has a default', { type: 'object', properties: { a: { type: 'string', default: 'x' } }, required: ['a'] }, {}, []],
    ['passes over `required` on a list', { type: 'array', items: { type: 'string' }, required: ['a'] }, ['x'], []],
    ['knows `not`', { type: 'object', properties: { a: { type: 'string' } }, not: { required: ['a'] } }, { a: 'x' }, ['/spec must NOT be valid']],
    ['looks deep into branches', {
      type: 'object', properties: { a: { type: 'object', properties: { b: { type: 'string' } } } }, anyOf: [{ properties: { a: { required: ['b'] } } }],
    }, { a: {} }, ['/spec/a must have required property \'b\'', '/spec must match a schema in anyOf']],
  ])('%s', (_, schema, given, expected) => {
    expect(faults(schema, given)).toEqual(expected);
  });

  test('holds a whole object to its kind', () => {
    const [widget] = parseCrds(JSON.stringify(crd({ type: 'object', properties: { spec: { type: 'object' } }, required: ['spec'] })), 'crd.json');
    const schemas = kindSchemas(widget as NonNullable<typeof widget>);
    expect(schemas).toEqual({
      group: 'example.com',
      kind: 'Widget',
      namespaced: true,
      versions: {
        v1: {
          type: 'object',
          properties: {
            apiVersion: { const: 'example.com/v1' },
            kind: { const: 'Widget' },
            metadata: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
            spec: { type: 'object' },
          },
          additionalProperties: false,
          required: ['apiVersion', 'kind', 'metadata', 'spec'],
        },
      },
    });
  });
});
