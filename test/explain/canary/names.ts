import { CanaryExplanation, Way } from '../../../lib/explain/canary';

/** What no picture and no flowchart may stumble over. */
const PIECES = [
  '"', '\'', '`', '#', ';', ':', '<', '>', '&', '[', ']', '(', ')', '{', '}', '|', '%%', '--', '-->', 'end', 'style x:y#z;', 'classDef a:#b;', 'subgraph', 'click', '\n', '\t', '\\', '/', '@', '$', '*', '_',
  '카나리', 'é', '🚀', '\u202e', '\u0000', '\ud800', '#quot;', '&lt;', '<script>', ']]>', '%%{init: {}}%%', ':::x', '- ', '**b**', 'a-rather-long-name-of-something', 'n0', ' ',
];

/** A name made of such pieces, the same for the same seed. */
export function nameOf(seed: number): string {
  let state = seed * 7919 + 1;
  const next = (limit: number): number => { state = (state * 1103515245 + 12345) % 2147483648; return state % limit; };
  return Array.from({ length: 1 + next(9) }, () => PIECES[next(PIECES.length)]).join('');
}

/** An explanation in which every text is such a name. */
export function fuzzed(seed: number): CanaryExplanation {
  const name = (index: number): string => nameOf(seed * 100 + index);
  const steps = [{ lane: 'seen' as const, name: name(1), detail: name(2), waits: [name(3)] }, { lane: 'decided' as const, name: name(4), detail: name(5), waits: ['evaluation 5 s', name(6)] }];
  const ways: Way[] = [
    { through: 'Alertmanager', steps: [...steps, { lane: 'sent', name: name(7), detail: name(8), waits: [] }, { lane: 'heard', name: name(9), waits: [] }], channel: name(9), firstSeconds: 11, againSeconds: 21, caveats: [] },
    { through: 'Alertmanager', steps: [...steps, { lane: 'heard', name: name(10), waits: [] }], channel: name(10), firstSeconds: 11, againSeconds: 21, caveats: [name(11)] },
    { through: 'Flagger', steps: steps.slice(0, 1), lost: name(12), caveats: [] },
  ];
  return {
    canary: name(13), target: name(14), analysis: name(15), notes: [name(16)],
    events: [
      { event: 'failed-checks', what: name(17), ways },
      { event: 'stuck', what: name(18), ways: [], nobody: name(19) },
      { event: 'waiting', what: name(20), ways: [], impossible: name(21) },
      { event: 'started', what: name(22), ways: [], unknown: name(23) },
    ],
  };
}
