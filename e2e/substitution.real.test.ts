import { substitutionsIn } from '../lib/checks/envsubst';
import { Random } from '../test/checks/random';
import { run } from './run';

/** Texts with variables, as the checks read them and as Flux' own package does. */

const PIECES = ['$', '$', '{', '}', '${', '$${', '$$', 'a', 'b1', 'é', '_', ' ', '1', ':', '-', ':-', '=', ':=', '+', '?', ':?', '/', '//', '/#', '/%', '#', '##', '%', '^', '^^', ',', ',,', '\\', '\\/', '.', '\n', '"', '${a}', '${b1:-', '${b1:', '${none}', '${none:=x}', '${#a}', '${a/b1/', '${a:1:2}', '𝒳', '²', '٣'];
const variables = { a: 'one', b1: 'two', é: 'three' };

test('a text is refused where Flux refuses it, and its dollars and variables are those that Flux finds', () => {
  const random = new Random(3);
  const texts = [...new Set(Array.from({ length: 30_000 }, () => Array.from({ length: 1 + random.below(9) }, () => random.pick(PIECES)).join('')))];
  const answers = run('flux-oracle', [], { input: texts.map((text) => `${JSON.stringify({ substitute: { text, variables } })}\n`).join('') }).stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as { error?: string; text?: string });
  const counts = { unreadable: 0, unset: 0, replaced: 0 };
  const differ = texts.flatMap((text, index): unknown[] => {
    const { error, text: theirs = '' } = answers[index] ?? {};
    const found = substitutionsIn(text);
    const unreadable = found.find(({ what }) => what === 'unreadable');
    const unset = found.filter(({ what, name, fallback }) => what === 'variable' && !fallback && !Object.hasOwn(variables, name));
    const mine = unreadable?.message ?? (unset.length > 0 ? 'variable not set (strict mode)' : undefined);
    if (mine !== undefined) {
      counts[unreadable === undefined ? 'unset' : 'unreadable'] += 1;
      // Which of several variables is named first hangs on the order of evaluation.
      return (unreadable === undefined ? error?.startsWith(mine) === true && unset.some(({ name }) => error.includes(JSON.stringify(name))) : error === mine) ? [] : [{ text, mine, theirs: error ?? theirs }];
    }
    counts.replaced += 1;
    if (error !== undefined) { return [{ text, mine: found, theirs: error }]; }
    if (found.some(({ what }) => what === 'variable')) { return []; }
    const expected = text.replaceAll('$$', '$');
    return theirs === expected && (text.match(/\$\$(?!\{)/g)?.length ?? 0) >= found.length ? [] : [{ text, mine: expected, theirs }];
  });
  expect(differ.slice(0, 10)).toEqual([]);
  expect(counts.unreadable).toBeGreaterThan(1000);
  expect(counts.unset).toBeGreaterThan(300);
  expect(counts.replaced).toBeGreaterThan(1000);
});
