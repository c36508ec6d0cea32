/** Random numbers that are the same for the same seed (mulberry32). */
export class Random {
  private state: number;

  public constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** At least 0, less than 1. */
  public next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let each = this.state;
    each = Math.imul(each ^ (each >>> 15), each | 1);
    each ^= each + Math.imul(each ^ (each >>> 7), each | 61);
    return ((each ^ (each >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number below the bound. */
  public below(bound: number): number {
    return Math.floor(this.next() * bound);
  }

  public pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  public shuffled<T>(list: readonly T[]): T[] {
    const rest = [...list];
    for (let last = rest.length - 1; last > 0; last--) {
      const other = this.below(last + 1);
      [rest[last], rest[other]] = [rest[other] as T, rest[last] as T];
    }
    return rest;
  }
}
