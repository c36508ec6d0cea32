import { Duration } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import * as k8s from '../../imports/notification.toolkit.fluxcd.io';
import { ADDRESS, TOKEN } from '../facts/secret-keys';
import { invalid, present } from '../invalid';
import { checkOptions } from '../options';
import { Resource, ResourceProps } from '../resource';
import { SecretKey } from '../secret-key';
import { checkAddress, SLACK_API } from './provider-address';
import { BASIC, AddressForm, PROVIDER_NEEDS, ProviderNeeds, readableKeys } from './provider-needs';
import { ProviderType } from './provider-type';
import { checkProxy } from './proxy-check';
import { timeoutWithoutHours } from './timeout';

/** Where Flux posts events: a Provider, ours or one that exists. */
export interface IProvider extends IConstruct {
  /** The Provider's name. */
  readonly name: string;

  /** The Provider's namespace: the only one in which an Alert can name it. */
  readonly namespace?: string;
}

/** What a Provider takes. */
export interface ProviderProps extends ResourceProps {
  /** The service. */
  readonly type: ProviderType;

  /**
   * The Secret, in the Provider's own namespace, and the key in it that the service cannot do without: `address` where the
   * URL is the credential (Slack's, Teams', Discord's webhooks), `token` where the URL is no secret. It is read at every
   * event, so that a rotation needs no restart.
   *
   * @default - none: `address` must be enough
   */
  readonly secret?: SecretKey;

  /**
   * Further keys of the same Secret that Flux shall find, such as `token` beside `address`, or `username` beside `password`.
   *
   * @default - none
   */
  readonly moreKeys?: SecretKey[];

  /**
   * An address that is no secret: Alertmanager's `http://…/api/v2/alerts/`, a repository's URL, a bridge inside the cluster.
   *
   * @default - the Secret's key `address`
   */
  readonly address?: string;

  /**
   * The channel, for the types that read one.
   *
   * @default - the webhook's own
   */
  readonly channel?: string;

  /**
   * The name under which Flux posts to Slack, Discord or Rocket.Chat.
   *
   * @default - the reporting controller's name
   */
  readonly username?: string;

  /**
   * How long Flux tries to deliver an event; after that it is lost. Spelled without hours.
   *
   * @default - 15 seconds, in which Flux tries four times: at once, and after 2, 6 and 14 seconds
   */
  readonly timeout?: Duration;

  /**
   * The Secret whose key `address` is the URL of a proxy (since notification-controller 1.7). The fields and keys named
   * `proxy` are deprecated upstream and never written.
   *
   * @default - none
   */
  readonly proxy?: SecretKey;

  /**
   * The Secret with the certificates: `ca.crt` to verify the service, `tls.crt` and `tls.key` to be known by it.
   *
   * @default - the system's certificates
   */
  readonly certificates?: SecretKey;

  /**
   * The service account whose workload identity stands for credentials, for the types of Azure and Google that can;
   * the controller needs its gate ObjectLevelWorkloadIdentity.
   *
   * @default - the controller's own
   */
  readonly serviceAccountName?: string;

  /**
   * A CEL expression for the name of a commit status (since notification-controller 1.6); for the types that set one.
   *
   * @default - kind and name
   */
  readonly commitStatusExpr?: string;

  /**
   * Whether events are dropped; they are not kept for later.
   *
   * @default false
   */
  readonly suspend?: boolean;
}

const CERTIFICATE_KEYS = ['ca.crt', 'tls.crt', 'tls.key'];

/**
 * Makes a Provider (notification.toolkit.fluxcd.io/v1beta3, the only version that Flux 2.9 serves), where Flux posts events.
 * The CRD takes a Provider that lacks what its type needs, and the first event is lost: here it is refused. A Provider
 * has no status; what fails appears as an event on the Alert.
 */
export class Provider extends Resource implements IProvider {
  /**
   * Refers to a Provider that exists already.
   *
   * @param scope The construct that holds the reference.
   * @param id The id of the reference.
   * @param name The Provider's name.
   * @param namespace The Provider's namespace; that of the Alert which names it unless given.
   */
  public static fromProviderName(scope: Construct, id: string, name: string, namespace?: string): IProvider {
    return new ExistingProvider(scope, id, name, namespace);
  }

