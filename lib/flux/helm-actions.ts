import { Duration } from 'cdk8s';

/** What becomes of the CRDs in the chart's folder `crds`. */
export enum CrdsPolicy {
  /** They are left alone. */
  SKIP = 'Skip',
  /** New ones are created; those that are there stay as they are. */
  CREATE = 'Create',
  /** New ones are created, those that are there are replaced. None is deleted. */
  CREATE_REPLACE = 'CreateReplace',
}

/** Whether the API server merges (server-side apply), or Helm does. */
export enum ServerSideApply {
  /** The API server. */
  ENABLED = 'enabled',
  /** Helm. */
  DISABLED = 'disabled',
  /** As the release did it before. */
  AUTO = 'auto',
}

/** What Flux does after an upgrade that failed. */
export enum UpgradeRemediation {
  /** It goes back to the release before. */
  ROLLBACK = 'rollback',
  /** It uninstalls the release. */
  UNINSTALL = 'uninstall',
}

/** What becomes of a release whose chart has another name than before. */
export enum ChartNameChange {
  /** It is upgraded. */
  IN_PLACE_UPDATE = 'InPlaceUpdate',
  /** It is uninstalled, and installed anew. */
  REINSTALL = 'Reinstall',
}

/** In which order Kubernetes deletes what belongs to what. */
export enum DeletionPropagation {
  /** The owner first, what belongs to it afterwards. */
  BACKGROUND = 'background',
  /** What belongs to it first. */
  FOREGROUND = 'foreground',
  /** What belongs to it stays. */
  ORPHAN = 'orphan',
}

/** What holds of installing and upgrading alike. */
export interface HelmActionOptions {
  /**
   * How long each step may take, such as a Job of a hook.
   *
   * @default - the HelmRelease's timeout
   */
  readonly timeout?: Duration;

  /**
   * What becomes of the chart's CRDs.
   *
   * @default - CREATE when it is installed, SKIP when it is upgraded: CRDs get old
   */
  readonly crds?: CrdsPolicy;

  /**
   * Whether Flux tries again after a failure without undoing anything, at this interval; the release stays as far as it came.
   *
   * @default - no: after a failure Flux does as `retries` says
   */
  readonly retryInterval?: Duration;

  /**
   * How many times Flux undoes a failure and tries again; -1 for ever. When none is left, the release stays failed until somebody changes it.
   *
   * @default 0
   */
  readonly retries?: number;

  /**
   * Whether the last failure is undone, too.
   *
   * @default - true when it is upgraded and there are retries, false otherwise
   */
  readonly remediateLastFailure?: boolean;

  /**
   * Whether tests may fail.
   *
   * @default - as `test.ignoreFailures` says
   */
  readonly ignoreTestFailures?: boolean;

  /**
   * Whether Flux goes on without waiting until everything is ready.
   *
   * @default false
   */
  readonly disableWait?: boolean;

  /**
   * Whether Flux goes on without waiting until Jobs are done.
   *
   * @default false
   */
  readonly disableWaitForJobs?: boolean;

  /**
   * Whether hooks are not run.
   *
   * @default false
   */
  readonly disableHooks?: boolean;

  /**
   * Whether what the chart renders is not compared with the cluster's schemas.
   *
   * @default false
   */
  readonly disableOpenApiValidation?: boolean;

  /**
   * Whether the values are not compared with the chart's schema.
   *
   * @default false
   */
  readonly disableSchemaValidation?: boolean;

  /**
   * Whether objects that belong to nobody or another release are an error, and not taken over.
   *
   * @default false
   */
  readonly disableTakeOwnership?: boolean;
}

/** How a release is installed. */
export interface HelmInstallOptions extends HelmActionOptions {
  /**
   * Whether the target namespace is made. It is not deleted with the release.
   *
   * @default false
   */
  readonly createNamespace?: boolean;

  /**
   * Whether the name of a release that was deleted may be used again while its history is kept.
   *
   * @default false
   */
  readonly replace?: boolean;

  /**
   * Whether the API server merges.
   *
   * @default true
   */
  readonly serverSideApply?: boolean;
}

/** How a release is upgraded. */
export interface HelmUpgradeOptions extends HelmActionOptions {
  /**
   * How a failure is undone.
   *
   * @default UpgradeRemediation.ROLLBACK
   */
  readonly remediation?: UpgradeRemediation;

  /**
   * What happens when the chart has another name.
   *
   * @default ChartNameChange.REINSTALL
   */
  readonly chartNameChange?: ChartNameChange;

  /**
   * Whether objects that a failed upgrade made are deleted.
   *
   * @default false
   */
  readonly cleanupOnFail?: boolean;

  /**
   * Whether objects are replaced instead of merged, where Helm merges.
   *
   * @default false
   */
  readonly force?: boolean;

  /**
   * Whether values of the release before stay where nobody gives them. What is taken out of git then stays.
   *
   * @default false
   */
  readonly preserveValues?: boolean;

  /**
   * Who merges.
   *
   * @default ServerSideApply.AUTO
   */
  readonly serverSideApply?: ServerSideApply;
}

/** How a release goes back to the one before. */
export interface HelmRollbackOptions {
  /**
   * How long each step may take.
   *
   * @default - the HelmRelease's timeout
   */
  readonly timeout?: Duration;

  /**
   * Whether objects that a failed rollback made are deleted.
   *
   * @default false
   */
  readonly cleanupOnFail?: boolean;

  /**
   * Whether hooks are not run.
   *
   * @default false
   */
  readonly disableHooks?: boolean;

  /**
   * Whether Flux goes on without waiting until everything is ready.
   *
   * @default false
   */
  readonly disableWait?: boolean;

  /**
   * Whether Flux goes on without waiting until Jobs are done.
   *
   * @default false
   */
  readonly disableWaitForJobs?: boolean;

  /**
   * Whether objects are replaced instead of merged, where Helm merges.
   *
   * @default false
   */
  readonly force?: boolean;

  /**
   * Who merges.
   *
   * @default ServerSideApply.AUTO
   */
  readonly serverSideApply?: ServerSideApply;
}

/** A test of the chart. */
export interface HelmTestFilter {
  /** The test's name. */
  readonly name: string;

  /**
   * Whether it is left out; otherwise it is one of those that are run.
   *
   * @default false
   */
  readonly exclude?: boolean;
}

/** The chart's tests, which are run after each installation and upgrade. */
export interface HelmTestOptions {
  /**
   * How long each test may take.
   *
   * @default - the HelmRelease's timeout
   */
  readonly timeout?: Duration;

  /**
   * Whether they may fail.
   *
   * @default false
   */
  readonly ignoreFailures?: boolean;

  /**
   * Which of them.
   *
   * @default - all
   */
  readonly filters?: HelmTestFilter[];
}

/** How a release is uninstalled. */
export interface HelmUninstallOptions {
  /**
   * How long each step may take.
   *
   * @default - the HelmRelease's timeout
   */
  readonly timeout?: Duration;

  /**
   * In which order things are deleted.
   *
   * @default DeletionPropagation.BACKGROUND
   */
  readonly deletionPropagation?: DeletionPropagation;

  /**
   * Whether hooks are not run.
   *
   * @default false
   */
  readonly disableHooks?: boolean;

  /**
   * Whether Flux goes on without waiting until everything is gone.
   *
   * @default false
   */
  readonly disableWait?: boolean;

  /**
   * Whether the release's history is kept.
   *
   * @default false
   */
  readonly keepHistory?: boolean;
}
