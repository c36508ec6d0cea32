import fc from 'fast-check';
import { KINDS } from './kinds';
import { outcomeOf } from './sweep';

/** Over all kinds; more by SWEEP_RUNS. */
const RUNS = Number(process.env['SWEEP_RUNS'] ?? 10_000);

describe.each(KINDS.map((kind) => [`${kind.group}/${kind.kind}`, kind] as const))('%s', (_, kind) => {
  test('whatever props are given, they are refused clearly, or make what the schema accepts', () => {
    const seen = { refused: 0, made: 0 };
    fc.assert(fc.property(kind.props, (props) => { seen[outcomeOf(kind, props).is] += 1; }), { numRuns: Math.ceil(RUNS / KINDS.length), seed: 1 });
    // Both must happen, or the sweep shows nothing.
    expect(seen.made).toBeGreaterThan(seen.refused / 4);
    expect(seen.refused).toBeGreaterThan(0);
  });
});
