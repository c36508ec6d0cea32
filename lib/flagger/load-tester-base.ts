import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { durationInWords, milliseconds, seconds } from '../duration';
import { invalid, isDnsLabel, present } from '../invalid';
import { checkOptions } from '../options';
import { SecretKey } from '../secret-key';
import { AcceptanceTestOptions, HelmTestOptions, LoadTesterGate, LoadTesterGateOptions, LoadTesterTaskOptions, LoadTestOptions } from './load-tester-options';
import { LoadTesterTask } from './load-tester-task';
import { Webhook } from './webhook';
import { wholeSeconds } from './whole-seconds';

/** After which the load tester ends a task of its own accord (-timeout). */
const LONGEST = Duration.hours(1);

/** A load tester, ours or one that exists: the webhooks that use it. */
export abstract class LoadTesterBase extends Construct {
  /** The name of its Service. */
  public abstract readonly name: string;

  /** Its namespace. */
  public abstract readonly namespace: string;

  /** The load tester's URL, without a path: Flagger resolves it from its own namespace. */
  public get url(): string {
    return `http://${this.name}.${this.namespace}`;
  }

  /**
   * Traffic at every tick of the analysis. It judges nothing: the load tester answers before the command has ended, so that a
   * canary needs a metric or a test beside it.
   *
   * @param name The webhook's name, which events show.
   * @param options What makes the traffic.
   */
  public loadTest(name: string, options: LoadTestOptions): Webhook {
    present(this._reference, options, { command: 'flagger.LoadTester.hey({ … })' });
    checkOptions(this._reference, 'flagger.LoadTestOptions', options);
    if (options.command.trim() === '') {
      throw invalid({
        at: this._reference,
        what: 'the command of the load test is empty',
        allowed: 'a command that makes traffic',
        fix: 'command: flagger.LoadTester.hey({ … })',
      });
    }
    return Webhook.rollout(name, {
      url: `${this.url}/`,
      timeout: Duration.seconds(5),
      metadata: { type: 'cmd', cmd: options.command, logCmdOutput: String(options.logOutput ?? true) },
    });
  }

  /**
   * A test before traffic reaches the canary; a failure counts as a failed check.
   *
   * @param name The webhook's name, which events show.
   * @param options What is run.
   */
  public acceptanceTest(name: string, options: AcceptanceTestOptions): Webhook {
    return this.beforeTraffic(name, LoadTesterTask.bash(options.command), options);
  }

  /**
   * A task before traffic reaches the canary; a failure counts as a failed check.
   *
   * @param name The webhook's name, which events show.
   * @param task What is done.
   * @param options How long it may take.
   */
  public beforeTraffic(name: string, task: LoadTesterTask, options: LoadTesterTaskOptions = {}): Webhook {
    return Webhook.preRollout(name, this.taskOf(task, options, Duration.seconds(30)));
  }

  /**
   * A task at every tick of the analysis; a failure counts as a failed check.
   *
   * @param name The webhook's name, which events show.
   * @param task What is done.
   * @param options How long it may take.
   */
  public atEachTick(name: string, task: LoadTesterTask, options: LoadTesterTaskOptions = {}): Webhook {
    return Webhook.rollout(name, this.taskOf(task, options, Duration.seconds(10)));
  }

  /**
   * A task after promotion or rollback; a failure is only logged. The payload's phase does not reach it.
   *
   * @param name The webhook's name, which events show.
   * @param task What is done.
   * @param options How long it may take.
   */
  public afterRollout(name: string, task: LoadTesterTask, options: LoadTesterTaskOptions = {}): Webhook {
    return Webhook.postRollout(name, this.taskOf(task, options, Duration.seconds(30)));
  }

  /**
   * The tests of a Helm release, before traffic reaches the canary.
   *
   * @param name The webhook's name, which events show.
   * @param options Which release.
   */
  public helmTest(name: string, options: HelmTestOptions): Webhook {
    const at = this._reference;
    const { release, namespace = this.namespace } = options;
    for (const [what, value] of [['release', release], ['namespace', namespace]] as const) {
      if (isDnsLabel(value)) { continue; }
      throw invalid({ at, what: `this is not the name of a ${what}`, value, allowed: 'lower-case letters, digits and "-"' });
    }
    const timeout = wholeSeconds(at, 'timeout', options.timeout ?? Duration.minutes(3));
    return this.beforeTraffic(name, LoadTesterTask.helm(`test ${release} --timeout ${seconds(timeout)}s -n ${namespace}`), { timeout });
  }

  /**
   * A gate before the canary is scaled up, closed until somebody posts the canary's name and namespace to `/gate/open`. All three kinds
   * of gate of one canary are one gate.
   *
   * @param name The webhook's name, which events show.
   * @param options Whether waiting is told.
   */
  public confirmRollout(name: string, options: LoadTesterGateOptions = {}): Webhook {
    return Webhook.confirmRollout(name, this.gate(options));
  }

  /**
   * A gate before each step of weight.
   *
   * @param name The webhook's name, which events show.
   * @param options Whether waiting is told.
   */
  public confirmTrafficIncrease(name: string, options: LoadTesterGateOptions = {}): Webhook {
    return Webhook.confirmTrafficIncrease(name, this.gate(options));
  }

  /**
   * A gate before promotion.
   *
   * @param name The webhook's name, which events show.
   * @param options Whether waiting is told.
   */
  public confirmPromotion(name: string, options: LoadTesterGateOptions = {}): Webhook {
    return Webhook.confirmPromotion(name, this.gate(options));
  }

  /**
   * A rollback by hand: it happens once somebody posts the canary's name and namespace to `/rollback/open`.
   *
   * @param name The webhook's name, which events show.
   */
  public rollback(name: string): Webhook {
    return Webhook.rollback(name, { url: `${this.url}/rollback/check` });
  }

  /**
   * The file in the load tester that holds a Secret's key.
   *
   * @param key The Secret and the key.
   */
  public abstract fileOf(key: SecretKey): string;

  /**
   * Refuses what it is known not to be able to do.
   *
   * @internal
   */
  protected abstract _checkTask(task: LoadTesterTask): void;

  /** @internal */
  protected get _reference(): string {
    return `LoadTester/${this.namespace}/${this.name}`;
  }

  private gate({ gate = LoadTesterGate.CHECK, muteAlert }: LoadTesterGateOptions): { readonly url: string; readonly muteAlert?: boolean } {
    return { url: `${this.url}/gate/${gate}`, muteAlert };
  }

  private taskOf(task: LoadTesterTask, options: LoadTesterTaskOptions, usual: Duration): { readonly url: string; readonly timeout: Duration; readonly metadata: { [name: string]: string } } {
    const timeout = options.timeout ?? usual;
    this._checkTask(task);
    if (milliseconds(wholeSeconds(this._reference, 'timeout', timeout)) > milliseconds(LONGEST)) {
      throw invalid({
        at: this._reference,
        what: 'the timeout is longer than any task can take',
        value: durationInWords(timeout),
        allowed: 'at most an hour: the load tester ends it then',
      });
    }
    return { url: `${this.url}/`, timeout, metadata: task._toMetadata((key) => this.fileOf(key)) };
  }
}
