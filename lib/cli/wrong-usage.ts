/** A command line that does not say what to do. */
export class WrongUsage extends Error {
  public constructor(what: string) {
    super(`${what}\nSee canary-alerting --help.`);
  }
}
