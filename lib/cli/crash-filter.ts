/**
 * Lets pass what an app says on stderr, line by line, and holds back the report with which Node ends after an uncaught error:
 * who reads it decides how much of it helps.
 */
export class CrashFilter {
  /** What is held back: the report of a crash, or what looks like the beginning of one. */
  public held = '';

  private line = '';

  public constructor(private readonly pass: (text: string) => void) {}

  /** Takes the next piece of the stream. */
  public take(text: string): void {
    const lines = (this.line + text).split('\n');
    this.line = lines.pop() ?? '';
    for (const line of lines) { this.takeLine(`${line}\n`); }
  }

  /** Takes the end of the stream. */
  public end(): void {
    if (this.line !== '') { this.takeLine(this.line); }
    this.line = '';
  }

  private takeLine(line: string): void {
    // Node's report begins with the place of the error, alone in its line.
    if (this.held !== '' || /^(?:file:\/\/|node:|\/|[A-Za-z]:[\\/])\S.*:\d+$/.test(line.trimEnd())) {
      this.held += line;
    } else {
      this.pass(line);
    }
  }
}
