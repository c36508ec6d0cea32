/** A mail as people see it. */
export interface Mail {
  readonly subject: string;
  readonly to: string;
  readonly text: string;
  readonly html: string;
}

interface Part {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** Reads a mail as Alertmanager writes one: parts of text and HTML, each quoted-printable or base64 (RFC 2045 to 2047). */
export function readMail(source: string): Mail {
  const mail = split(source);
  const leaves = leavesOf(mail);
  const content = (type: string): string => leaves.filter(({ headers }) => (headers.get('content-type') ?? 'text/plain').startsWith(type)).map(decoded).join('\n');
  return { subject: words(mail.headers.get('subject') ?? ''), to: words(mail.headers.get('to') ?? ''), text: content('text/plain'), html: content('text/html') };
}

function split(source: string): Part {
  const lines = source.replace(/\r\n/g, '\n');
  const end = lines.indexOf('\n\n');
  const head = end < 0 ? lines : lines.slice(0, end);
  const headers = new Map<string, string>();
  for (const line of head.replace(/\n[ \t]+/g, ' ').split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) { headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()); }
  }
  return { headers, body: end < 0 ? '' : lines.slice(end + 2) };
}

function leavesOf(part: Part): Part[] {
  const boundary = /^multipart\/.*boundary="?([^";]+)"?/i.exec(part.headers.get('content-type') ?? '')?.[1];
  if (boundary === undefined) { return [part]; }
  return `\n${part.body}`.split(`\n--${boundary}`).slice(1).filter((each) => !each.startsWith('--')).flatMap((each) => leavesOf(split(each.replace(/^[^\n]*\n/, ''))));
}

function decoded({ headers, body }: Part): string {
  switch (headers.get('content-transfer-encoding')?.toLowerCase()) {
    case 'base64': return Buffer.from(body, 'base64').toString('utf8').trimEnd();
    case 'quoted-printable': return unquoted(body.replace(/=[ \t]*\n/g, '')).trimEnd();
    default: return body.trimEnd();
  }
}

/** The words of a header that are no plain ASCII: `=?utf-8?q?…?=`. */
function words(header: string): string {
  return header.replace(/\?=\s+=\?/g, '?==?').replace(/=\?[^?]+\?([bq])\?([^?]*)\?=/gi, (_, encoding: string, word: string) =>
    encoding.toLowerCase() === 'b' ? Buffer.from(word, 'base64').toString('utf8') : unquoted(word.replaceAll('_', ' ')));
}

function unquoted(text: string): string {
  const bytes: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const hex = text[i] === '=' ? text.slice(i + 1, i + 3) : '';
    if (/^[0-9a-f]{2}$/i.test(hex)) { bytes.push(parseInt(hex, 16)); i += 2; } else { bytes.push(...Buffer.from(text[i] ?? '', 'utf8')); }
  }
  return Buffer.from(bytes).toString('utf8');
}
