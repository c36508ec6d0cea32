import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import * as k8s from '../../imports/helm.toolkit.fluxcd.io';
import { fluxDuration, milliseconds } from '../duration';
import { invalid, present, wholeNumber } from '../invalid';
import { checkOptions } from '../options';
import { Resource, ResourceProps } from '../resource';
import { CommonMetadata } from './common-metadata';
import { checkReadyExpression, cycleOf, Dependency, dependsOn } from './dependency';
import { IEventSource } from './event-source';
import { existingSource } from './existing-source';
import { HealthCheckExpression } from './health-check';
import { checkExpressions } from './health-check-expressions';
import { HelmInstallOptions, HelmRollbackOptions, HelmTestOptions, HelmUninstallOptions, HelmUpgradeOptions } from './helm-actions';
import { actionsOf, checkActions } from './helm-actions-manifest';
import { HelmChart } from './helm-chart';
import { IgnoredFields } from './ignored-fields';
import { checkIgnoredFields } from './ignored-fields-check';
import { KubeConfig } from './kube-config';
import { ImageOverride, KustomizePatch } from './patch';
import { checkPatches } from './patch-check';
import { ValuesReference } from './values-reference';

/** What Helm installed: a HelmRelease, ours or one that exists. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- a role of its own; jsii lets no member be declared anew
export interface IHelmRelease extends IEventSource {}

/** What Flux does about objects that somebody changed in the cluster. */
export enum DriftDetectionMode {
  /** It sets them back. */
  ENABLED = 'enabled',
  /** It tells of them. */
  WARN = 'warn',
  /** It does not look. */
  DISABLED = 'disabled',
}

/** How Flux looks for changes that somebody made in the cluster. */
export interface DriftDetection {
  /** What it does. */
  readonly mode: DriftDetectionMode;

  /**
   * What others may change, such as `/spec/replicas` of a Deployment that Flagger scales.
   *
   * @default - nothing
   */
  readonly ignore?: IgnoredFields[];
}

/** Changes to what the chart renders. */
export interface PostRenderer {
  /**
   * Patches.
   *
   * @default - none
   */
  readonly patches?: KustomizePatch[];

  /**
   * Other images.
   *
   * @default - none
   */
  readonly images?: ImageOverride[];
}

/** Which of what the chart renders goes through the post-renderers. */
export enum PostRenderStrategy {
  /** All but hooks, as Helm 3 did it. */
  NO_HOOKS = 'nohooks',
  /** Hooks and all else, together. */
  COMBINED = 'combined',
  /** Hooks and all else, each on its own. */
  SEPARATE = 'separate',
}

/** How Flux finds out that an object is ready. */
export enum WaitStrategy {
  /** By kstatus, as a Kustomization does. */
  POLLER = 'poller',
  /** As Helm 3 did it. */
  LEGACY = 'legacy',
}

/** What a HelmRelease takes. */
export interface HelmReleaseProps extends ResourceProps {
  /** The chart. */
  readonly chart: HelmChart;

  /**
   * How often Flux compares the release with what it should be.
   *
   * @default Duration.hours(1)
   */
  readonly interval?: Duration;

  /**
   * Values. They end up in git: no secrets.
   *
   * @default - the chart's own
   */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- jsii has no unknown
  readonly values?: { [name: string]: any };

  /**
   * Values from ConfigMaps and Secrets, each one overriding those before it, and all of them overridden by `values`, but for those with
   * a `targetPath`.
   *
   * @default - none
   */
  readonly valuesFrom?: ValuesReference[];

  /**
   * The release's name in Helm, at most 53 characters.
   *
   * @default - the target namespace where it is another one, and the object's name
   */
  readonly releaseName?: string;

  /**
   * The namespace of what is installed.
   *
   * @default - the HelmRelease's own
   */
  readonly targetNamespace?: string;

  /**
   * The namespace of Helm's records. A release whose records move is installed anew.
   *
   * @default - the HelmRelease's own
   */
  readonly storageNamespace?: string;

  /**
   * Which releases must be ready first; more can be added by `addDependency`.
   *
   * @default - none
   */
  readonly dependsOn?: IHelmRelease[];

  /**
   * How long each step may take.
   *
   * @default - 5 minutes
   */
  readonly timeout?: Duration;

  /**
   * How many revisions Helm remembers; 0 for all of them.
   *
   * @default 5
   */
  readonly maxHistory?: number;

  /**
   * The service account that Flux acts as.
   *
   * @default - helm-controller's own
   */
  readonly serviceAccountName?: string;

  /**
   * Whether one client lasts through all steps. A chart that makes CRDs outside the folder `crds` may need false.
   *
   * @default true
   */
  readonly persistentClient?: boolean;

  /**
   * Another cluster.
   *
   * @default - Flux' own
   */
  readonly kubeConfig?: KubeConfig;

