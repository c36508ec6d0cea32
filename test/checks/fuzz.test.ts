import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { Finding } from '../../lib/checks/finding';
import { CHECKS } from '../../lib/checks/registry';
import { checkFiles, checkObjects, SourceFile } from '../../lib/checks/run';
import { githubReport, jsonReport, sarifReport, textReport } from '../../lib/report';
import { MANIFESTS } from './manifests';
import { mutatedText, mutatedValue, written } from './mutation';
import { Random } from './random';
import { SizeClass } from './size-class';

/**
 * Manifests that nobody would write, made from those that somebody has written: a check never throws, never hangs and says
 * whole sentences, whatever it is given. FUZZ_RUNS=100000 runs more of them, FUZZ_SEED begins elsewhere. Run before a release: FUZZ_RUNS=20000
 * with FUZZ_SEED=1, 10001, 20001, 30001 and 40001, which is 100,000 runs in five processes.
 */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 3000);
const SEED = Number(process.env['FUZZ_SEED'] ?? 1);

const dist = resolve(__dirname, '../../dist');
const texts = [
  ...MANIFESTS, ...MANIFESTS,
  ...readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.yaml')).sort().map((path) => readFileSync(join(dist, path), 'utf8')),
];
const objects = texts.flatMap((text) => parseAllDocuments(text, { version: '1.1' }).map((each) => JSON.stringify(each.toJS())));
const IDS = new Set([...CHECKS.map(({ id }) => id), 'waiver/unused']);

/** Names that some check reads something from. */
const PATHS = ['kustomization.yaml', 'patch.yaml', 'values.yaml', 'alertmanager.yaml', 'rules.yml', 'apps/shop/canary.yaml', 'apps\\shop\\canary.yaml', '../x.yaml', '/x.yaml', '-', '<stdin>', '', 'manifest.json', 'a b/ü.yaml', '__proto__'];

const sizes = new SizeClass();

/** Runs, and says what was given where it fails. */
function expectSound(given: unknown, bytes: number, seed: number, run: () => Finding[]): void {
  try {
    const findings = sizes.within(bytes, run);
    const wrong = findings.find(({ check, severity, what, value, allowed, fix, position }) => !IDS.has(check) || !['error', 'warning', 'info'].includes(severity) || typeof what !== 'string' || what === ''
      || [what, allowed ?? '', fix ?? ''].some((text) => typeof text !== 'string' || /\bundefined\b|\[object |function \w*\(|\bNaN\b/.test(text.replaceAll(/\.(?:nan|NaN)|`[^`]*`/g, '')) && !JSON.stringify(given).includes('NaN'))
      || !['string', 'undefined'].includes(typeof value) || (position !== undefined && !(position.line >= 1 && position.column >= 1)));
    if (wrong !== undefined) { throw new Error(`a finding is malformed: ${JSON.stringify(wrong)}`); }
  } catch (error) {
    throw new Error(`seed ${seed}: ${error instanceof Error ? error.stack : String(error)}\n\n${JSON.stringify(given).slice(0, 5000)}`);
  }
}

/** A text as it was, or changed a little; or an object that was changed, written in some way. */
function anyText(random: Random): string {
  let text = random.pick(texts);
  if (random.below(3) === 0) {
    let value = JSON.parse(random.pick(objects)) as unknown;
    for (let times = random.below(4); times > 0; times--) { value = mutatedValue(value, random); }
    text = written(value, random);
    if (random.next() < 0.5) { return text; }
  }
  for (let times = random.below(4); times > 0; times--) { text = mutatedText(text, random); }
  return random.below(8) === 0 ? `${text}\n---\n${random.pick(texts)}` : text;
}

// Schemas are compiled once; what takes how long is learned from what is as it was.
beforeAll(() => {
  const files = texts.map((text, index) => ({ path: `${index}.yaml`, text }));
  for (let times = 0; times < 3; times++) { sizes.learn(files.reduce((sum, { text }) => sum + text.length, 0), () => checkFiles(files)); }
});

test('mutated texts: no throw, no hang, and every report can tell of it', () => {
  for (let seed = SEED; seed < SEED + RUNS / 2; seed++) {
    const random = new Random(seed);
    const files = Array.from({ length: 1 + random.below(4) }, (_, index): SourceFile => ({ path: random.below(3) === 0 ? random.pick(PATHS) : `${index}.yaml`, text: anyText(random) }));
    expectSound(files, files.reduce((sum, { text }) => sum + text.length, 0), seed, () => {
      const findings = checkFiles(files);
      const looked = { files: files.length, objects: 1 };
      textReport(findings, files, looked);
      githubReport(findings, looked);
      JSON.parse(jsonReport(findings, looked));
      JSON.parse(sarifReport(findings, { version: '0' }));
      return findings;
    });
  }
}, 120_000 + RUNS * 100);

test('mutated objects: no throw, no hang', () => {
  for (let seed = SEED; seed < SEED + RUNS / 2; seed++) {
    const random = new Random(seed);
    const given = Array.from({ length: 1 + random.below(6) }, () => {
      let value = JSON.parse(random.pick(objects)) as unknown;
      for (let times = random.below(4); times > 0; times--) { value = mutatedValue(value, random); }
      return value;
    });
    expectSound(given, JSON.stringify(given).length, seed, () => checkObjects(given));
  }
}, 120_000 + RUNS * 100);

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
