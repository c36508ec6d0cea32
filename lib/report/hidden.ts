import { Finding } from '../checks/finding';

/**
 * What must not be seen on a screen or in the log of a CI: parts of webhooks' URLs, passwords in URLs, tokens. Messages of checks
 * hold none of it; this is for what a manifest may have where nobody expects it.
 */
const SECRETS: readonly RegExp[] = [
  // The path of a webhook's URL is its password.
  /(?<=https?:\/\/(?:[\w-]+\.)*(?:hooks\.slack(?:-gov)?\.com|discord(?:app)?\.com\/api\/webhooks|webhook\.office(?:365)?\.com|logic\.azure\.com(?::\d+)?|api\.powerplatform\.com(?::\d+)?|chat\.googleapis\.com|api\.telegram\.org|hc-ping\.com|nosnch\.in)\/)[^\s"'<>]+/gi,
  /(?<=:\/\/[^\s/:@"']*:)[^\s/@"']+(?=@)/g,
  /(?<=[?&](?:token|sig|signature|key|api_?key|access_token|password|secret)=)[^\s&"'<>]+/gi,
  /\bxox[a-z]-[\w-]+/g,
  /\bxapp-[\w-]+/g,
  /\bgh[a-z]_\w{20,}|\bgithub_pat_\w{20,}|\bglpat-[\w-]{16,}/g,
  /\bAKIA[0-9A-Z]{16}\b/g,
  /\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g,
  /(?<=\bBearer )[\w.~+/-]{8,}=*/gi,
  /-----BEGIN [A-Z ]*PRIVATE KEY[\s\S]*/g,
];

/** Names of fields whose value is a secret, in configurations of Alertmanager and in values of charts. */
const NAME = '["\']?(?:\\w*_)?(?:password|token|secret|credentials|api_?key|routing_?key|service_?key|user_?key|api_?secret|api_?url|webhook_?url|access_key|secret_key|private_key)["\']?\\s*:\\s+';

/** Such a field in a line of its own: all of the line is its value. */
const SECRET_FIELD = new RegExp(`^(\\s*(?:- )*${NAME})(\\S.*)$`, 'i');

/** Such a field between braces. */
const SECRET_FIELD_INSIDE = new RegExp(`(?<=[{,]\\s*)(${NAME})("[^"]*"|'[^']*'|[^\\s,}]+)`, 'gi');

const DOT = '•';

/** A text as it may be shown: what looks like a secret is left out. */
export function withoutSecrets(text: string): string {
  return SECRETS.reduce((each, pattern) => each.replace(pattern, '…'), text);
}

/** A line of a file as it may be shown beside a finding: as long as it was, so that what stands below it still fits. */
export function lineWithoutSecrets(line: string, { check, object, field, position }: Finding): string {
  const from = isSecretItself(check, object, field) ? Math.min(valueStart(line), Math.max(0, (position?.column ?? 1) - 1)) : line.length;
  const shown = line.slice(0, from) + dots(line.slice(from));
  const masked = [SECRET_FIELD, SECRET_FIELD_INSIDE].reduce((each, pattern) => each.replace(pattern, (_, name: string, value: string) => name + dots(value)), shown);
  return SECRETS.reduce((each, pattern) => each.replace(pattern, dots), masked);
}

/** A finding as it may be shown. */
export function findingWithoutSecrets(finding: Finding): Finding {
  const { what, value, allowed, fix, assuming } = finding;
  const clean = (text: string | undefined): string | undefined => text === undefined ? undefined : withoutSecrets(text);
  return { ...finding, what: withoutSecrets(what), value: clean(value), allowed: clean(allowed), fix: clean(fix), assuming: clean(assuming) };
}

function isSecretItself(check: string, object: string | undefined, field: string | undefined): boolean {
  // What an embedded configuration holds is not a secret as a whole; its way goes on behind a colon.
  return check.startsWith('secret/') || ((object ?? '').startsWith('Secret/') && /^(?:stringData|data)[.[]/.test(field ?? '') && !(field ?? '').includes(': '));
}

function valueStart(line: string): number {
  const [name] = /^\s*(?:- )*(?:"[^"]*"|'[^']*'|[^\s:"'][^:]*):\s+/.exec(line) ?? [];
  return name?.length ?? line.length;
}

function dots(text: string): string {
  return text.replace(/\S/g, DOT);
}
