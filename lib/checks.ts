import { ApiObject, App, Duration } from 'cdk8s';
import { IValidation } from 'constructs';
import { isPutOff, ManifestValidation } from './app/manifest-validation';
import { Renderer } from './app/render';
import type * as run from './checks/run';
import { seconds } from './duration';
import type * as report from './report';

/** How bad a finding of the checks is. */
export enum FindingSeverity {
  /** It will not work. */
  ERROR = 'error',
  /** It will work badly. */
  WARNING = 'warning',
  /** It is worth knowing. */
  INFO = 'info',
}

/** Options of `Checks.attach`: what the app's objects do not show, and what fails a synth. */
export interface ChecksOptions {
  /**
   * From which severity on a finding fails the synth.
   *
   * @default FindingSeverity.ERROR
   */
  readonly failOn?: FindingSeverity;

  /**
   * From which severity on a finding that does not fail the synth is written to standard error, once for each synth that finds
   * something else. What is less bad is not told: `canary-alerting check` tells it.
   * With ERROR, nothing is.
   *
   * @default FindingSeverity.WARNING
   */
  readonly tellFrom?: FindingSeverity;

  /**
   * Within how long a failure must be told.
   *
   * @default Duration.seconds(30)
   */
  readonly promise?: Duration;

  /**
   * The labels that the Prometheus wants on rules and monitors.
   *
   * @default - as kube-prometheus-stack selects: a label `release`, of whatever value most objects have
   */
  readonly selectorLabels?: { readonly [label: string]: string };

  /**
   * Whether Flagger runs with -no-cross-namespace-refs.
   *
   * @default false
   */
  readonly noCrossNamespaceRefs?: boolean;

  /**
   * The checks that run: ids such as `promql/value`, or families such as `promql`.
   *
   * @default - all
   */
  readonly only?: string[];
}

/** The checks, for any app of cdk8s: whoever made its objects. */
export class Checks {
  /**
   * Checks all objects of an app whenever it is synthesized: what cannot work fails the synth, with what is wrong and what to
   * write instead; what works badly is told on standard error.
   *
   * It is for apps that `cdk8s synth` or a program of their own synthesizes; `canary-alerting synth` runs the checks anyway,
   * on the files, and knows the line of each finding.
   *
   * @param app The app. Objects that are added later are checked, too.
   * @param options What the objects do not show, and what fails.
   */
  public static attach(app: App, options: ChecksOptions = {}): void {
    app.node.addValidation(new AppChecks(app, options));
  }

  private constructor() {}
}

class AppChecks implements IValidation, ManifestValidation {
  /** How many constructs the app had when it was found to be sound, within this synth. */
  private sound?: number;
  /** What was told last: a program that synthesizes again and again tells it once. */
  private told = '';

  public constructor(private readonly app: App, private readonly options: ChecksOptions) {}

  public validate(): string[] {
    if (isPutOff(this.app, this)) { return []; }
    // cdk8s validates the whole app once for the app and once more for each of its charts (App._synthChart, cdk8s 2.70.106). A
    // synth is one turn of the event loop, and one that fails does not go on.
    const constructs = this.app.node.findAll();
    if (this.sound === constructs.length) { return []; }
    const renderer = new Renderer(this.app);
    const errors = this.validateManifests(constructs.filter((each) => ApiObject.isApiObject(each)).map((each) => renderer.render(each as ApiObject)));
    if (errors.length === 0) {
      this.sound = constructs.length;
      queueMicrotask(() => { this.sound = undefined; });
    }
    return errors;
  }

  public validateManifests(manifests: readonly unknown[]): string[] {
    const { failOn = FindingSeverity.ERROR, tellFrom = FindingSeverity.WARNING, promise, ...rest } = this.options;
    // Loaded when they are needed: the checks take longer to load than all constructs.
    /* eslint-disable @typescript-eslint/no-require-imports */
    const { checkObjects } = require('./checks/run') as typeof run;
    const { failing, findingText } = require('./report') as typeof report;
    /* eslint-enable @typescript-eslint/no-require-imports */
    const findings = checkObjects(manifests, { ...rest, promise: promise === undefined ? undefined : seconds(promise) });
    const failed = failing(findings, failOn);
    this.tell(failing(findings, tellFrom).filter((finding) => !failed.includes(finding)).map((finding) => `${findingText(finding)}\n`).join(''));
    return failed.map((finding) => findingText(finding).replaceAll('\n', '\n  '));
  }

  private tell(text: string): void {
    if (text === this.told) { return; }
    this.told = text;
    // Standard output may be the manifests.
    process.stderr.write(text);
  }
}
