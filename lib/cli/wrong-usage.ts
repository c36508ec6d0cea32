/** A command line that does not say what to do. */
export class WrongUsage extends Error {
  public constructor(public readonly what: string) {
    super(`${what}\nSee canary-alerting --help.`);
  }
}
