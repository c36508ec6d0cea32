import Ajv2020 from 'ajv/dist/2020';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** The schema that receivers of Flagger's webhooks get. */
export const WEBHOOK_SCHEMA = JSON.parse(readFileSync(resolve(__dirname, '../../docs/flagger-webhook.schema.json'), 'utf8')) as {
  readonly $defs: { readonly call: { readonly required: string[]; readonly properties: { readonly phase: { readonly enum: string[] } } } };
};

const ajv = new Ajv2020({ strict: false, allErrors: true });
ajv.addSchema(WEBHOOK_SCHEMA, 'webhook');

/** What is wrong with a payload: of an event, or of any other call. */
export function faults(part: 'call' | 'event', payload: unknown): string[] {
  const validate = ajv.getSchema(part === 'event' ? 'webhook' : 'webhook#/$defs/call');
  if (validate === undefined) { throw new Error(`the schema has no ${part}`); }
  return validate(payload) === true ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}
