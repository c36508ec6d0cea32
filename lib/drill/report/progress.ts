import { DrillProgress } from '../drill';
import { inOneLine } from './one-line';
import { Paint, paint } from './paint';
import { secondsText } from './seconds';
import { fitting } from './text-width';
import { VERDICT_WORDS } from './words';

/** Where progress is shown. */
export interface ProgressOptions {
  readonly write: (text: string) => void;
  /** Whether it is a terminal, where a line can be written anew; else each scenario that ends is a line, as in the log of CI. */
  readonly isTty: boolean;
  readonly colors: boolean;
  readonly columns?: number;
  /** The time, in milliseconds. */
  readonly now?: () => number;
}

const EVERY_MS = 200;
const BAR = 24;

/** Shows how far a drill is: a bar that grows with the time that has passed of all that is to be played. */
export class Progress {
  private readonly running = new Map<string, { readonly since: number; readonly ms: number }>();
  private readonly paint: Paint;
  private readonly now: () => number;
  private readonly began: number;
  private timer: NodeJS.Timeout | undefined;
  private ended = 0;
  private total = 0;
  /** Milliseconds of the scenarios that have ended, and of all. */
  private played = 0;

  public constructor(private readonly options: ProgressOptions, private readonly all: number) {
    this.paint = paint(options.colors);
    this.now = options.now ?? Date.now;
    this.began = this.now();
    if (options.isTty) {
      this.timer = setInterval(() => { this.draw(); }, EVERY_MS);
      this.timer.unref();
    }
  }

  public take({ scenario, state, play, ended, total }: DrillProgress): void {
    this.ended = ended;
    this.total = total;
    if (state === 'begins') {
      this.running.set(scenario.name, { since: this.now(), ms: scenario.seconds * 1000 });
    } else {
      this.running.delete(scenario.name);
      this.played += scenario.seconds * 1000;
      const { good, warn, bad } = this.paint;
      const [color, sign, words] = play === undefined ? [bad, '✗', 'could not be played'] as const
        : [play.verdict === 'told' ? good : play.verdict === 'not-told' ? bad : warn, VERDICT_WORDS[play.verdict].sign, VERDICT_WORDS[play.verdict].words] as const;
      this.clear();
      this.options.write(`${color(sign)} ${inOneLine(scenario.name)}: ${color(words)} ${this.paint.soft(`(${ended} of ${total}, ${secondsText(this.now() - this.began)})`)}\n`);
    }
    this.draw();
  }

  /** Leaves nothing of the bar behind. */
  public end(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.clear();
  }

  private clear(): void {
    if (this.options.isTty) { this.options.write('\r\u001b[2K'); }
  }

  private draw(): void {
    if (this.timer === undefined || this.total === 0) { return; }
    const now = this.now();
    // What is being started and warmed up has not begun to count; what is late stands at its end.
    const part = Math.min(1, (this.played + [...this.running.values()].reduce((sum, { since, ms }) => sum + Math.min(ms, now - since), 0)) / Math.max(1, this.all * 1000));
    const full = Math.round(part * BAR);
    const names = [...this.running.keys()].map(inOneLine).join(', ');
    const head = `${this.ended}/${this.total} `;
    const room = (this.options.columns ?? 80) - head.length - BAR - 10;
    const shown = room > 10 ? fitting(names, room, (text) => text.length) : '';
    this.options.write(`\r\u001b[2K${head}${this.paint.accent('█'.repeat(full))}${this.paint.soft('░'.repeat(BAR - full))} ${secondsText(now - this.began)} ${this.paint.soft(shown)}`);
  }
}
