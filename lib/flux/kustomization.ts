import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import * as k8s from '../../imports/kustomize.toolkit.fluxcd.io';
import { fluxDuration, milliseconds } from '../duration';
import { invalid, present } from '../invalid';
import { checkOptions } from '../options';
import { Resource, ResourceProps } from '../resource';
import { CommonMetadata } from './common-metadata';
import { Decryption } from './decryption';
import { checkReadyExpression, cycleOf, Dependency, dependsOn, nameFrom } from './dependency';
import { IEventSource } from './event-source';
import { HealthCheck, HealthCheckExpression } from './health-check';
import { checkExpressions, groupOf } from './health-check-expressions';
import { IgnoredFields } from './ignored-fields';
import { checkIgnoredFields } from './ignored-fields-check';
import { KubeConfig } from './kube-config';
import { ImageOverride, KustomizePatch } from './patch';
import { checkPatches } from './patch-check';
import { PostBuild } from './post-build';
import { checkPostBuild } from './post-build-check';
import { ISource } from './source';

/** What Flux applies together: a Kustomization, ours or one that exists. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- a role of its own; jsii lets no member be declared anew
export interface IKustomization extends IEventSource {}

/** What becomes of the objects when the Kustomization is deleted (since kustomize-controller 1.5). */
export enum DeletionPolicy {
  /** As `prune` says. */
  MIRROR_PRUNE = 'MirrorPrune',
  /** They are deleted. */
  DELETE = 'Delete',
  /** They are deleted, and Flux waits until they are gone. */
  WAIT_FOR_TERMINATION = 'WaitForTermination',
  /** They stay. */
  ORPHAN = 'Orphan',
}

/** What Flux writes into annotations about where an object comes from (since kustomize-controller 1.9). */
export enum BuildMetadata {
  /** The file. */
  ORIGIN_ANNOTATIONS = 'originAnnotations',
  /** Which parts of kustomize changed it. */
  TRANSFORMER_ANNOTATIONS = 'transformerAnnotations',
}

/** What a Kustomization takes. */
export interface KustomizationProps extends ResourceProps {
  /** Where the manifests are. */
  readonly source: ISource;

  /**
   * The folder in the source, such as `./dist/flagger`. Every YAML file below it must be a Kubernetes object: in the root of a
   * repository that has a cdk8s.yaml the build fails.
   */
  readonly path: string;

  /**
   * How often Flux applies again what the cluster may have changed.
   *
   * @default Duration.minutes(10)
   */
  readonly interval?: Duration;

  /**
   * Whether what is no longer in the folder is deleted from the cluster.
   *
   * @default true
   */
  readonly prune?: boolean;

  /**
   * Whether Flux waits until everything that it applied is healthy.
   *
   * @default false
   */
  readonly wait?: boolean;

  /**
   * How long applying and waiting may take, at least 30 seconds. While it waits, a newer commit is not applied.
   *
   * @default - the interval less 30 seconds
   */
  readonly timeout?: Duration;

  /**
   * How soon Flux tries again after a failure.
   *
   * @default - the interval
   */
  readonly retryInterval?: Duration;

  /**
   * What must be ready before this is applied; more can be added by `addDependency`.
   *
   * @default - nothing
   */
  readonly dependsOn?: IKustomization[];

  /**
   * The objects whose health is waited for, where `wait` is not set.
   *
   * @default - none
   */
  readonly healthChecks?: HealthCheck[];

  /**
   * How the health of kinds is read that Flux does not know.
   *
   * @default - none
   */
  readonly healthCheckExprs?: HealthCheckExpression[];

  /**
   * How encrypted Secrets are decrypted.
   *
   * @default - not at all
   */
  readonly decryption?: Decryption;

  /**
   * Variables to substitute. With them every `${…}` in the folder counts as one: since Flux 2.9 an undefined one fails the
   * Kustomization, and `$$` becomes `$`.
   *
   * @default - nothing is substituted
   */
  readonly postBuild?: PostBuild;

  /**
   * The service account that Flux acts as.
   *
   * @default - kustomize-controller's own
   */
  readonly serviceAccountName?: string;

  /**
   * What becomes of the objects when the Kustomization is deleted.
   *
   * @default DeletionPolicy.MIRROR_PRUNE
   */
  readonly deletionPolicy?: DeletionPolicy;

  /**
   * Whether objects are deleted and made anew where an immutable field changed.
   *
   * @default false
   */
  readonly force?: boolean;

  /**
   * Changes to the objects before they are applied.
   *
   * @default - none
   */
  readonly patches?: KustomizePatch[];

  /**
   * Other images, or other versions of them.
   *
   * @default - none
   */
  readonly images?: ImageOverride[];

  /**
   * Folders with kustomize Components, relative to the path.
   *
   * @default - none
   */
  readonly components?: string[];

  /**
   * Whether components that are not there are passed over (since kustomize-controller 1.7).
   *
   * @default false
   */
  readonly ignoreMissingComponents?: boolean;

