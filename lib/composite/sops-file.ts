import { readFileSync } from 'node:fs';
import { Document } from '../checks/document';
import { invalid, InvalidInput } from '../invalid';

/** A Secret that SOPS encrypted, as a file has it. */
export interface SopsFile {
  readonly file: string;
  /** All of it: SOPS' code of authenticity is over the values in their order, so that nothing may be written anew. */
  readonly text: string;
  readonly name: string;
  readonly namespace: string;
  readonly keys: readonly string[];
  readonly object: { readonly [field: string]: unknown };
}

/** What SOPS writes in place of a value (getsops/sops v3.13.2 aes/cipher.go). */
const ENCRYPTED = /^ENC\[AES256_GCM,data:[A-Za-z0-9+/=]*,iv:[A-Za-z0-9+/=]+,tag:[A-Za-z0-9+/=]+,type:(?:str|bytes|int|float|bool|comment)\]$/;

/** Who can decrypt: at least one of these (getsops/sops v3.13.2 stores/stores.go Metadata). */
const RECIPIENTS = ['age', 'pgp', 'kms', 'gcp_kms', 'azure_kv', 'hc_vault', 'hckms', 'key_groups'];

interface Manifest {
  readonly apiVersion?: unknown;
  readonly kind?: unknown;
  readonly metadata?: { readonly name?: unknown; readonly namespace?: unknown };
  readonly data?: unknown;
  readonly stringData?: unknown;
  readonly sops?: { readonly mac?: unknown; readonly [field: string]: unknown };
}

/**
 * Reads a file with one encrypted Secret. No value of it is ever repeated in a message.
 *
 * @throws What keeps Flux from applying it, or would put a secret into git in plain text.
 */
export function readSopsFile(file: string): SopsFile {
  const text = textOf(file);
  const documents = Document.read(text, file).filter(({ value, unreadable }) => unreadable.length > 0 || (value !== null && value !== undefined));
  const [document, second] = documents;
  if (document === undefined || second !== undefined) {
    throw invalid({ at: file, what: `there is ${document === undefined ? 'no object' : 'more than one object'} in the file`, allowed: 'YAML with one Secret', fix: 'a file for each Secret' });
  }
  const refuse: Refuse = (path, what, allowed, fix): InvalidInput => {
    const { line, column } = document.position(path) ?? { line: 1, column: 1 };
    return invalid({ at: `${file}:${line}:${column}`, what, allowed, fix });
  };
  const [unreadable] = document.unreadable;
  if (unreadable !== undefined) {
    const { line, column } = unreadable.position ?? { line: 1, column: 1 };
    throw invalid({ at: `${file}:${line}:${column}`, what: 'the file is not YAML', allowed: 'YAML with one Secret that SOPS encrypted' });
  }
  const manifest = document.value as Manifest;
  const { name, namespace } = namesOf(manifest, refuse);
  const keys = keysOf(manifest, file, refuse);
  if (!text.endsWith('\n')) { throw refuse([], 'the file does not end with a line break', 'the file as SOPS writes it: it was changed afterwards'); }
  return { file, text, name, namespace, keys, object: document.value as { readonly [field: string]: unknown } };
}

type Refuse = (path: readonly string[], what: string, allowed: string, fix?: string) => InvalidInput;

const ENCRYPT = '--encrypted-regex \'^(data|stringData)$\'';

function namesOf({ apiVersion, kind, metadata }: Manifest, refuse: Refuse): { readonly name: string; readonly namespace: string } {
  const names = { apiVersion, kind, name: metadata?.name, namespace: metadata?.namespace };
  const hidden = Object.entries(names).find(([, value]) => typeof value === 'string' && value.startsWith('ENC['));
  if (hidden !== undefined) {
    throw refuse(hidden[0] === 'name' || hidden[0] === 'namespace' ? ['metadata', hidden[0]] : [hidden[0]], `${hidden[0]} is encrypted, too`, 'data and stringData alone: Flux must know the object before it decrypts it', `sops encrypt ${ENCRYPT}`);
  }
  if (apiVersion !== 'v1' || kind !== 'Secret') { throw refuse(['kind'], 'the object is no Secret', 'apiVersion: v1 and kind: Secret'); }
  if (typeof names.name !== 'string' || names.name === '') { throw refuse(['metadata'], 'the Secret has no name', 'metadata: { name: …, namespace: … }'); }
  if (typeof names.namespace !== 'string' || names.namespace === '') {
    throw refuse(['metadata'], `Secret ${names.name} has no namespace`, 'the namespace of whoever reads it: it cannot be written into the file afterwards');
  }
  return { name: names.name, namespace: names.namespace };
}

function keysOf(manifest: Manifest, file: string, refuse: Refuse): string[] {
  const { sops } = manifest;
  if (typeof sops !== 'object' || sops === null) {
    throw refuse([], 'the Secret is not encrypted', 'a file that SOPS encrypted: what stands in git can be read by everybody who can read the repository', `sops encrypt --in-place ${ENCRYPT} ${file}; and change the value, if it was ever committed`);
  }
  if (typeof sops.mac !== 'string' || !sops.mac.startsWith('ENC[')) { throw refuse(['sops'], 'sops.mac is missing', 'the file as SOPS writes it: without it Flux does not know that the Secret is encrypted'); }
  if (!RECIPIENTS.some((each) => Array.isArray(sops[each]) && sops[each].length > 0)) { throw refuse(['sops'], 'nobody can decrypt the Secret', `at least one of ${RECIPIENTS.join(', ')}`, `sops updatekeys ${file}`); }
  const keys = (['data', 'stringData'] as const).flatMap((part) => {
    const values = manifest[part];
    if (values === undefined || values === null) { return []; }
    if (typeof values !== 'object' || Array.isArray(values)) { throw refuse([part], `${part} is no map`, 'a map of keys and values'); }
    const plain = Object.entries(values).find(([, value]) => typeof value !== 'string' || !ENCRYPTED.test(value));
    if (plain !== undefined) {
      throw refuse([part, plain[0]], `${part}.${plain[0]} is not encrypted`, 'every value encrypted by SOPS: what stands in git can be read by everybody who can read the repository', `sops encrypt ${ENCRYPT}; and change the value, if it was ever committed`);
    }
    return Object.keys(values);
  });
  if (keys.length === 0) { throw refuse([], 'the Secret has no keys', 'data or stringData with at least one'); }
  return keys;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw invalid({ at: file, what: `the file cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}`, allowed: `a file, as seen from ${process.cwd()}` });
  }
}
