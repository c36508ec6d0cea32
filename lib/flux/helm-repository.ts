import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import * as k8s from '../../imports/source.toolkit.fluxcd.io';
import { fluxDuration, milliseconds } from '../duration';
import { invalid, present } from '../invalid';
import { checkOptions } from '../options';
import { Resource, ResourceProps } from '../resource';
import { SecretKey } from '../secret-key';
import { IEventSource } from './event-source';
import { existingSource } from './existing-source';
import { OciProvider } from './oci-repository';
import { timeoutWithoutHours } from './timeout';

/** Where HelmReleases take charts from by name: a HelmRepository, ours or one that exists. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- a role of its own; jsii lets no member be declared anew
export interface IHelmRepository extends IEventSource {}

/** What a HelmRepository takes. */
export interface HelmRepositoryProps extends ResourceProps {
  /** The repository's URL: `https://` or `http://` for one with an index, `oci://registry/owner` for a registry. */
  readonly url: string;

  /**
   * How often Flux reads the index again; a registry has none.
   *
   * @default Duration.hours(1), with an index; upstream's own default is one minute
   */
  readonly interval?: Duration;

  /**
   * The Secret to log in with, and one of its keys: `username` (beside `password`), and for a registry `.dockerconfigjson`.
   *
   * @default - none: the repository is public
   */
  readonly secret?: SecretKey;

  /**
   * The Secret with the certificates: `ca.crt`, `tls.crt`, `tls.key`.
   *
   * @default - the system's
   */
  readonly certificates?: SecretKey;

  /**
   * Whether the credentials are also sent to other hosts that the index names. Whoever can write the index, or the network between,
   * gets them.
   *
   * @default false
   */
  readonly passCredentials?: boolean;

  /**
   * How Flux logs in to a registry.
   *
   * @default OciProvider.GENERIC
   */
  readonly provider?: OciProvider;

  /**
   * Whether the registry is spoken to over plain HTTP.
   *
   * @default false
   */
  readonly insecure?: boolean;

  /**
   * How long a fetch may take. Spelled without hours.
   *
   * @default - 60 seconds
   */
  readonly timeout?: Duration;

  /**
   * Whether fetching is suspended.
   *
   * @default false
   */
  readonly suspend?: boolean;
}

const BASIC_KEYS = ['username', 'password'];
const CERTIFICATE_KEYS = ['ca.crt', 'tls.crt', 'tls.key'];

/**
 * Makes a HelmRepository (source.toolkit.fluxcd.io/v1), from which HelmReleases take charts by name. Its `type` follows from the url.
 * For a single chart in a registry an OciRepository is simpler, and can be verified.
 */
export class HelmRepository extends Resource implements IHelmRepository {
  /**
   * Refers to a HelmRepository that exists already.
   *
   * @param scope The construct that holds the reference.
   * @param id The id of the reference.
   * @param name The HelmRepository's name.
   * @param namespace The HelmRepository's namespace; the HelmRelease's own unless given.
   */
  public static fromHelmRepositoryName(scope: Construct, id: string, name: string, namespace?: string): IHelmRepository {
    return existingSource(scope, id, { kind: k8s.HelmRepository.GVK.kind, name, namespace });
  }

  private readonly props: HelmRepositoryProps;

  public constructor(scope: Construct, id: string, props: HelmRepositoryProps) {
    super(scope, id, k8s.HelmRepository.GVK, props);
    this.props = props;
    present(this.reference, props, { url: '\'https://charts.example.com\'' });
    checkOptions(this.reference, 'flux.HelmRepositoryProps', props);
    this.checkUrl();
    this.checkSecrets();
    this.checkRest();
  }

  /** Whether it is a registry and not an index. */
  public get isRegistry(): boolean {
    return this.props.url.startsWith('oci:');
  }

  /** @internal */
  public _toManifest(): { readonly [field: string]: unknown } {
    const { url, interval, secret, certificates, passCredentials, provider, insecure, timeout, suspend } = this.props;
    return {
      spec: k8s.toJson_HelmRepositorySpec({
        url,
        type: this.isRegistry ? k8s.HelmRepositorySpecType.OCI : undefined,
        interval: this.isRegistry ? undefined : fluxDuration(interval ?? Duration.hours(1)),
        provider: provider as string | undefined as k8s.HelmRepositorySpecProvider | undefined,
        passCredentials,
        insecure,
        suspend,
        ...(timeout && { timeout: timeoutWithoutHours(timeout) }),
        ...(secret && { secretRef: { name: secret.secretName } }),
        ...(certificates && { certSecretRef: { name: certificates.secretName } }),
      }),
    };
  }

  private checkUrl(): void {
    const { url } = this.props;
    if (!/^(https?|oci):\/\/[^/\s]+\S*$/.test(url)) {
      throw invalid({ at: this.reference, what: 'the url is not one that Flux can fetch', value: url, allowed: 'https://, http:// or oci://, and a host', fix: 'https://charts.example.com' });
    }
    if (/^\w+:\/\/[^/]*@/.test(url)) {
      throw invalid({ at: this.reference, what: 'the url holds a credential', allowed: 'a URL without a password or token', fix: 'secret: SecretKey.of(…, \'username\')' });
    }
  }

  private checkSecrets(): void {
    const { secret, certificates, passCredentials } = this.props;
    const readable = this.isRegistry ? [...BASIC_KEYS, '.dockerconfigjson'] : BASIC_KEYS;
    if (secret !== undefined && !readable.includes(secret.key)) {
      throw invalid({ at: this.reference, what: 'the Secret\'s key is not one that Flux reads', value: secret.key, allowed: readable.join(', '), fix: `SecretKey.of('${secret.secretName}', '${readable[0]}')` });
    }
    if (certificates !== undefined && !CERTIFICATE_KEYS.includes(certificates.key)) {
      throw invalid({ at: this.reference, what: 'the Secret of certificates has another key than Flux reads', value: certificates.key, allowed: CERTIFICATE_KEYS.join(', '), fix: `SecretKey.of('${certificates.secretName}', 'ca.crt')` });
    }
    if (passCredentials === true && (secret === undefined || this.isRegistry)) {
      throw invalid({ at: this.reference, what: `passCredentials is given ${this.isRegistry ? 'with a registry' : 'without a Secret'}`, allowed: 'with a Secret and an index: there is nothing to pass otherwise', fix: 'leave it out' });
    }
  }

  private checkRest(): void {
    const { interval, provider, insecure } = this.props;
    if (interval !== undefined && milliseconds(interval) <= 0) {
      throw invalid({ at: this.reference, what: 'the interval is not positive', value: fluxDuration(interval), fix: 'Duration.hours(1)' });
    }
    const unread = this.isRegistry ? ([['interval', interval]] as const) : ([['provider', provider], ['insecure', insecure]] as const);
    const given = unread.find(([, value]) => value !== undefined);
    if (given !== undefined) {
      throw invalid({ at: this.reference, what: `${given[0]} is not read with ${this.isRegistry ? 'a registry' : 'an index'}`, allowed: `only with ${this.isRegistry ? 'https:// or http://' : 'oci://'}`, fix: 'leave it out' });
    }
  }
}