  private readonly props: ProviderProps;
  private readonly needs: ProviderNeeds;

  public constructor(scope: Construct, id: string, props: ProviderProps) {
    super(scope, id, k8s.Provider.GVK, props);
    this.props = props;
    present(this.reference, props, { type: 'flux.ProviderType.SLACK' });
    checkOptions(this.reference, 'flux.ProviderProps', props);
    this.needs = PROVIDER_NEEDS[props.type];
    this.checkKeys();
    checkAddress(this.reference, props.type, this.needs.address, props.address, this.keys.includes(ADDRESS));
    this.checkCredentials();
    this.checkChannel();
    this.checkRest();
  }

  /** @internal */
  public _toManifest(): { readonly [field: string]: unknown } {
    const { type, secret, address, channel, username, timeout, proxy, certificates, serviceAccountName, commitStatusExpr, suspend } = this.props;
    return {
      spec: k8s.toJson_ProviderSpec({
        type: type as string as k8s.ProviderSpecType,
        address,
        channel,
        username,
        serviceAccountName,
        commitStatusExpr,
        suspend,
        ...(timeout && { timeout: timeoutWithoutHours(timeout) }),
        ...(secret && { secretRef: { name: secret.secretName } }),
        ...(proxy && { proxySecretRef: { name: proxy.secretName } }),
        ...(certificates && { certSecretRef: { name: certificates.secretName } }),
      }),
    };
  }

  private get secretKeys(): SecretKey[] {
    const { secret, moreKeys } = this.props;
    return [...(secret === undefined ? [] : [secret]), ...(moreKeys ?? [])];
  }

  private get keys(): string[] {
    return this.secretKeys.map(({ key }) => key);
  }

  private checkKeys(): void {
    const { type, secret, moreKeys } = this.props;
    const other = (moreKeys ?? []).find(({ secretName }) => secretName !== secret?.secretName);
    if (other !== undefined) {
      throw invalid({
        at: this.reference,
        what: 'moreKeys names another Secret than secret',
        value: other.secretName,
        allowed: 'one Secret: a Provider has one secretRef',
        fix: secret === undefined ? 'give secret' : `SecretKey.of('${secret.secretName}', '${other.key}')`,
      });
    }
    const readable = readableKeys(this.needs);
    const unread = this.keys.find((key) => !readable.includes(key));
    if (unread !== undefined) {
      throw invalid({
        at: this.reference,
        what: `${type} does not read this key of the Secret`,
        value: unread,
        allowed: readable.length === 0 ? 'no Secret' : `${readable.join(', ')}: Flux reads these keys, and they cannot be configured`,
        fix: readable[0] === undefined ? 'leave secret out' : `SecretKey.of('${secret?.secretName}', '${readable[0]}')`,
      });
    }
    if (BASIC.some((key) => this.keys.includes(key)) && !BASIC.every((key) => this.keys.includes(key))) {
      throw invalid({
        at: this.reference,
        what: 'of username and password only one is in the Secret',
        value: this.keys,
        allowed: 'both or none: with one of them Flux drops the Secret\'s whole authentication, a token included',
        fix: `moreKeys: [SecretKey.of('${secret?.secretName}', '${this.keys.includes('username') ? 'password' : 'username'}')]`,
      });
    }
  }

  private checkCredentials(): void {
    const { type, secret, serviceAccountName } = this.props;
    const { credentials, identity } = this.needs;
    if (type === ProviderType.OTEL && !this.keys.includes('headers') && this.keys.some((key) => key === TOKEN || key === 'password')) {
      throw invalid({
        at: this.reference,
        what: 'otel\'s credentials are given without headers',
        allowed: 'Flux sends the token or password only where the Secret\'s key headers has at least one header (internal/notifier/otel.go)',
        fix: `moreKeys: […, SecretKey.of('${secret?.secretName}', 'headers')]`,
      });
    }
    if (credentials === undefined || (identity && serviceAccountName !== undefined)) { return; }
    if (credentials.some((set) => set.every((key) => this.keys.includes(key)))) { return; }
    throw invalid({
      at: this.reference,
      what: `${type} has no credentials`,
      value: this.keys,
      allowed: `a Secret with ${credentials.map((set) => set.join(' and ')).join(', or with ')}${identity ? ', or serviceAccountName' : ''}`,
      fix: secret === undefined
        ? `secret: SecretKey.of('${this.name}', '${credentials[0]?.[0]}')`
        : `moreKeys: [SecretKey.of('${secret.secretName}', '${credentials[0]?.[0]}')]`,
    });
  }

