import { ApiObjectMetadata, Chart, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import * as flagger from './flagger';
import { chartSecrets, chartValues } from './flagger/chart-values';
import { FlaggerInstallation } from './flagger-installation';
import * as flux from './flux';
import { invalid, present } from './invalid';
import { checkOptions } from './options';
import { placedId } from './place';
import { SecretKey } from './secret-key';

/** Which chart of Flagger Flux installs, and how; beside how Flagger runs. */
export interface FlaggerReleaseOptions extends flagger.FlaggerOptions {
  /**
   * The chart's version, or a range. What this library knows of Flagger it knows of 1.44.
   *
   * @default 1.44.x
   */
  readonly version?: string;

  /**
   * A source that holds the chart, such as an OciRepository of a mirror; `version` and `verify` are its own matter then.
   *
   * @default - an OciRepository of oci://ghcr.io/fluxcd/charts/flagger, where upstream publishes it
   */
  readonly source?: flux.ISource;

  /**
   * Whether Flux takes only what Flagger's release workflow on GitHub has signed. It asks Sigstore, which a cluster without a way out
   * cannot.
   *
   * @default true
   */
  readonly verify?: boolean;

  /**
   * How often Flux looks for a new version, and compares what is installed with what it should be.
   *
   * @default Duration.hours(1)
   */
  readonly interval?: Duration;
}

/** What a FlaggerRelease takes. */
export interface FlaggerReleaseProps extends FlaggerReleaseOptions {
  /**
   * The Prometheus that the built-in checks query, such as `http://prometheus-operated.monitoring:9090`.
   */
  readonly metricsServer: string;

  /**
   * The metadata of the OCIRepository and the HelmRelease.
   *
   * @default - the name is the construct's id, the namespace that of the chart
   */
  readonly metadata?: ApiObjectMetadata;
}

/**
 * Lets Flux install Flagger by its Helm chart: an OCIRepository, whose signature is verified, and a HelmRelease with the values. Flagger's
 * CRDs are kept as new as the chart (Helm alone never touches one that is there). An installation that fails is tried again every five
 * minutes, an upgrade that fails is rolled back and tried three times. It needs Flux 2.8, which reads the signatures of Flagger from
 * 1.43 on (fluxcd/flagger v1.44.0 docs/gitbook/install/flagger-install-with-flux.md). The namespace and the Secrets must be there;
 * `CanaryAlerting({ installFlagger })` sees to both, and to what waits for Flagger.
 */
export class FlaggerRelease extends Construct {
  /** The HelmRelease. */
  public readonly release: flux.HelmRelease;

  /** The source of the chart. */
  public readonly source: flux.ISource;

  /** The Flagger that will be there, for whatever refers to it. */
  public readonly installation: FlaggerInstallation;

  /** The keys of Secrets that Flagger's pods read, in the same namespace; a pod does not start while one is missing. */
  public readonly secretKeys: SecretKey[];

  public constructor(scope: Construct, id: string, props: FlaggerReleaseProps) {
    super(scope, placedId('FlaggerRelease', scope, id));
    const namespace = props.metadata?.namespace ?? Chart.of(this).namespace;
    const name = props.metadata?.name ?? id;
    const at = `FlaggerRelease ${name}`;
    if (namespace === undefined) {
      throw invalid({ at, what: 'there is no namespace', allowed: 'the one that Flagger runs in', fix: 'metadata: { namespace: \'flagger-system\' }' });
    }
    present(at, props, { metricsServer: '\'http://prometheus-operated.monitoring:9090\'' });
    checkOptions(at, 'FlaggerReleaseProps', props);
    checkRelease(at, name, props);
    const interval = props.interval ?? Duration.hours(1);
    const metadata = { ...props.metadata, name, namespace };
    const values = chartValues(at, props);
    this.source = props.source ?? new flux.OciRepository(this, 'chart', {
      metadata,
      url: CHART,
      ref: flux.OciReference.semver(props.version ?? '1.44.x'),
      layer: flux.OciLayer.helmChart(),
      interval,
      ...(props.verify !== false && { verify: flux.OciVerification.cosignKeyless(SIGNER) }),
    });
    this.release = new flux.HelmRelease(this, 'release', {
      metadata,
      chart: flux.HelmChart.fromArtifact(this.source),
      interval,
      releaseName: name,
      install: { crds: flux.CrdsPolicy.CREATE_REPLACE, retryInterval: Duration.minutes(5) },
      upgrade: { crds: flux.CrdsPolicy.CREATE_REPLACE, retries: 3 },
      values,
    });
    this.secretKeys = chartSecrets(props);
    this.installation = {
      namespace,
      deployment: fullname(name),
      podLabels: { 'app.kubernetes.io/name': 'flagger', 'app.kubernetes.io/instance': name },
      noCrossNamespaceRefs: props.noCrossNamespaceRefs,
      watchNamespace: props.watchNamespace,
    };
  }
}

/** Where Flagger's releases are published (fluxcd/flagger v1.44.0 .github/workflows/release.yml). */
const CHART = 'oci://ghcr.io/fluxcd/charts/flagger';

/** Who signs them: the workflow of a release, at the tag of that release (docs/gitbook/install/flagger-install-with-flux.md). */
const SIGNER: flux.OidcIdentity = {
  issuer: '^https://token\\.actions\\.githubusercontent\\.com$',
  subject: '^https://github\\.com/fluxcd/flagger/\\.github/workflows/release\\.yml@refs/tags/v\\d+\\.\\d+\\.\\d+$',
};

/** The name of the Deployment (charts/flagger/templates/_helpers.tpl flagger.fullname). */
function fullname(release: string): string {
  return (release.includes('flagger') ? release : `${release}-flagger`).slice(0, 63).replace(/-$/, '');
}

function checkRelease(at: string, name: string, { version, verify, source, values = {} }: FlaggerReleaseProps): void {
  if (name.length > 53) {
    throw invalid({ at, what: 'the name is longer than Helm takes for a release', value: name, allowed: 'at most 53 characters', fix: 'metadata: { name: \'flagger\' }' });
  }
  if (source !== undefined && (version !== undefined || verify !== undefined)) {
    throw invalid({ at, what: `${version === undefined ? 'verify' : 'version'} is given beside source`, allowed: 'the source itself says which version it holds, and how it is verified', fix: 'leave it out' });
  }
  if (version?.trim() === '') { throw invalid({ at, what: 'the version is empty', allowed: 'a version, or a range of versions', fix: 'version: \'1.44.x\'' }); }
  const renamed = ['nameOverride', 'fullnameOverride'].find((each) => (values[each] ?? '') !== '');
  if (renamed !== undefined) {
    throw invalid({ at, what: `values.${renamed} gives Flagger's objects another name`, value: values[renamed], allowed: 'the release\'s name: the rules that watch Flagger know its Deployment and its pods by it', fix: 'metadata: { name: \'…\' }' });
  }
}