  /**
   * Labels and annotations of everything that is applied.
   *
   * @default - none
   */
  readonly commonMetadata?: CommonMetadata;

  /**
   * What others may change, such as `/spec/replicas` of a Deployment that Flagger scales (since kustomize-controller 1.9).
   *
   * @default - nothing
   */
  readonly ignore?: IgnoredFields[];

  /**
   * What Flux writes into annotations about where an object comes from.
   *
   * @default - nothing
   */
  readonly buildMetadata?: BuildMetadata[];

  /**
   * Another cluster.
   *
   * @default - Flux' own
   */
  readonly kubeConfig?: KubeConfig;

  /**
   * Whether applying is suspended.
   *
   * @default false
   */
  readonly suspend?: boolean;
}

const SOURCES = Object.values<string>(k8s.KustomizationSpecSourceRefKind);

/**
 * Makes a Kustomization (kustomize.toolkit.fluxcd.io/v1): Flux applies a folder. There is no `targetNamespace` and no
 * `namePrefix`: they rewrite every object's namespace or name, but not the references within custom resources (a canary's
 * providerRef, targetRef), which then lead nowhere. There is no `validation`: v1 has no such field, and the API server refuses it.
 */
export class Kustomization extends Resource implements IKustomization {
  /**
   * Refers to a Kustomization that exists already.
   *
   * @param scope The construct that holds the reference.
   * @param id The id of the reference.
   * @param name The Kustomization's name.
   * @param namespace The Kustomization's namespace; that of whoever depends on it unless given.
   */
  public static fromKustomizationName(scope: Construct, id: string, name: string, namespace?: string): IKustomization {
    return new ExistingKustomization(scope, id, name, namespace);
  }

  /** @internal */
  public readonly _dependencies: Dependency[];

  /** @internal */
  public _lateDependencies?: () => readonly Dependency[];

  private readonly props: KustomizationProps;
  private readonly checks: HealthCheck[];

  public constructor(scope: Construct, id: string, props: KustomizationProps) {
    super(scope, id, k8s.Kustomization.GVK, props);
    this.props = props;
    present(this.reference, props, { source: 'flux.GitRepository.fromGitRepositoryName(…)', path: '\'./dist\'' });
    checkOptions(this.reference, 'flux.KustomizationProps', props);
    this._dependencies = (props.dependsOn ?? []).map((on) => ({ on }));
    this.checks = [...props.healthChecks ?? []];
    this.checkPath();
    this.checkSource();
    this.checkTimes();
    checkExpressions(this.reference, props.healthCheckExprs ?? []);
    checkPatches(this.reference, props.patches ?? [], props.images ?? []);
    checkIgnoredFields(this.reference, 'ignore', props.ignore ?? []);
    this.checkComponents();
    if (props.postBuild !== undefined) { checkPostBuild(this.reference, props.postBuild); }
    this.node.addValidation({ validate: () => [...cycleOf(this), ...this.uselessChecks()] });
  }

  /**
   * Says that this is applied after others are ready.
   *
   * @param others What must be ready first.
   */
  public addDependency(...others: IKustomization[]): void {
    this._dependencies.push(...others.map((on) => ({ on })));
  }

  /**
   * Says that this is applied when CEL says so of another one (since Flux 2.7).
   *
   * @param other The other one.
   * @param readyExpr CEL over `dep`, the other one, and `self`. It stands in the place of Flux' own reading, unless kustomize-controller
   *   has the gate AdditiveCELDependencyCheck.
   */
  public addDependencyWhen(other: IKustomization, readyExpr: string): void {
    checkReadyExpression(this.reference, readyExpr);
    this._dependencies.push({ on: other, readyExpr });
  }

  /**
   * Waits for the health of more objects.
   *
   * @param checks The objects.
   */
  public addHealthCheck(...checks: HealthCheck[]): void {
    this.checks.push(...checks);
  }

  /** @internal */
  public _toManifest(): { readonly [field: string]: unknown } {
    const { source, path, interval, prune, wait, timeout, retryInterval, healthCheckExprs, decryption, postBuild } = this.props;
    const { serviceAccountName, deletionPolicy, force, suspend, patches, images, components, ignoreMissingComponents } = this.props;
    const { commonMetadata, ignore, buildMetadata, kubeConfig } = this.props;
    return {
      spec: k8s.toJson_KustomizationSpec({
        sourceRef: { kind: source.kind as k8s.KustomizationSpecSourceRefKind, ...nameFrom(this.namespace, source) },
        path,
        interval: fluxDuration(interval ?? Duration.minutes(10)),
        prune: prune ?? true,
        wait,
        serviceAccountName,
        deletionPolicy: deletionPolicy as string | undefined as k8s.KustomizationSpecDeletionPolicy | undefined,
        force,
        suspend,
        patches,
        images,
        components,
        ignoreMissingComponents,
        commonMetadata,
        ignore,
        buildMetadata: buildMetadata as string[] | undefined as k8s.KustomizationSpecBuildMetadata[] | undefined,
        ...(kubeConfig && { kubeConfig: kubeConfig._toManifest() }),
        ...(timeout && { timeout: fluxDuration(timeout) }),
        ...(retryInterval && { retryInterval: fluxDuration(retryInterval) }),
        ...dependsOn(this),
        ...(this.checks.length > 0 && { healthChecks: this.checks.map(({ target }) => ({ ...target })) }),
        ...(healthCheckExprs && { healthCheckExprs: healthCheckExprs.map(({ options }) => ({ ...options })) }),
        ...(decryption && { decryption: decryptionOf(decryption) }),
        ...(postBuild && { postBuild: postBuildOf(postBuild) }),
      }),
    };
  }

