import fc from 'fast-check';
import { COMPOSITES, KINDS } from './kinds';
import { outcomeOf, SweptKind } from './sweep';

/** Over all kinds; more by SWEEP_RUNS. */
const RUNS = Number(process.env['SWEEP_RUNS'] ?? 10_000);

const ALL = [...KINDS.map((kind): readonly [string, SweptKind] => [`${kind.group}/${kind.kind}`, kind]), ...COMPOSITES];

describe.each(ALL)('%s', (_, kind) => {
  test('whatever props are given, they are refused clearly, or make what the schema accepts', () => {
    const seen = { refused: 0, made: 0 };
    fc.assert(fc.property(kind.props, (props) => { seen[outcomeOf(kind, props).is] += 1; }), { numRuns: Math.ceil(RUNS / ALL.length), seed: 1 });
    // Both must happen, or the sweep shows nothing.
    expect(seen.made).toBeGreaterThan(seen.refused / 4);
    expect(seen.refused).toBeGreaterThan(0);
  });
});