  /**
   * Labels and annotations of everything that the chart renders.
   *
   * @default - none
   */
  readonly commonMetadata?: CommonMetadata;

  /**
   * What Flux does about changes in the cluster.
   *
   * @default - nothing
   */
  readonly driftDetection?: DriftDetection;

  /**
   * How it is installed.
   *
   * @default - once; a failure stays
   */
  readonly install?: HelmInstallOptions;

  /**
   * How it is upgraded.
   *
   * @default - once; a failure stays
   */
  readonly upgrade?: HelmUpgradeOptions;

  /**
   * How it goes back.
   *
   * @default - Helm's own ways
   */
  readonly rollback?: HelmRollbackOptions;

  /**
   * The chart's tests.
   *
   * @default - they are not run
   */
  readonly test?: HelmTestOptions;

  /**
   * How it is uninstalled.
   *
   * @default - Helm's own ways
   */
  readonly uninstall?: HelmUninstallOptions;

  /**
   * Changes to what the chart renders, in order.
   *
   * @default - none
   */
  readonly postRenderers?: PostRenderer[];

  /**
   * Whether hooks are changed, too.
   *
   * @default PostRenderStrategy.COMBINED
   */
  readonly postRenderStrategy?: PostRenderStrategy;

  /**
   * How Flux finds out that an object is ready.
   *
   * @default WaitStrategy.POLLER
   */
  readonly waitStrategy?: WaitStrategy;

  /**
   * How the health of kinds is read that Flux does not know.
   *
   * @default - none
   */
  readonly healthCheckExprs?: HealthCheckExpression[];

  /**
   * Whether nothing is done.
   *
   * @default false
   */
  readonly suspend?: boolean;
}

/**
 * Makes a HelmRelease (helm.toolkit.fluxcd.io/v2): Flux installs a chart, and keeps it as git says. A failure is final unless
 * `retries` or `retryInterval` of `install` and `upgrade` says otherwise.
 */
export class HelmRelease extends Resource implements IHelmRelease {
  /**
   * Refers to a HelmRelease that exists already.
   *
   * @param scope The construct that holds the reference.
   * @param id The id of the reference.
   * @param name The HelmRelease's name.
   * @param namespace The HelmRelease's namespace; that of whoever depends on it unless given.
   */
  public static fromHelmReleaseName(scope: Construct, id: string, name: string, namespace?: string): IHelmRelease {
    return existingSource(scope, id, { kind: k8s.HelmRelease.GVK.kind, name, namespace });
  }

  /** @internal */
  public readonly _dependencies: Dependency[];

  private readonly props: HelmReleaseProps;
  private readonly references: ValuesReference[];

  public constructor(scope: Construct, id: string, props: HelmReleaseProps) {
    super(scope, id, k8s.HelmRelease.GVK, props);
    this.props = props;
    present(this.reference, props, { chart: 'flux.HelmChart.fromArtifact(…)' });
    checkOptions(this.reference, 'flux.HelmReleaseProps', props);
    this._dependencies = (props.dependsOn ?? []).map((on) => ({ on }));
    this.references = [...props.valuesFrom ?? []];
    this.checkNames();
    this.checkTimes();
    this.checkValues();
    this.checkHealth();
    checkActions(this.reference, props);
    for (const { patches, images } of props.postRenderers ?? []) { checkPatches(this.reference, patches ?? [], images ?? []); }
    this.checkDrift();
    this.node.addValidation({ validate: () => cycleOf(this) });
  }

  /**
   * Says that this is installed after others are ready.
   *
   * @param others What must be ready first.
   */
  public addDependency(...others: IHelmRelease[]): void {
    this._dependencies.push(...others.map((on) => ({ on })));
  }

  /**
   * Says that this is installed when CEL says so of another release (since Flux 2.7).
   *
   * @param other The release.
   * @param readyExpr CEL over `dep`, the other one, and `self`. It stands in the place of Flux' own reading, unless helm-controller has
   *   the gate AdditiveCELDependencyCheck.
   */
  public addDependencyWhen(other: IHelmRelease, readyExpr: string): void {
    checkReadyExpression(this.reference, readyExpr);
    this._dependencies.push({ on: other, readyExpr });
  }

  /**
   * Takes more values from ConfigMaps or Secrets.
   *
   * @param references Where they are; they override those before them.
   */
  public addValuesFrom(...references: ValuesReference[]): void {
    this.references.push(...references);
  }

