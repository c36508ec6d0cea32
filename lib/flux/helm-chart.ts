import { Duration } from 'cdk8s';
import { fluxDuration, milliseconds } from '../duration';
import { invalid } from '../invalid';
import { CommonMetadata } from './common-metadata';
import { HelmRepository, IHelmRepository } from './helm-repository';
import { OciVerification } from './oci-verification';
import { ISource } from './source';

/** When a chart of a git repository or a bucket counts as new. */
export enum ReconcileStrategy {
  /** When the version in Chart.yaml changes. */
  CHART_VERSION = 'ChartVersion',
  /** With each revision of the source. */
  REVISION = 'Revision',
}

/** What a chart by name or path takes. */
export interface HelmChartOptions {
  /**
   * How often Flux looks for a new version.
   *
   * @default - the HelmRelease's interval
   */
  readonly interval?: Duration;

  /**
   * Files of the chart, or of the source, with values, each one overriding those before it. `values.yaml` counts only where it is named.
   *
   * @default - the chart's values.yaml
   */
  readonly valuesFiles?: string[];

  /**
   * Whether values files that are not there are passed over.
   *
   * @default false
   */
  readonly ignoreMissingValuesFiles?: boolean;

  /**
   * Labels and annotations of the HelmChart that helm-controller makes.
   *
   * @default - none
   */
  readonly metadata?: CommonMetadata;
}

/** What a chart of a HelmRepository takes. */
export interface RepositoryChartOptions extends HelmChartOptions {
  /**
   * The version, or a range such as `>=88.0.0 <89.0.0`.
   *
   * @default - the newest, whatever it changes
   */
  readonly version?: string;

  /**
   * How the chart's signature is verified; for registries alone, by keys.
   *
   * @default - not at all
   */
  readonly verify?: OciVerification;
}

/** What a chart of a git repository or a bucket takes. */
export interface SourceChartOptions extends HelmChartOptions {
  /**
   * When it counts as new.
   *
   * @default ReconcileStrategy.CHART_VERSION
   */
  readonly reconcileStrategy?: ReconcileStrategy;
}

/** The chart that a HelmRelease installs. */
export class HelmChart {
  /**
   * A chart of a HelmRepository.
   *
   * @param repository The repository.
   * @param chart The chart's name in it.
   * @param options Which version, and how it is read.
   */
  public static fromRepository(repository: IHelmRepository, chart: string, options: RepositoryChartOptions = {}): HelmChart {
    const at = `HelmChart ${chart}`;
    if (repository.kind !== 'HelmRepository') { throw invalid({ at, what: 'its repository is of another kind', value: `${repository.kind}/${repository.name}`, allowed: 'HelmRepository', fix: 'flux.HelmChart.fromSource, or flux.HelmChart.fromArtifact' }); }
    if (!/^[a-z0-9A-Z][-a-z0-9A-Z._/]*$/.test(chart)) { throw invalid({ at, what: 'the chart\'s name is none', value: chart, allowed: 'a name as the repository has it, without a version' }); }
    if (options.version?.trim() === '') { throw invalid({ at, what: 'the version is empty', fix: 'leave it out for the newest' }); }
    if (options.verify !== undefined) { checkVerification(at, repository, options.verify); }
    return new HelmChart(repository, chart, options);
  }

  /**
   * A chart that lies in a git repository or a bucket.
   *
   * @param source The GitRepository or the Bucket.
   * @param path The folder of the chart, such as `./charts/shop`.
   * @param options How it is read.
   */
  public static fromSource(source: ISource, path: string, options: SourceChartOptions = {}): HelmChart {
    const at = `HelmChart ${path}`;
    if (!['GitRepository', 'Bucket'].includes(source.kind)) {
      throw invalid({ at, what: 'its source holds no files', value: `${source.kind}/${source.name}`, allowed: 'GitRepository, Bucket', fix: 'flux.HelmChart.fromArtifact' });
    }
    if (!/^\.\/(\S.*)?$/.test(path) || path.split('/').includes('..')) {
      throw invalid({ at, what: 'the path does not lead to a folder of the source', value: path, allowed: 'a path from the source\'s root, beginning with ./ and without ..', fix: './charts/shop' });
    }
    return new HelmChart(source, path, options);
  }

  /**
   * What an OciRepository or an ExternalArtifact holds. An OciRepository of a chart has `layer: flux.OciLayer.helmChart()`.
   *
   * @param source The source; its `ref` says which version.
   */
  public static fromArtifact(source: ISource): HelmChart {
    if (!['OCIRepository', 'ExternalArtifact'].includes(source.kind)) {
      throw invalid({ at: 'HelmChart.fromArtifact', what: 'the source is of a kind that holds no chart', value: `${source.kind}/${source.name}`, allowed: 'OCIRepository, ExternalArtifact', fix: 'flux.HelmChart.fromSource, or flux.HelmChart.fromRepository' });
    }
    return new HelmChart(source);
  }

  /**
   * A HelmChart that exists already.
   *
   * @param name The HelmChart's name.
   * @param namespace The HelmChart's namespace; the HelmRelease's own unless given.
   */
  public static fromHelmChartName(name: string, namespace?: string): HelmChart {
    return new HelmChart({ kind: 'HelmChart', name, namespace });
  }

  private constructor(
    private readonly source: { readonly kind: string; readonly name: string; readonly namespace?: string },
    private readonly chart?: string,
    private readonly options: RepositoryChartOptions & SourceChartOptions = {},
  ) {
    const { interval, valuesFiles } = options;
    const at = `HelmChart ${chart}`;
    if (interval !== undefined && milliseconds(interval) <= 0) { throw invalid({ at, what: 'the interval is not positive', value: fluxDuration(interval), fix: 'Duration.hours(1)' }); }
    if (valuesFiles?.some((file) => file.trim() === '') === true) { throw invalid({ at, what: 'a values file has no name', value: valuesFiles }); }
    if ((valuesFiles ?? []).length === 0 && options.ignoreMissingValuesFiles !== undefined) { throw invalid({ at, what: 'ignoreMissingValuesFiles is given without valuesFiles', fix: 'leave it out' }); }
  }

  /** @internal */
  public _toManifest(namespace: string | undefined): { readonly [field: string]: unknown } {
    const reference = { kind: this.source.kind, name: this.source.name, ...(this.source.namespace !== undefined && this.source.namespace !== namespace && { namespace: this.source.namespace }) };
    if (this.chart === undefined) { return { chartRef: reference }; }
    const { interval, valuesFiles, ignoreMissingValuesFiles, metadata, version, verify, reconcileStrategy } = this.options;
    return {
      chart: {
        metadata,
        spec: {
          chart: this.chart,
          version,
          sourceRef: reference,
          reconcileStrategy,
          valuesFiles,
          ignoreMissingValuesFiles,
          ...(interval && { interval: fluxDuration(interval) }),
          ...(verify && { verify: verify._toManifest() }),
        },
      },
    };
  }
}

function checkVerification(at: string, repository: IHelmRepository, { identities, trustedRoot }: OciVerification): void {
  if (repository instanceof HelmRepository && !repository.isRegistry) {
    throw invalid({ at, what: 'verify is given with an index', value: `HelmRepository/${repository.name}`, allowed: 'only with a registry (oci://): Flux fails otherwise', fix: 'leave verify out' });
  }
  if (identities.length === 0 && trustedRoot === undefined) { return; }
  throw invalid({ at, what: 'verify names identities', allowed: 'keys: a HelmRelease cannot say whose signature counts, so that anybody\'s would', fix: 'an OciRepository with verify, and flux.HelmChart.fromArtifact(…)' });
}