  private checkPath(): void {
    const { path } = this.props;
    if (/^\.\/(.*\S)?$/.test(path) && !path.split('/').includes('..')) { return; }
    throw invalid({
      at: this.reference,
      what: 'the path does not lead to a folder of the source',
      value: path,
      allowed: 'a path from the source\'s root, beginning with ./ and without ..',
      fix: `./${path.split('/').filter((part) => !['', '.', '..'].includes(part)).join('/')}`,
    });
  }

  private checkSource(): void {
    const { kind, name } = this.props.source;
    if (SOURCES.includes(kind)) { return; }
    throw invalid({ at: this.reference, what: 'the source is of a kind that holds no manifests', value: `${kind}/${name}`, allowed: SOURCES.join(', ') });
  }

  private checkTimes(): void {
    const { interval, timeout, retryInterval } = this.props;
    for (const [name, duration] of [['interval', interval], ['retryInterval', retryInterval]] as const) {
      if (duration !== undefined && milliseconds(duration) <= 0) {
        throw invalid({ at: this.reference, what: `${name} is not positive`, value: fluxDuration(duration), fix: 'Duration.minutes(10)' });
      }
    }
    if (timeout !== undefined && milliseconds(timeout) < 30_000) {
      throw invalid({ at: this.reference, what: 'the timeout is shorter than 30 seconds', value: fluxDuration(timeout), allowed: 'at least 30 seconds: kustomize-controller takes a shorter one for 30 seconds', fix: 'Duration.seconds(30)' });
    }
  }

  private checkComponents(): void {
    const { components, ignoreMissingComponents } = this.props;
    const strange = components?.find((path) => path.trim() === '' || /^(\/|[a-z+]+:\/\/)/.test(path));
    if (strange !== undefined) { throw invalid({ at: this.reference, what: 'a component is not a folder of the source', value: strange, allowed: 'a path relative to path, such as ../components/tls' }); }
    if (ignoreMissingComponents !== undefined && (components ?? []).length === 0) {
      throw invalid({ at: this.reference, what: 'ignoreMissingComponents is given without components', fix: 'leave it out' });
    }
  }

  private uselessChecks(): string[] {
    const { wait, healthCheckExprs } = this.props;
    if (wait && this.checks.length > 0) {
      return [invalid({
        at: this.reference,
        what: 'both wait and healthChecks are given',
        allowed: 'one of them: with wait Flux looks at what it applied and not at the list',
        fix: 'leave wait out, or healthChecks',
      }).message];
    }
    const canary = this.checks.find(({ target }) => target.kind === 'Canary' && groupOf(target.apiVersion) === 'flagger.app');
    if (canary === undefined || healthCheckExprs?.some(({ options }) => options.kind === 'Canary' && groupOf(options.apiVersion) === 'flagger.app')) { return []; }
    return [invalid({
      at: this.reference,
      what: 'a Canary\'s health is waited for without an expression',
      value: canary.target.name,
      allowed: 'an expression for Canary: without one Flux takes every Canary for healthy at once',
      fix: 'healthCheckExprs: [flux.HealthCheckExpression.canary()]',
    }).message];
  }
}

function decryptionOf({ secret, serviceAccountName }: Decryption): k8s.KustomizationSpecDecryption {
  return {
    provider: k8s.KustomizationSpecDecryptionProvider.SOPS,
    ...(secret && { secretRef: { name: secret.secretName } }),
    serviceAccountName,
  };
}

function postBuildOf({ substitute, substituteFrom, substituteStrategy }: PostBuild): k8s.KustomizationSpecPostBuild {
  return {
    substitute,
    substituteStrategy: substituteStrategy as string | undefined as k8s.KustomizationSpecPostBuildSubstituteStrategy | undefined,
    ...(substituteFrom && {
      substituteFrom: substituteFrom.map(({ kind, name, optional }) => ({
        kind: kind as k8s.KustomizationSpecPostBuildSubstituteFromKind, name, optional,
      })),
    }),
  };
}

class ExistingKustomization extends Construct implements IKustomization {
  public readonly kind = 'Kustomization';

  public constructor(scope: Construct, id: string, public readonly name: string, public readonly namespace?: string) {
    super(scope, id);
  }
}
