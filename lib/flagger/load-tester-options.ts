import { ApiObjectMetadata, Duration } from 'cdk8s';
import { FlaggerInstallation } from '../flagger-installation';
import { SecretKey } from '../secret-key';

/** What a LoadTester takes. */
export interface LoadTesterProps {
  /**
   * The metadata of the Deployment and the Service.
   *
   * @default - the name is the construct's id, the namespace that of the chart
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * The image.
   *
   * @default ghcr.io/fluxcd/flagger-loadtester:0.38.0
   */
  readonly image?: string;

  /**
   * The namespaces whose canaries may use it; others are refused with 403. It reads the namespace from the request's body,
   * so that this keeps mistakes out and no attacker: that is what `networkPolicy` is for.
   *
   * @default - all namespaces
   */
  readonly namespaces?: string[];

  /**
   * The ServiceAccount that exists already, for the tasks that ask the API server: Helm and kubectl. No token is mounted without it.
   *
   * @default - none
   */
  readonly serviceAccountName?: string;

  /**
   * Keys of Secrets that tasks read as files: `LoadTester.fileOf` tells where. The Secrets live in the load tester's namespace.
   *
   * @default - none
   */
  readonly secretFiles?: SecretKey[];

  /**
   * The Flagger that may reach it.
   *
   * @default - in flagger-system, installed by its Helm chart
   */
  readonly flagger?: FlaggerInstallation;

  /**
   * Whether a NetworkPolicy lets Flagger's pods in and nobody else: whoever reaches a load tester runs commands in it. It needs a network
   * that enforces policies. Gates are opened with `kubectl port-forward` then, which no policy stops.
   *
   * @default true
   */
  readonly networkPolicy?: boolean;
}

/** What a load test takes. */
export interface LoadTestOptions {
  /**
   * The shell command that makes traffic; `LoadTester.hey` writes one. It should last about as long as the analysis interval: Flagger
   * calls for it at every tick, and one that still runs is not started twice.
   */
  readonly command: string;

  /**
   * Whether the command's output is written to the load tester's log.
   *
   * @default true
   */
  readonly logOutput?: boolean;
}

/** What a test before traffic takes. */
export interface AcceptanceTestOptions {
  /** The bash command; its exit status decides. */
  readonly command: string;

  /**
   * How long it may take, in whole seconds.
   *
   * @default Duration.seconds(30)
   */
  readonly timeout?: Duration;
}

/** What a task takes. */
export interface LoadTesterTaskOptions {
  /**
   * How long it may take, in whole seconds, at most an hour, after which the load tester ends it. At every tick of the analysis, it
   * must be less than the interval.
   *
   * @default Duration.seconds(30); Duration.seconds(10) at every tick
   */
  readonly timeout?: Duration;
}

/** Who opens a gate of the load tester. */
export enum LoadTesterGate {
  /** A person, by `/gate/open` and `/gate/close`: the gate is closed until then. */
  CHECK = 'check',
  /** Nobody: it is open. */
  APPROVE = 'approve',
  /** Nobody: it is closed until the Canary says otherwise. */
  HALT = 'halt',
}

/** What a Helm test takes. */
export interface HelmTestOptions {
  /** The release whose tests are run. */
  readonly release: string;

  /**
   * The release's namespace.
   *
   * @default - the load tester's own
   */
  readonly namespace?: string;

  /**
   * How long it may take, in whole seconds.
   *
   * @default Duration.minutes(3)
   */
  readonly timeout?: Duration;
}

/** What a gate of the load tester takes. */
export interface LoadTesterGateOptions {
  /**
   * Whether the alert "waiting for approval" (severity warn) is kept back.
   *
   * @default false
   */
  readonly muteAlert?: boolean;

  /**
   * Who opens it.
   *
   * @default LoadTesterGate.CHECK
   */
  readonly gate?: LoadTesterGate;
}