  private checkChannel(): void {
    const { type, channel, address } = this.props;
    const meaning = this.needs.channel;
    if (channel === undefined) {
      const bot = type === ProviderType.SLACK && address === SLACK_API;
      if (!this.needs.channelRequired && !bot) { return; }
      throw invalid({ at: this.reference, what: `${type} has no channel`, allowed: `${meaning}, which ${bot ? 'a bot' : type} cannot do without`, fix: 'channel: …' });
    }
    if (meaning === undefined) {
      throw invalid({ at: this.reference, what: `${type} does not read the channel`, value: channel, allowed: 'the address alone says where it goes', fix: 'leave channel out' });
    }
    if (type === ProviderType.PAGERDUTY && !/^\$\{[_A-Za-z][_A-Za-z0-9]*\}$/.test(channel)) {
      throw invalid({
        at: this.reference,
        what: 'the channel would be PagerDuty\'s routing key, in git',
        allowed: 'a variable such as ${pagerduty_routing_key}, which the Kustomization fills from a Secret: Flux reads the key from spec.channel only',
        fix: 'channel: \'${pagerduty_routing_key}\' and flux.SubstitutionSource.secret(…) in the Kustomization, or let Alertmanager page',
      });
    }
    if (type === ProviderType.ZULIP && !/^[^/]+\/.+$/.test(channel)) {
      throw invalid({ at: this.reference, what: 'Zulip\'s channel has no topic', value: channel, allowed: 'channel/topic', fix: `channel: '${channel}/flux'` });
    }
  }

  private checkRest(): void {
    const { type, username, proxy, certificates, serviceAccountName, commitStatusExpr } = this.props;
    const unread = [
      { given: username, read: this.needs.username, name: 'username', fix: 'leave it out; a name to log in with belongs into the Secret, beside its password' },
      { given: proxy, read: this.needs.proxy, name: 'proxy', fix: 'leave it out, and let the network decide' },
      { given: certificates, read: this.needs.certificates, name: 'certificates', fix: 'leave it out: only the system\'s certificates count here' },
      { given: serviceAccountName, read: this.needs.identity, name: 'serviceAccountName', fix: 'leave it out' },
      { given: commitStatusExpr, read: this.needs.commitStatus, name: 'commitStatusExpr', fix: 'leave it out: the CRD refuses it here' },
    ].find(({ given, read }) => given !== undefined && !read);
    if (unread !== undefined) {
      throw invalid({ at: this.reference, what: `${type} does not read ${unread.name}`, fix: unread.fix });
    }
    if (proxy !== undefined) { checkProxy(this.reference, proxy); }
    if (certificates !== undefined && !CERTIFICATE_KEYS.includes(certificates.key)) {
      throw invalid({ at: this.reference, what: 'the Secret of certificates has another key than Flux reads', value: certificates.key, allowed: CERTIFICATE_KEYS.join(', '), fix: `SecretKey.of('${certificates.secretName}', 'ca.crt')` });
    }
    if (this.needs.identity && serviceAccountName !== undefined && this.keys.includes(TOKEN)) {
      throw invalid({ at: this.reference, what: 'both a token and serviceAccountName are given', allowed: 'one of them', fix: 'leave the token out' });
    }
    if (this.needs.address === AddressForm.NONE && this.props.address !== undefined) {
      throw invalid({ at: this.reference, what: `${type} does not read the address`, fix: 'leave it out' });
    }
  }
}

class ExistingProvider extends Construct implements IProvider {
  public constructor(scope: Construct, id: string, public readonly name: string, public readonly namespace?: string) {
    super(scope, id);
  }
}
