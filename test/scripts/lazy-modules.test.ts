import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as ts from 'typescript';
import { lazyModule } from '../../scripts/lazy-modules/lazy';

const folder = mkdtempSync(join(tmpdir(), 'canary-alerting-lazy-'));
afterAll(() => { rmSync(folder, { recursive: true }); });
let count = 0;

/** Runs modules as they are written once they are lazy; gives what `main` exports, and which modules were loaded when. */
function load(modules: Readonly<Record<string, string>>): { readonly exports: Record<string, unknown>; readonly loaded: string[]; readonly text: string } {
  const place = join(folder, String(count++));
  mkdirSync(place);
  const loaded: string[] = [];
  (globalThis as unknown as { loaded: string[] }).loaded = loaded;
  const emitted = Object.entries(modules).map(([name, text]) => [join(place, `${name}.js`), ts.transpileModule(text, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true } }).outputText] as const);
  for (const [file, text] of emitted) { writeFileSync(file, text); }
  const program = ts.createProgram(emitted.map(([file]) => file), { allowJs: true, noResolve: true, noLib: true, types: [] });
  const texts = emitted.map(([file]) => [file, lazyModule(program.getSourceFile(file) as ts.SourceFile, program.getTypeChecker(), () => ['Shared', 'other'])] as const);
  for (const [file, text] of texts) { writeFileSync(file, text); }
  return { exports: jest.requireActual<Record<string, unknown>>(join(place, 'main.js')), loaded, text: texts.find(([file]) => file.endsWith('main.js'))?.[1] ?? '' };
}

const dependency = 'globalThis.loaded.push("dep"); export class Shared { value = 1 } export const other = { deep: { fn: (x) => x + 1, Made: class { v = 2 } } }; export default 5;';

test('a module is loaded when it is first used', () => {
  const { exports, loaded } = load({ dep: dependency, main: 'import { other } from "./dep"; export const use = () => other.deep.fn(1); export const later = 1;' });
  expect(exports['later']).toBe(1);
  expect(loaded).toEqual([]);
  expect((exports['use'] as () => number)()).toBe(2);
  expect(loaded).toEqual(['dep']);
  expect((exports['use'] as () => number)()).toBe(2);
  expect(loaded).toEqual(['dep']);
});

test.each<[string, string, unknown]>([
  ['constructed', 'import { Shared } from "./dep"; export const use = () => new Shared().value;', 1],
  ['constructed by a namespace', 'import * as dep from "./dep"; export const use = () => new dep.other.deep.Made().v;', 2],
  ['called', 'import { other } from "./dep"; export const use = () => (0, other.deep.fn)(1);', 2],
  ['the default', 'import dep from "./dep"; export const use = () => dep;', 5],
  ['in short notation', 'import * as dep from "./dep"; export const use = () => { const all = { dep }; return all.dep.default; };', 5],
  ['passed on', 'import * as dep from "./dep"; export const use = () => Object.keys(dep).length;', 3],
  ['not meant: a parameter of the same name', 'import * as dep from "./dep"; export const use = () => [dep.default].map((x) => ((dep) => dep)(x))[0];', 5],
  ['not meant: a property of the same name', 'import * as dep from "./dep"; export const use = () => ({ dep: dep.default }).dep;', 5],
  ['extended', 'import { Shared } from "./dep"; class Below extends Shared {} export const use = () => new Below().value;', 1],
  ['in a template and a type test', 'import { Shared } from "./dep"; export const use = () => `${new Shared() instanceof Shared}`;', 'true'],
])('it is the same module when it is %s', (_, main, value) => {
  const { exports } = load({ dep: dependency, main });
  expect((exports['use'] as () => unknown)()).toBe(value);
});

test('what is exported again is loaded when it is asked for, and its names can be read from the text', () => {
  const { exports, loaded, text } = load({ dep: dependency, main: 'export * from "./dep"; export * as space from "./dep"; export { other as renamed } from "./dep"; export const own = 1;' });
  expect(Object.keys(exports).sort()).toEqual(['Shared', 'other', 'own', 'renamed', 'space']);
  expect(loaded).toEqual([]);
  expect(exports['renamed']).toBe((exports['space'] as { other: unknown }).other);
  expect(loaded).toEqual(['dep']);
  expect(text).toContain('0 && (module.exports = { Shared, other, space });');
  expect(text).not.toMatch(/Object\.defineProperty\(exports, "(Shared|other|space)"/);
});
