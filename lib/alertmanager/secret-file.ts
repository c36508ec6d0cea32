import { SECRETS_FOLDER } from '../facts/alertmanager';
import { SecretKey } from '../secret-key';

/** Where Alertmanager finds a secret's value, with `alertmanagerSpec.secrets` naming the Secret. */
export function secretPath(secret: SecretKey): string {
  return `${SECRETS_FOLDER}/${secret.secretName}/${secret.key}`;
}

/** The same value with each SecretKey in it as its path, and without what is undefined. */
export function withSecretPaths(value: unknown): unknown {
  if (value instanceof SecretKey) { return secretPath(value); }
  if (Array.isArray(value)) { return value.map(withSecretPaths); }
  if (typeof value !== 'object' || value === null) { return value; }
  return Object.fromEntries(Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .map(([field, each]) => [field, withSecretPaths(each)]));
}

/** Each SecretKey in a value, in order. */
export function secretsIn(value: unknown): SecretKey[] {
  if (value instanceof SecretKey) { return [value]; }
  if (Array.isArray(value)) { return value.flatMap(secretsIn); }
  if (typeof value !== 'object' || value === null) { return []; }
  return Object.values(value).flatMap(secretsIn);
}