  /** @internal */
  public _toManifest(): { readonly [field: string]: unknown } {
    const { chart, interval, values, releaseName, targetNamespace, storageNamespace, timeout, maxHistory, serviceAccountName, persistentClient } = this.props;
    const { kubeConfig, commonMetadata, driftDetection, postRenderers, postRenderStrategy, waitStrategy, healthCheckExprs, suspend } = this.props;
    return {
      spec: k8s.toJson_HelmReleaseSpec({
        ...chart._toManifest(this.namespace),
        interval: fluxDuration(interval ?? Duration.hours(1)),
        releaseName,
        targetNamespace,
        storageNamespace,
        ...dependsOn(this),
        ...(timeout && { timeout: fluxDuration(timeout) }),
        maxHistory,
        serviceAccountName,
        persistentClient,
        ...(kubeConfig && { kubeConfig: kubeConfig._toManifest() }),
        commonMetadata,
        ...(driftDetection && { driftDetection: { mode: driftDetection.mode as string as k8s.HelmReleaseSpecDriftDetectionMode, ignore: driftDetection.ignore } }),
        ...actionsOf(this.props),
        ...(this.references.length > 0 && { valuesFrom: this.references.map((each) => each._toManifest() as unknown as k8s.HelmReleaseSpecValuesFrom) }),
        values,
        ...(postRenderers && { postRenderers: postRenderers.map((kustomize) => ({ kustomize })) }),
        postRenderStrategy: postRenderStrategy as string | undefined as k8s.HelmReleaseSpecPostRenderStrategy | undefined,
        ...(waitStrategy && { waitStrategy: { name: waitStrategy as string as k8s.HelmReleaseSpecWaitStrategyName } }),
        ...(healthCheckExprs && { healthCheckExprs: healthCheckExprs.map(({ options }) => ({ ...options })) }),
        suspend,
      }),
    };
  }

  private checkNames(): void {
    const { releaseName, targetNamespace, storageNamespace, serviceAccountName } = this.props;
    if (releaseName !== undefined && (releaseName.length > 53 || !/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(releaseName))) {
      throw invalid({ at: this.reference, what: 'the release\'s name is none that Helm takes', value: releaseName, allowed: 'at most 53 lower-case letters, digits, "-" and "."' });
    }
    for (const [what, name, most] of [['targetNamespace', targetNamespace, 63], ['storageNamespace', storageNamespace, 63], ['serviceAccountName', serviceAccountName, 253]] as const) {
      if (name === undefined || (name.length <= most && (most === 253 ? /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/ : /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/).test(name))) { continue; }
      throw invalid({ at: this.reference, what: `${what} is not the name of one`, value: name, allowed: `at most ${most} lower-case letters, digits and "-"` });
    }
  }

  private checkTimes(): void {
    const { interval, timeout, maxHistory } = this.props;
    for (const [name, value] of [['interval', interval], ['timeout', timeout]] as const) {
      if (value !== undefined && milliseconds(value) <= 0) {
        throw invalid({ at: this.reference, what: `${name} is not positive`, value: fluxDuration(value), fix: 'Duration.minutes(10)' });
      }
    }
    if (maxHistory !== undefined) { wholeNumber(this.reference, 'maxHistory', maxHistory, { min: 0 }); }
  }

  private checkValues(): void {
    const strange = notJson(this.props.values, 'values');
    if (strange === undefined) { return; }
    throw invalid({ at: this.reference, what: `${strange.at} is nothing that JSON has`, value: String(strange.value), allowed: 'texts, numbers, booleans, null, lists and maps' });
  }

  private checkHealth(): void {
    const { healthCheckExprs, waitStrategy, install, upgrade } = this.props;
    if (healthCheckExprs === undefined) { return; }
    checkExpressions(this.reference, healthCheckExprs);
    const waits = waitStrategy !== WaitStrategy.LEGACY && !(install?.disableWait === true && upgrade?.disableWait === true);
    if (waits) { return; }
    throw invalid({
      at: this.reference, what: 'healthCheckExprs are given where nobody waits by them', allowed: 'with waiting, and with WaitStrategy.POLLER: Flux does not read them otherwise', fix: 'leave them out',
    });
  }

  private checkDrift(): void {
    const { driftDetection } = this.props;
    if (driftDetection === undefined) { return; }
    checkIgnoredFields(this.reference, 'driftDetection', driftDetection.ignore ?? []);
    if (driftDetection.mode !== DriftDetectionMode.DISABLED || driftDetection.ignore === undefined) { return; }
    throw invalid({ at: this.reference, what: 'driftDetection ignores changes, and is disabled', allowed: 'enabled, or warn', fix: 'leave ignore out' });
  }
}

function notJson(value: unknown, at: string): { readonly at: string; readonly value: unknown } | undefined {
  if (typeof value === 'number' ? !Number.isFinite(value) : ['function', 'symbol', 'bigint'].includes(typeof value)) { return { at, value }; }
  if (typeof value !== 'object' || value === null) { return undefined; }
  for (const [key, below] of Object.entries(value)) {
    const found = notJson(below, `${at}.${key}`);
    if (found !== undefined) { return found; }
  }
  return undefined;
}
