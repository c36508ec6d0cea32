import { computedFor, WorstCase } from './computed';
import { judge } from './judge';
import { Scenario } from './scenario';
import { Timeline } from './timeline';
import { DrillResult, Play, worstOf } from './verdict';

/** Plays a scenario with the real programs. It ends, and leaves nothing behind, when the signal is given. */
export type Player = (scenario: Scenario, signal: AbortSignal) => Promise<Timeline>;

/** What a drill does. */
export interface DrillOptions {
  readonly scenarios: readonly Scenario[];

  readonly player: Player;

  /** Within how many seconds a failure must be told. */
  readonly promised: number;

  /** What the checks compute. */
  readonly worst?: WorstCase;

  /** How many scenarios are played at one time. */
  readonly concurrency: number;

  /** Ends the drill, and what is being played. */
  readonly signal: AbortSignal;

  readonly programs: DrillResult['programs'];

  readonly assumptions: DrillResult['assumptions'];

  /** Hears of every scenario that begins and ends. */
  readonly progress?: (progress: DrillProgress) => void;
}

/** How far a drill is. */
export interface DrillProgress {
  readonly scenario: Scenario;
  readonly state: 'begins' | 'ends';
  /** Its play, when it has ended and could be played. */
  readonly play?: Play;
  /** How many have ended. */
  readonly ended: number;
  readonly total: number;
}

/**
 * Plays all scenarios side by side, and judges them.
 *
 * @throws What the signal was given for. A scenario that cannot be played is told in the result.
 */
export async function drill(options: DrillOptions): Promise<DrillResult> {
  const { scenarios, player, promised, signal, progress = () => undefined } = options;
  const plays = new Map<Scenario, Play>();
  const unplayed = new Map<Scenario, string>();
  // The longest first: the drill is over when the last of them is.
  const waiting = [...scenarios].sort((a, b) => b.seconds - a.seconds);
  const tell = (scenario: Scenario, state: DrillProgress['state']): void => {
    progress({ scenario, state, play: plays.get(scenario), ended: plays.size + unplayed.size, total: scenarios.length });
  };
  const worker = async (): Promise<void> => {
    for (let scenario = waiting.shift(); scenario !== undefined; scenario = waiting.shift()) {
      signal.throwIfAborted();
      tell(scenario, 'begins');
      try {
        plays.set(scenario, playOf(scenario, await player(scenario, signal), promised, options.worst));
      } catch (error) {
        signal.throwIfAborted();
        unplayed.set(scenario, (error as Error).message);
      }
      tell(scenario, 'ends');
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: Math.min(options.concurrency, scenarios.length) }, worker));
  const failed = ended.find((each) => each.status === 'rejected');
  if (failed !== undefined) { throw failed.reason; }
  const inOrder = scenarios.flatMap((scenario) => plays.get(scenario) ?? []);
  return {
    promised, programs: options.programs, assumptions: options.assumptions,
    plays: inOrder,
    unplayed: scenarios.flatMap((scenario) => unplayed.has(scenario) ? [{ scenario: scenario.name, why: unplayed.get(scenario) ?? '' }] : []),
    verdict: worstOf(inOrder.map(({ verdict }) => verdict)),
  };
}

function playOf(scenario: Scenario, timeline: Timeline, promised: number, worst: WorstCase | undefined): Play {
  const judgements = judge(scenario, timeline, promised);
  const computed = computedFor(scenario, worst);
  return { scenario, timeline, judgements, verdict: worstOf(judgements.map(({ verdict }) => verdict)), ...(computed === undefined ? {} : { computed }) };
}
