import { re2 } from '../re2';
import { Webhook } from './canary-analysis';
import { Located } from './located';
import { addTo } from '../listed';

/** What a load test with hey asks for. */
export interface LoadRequest {
  readonly url: string;
  /** The headers, by their names in lower case. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
}

/** Options of hey that have a value, and those that have none (rakyll/hey hey.go). */
const VALUED = new Set(['n', 'c', 'q', 'z', 'o', 'm', 'H', 't', 'A', 'd', 'D', 'T', 'a', 'x', 'U', 'host', 'cpus']);
const BARE = new Set(['h2', 'disable-compression', 'disable-keepalive', 'disable-redirects']);

/** What a webhook asks for by hey; undefined where the command is another one, or the shell decides what it is. */
export function heyRequest({ metadata }: Webhook): LoadRequest | undefined {
  const words = wordsOf(metadata['cmd'] ?? '');
  if (words === undefined || !/^(?:\S*\/)?hey$/.test(words[0] ?? '')) { return undefined; }
  const headers = new Map<string, string[]>();
  const add = (name: string, value: string): void => { addTo(headers, name.toLowerCase(), value); };
  let index = 1;
  for (; words[index]?.startsWith('-') === true; index++) {
    const [, option = '', joined] = /^--?([^=]+)(?:=(.*))?$/s.exec(words[index] as string) ?? [];
    if (BARE.has(option)) { continue; }
    if (!VALUED.has(option)) { return undefined; }
    const value = joined ?? words[++index];
    if (value === undefined) { return undefined; }
    if (option === 'H') {
      const [, name, text] = /^([\w-]+):\s*(.+)$/.exec(value) ?? [];
      if (name === undefined || text === undefined) { return undefined; }
      add(name, text);
    } else if (option === 'host') {
      add('host', value);
    }
  }
  const url = words[index];
  return url === undefined || index !== words.length - 1 ? undefined : { url, headers };
}

/**
 * Whether a condition of an A/B test surely does not hold for requests with these headers. Where one of them might hold, or meshes differ, this says no:
 * a regular expression that is found nowhere in a value matches it as a whole neither.
 */
export function surelyFails(condition: Located, provider: string | undefined, { headers }: LoadRequest): boolean {
  return condition.at('headers').entries.some(([name, rule]) => {
    if (OWN.test(name)) { return false; }
    const given = headers.get(name.toLowerCase()) ?? [];
    const tests = rule.entries.map(([kind, { text }]) => text === undefined ? undefined : testOf(kind, text, name.toLowerCase() === 'cookie' && provider === 'nginx'));
    if (tests.length === 0 || tests.includes(undefined)) { return false; }
    return given.every((value) => tests.some((test) => test?.(value) === false));
  });
}

/** Headers to which hey or a proxy on the way has something to add. */
const OWN = /^(?::.*|host|user-agent|accept.*|content-.*|authorization|x-(?:forwarded|real|envoy|request).*)$/i;

function testOf(kind: string, text: string, isNameOfCookie: boolean): ((value: string) => boolean) | undefined {
  if (isNameOfCookie) {
    // NGINX knows a cookie by its name (canary-by-cookie).
    return kind === 'exact' ? (value) => value.split(';').some((each) => each.trim().startsWith(`${text}=`)) : undefined;
  }
  switch (kind) {
    case 'exact': return (value) => value === text;
    case 'prefix': return (value) => value.startsWith(text);
    case 'suffix': return (value) => value.endsWith(text);
    case 'regex': return found(text);
    default: return undefined;
  }
}

function found(expression: string): ((value: string) => boolean) | undefined {
  try {
    const pattern = re2('match', `(?s:.*)(?:${expression})(?s:.*)`);
    return (value) => pattern.test(value);
  } catch {
    return undefined;
  }
}

/** The words of a command as a shell splits them; undefined where it does more than that. */
function wordsOf(command: string): string[] | undefined {
  const words: string[] = [];
  let rest = command.trim();
  while (rest !== '') {
    let word = '';
    for (;;) {
      const [all = '', plain, single, double] = /^(?:([^\s'"\\$`|;&<>(){}*?[\]#~!]+)|'([^']*)'|"([^"\\$`]*)")/.exec(rest) ?? [];
      if (all === '') { break; }
      word += plain ?? single ?? double ?? '';
      rest = rest.slice(all.length);
    }
    if (rest !== '' && !/^[ \t]/.test(rest)) { return undefined; }
    words.push(word);
    rest = rest.trimStart();
  }
  return words;
}
