import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import * as k8s from '../../imports/source.toolkit.fluxcd.io';
import { fluxDuration, milliseconds } from '../duration';
import { invalid, present } from '../invalid';
import { checkOptions } from '../options';
import { Resource, ResourceProps } from '../resource';
import { SecretKey } from '../secret-key';
import { existingSource } from './existing-source';
import { patternProblem } from './message-pattern';
import { OciVerification } from './oci-verification';
import { checkProxy } from './proxy-check';
import { ISource } from './source';
import { timeoutWithoutHours } from './timeout';

/** Which version of an artifact. */
export class OciReference {
  /**
   * A tag.
   *
   * @param name The tag.
   */
  public static tag(name: string): OciReference { return new OciReference('tag', name); }

  /**
   * The newest tag within a range of versions.
   *
   * @param range Such as `>=1.0.0 <2.0.0`.
   * @param filter A regular expression: only tags that it matches count, such as `.*-rc.*`.
   */
  public static semver(range: string, filter?: string): OciReference { return new OciReference('semver', range, filter); }

  /**
   * One artifact.
   *
   * @param digest Such as `sha256:…`.
   */
  public static digest(digest: string): OciReference { return new OciReference('digest', digest); }

  private constructor(
    /** The field of the manifest's `ref`. */
    public readonly field: string,
    /** What it says. */
    public readonly text: string,
    /** Which tags count, for a range. */
    public readonly filter?: string,
  ) {
    const problem = filter === undefined ? undefined : patternProblem(filter);
    if (problem !== undefined) { throw invalid({ at: 'OciReference.semver', what: `the filter is none that Flux can read: ${problem}`, value: filter, allowed: 'Go\'s regular expressions (RE2), not anchored, matched against tags' }); }
    if (text.trim() === '' || (field === 'digest' && !/^[a-z0-9]+([.+_-][a-z0-9]+)*:[a-zA-Z0-9=_-]+$/.test(text))) {
      throw invalid({ at: `OciReference.${field}`, what: `the ${field} is not one`, value: text, allowed: field === 'digest' ? 'sha256:…' : 'any but the empty text' });
    }
  }
}

/** Which layer of an artifact is taken. */
export class OciLayer {
  /** The chart of an artifact that `helm push` made, as it is: its digest then is that of the chart. */
  public static helmChart(): OciLayer { return new OciLayer('application/vnd.cncf.helm.chart.content.v1.tar+gzip', true); }

  /**
   * The first layer of a media type.
   *
   * @param mediaType Such as `application/vnd.cncf.flux.content.v1.tar+gzip`; the layer must be a `tar+gzip`.
   * @param copy Whether it is kept as it is, and not taken apart; false unless given.
   */
  public static of(mediaType: string, copy?: boolean): OciLayer { return new OciLayer(mediaType, copy); }

  private constructor(
    /** The media type. */
    public readonly mediaType: string,
    /** Whether the layer is kept as it is. */
    public readonly copy?: boolean,
  ) {
    if (!/^[\w.+-]+\/[\w.+-]+$/.test(mediaType)) { throw invalid({ at: 'OciLayer.of', what: 'the media type is none', value: mediaType, allowed: 'type/subtype, such as application/vnd.cncf.flux.content.v1.tar+gzip' }); }
  }
}

/** How Flux logs in to a registry. */
export enum OciProvider {
  /** By the Secret, or not at all. */
  GENERIC = 'generic',
  /** By the workload identity of AWS. */
  AWS = 'aws',
  /** By the workload identity of Azure. */
  AZURE = 'azure',
  /** By the workload identity of Google Cloud. */
  GCP = 'gcp',
}

/** What an OciRepository takes. */
export interface OciRepositoryProps extends ResourceProps {
  /** The artifact's URL without a tag: `oci://registry/owner/name`. */
  readonly url: string;

  /**
   * Which version.
   *
   * @default OciReference.tag('latest'), as source-controller has it
   */
  readonly ref?: OciReference;

  /**
   * How often Flux looks for a new version.
   *
   * @default Duration.minutes(1)
   */
  readonly interval?: Duration;

  /**
   * The Secret to log in with, of type kubernetes.io/dockerconfigjson: its key is `.dockerconfigjson`.
   *
   * @default - none: the artifact is public
   */
  readonly secret?: SecretKey;

  /**
   * How Flux logs in.
   *
   * @default OciProvider.GENERIC
   */
  readonly provider?: OciProvider;

  /**
   * The service account whose image pull secrets, or whose workload identity, are used.
   *
   * @default - none
   */
  readonly serviceAccountName?: string;

  /**
   * The Secret with the certificates: `ca.crt`, `tls.crt`, `tls.key`.
   *
   * @default - the system's
   */
  readonly certificates?: SecretKey;

  /**
   * The Secret whose key `address` is the URL of a proxy.
   *
   * @default - none
   */
  readonly proxy?: SecretKey;

  /**
   * Which layer is taken.
   *
   * @default - the first one
   */
  readonly layer?: OciLayer;

