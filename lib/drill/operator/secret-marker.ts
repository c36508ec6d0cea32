import { fields, text } from './fields';

/** Where a secret's value would stand: `secret-key:<namespace>/<name>/<key>`. Who plays the plan puts a stand-in there. */
export function secretMarker(namespace: string, selector: unknown): string | undefined {
  const { name, key } = fields(selector);
  const [secret, field] = [text(name), text(key)];
  return secret === undefined || field === undefined ? undefined : `${SECRET_MARKER}${namespace}/${secret}/${field}`;
}

/** How a marker begins. */
export const SECRET_MARKER = 'secret-key:';
