import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { Finding } from '../../lib/checks/finding';
import { CHECKS } from '../../lib/checks/registry';
import { checkFiles, checkObjects, SourceFile } from '../../lib/checks/run';
import { githubReport, jsonReport, sarifReport, textReport } from '../../lib/report';
import { MANIFESTS } from './manifests';
import { Random } from './random';

/**
 * Manifests that nobody would write, made from those that somebody has written: a check never throws and never hangs, whatever
 * it is given. FUZZ_RUNS=100000 runs more of them, FUZZ_SEED begins elsewhere.
 */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 3000);
const SEED = Number(process.env['FUZZ_SEED'] ?? 1);

/** A run of a few files takes milliseconds, of this process' own time; this is a hang. */
const MOST_MS = 2000;

const dist = resolve(__dirname, '../../dist');
const texts = [
  ...MANIFESTS, ...MANIFESTS,
  ...readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.yaml')).sort().map((path) => readFileSync(join(dist, path), 'utf8')),
];
const objects = texts.flatMap((text) => parseAllDocuments(text, { version: '1.1' }).map((each) => JSON.stringify(each.toJS())));
const IDS = new Set([...CHECKS.map(({ id }) => id), 'waiver/unused']);

/** Characters that mean something somewhere. */
const PIECES = ['"', '\'', '{', '}', '[', ']', '{{', '}}', '${', ':', ': ', ' #', '&a ', '*a', '!!int ', '|', '>', '-', '- ', '\n', '\t', '\r', '\0', '\u0085', '\u2028', '\uFEFF', '\u{1F600}', '\uD800', '%', '\\', '---\n', '<<: ', '~', '=~', '(', ')', '((((', '.*', '[5m]', '$labels.', '0', '-1', '1e999', '.nan'];

/** Values of all kinds that a field may have, and should not. */
const VALUES: readonly unknown[] = [
  null, true, false, 0, -1, 1.5, 1e999, Number.NaN, '', ' ', '\n', 'x', '0', '30s', '-30s', '1y', '99999999999999999999s', '{{', '{{ .x }}', '{{ $labels.name }}', '${x}', '${', '((((', '.*', '[', '\\', 'a'.repeat(5000), '\uD800', '\0', '__proto__', 'constructor', 'toString',
  [], [[]], [null], [{}], ['x'], {}, { '': '' }, { x: null }, { __proto__: 1 }, { constructor: {} }, { name: [], namespace: {} }, { toString: 1 }, { length: 3 }, 'https://hooks.slack.com/services/x', 'flagger_canary_status', 'sum(', '"', 'severity="', '2024-01-01', '12:30', '0o7', '𝒳',
];

/** Names of fields that a map may have, and should not. */
const NAMES = ['', ' ', '__proto__', 'constructor', 'toString', 'length', 'name', 'namespace', 'kind', 'spec', 'rules', 'route', 'x.y', '0', '[]'];

/** A value of its own: what is made of it shall not be in the next one. */
function anyValue(random: Random): unknown {
  return structuredClone(random.pick(VALUES));
}

function mutatedText(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  const lines = text.split('\n');
  switch (random.below(9)) {
    case 0: return text.slice(0, at) + text.slice(at + 1 + random.below(20));
    case 1: return text.slice(0, at);
    case 2: return text.slice(at);
    case 3: return text.slice(0, at) + random.pick(PIECES) + text.slice(at);
    case 4: return text.slice(0, at) + String.fromCharCode(random.below(0x10000)) + text.slice(at + 1);
    case 5: lines.splice(random.below(lines.length), 1 + random.below(3)); return lines.join('\n');
    case 6: lines.splice(random.below(lines.length), 0, random.pick(lines)); return lines.join('\n');
    case 7: { const line = random.below(lines.length); lines[line] = random.next() < 0.5 ? `  ${lines[line]}` : (lines[line] as string).replace(/^ {1,2}/, ''); return lines.join('\n'); }
    // A value of another kind.
    default: return text.replace(/([:-] )([^\n{}[\],]+)/g, (all, start: string) => random.below(20) === 0 ? start + JSON.stringify(random.pick(VALUES)) : all);
  }
}

