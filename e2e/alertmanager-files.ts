import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isMap, isScalar, isSeq, Pair, parseDocument, Scalar, visit } from 'yaml';

/** What Alertmanager reads: the keys of the Secret that the operator mounts. */
export interface AlertmanagerFiles {
  /** The text under `alertmanager.yaml`. */
  readonly config: string;

  /**
   * The content of template files, by the name of their key.
   *
   * @default - none
   */
  readonly templates?: Readonly<Record<string, string>>;
}

/** Where the operator mounts the Secrets that Alertmanager's `*_file` fields read (prometheus-operator 0.93.0 pkg/alertmanager/statefulset.go). */
const SECRETS = '/etc/alertmanager/secrets/';

/** The name of the configuration's file, in the folder of the program. */
export const CONFIG = 'alertmanager.yaml';

/** Where the operator puts the keys of the configuration's Secret (the same file). */
const MOUNTED = '/etc/alertmanager/config/';

/**
 * Writes a configuration so that a program on this machine reads it: templates and the files under
 * /etc/alertmanager/secrets come to lie in a folder.
 *
 * @param files The configuration.
 * @param folder An empty folder.
 * @param stand What stands in for a secret, by its path under /etc/alertmanager/secrets, such as `slack-on-call/address`,
 *   and the field that reads it, such as `api_url_file`.
 * @returns The path of the configuration, and the paths of the secrets that it reads.
 */
export function unpack(
  files: AlertmanagerFiles,
  folder: string,
  stand: (secret: string, field: string) => string = () => 'http://127.0.0.1:9/',
): { readonly path: string; readonly secrets: readonly string[] } {
  const document = parseDocument(files.config);
  const secrets: string[] = [];
  visit(document, {
    Pair(_, pair) {
      const field = String((pair.key as Scalar | null)?.value ?? pair.key);
      if (field === 'templates' && isSeq(pair.value)) { relocateTemplates(pair, folder); }
      if (!field.endsWith('_file') || !isScalar(pair.value) || !String(pair.value.value).startsWith(SECRETS)) { return; }
      const secret = String(pair.value.value).slice(SECRETS.length);
      secrets.push(secret);
      pair.value.value = write(join(folder, 'secrets', secret), stand(secret, field));
    },
  });
  for (const [name, content] of Object.entries(files.templates ?? {})) { write(join(folder, 'config', name), content); }
  // What does not parse, or is no mapping, is the real program's to refuse.
  const isReadable = document.errors.length === 0 && isMap(document.contents);
  return { path: write(join(folder, CONFIG), isReadable ? document.toString({ lineWidth: 0 }) : files.config), secrets };
}

function relocateTemplates(pair: Pair, folder: string): void {
  for (const item of isSeq(pair.value) ? pair.value.items : []) {
    // A relative path is left alone: under the operator it is relative to config_out, where no template is.
    if (isScalar(item) && String(item.value).startsWith(MOUNTED)) { item.value = join(folder, 'config', basename(String(item.value))); }
  }
}

function write(path: string, content: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}
