import { parse } from 'yaml';
import { CONFIG_KEY } from '../facts/alertmanager';
import { Fields, fields, items, Manifest, Manifests, text } from './manifest';

/** A configuration of Alertmanager, and the Secret that it is in. */
export interface AlertmanagerConfig {
  readonly secret: Manifest;
  readonly config: Fields;
}

/** The configurations in the Secrets of the manifests; `unreadable` takes what is none. */
export function alertmanagerConfigs(manifests: Manifests, unreadable: (reference: string) => void): AlertmanagerConfig[] {
  return manifests.of('', 'Secret').flatMap((secret) => {
    const content = contentOf(secret);
    if (content === undefined) { return []; }
    try {
      return [{ secret, config: fields(parse(content, { version: '1.1' })) }];
    } catch {
      unreadable(secret.reference);
      return [];
    }
  });
}

function contentOf(secret: Manifest): string | undefined {
  const encoded = text(fields(secret.all.data)[CONFIG_KEY]);
  return text(fields(secret.all.stringData)[CONFIG_KEY]) ?? (encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString('utf8'));
}

/** The integrations of a receiver, by section. */
export function integrationsOf(config: Fields, receiver: string): { readonly section: string; readonly entry: Fields }[] {
  const found = items(config.receivers).find((each) => each.name === receiver) ?? {};
  return Object.keys(found).filter((section) => section.endsWith('_configs')).sort()
    .flatMap((section) => items(found[section]).map((entry) => ({ section, entry })));
}