function mutatedValue(value: unknown, random: Random): unknown {
  const places: [Record<string, unknown>, string][] = [];
  const collect = (each: unknown): void => {
    if (typeof each !== 'object' || each === null) { return; }
    for (const key of Object.keys(each)) { places.push([each as Record<string, unknown>, key]); collect((each as Record<string, unknown>)[key]); }
  };
  collect(value);
  if (places.length === 0) { return anyValue(random); }
  const [parent, key] = random.pick(places);
  switch (random.below(5)) {
    case 0: if (Array.isArray(parent)) { parent.splice(Number(key), 1); } else { Reflect.deleteProperty(parent, key); } break;
    case 1: { const [other, name] = random.pick(places); parent[key] = structuredClone(other[name]); break; }
    case 2: { const text = parent[key]; parent[key] = typeof text === 'string' ? mutatedText(text, random) : anyValue(random); break; }
    case 3: parent[key] = anyValue(random); break;
    default:
      if (Array.isArray(parent)) { parent.push(anyValue(random)); break; }
      Object.defineProperty(parent, random.pick(NAMES), { value: anyValue(random), enumerable: true, configurable: true, writable: true });
  }
  return value;
}

/** Runs, and says what was given where it fails. */
function expectSound(given: unknown, seed: number, run: () => Finding[]): Finding[] {
  const begun = process.cpuUsage();
  try {
    const findings = run();
    const { user } = process.cpuUsage(begun);
    const took = user / 1000;
    if (took > MOST_MS) { throw new Error(`it took ${Math.round(took)} ms`); }
    const wrong = findings.find(({ check, severity, what, value, position }) => !IDS.has(check) || !['error', 'warning', 'info'].includes(severity) || typeof what !== 'string' || what === ''
      || /\bundefined\b|\[object Object\]/.test(what) || !['string', 'undefined'].includes(typeof value) || (position !== undefined && !(position.line >= 1 && position.column >= 1)));
    if (wrong !== undefined) { throw new Error(`a finding is malformed: ${JSON.stringify(wrong)}`); }
    return findings;
  } catch (error) {
    throw new Error(`seed ${seed}: ${error instanceof Error ? error.stack : String(error)}\n\n${JSON.stringify(given).slice(0, 5000)}`);
  }
}

// Schemas are compiled once.
beforeAll(() => { checkFiles(texts.map((text, index) => ({ path: `${index}.yaml`, text }))); });

test('mutated texts: no throw, no hang, and every report can tell of it', () => {
  for (let seed = SEED; seed < SEED + RUNS / 2; seed++) {
    const random = new Random(seed);
    const files = Array.from({ length: 1 + random.below(4) }, (_, index): SourceFile => {
      let text = random.pick(texts);
      for (let times = random.below(4); times > 0; times--) { text = mutatedText(text, random); }
      return { path: `${index}.yaml`, text };
    });
    expectSound(files, seed, () => {
      const findings = checkFiles(files);
      const looked = { files: files.length, objects: 1 };
      textReport(findings, files, looked);
      githubReport(findings, looked);
      JSON.parse(jsonReport(findings, looked));
      JSON.parse(sarifReport(findings, { version: '0' }));
      return findings;
    });
  }
}, 120_000 + RUNS * 50);

test('mutated objects: no throw, no hang', () => {
  for (let seed = SEED; seed < SEED + RUNS / 2; seed++) {
    const random = new Random(seed);
    const given = Array.from({ length: 1 + random.below(6) }, () => {
      let value = JSON.parse(random.pick(objects)) as unknown;
      for (let times = random.below(4); times > 0; times--) { value = mutatedValue(value, random); }
      return value;
    });
    expectSound(given, seed, () => checkObjects(given));
  }
}, 120_000 + RUNS * 50);

test('no secret is told', () => {
  const files = MANIFESTS.map((text, index) => ({ path: `${index}.yaml`, text }));
  const findings = checkFiles(files);
  const looked = { files: files.length, objects: 1 };
  expect(findings.filter(({ check }) => check.startsWith('secret/')).length).toBeGreaterThan(0);
  for (const report of [textReport(findings, files, looked), githubReport(findings, looked), jsonReport(findings, looked), sarifReport(findings, { version: '0' })]) {
    expect(report).not.toContain('hunter2');
    expect(report).not.toContain(Buffer.from('hunter2').toString('base64').slice(0, 8));
  }
});
