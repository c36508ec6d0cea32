import { HTTP_SECRET_FIELDS } from '../facts/alertmanager';
import { invalid } from '../invalid';
import { SecretKey } from '../secret-key';

/**
 * Refuses a literal value in a field that holds a secret, without repeating the value: what this library writes is committed.
 */
export function refuseSecrets(at: string, value: unknown, secretFields: { readonly [field: string]: string | undefined }): void {
  if (typeof value !== 'object' || value === null || value instanceof SecretKey) { return; }
  for (const [field, each] of Object.entries(value)) {
    if (Object.hasOwn(secretFields, field) && each !== undefined) {
      const file = secretFields[field];
      throw invalid({
        at, what: `${field} holds a secret's value`, allowed: 'the path of a file alone: the configuration is committed to git',
        fix: file === undefined ? 'Alertmanager reads this field from no file: give the identity to the pod instead' : `${file}: SecretKey.of('…', '…')`,
      });
    }
    if (field === 'tls_config' || field === 'http_config' || field === 'smtp_tls_config') { refuseSecrets(at, each, HTTP_SECRET_FIELDS); continue; }
    refuseSecrets(at, each, secretFields);
  }
}
