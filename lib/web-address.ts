import { invalid } from './invalid';

/**
 * Refuses what is not the address of a web server, without repeating it: it may hold a password.
 * Source: prometheus/alertmanager v0.34.2 config/common/url.go (ParseURL); what Go and the operator's CRDs read alike.
 */
export function checkAddress(at: string, property: string, address: string | undefined): void {
  if (address === undefined || /^https?:\/\/(?:[A-Za-z0-9_.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?(?:[/?#](?:[!$&-;=?-Z_a-z~#]|%[0-9A-Fa-f]{2})*)?$/.test(address)) { return; }
  throw invalid({
    at, what: `${property} is not an HTTP URL without credentials`,
    allowed: 'http:// or https:// and a host; what holds a password or token belongs in a Secret', fix: `${property}: 'https://chat.example.com/'`,
  });
}

/** The same for a field that takes a template as well. */
export function checkTemplateAddress(at: string, property: string, address: string | undefined): void {
  if (address?.includes('{{') !== true) { checkAddress(at, property, address); }
}
