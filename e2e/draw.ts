import { Random } from '../test/checks/random';

/** Draws manifests from a seed, so that what fails today fails tomorrow. */
export class Draw extends Random {
  /** True once in so many times. */
  public oneIn(times: number): boolean {
    return this.below(times) === 0;
  }

  /** Some of the choices, in their order. */
  public some<T>(choices: readonly T[]): T[] {
    return choices.filter(() => this.oneIn(2));
  }

  /** Up to so many of something. */
  public many<T>(most: number, make: (index: number) => T): T[] {
    return Array.from({ length: this.below(most + 1) }, (_, index) => make(index));
  }

  /** Some of the fields, each with a value that is drawn for it. */
  public fields(draws: Readonly<Record<string, () => unknown>>, oneIn = 3): Record<string, unknown> {
    return Object.fromEntries(Object.entries(draws).flatMap(([name, draw]) => this.oneIn(oneIn) ? [[name, draw()]] : []));
  }
}