  /**
   * How the artifact's signature is verified.
   *
   * @default - not at all
   */
  readonly verify?: OciVerification;

  /**
   * How long a fetch may take. Spelled without hours.
   *
   * @default - 60 seconds
   */
  readonly timeout?: Duration;

  /**
   * What is left out, in the words of .gitignore. It replaces source-controller's own list of exclusions.
   *
   * @default - what .sourceignore says, and .git, .github, images and archives
   */
  readonly ignore?: string;

  /**
   * Whether the registry is spoken to over plain HTTP.
   *
   * @default false
   */
  readonly insecure?: boolean;

  /**
   * Whether fetching is suspended.
   *
   * @default false
   */
  readonly suspend?: boolean;
}

/** Makes an OCIRepository (source.toolkit.fluxcd.io/v1), from which Kustomizations take what they apply. */
export class OciRepository extends Resource implements ISource {
  /**
   * Refers to an OCIRepository that exists already.
   *
   * @param scope The construct that holds the reference.
   * @param id The id of the reference.
   * @param name The OCIRepository's name.
   * @param namespace The OCIRepository's namespace; the Kustomization's own unless given.
   */
  public static fromOciRepositoryName(scope: Construct, id: string, name: string, namespace?: string): ISource {
    return existingSource(scope, id, { kind: k8s.OciRepository.GVK.kind, name, namespace });
  }

  private readonly props: OciRepositoryProps;

  public constructor(scope: Construct, id: string, props: OciRepositoryProps) {
    super(scope, id, k8s.OciRepository.GVK, props);
    this.props = props;
    present(this.reference, props, { url: '\'oci://ghcr.io/owner/name\'' });
    checkOptions(this.reference, 'flux.OciRepositoryProps', props);
    this.checkUrl();
    this.checkRest();
    if (props.proxy !== undefined) { checkProxy(this.reference, props.proxy); }
  }

  /** @internal */
  public _toManifest(): { readonly [field: string]: unknown } {
    const { url, ref, interval, secret, provider, serviceAccountName, certificates, verify, timeout, ignore, insecure, suspend, proxy, layer } = this.props;
    const { field, text, filter } = ref ?? OciReference.tag('latest');
    return {
      spec: k8s.toJson_OciRepositorySpec({
        url,
        ref: { [field]: text, semverFilter: filter },
        interval: fluxDuration(interval ?? Duration.minutes(1)),
        provider: provider as string | undefined as k8s.OciRepositorySpecProvider | undefined,
        serviceAccountName,
        ignore,
        insecure,
        suspend,
        ...(timeout && { timeout: timeoutWithoutHours(timeout) }),
        ...(secret && { secretRef: { name: secret.secretName } }),
        ...(proxy && { proxySecretRef: { name: proxy.secretName } }),
        ...(layer && { layerSelector: { mediaType: layer.mediaType, ...(layer.copy !== undefined && { operation: (layer.copy ? k8s.OciRepositorySpecLayerSelectorOperation.COPY : k8s.OciRepositorySpecLayerSelectorOperation.EXTRACT) }) } }),
        ...(certificates && { certSecretRef: { name: certificates.secretName } }),
        ...(verify && { verify: verify._toManifest() as unknown as k8s.OciRepositorySpecVerify }),
      }),
    };
  }

  private checkUrl(): void {
    const { url } = this.props;
    if (!/^oci:\/\/[^/\s]+\/\S+$/.test(url)) {
      throw invalid({ at: this.reference, what: 'the url is not that of an artifact', value: url, allowed: 'oci://registry/owner/name', fix: `oci://${url.replace(/^\w+:\/\//, '')}` });
    }
    if (/[:@]/.test(url.replace(/^oci:\/\/[^/]+/, ''))) {
      throw invalid({ at: this.reference, what: 'the url has a tag or digest in it', value: url, allowed: 'the name alone: source-controller refuses the rest', fix: 'ref: flux.OciReference.tag(…)' });
    }
  }

  private checkRest(): void {
    const { interval, secret, certificates } = this.props;
    if (interval !== undefined && milliseconds(interval) <= 0) {
      throw invalid({ at: this.reference, what: 'the interval is not positive', value: fluxDuration(interval), fix: 'Duration.minutes(1)' });
    }
    if (secret !== undefined && secret.key !== '.dockerconfigjson') {
      throw invalid({ at: this.reference, what: 'the Secret\'s key is not the one that Flux reads', value: secret.key, allowed: '.dockerconfigjson, in a Secret of type kubernetes.io/dockerconfigjson', fix: `SecretKey.of('${secret.secretName}', '.dockerconfigjson')` });
    }
    if (certificates !== undefined && !['ca.crt', 'tls.crt', 'tls.key'].includes(certificates.key)) {
      throw invalid({ at: this.reference, what: 'the Secret of certificates has another key than Flux reads', value: certificates.key, allowed: 'ca.crt, tls.crt, tls.key', fix: `SecretKey.of('${certificates.secretName}', 'ca.crt')` });
    }
  }
}
