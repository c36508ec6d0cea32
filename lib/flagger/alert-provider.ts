import { Construct, IConstruct } from 'constructs';
import * as k8s from '../../imports/flagger.app';
import { ADDRESS } from '../facts/secret-keys';
import { invalid, present } from '../invalid';
import { checkOptions } from '../options';
import { Resource, ResourceProps } from '../resource';
import { SecretKey } from '../secret-key';

/** The chat services that Flagger can post to. */
export enum AlertProviderType {
  /** Slack, by an incoming webhook (a legacy custom integration where channel and username shall be kept) or a bot's token. */
  SLACK = 'slack',
  /** Microsoft Teams: Flagger posts the retired MessageCard format; Workflows do not accept it (fluxcd/flagger#1753). */
  MSTEAMS = 'msteams',
  /** Discord; Flagger appends `/slack` to the webhook's path. */
  DISCORD = 'discord',
  /** Rocket.Chat. */
  ROCKET = 'rocket',
  /** Google Chat. Flux calls it `googlechat`; Flagger refuses that name. */
  GCHAT = 'gchat',
}

/** Where Flagger posts a canary's events: an AlertProvider, ours or one that exists. */
export interface IAlertProvider extends IConstruct {
  /** The AlertProvider's name. */
  readonly name: string;

  /** The AlertProvider's namespace; a canary without one looks in its own. */
  readonly namespace?: string;
}

/** What an AlertProvider takes. */
export interface AlertProviderProps extends ResourceProps {
  /** The chat service. */
  readonly type: AlertProviderType;

  /**
   * The Secret, in the AlertProvider's own namespace, that holds the webhook's URL under the key `address`, and with Slack
   * optionally a bot's token under the key `token`. It is read at every message, so that a rotation needs no restart. An address that ends with a
   * line feed is refused, in Flagger's log alone, and an empty one takes the messages without a word (pkg/notifier/factory.go); Flux trims its own.
   *
   * @default - `address` must be given
   */
  readonly secret?: SecretKey;

  /**
   * An address that is no secret, such as a bridge inside the cluster.
   *
   * @default - `secret` must be given
   */
  readonly address?: string;

  /**
   * The channel.
   *
   * @default general
   */
  readonly channel?: string;

  /**
   * The name under which Flagger posts.
   *
   * @default flagger
   */
  readonly username?: string;

  /**
   * The URL of an HTTP proxy on the way to the service.
   *
   * @default - none
   */
  readonly proxy?: string;
}

/**
 * Makes an AlertProvider (flagger.app/v1beta1), where Flagger posts what happens to a canary. It alone is not enough: when
 * a canary never becomes ready, Flagger rolls back and posts nothing (fluxcd/flagger#1663, #1816).
 */
export class AlertProvider extends Resource implements IAlertProvider {
  /**
   * Refers to an AlertProvider that exists already.
   *
   * @param scope The construct that holds the reference.
   * @param id The id of the reference.
   * @param name The AlertProvider's name.
   * @param namespace The AlertProvider's namespace; the canary's own unless given.
   */
  public static fromAlertProviderName(scope: Construct, id: string, name: string, namespace?: string): IAlertProvider {
    return new ExistingAlertProvider(scope, id, name, namespace);
  }

  private readonly props: AlertProviderProps;

  public constructor(scope: Construct, id: string, props: AlertProviderProps) {
    super(scope, id, k8s.AlertProvider.GVK, props);
    present(this.reference, props, { type: 'flagger.AlertProviderType.SLACK' });
    checkOptions(this.reference, 'flagger.AlertProviderProps', props);
    this.props = props;
    this.checkDestination();
  }

  /** @internal */
  public _toManifest(): { readonly [field: string]: unknown } {
    const { type, channel, username, address, proxy, secret } = this.props;
    return {
      spec: k8s.toJson_AlertProviderSpec({
        type: type as string as k8s.AlertProviderSpecType,
        channel,
        username,
        address,
        proxy,
        ...(secret && { secretRef: { name: secret.secretName } }),
      }),
    };
  }

  private checkDestination(): void {
    const { secret, address } = this.props;
    if ((secret === undefined) === (address === undefined)) {
      throw invalid({
        at: this.reference,
        what: secret === undefined ? 'neither secret nor address is given' : 'both secret and address are given',
        allowed: 'exactly one of them: the CRD refuses an AlertProvider with both or neither',
        fix: 'secret: SecretKey.of(\'slack\', \'address\')',
      });
    }
    if (secret !== undefined && secret.key !== ADDRESS) {
      throw invalid({
        at: this.reference,
        what: 'the Secret\'s key is not the one that Flagger reads',
        value: secret.key,
        allowed: `"${ADDRESS}": Flagger logs an error and sends nothing when it is absent`,
        fix: `SecretKey.of('${secret.secretName}', '${ADDRESS}')`,
      });
    }
    if (address !== undefined && !/^https?:\/\/[^/\s]/.test(address)) {
      throw invalid({
        at: this.reference,
        what: 'the address is not an HTTP URL',
        allowed: 'http:// or https:// and a host; a webhook with a token in its path belongs in a Secret',
        fix: 'secret: SecretKey.of(\'slack\', \'address\')',
      });
    }
  }
}

class ExistingAlertProvider extends Construct implements IAlertProvider {
  public constructor(scope: Construct, id: string, public readonly name: string, public readonly namespace?: string) {
    super(scope, id);
  }
}
