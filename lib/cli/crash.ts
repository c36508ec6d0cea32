import { realpathSync } from 'node:fs';
import { dirname, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * What a person needs of the report with which Node ends after an uncaught error. Of a mistake that this library or cdk8s
 * found, the message; of a mistake in the code, the message and where in the project's own files it happened. What cannot be
 * read stays as it was.
 *
 * @param report What Node wrote to stderr.
 * @param folder The project's folder.
 */
export function readableCrash(report: string, folder: string): string {
  const plain = report.replace(/\u001b\[[\d;]*m/g, '').replaceAll('\r\n', '\n');
  // Below code that is minified Node has no caret, but a line of blanks; below what it runs itself no empty line.
  const match = /^(\S.*:\d+)\n[^]*?\n(?: *\^+ *| {80,})\n+([^]*?)\n\nNode\.js v\d[^\n]*\n?([^]*)$/.exec(plain);
  if (match === null) { return report; }
  const [, place = '', error = '', rest = ''] = match;
  const short = readableError(error, place, folder);
  return short === undefined ? report : `${short}\n${rest}`;
}

/** Code between a mistake and where it was made that is not the user's: this library's own. */
const LIBRARY = dirname(__dirname);

/** More places than these do not help. */
const MOST_PLACES = 5;

function readableError(error: string, place: string, folder: string): string | undefined {
  const { header, frames, rest } = parts(error);
  if (/^Error(?: \[\w+\])?: Cannot find (?:module|package) 'tsx(?:\/[\w/]*)?'/.test(header)) {
    return 'tsx is not installed, by which Node reads TypeScript\n  fix:     npm install --save-dev tsx';
  }
  const own = places(frames, folder);
  const message = ourMessage(header);
  if (message !== undefined) {
    // What is found while rendering or validating has no place but app.synth().
    const made = header.startsWith('InvalidInput: ') ? own.slice(0, 1) : [];
    return [message, ...made.map((each) => `  at:      ${each}`)].join('\n');
  }
  // The cause says more than the error, and Node shows both.
  if (frames.length === 0 || /^\s*\[(?:cause|errors)\]:/m.test(rest)) { return undefined; }
  if (own.length > 0) { return [header, ...own.slice(0, MOST_PLACES).map((each) => `  at ${each}`)].join('\n'); }
  const here = ownPath(place.replace(/:\d+$/, ''), folder);
  if (here !== undefined) { return `${header}\n  at ${here}${/:\d+$/.exec(place)?.[0] ?? ''}`; }
  // A compiler's message has the place in its text.
  const roots = rootsOf(folder).map((root) => `${root}${sep}`);
  if (!roots.some((root) => header.includes(root))) { return undefined; }
  return roots.reduce((text, root) => text.replaceAll(root, ''), header.replace(/^Error(?: \[\w+\])?: /, ''));
}

function parts(error: string): { readonly header: string; readonly frames: readonly string[]; readonly rest: string } {
  const lines = error.split('\n');
  const isFrame = (line: string): boolean => /^ {4}(?:at |\.\.\. \d+ lines)/.test(line);
  const first = lines.findIndex(isFrame);
  if (first < 0) { return { header: error, frames: [], rest: '' }; }
  const length = lines.slice(first).findIndex((line) => !isFrame(line));
  const end = length < 0 ? lines.length : first + length;
  return { header: lines.slice(0, first).join('\n'), frames: lines.slice(first, end), rest: lines.slice(end).join('\n') };
}

/** The message of a mistake that this library or cdk8s found in what the user wrote; undefined for any other error. */
function ourMessage(header: string): string | undefined {
  // cdk8s puts this around what is thrown while it renders an object.
  const inner = header.replace(/^(?:Error: Failed serializing construct at path '[^']*' with name '[^']*': )+/, '');
  if (inner.startsWith('InvalidInput: ')) { return inner.slice('InvalidInput: '.length); }
  return inner.startsWith('Error: Validation failed with the following errors:') ? inner.slice('Error: '.length) : undefined;
}

/** The places in the project's own files, innermost first: `build (main.ts:7:73)` or `main.ts:7:73`. */
function places(frames: readonly string[], folder: string): string[] {
  const found: { readonly name: string; readonly path: string; readonly text: string }[] = [];
  for (const frame of frames) {
    const match = /^ {4}at (?:(.*) \()?((?:file:\/\/)?[^()]+):(\d+):(\d+)\)?(?: \{)?$/.exec(frame);
    const path = match === null ? undefined : ownPath(match[2] ?? '', folder);
    if (match === null || path === undefined) { continue; }
    const name = (match[1] ?? '').replace(/^async /, '');
    const last = found.at(-1);
    // tsx runs a file within a function of its own, whose place means nothing.
    if (name === 'Object.<anonymous>' && last?.name === '<anonymous>' && last.path === path) { continue; }
    const at = `${path}:${match[3]}:${match[4]}`;
    found.push({ name, path, text: name === '' || name.includes('<anonymous>') ? at : `${name} (${at})` });
  }
  return found.map((each) => each.text);
}

/** The path within the project, where the file is the user's own. */
function ownPath(text: string, folder: string): string | undefined {
  const path = text.startsWith('file://') ? fileURLToPath(text) : text;
  if (path.includes(`${sep}node_modules${sep}`) || path.startsWith(`${LIBRARY}${sep}`)) { return undefined; }
  const root = rootsOf(folder).find((each) => path.startsWith(`${each}${sep}`));
  return root === undefined ? undefined : relative(root, path);
}

function rootsOf(folder: string): string[] {
  const real = realpathSync(folder);
  return real === folder ? [folder] : [folder, real];
}
