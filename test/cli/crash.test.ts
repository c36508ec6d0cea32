import { dirname, join } from 'node:path';
import { readableCrash } from '../../lib/cli/crash';
import { Project } from './project';

const library = join(dirname(dirname(__dirname)), 'lib');

/** A report as Node writes it; `~` is the project's folder. */
function report(place: string, error: string): string {
  return `${place}\n  some code\n       ^\n\n\n${error}\n\nNode.js v20.20.2\n`;
}

const NODE = '    at Module._compile (node:internal/modules/cjs/loader:1521:14)';
const TSX = '    at Object.transformer (~/node_modules/tsx/dist/register.cjs:22:2188)';

describe('readableCrash', () => {
  test.each([
    [
      'a mistake that the library found: its message, and where it was made',
      report(`${library}/invalid.ts:33`, `InvalidInput: AlertProvider/shop/news: neither is given
  allowed: one
    at invalid (${library}/invalid.ts:33:10)
    at new AlertProvider (~/node_modules/cdk8s-canary-alerting/build/lib/flagger/alert-provider.js:9:1)
    at <anonymous> (~/main.ts:5:27)
    at Object.<anonymous> (~/main.ts:13:11)
${NODE}`),
      'AlertProvider/shop/news: neither is given\n  allowed: one\n  at:      main.ts:5:27\n',
    ],
    [
      'a mistake that the library found while rendering',
      report('~/node_modules/cdk8s/src/api-object.ts:224', `Error: Failed serializing construct at path 'c/o' with name 'o': InvalidInput: Canary/shop/cart: wrong
  value:   2
    at ApiObject.toJson (~/node_modules/cdk8s/src/api-object.ts:224:13)
    at <anonymous> (~/main.ts:13:5)`),
      'Canary/shop/cart: wrong\n  value:   2\n',
    ],
    [
      'what cdk8s found by validation',
      report('~/node_modules/cdk8s/src/app.ts:308', `Error: Validation failed with the following errors:
  [c] first is wrong
  [c] second
    at validate (~/node_modules/cdk8s/src/app.ts:308:11)
    at <anonymous> (~/main.ts:13:5)`),
      'Validation failed with the following errors:\n  [c] first is wrong\n  [c] second\n',
    ],
    [
      'a mistake in the code: the message, and the user\'s own places',
      report('~/main.ts:7', `TypeError: Cannot read properties of undefined (reading 'bar')
    at build (~/team/cart.ts:7:73)
    at Array.map (<anonymous>)
    at <anonymous> (~/main.ts:7:82)
    at Object.<anonymous> (~/main.ts:13:11)
${NODE}
${TSX}`),
      'TypeError: Cannot read properties of undefined (reading \'bar\')\n  at build (team/cart.ts:7:73)\n  at main.ts:7:82\n',
    ],
    [
      'plain Node, where the file\'s own frame is the only one',
      report('~/app.js:2', `ReferenceError: chrt is not defined\n    at Object.<anonymous> (~/app.js:2:1)\n${NODE}`),
      'ReferenceError: chrt is not defined\n  at app.js:2:1\n',
    ],
    [
      'a module',
      report('file://~/app.mjs:1', 'TypeError: esm\n    at file://~/app.mjs:1:7\n    at async ModuleLoader.import (node:internal/modules/esm/loader:606:24)'),
      'TypeError: esm\n  at app.mjs:1:7\n',
    ],
    [
      'a syntax error, whose place stands before the report only',
      report('~/app.js:2', `SyntaxError: Unexpected identifier 'bar'\n    at wrapSafe (node:internal/modules/cjs/loader:1464:18)\n${NODE}`),
      'SyntaxError: Unexpected identifier \'bar\'\n  at app.js:2\n',
    ],
    [
      'a syntax error in TypeScript, whose place stands in the message',
      report('node:internal/modules/run_main:123', `Error: Transform failed with 1 error:
~/main.ts:1:9: ERROR: Unexpected "="
    at failureErrorWithLog (~/node_modules/esbuild/lib/main.js:1752:15) {
  name: 'TransformError'
}`),
      'Transform failed with 1 error:\nmain.ts:1:9: ERROR: Unexpected "="\n',
    ],
    [
      'a syntax error in TypeScript that a minified line threw, below which Node has a line of blanks and no caret',
      `~/node_modules/tsx/dist/register.cjs:22\n\`)},${'x'.repeat(5000)}\n${' '.repeat(1020)}\n\nError: Transform failed with 1 error:
~/main.ts:2:20: ERROR: Unexpected ";"
    at failureErrorWithLog (~/node_modules/esbuild/lib/main.js:1752:15) {
  name: 'TransformError'
}\n\nNode.js v20.20.2\n`,
      'Transform failed with 1 error:\nmain.ts:2:20: ERROR: Unexpected ";"\n',
    ],
    [
      'a syntax error in a module of TypeScript, above which Node has no empty line',
      `node:internal/modules/run_main:123\n    triggerUncaughtException(\n    ^\nError [TransformError]: Transform failed with 1 error:
~/main.ts:2:20: ERROR: Unexpected ";"
    at failureErrorWithLog (~/node_modules/esbuild/lib/main.js:1752:15)\n\nNode.js v20.20.2\n`,
      'Transform failed with 1 error:\nmain.ts:2:20: ERROR: Unexpected ";"\n',
    ],
    [
      'what --require says where there is no tsx',
      report('node:internal/modules/cjs/loader:1210', `Error: Cannot find module 'tsx/cjs'\nRequire stack:\n- internal/preload\n${NODE} {\n  code: 'MODULE_NOT_FOUND',\n  requireStack: [ 'internal/preload' ]\n}`),
      'tsx is not installed, by which Node reads TypeScript\n  fix:     npm install --save-dev tsx\n',
    ],
    [
      'what --import says where there is no tsx',
      report('node:internal/modules/esm/resolve:873', `Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'tsx' imported from ~/\n    at packageResolve (node:internal/modules/esm/resolve:873:9) {\n  code: 'ERR_MODULE_NOT_FOUND'\n}`),
      'tsx is not installed, by which Node reads TypeScript\n  fix:     npm install --save-dev tsx\n',
    ],
    [
      'a module that is missing',
      report('node:internal/modules/cjs/loader:1207', `Error: Cannot find module './nope'
Require stack:
- ~/main.ts
${NODE} {
  code: 'MODULE_NOT_FOUND',
  requireStack: [ '~/main.ts' ]
}`),
      'Cannot find module \'./nope\'\nRequire stack:\n- main.ts\n',
    ],
    [
      'colours',
      report('~/main.ts:7', '\u001b[31mError: late\u001b[39m\n    at <anonymous> (~/main.ts:8:38)'),
      'Error: late\n  at main.ts:8:38\n',
    ],
  ])('shortens %s', (_, text, expected) => {
    const { folder } = new Project();
    expect(readableCrash(text.replaceAll('~', folder), folder)).toBe(expected);
  });

  test('keeps what was said after the report', () => {
    const { folder } = new Project();
    const text = `${report(`${folder}/main.ts:7`, `Error: late\n    at <anonymous> (${folder}/main.ts:8:38)`)}make: failed\n`;
    expect(readableCrash(text, folder)).toBe('Error: late\n  at main.ts:8:38\nmake: failed\n');
  });

  test.each([
    ['a text that was thrown', report('node:internal/modules/run_main:123', 'a string\n(Use `node --trace-uncaught ...` to show where the exception was thrown)')],
    ['a text that was thrown by the user\'s own file', report('~/app.js:1', 'a string\n(Use `node --trace-uncaught ...` to show where the exception was thrown)')],
    ['an error with a cause', report('~/main.ts:1', `Error: outer\n    at <anonymous> (~/main.ts:1:1) {\n  [cause]: Error: inner\n      at <anonymous> (~/main.ts:2:2)\n}`)],
    ['an error within somebody else\'s code', report('/opt/tool/x.js:1', `Error: broken\n    at run (/opt/tool/x.js:1:1)\n${NODE}`)],
    ['a report of another program', '~/main.py:3\nTraceback (most recent call last):\nValueError: 1\n'],
    ['a report that was cut off', '~/main.ts:7\n  some code\n     ^\n'],
  ])('leaves %s as it is', (_, text) => {
    const { folder } = new Project();
    const whole = text.replaceAll('~', folder);
    expect(readableCrash(whole, folder)).toBe(whole);
  });
});
