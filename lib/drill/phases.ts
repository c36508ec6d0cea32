import { Scenario } from './scenario';

/**
 * A scenario again and again, each time begun at another moment between two scrapes: what is computed must hold for all of them.
 *
 * @param count How many.
 * @param within The length of time over which the beginnings are spread, in seconds: a scrape and an evaluation.
 * @param random Numbers from 0 to 1.
 */
export function phasesOf(scenario: Scenario, count: number, within: number, random: () => number = Math.random): Scenario[] {
  return Array.from({ length: count }, (_, index) => {
    const later = random() * within;
    const moved = (seconds: number): number => Math.round((seconds + later) * 1000) / 1000;
    return {
      ...scenario,
      name: `${scenario.name}-${index + 1}`,
      steps: scenario.steps.map((step) => ({ ...step, at: moved(step.at) })),
      expect: scenario.expect.map((each) => each.from === undefined ? each : { ...each, from: moved(each.from) }),
      seconds: scenario.seconds + Math.ceil(within),
    };
  });
}
