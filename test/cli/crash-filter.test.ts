import { CrashFilter } from '../../lib/cli/crash-filter';

function filter(...pieces: string[]): { readonly passed: string; readonly held: string } {
  let passed = '';
  const stream = new CrashFilter((text) => { passed += text; });
  for (const piece of pieces) { stream.take(piece); }
  stream.end();
  return { passed, held: stream.held };
}

describe('CrashFilter', () => {
  test.each([
    ['warnings', ['warning: one\nwarning: ', 'two\n'], { passed: 'warning: one\nwarning: two\n', held: '' }],
    ['a last line without an end', ['warning'], { passed: 'warning', held: '' }],
    ['a report after a warning', ['warning\n/app/main.ts:3\nthrow', ' x\n'], { passed: 'warning\n', held: '/app/main.ts:3\nthrow x\n' }],
    ['a report of Node\'s own', ['node:internal/modules/run_main:123\nx'], { passed: '', held: 'node:internal/modules/run_main:123\nx' }],
    ['a report of a module', ['file:///app/main.mjs:3\n'], { passed: '', held: 'file:///app/main.mjs:3\n' }],
    ['a report in pieces', ['/app/ma', 'in.ts:3', '\n'], { passed: '', held: '/app/main.ts:3\n' }],
    ['a place with words behind it', ['/app/main.ts:3 is wrong\n'], { passed: '/app/main.ts:3 is wrong\n', held: '' }],
  ])('%s', (_, pieces, expected) => {
    expect(filter(...pieces)).toEqual(expected);
  });
});
