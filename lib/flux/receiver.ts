import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import * as k8s from '../../imports/notification.toolkit.fluxcd.io';
import { fluxDuration, milliseconds } from '../duration';
import { TOKEN } from '../facts/secret-keys';
import { invalid, present } from '../invalid';
import { checkOptions } from '../options';
import { Resource, ResourceProps } from '../resource';
import { SecretKey } from '../secret-key';
import { apiVersionOf } from './api-version';
import { EventSource } from './event-source';
import { OidcProvider } from './oidc-provider';
import { checkOidcProviders } from './oidc-provider-check';

/** Who calls a Receiver (fluxcd/notification-controller v1.9.3 api/v1/receiver_types.go). */
export enum ReceiverType {
  /** Anybody who knows the path; nothing else is verified. */
  GENERIC = 'generic',
  /** Anybody who signs the body with the token, in the header `X-Signature`. */
  GENERIC_HMAC = 'generic-hmac',
  /** Anybody with a token of an OpenID Connect issuer, such as a workflow of GitHub; there is no Secret. */
  GENERIC_OIDC = 'generic-oidc',
  /** GitHub; the body is signed with the token. */
  GITHUB = 'github',
  /** GitLab; the header `X-Gitlab-Token` is the token. */
  GITLAB = 'gitlab',
  /** Bitbucket Server or Data Center; the body is signed with the token. */
  BITBUCKET = 'bitbucket',
  /** Harbor; the header `Authorization` is the token. */
  HARBOR = 'harbor',
  /** Docker Hub; nothing but the path is verified. */
  DOCKERHUB = 'dockerhub',
  /** Quay; nothing but the path is verified. */
  QUAY = 'quay',
  /** Google Container Registry, by Pub/Sub; the Secret also holds `email` and `audience`. */
  GCR = 'gcr',
  /** Nexus; the body is signed with the token. */
  NEXUS = 'nexus',
  /** Azure Container Registry; nothing but the path is verified. */
  ACR = 'acr',
  /** CDEvents; nothing but the path and the event's form is verified. */
  CDEVENTS = 'cdevents',
}

/** An object that Flux reconciles when the Receiver is called. */
export interface ReceiverResource {
  /**
   * Which object, or all of a kind: then `matchLabels` must say which, because Flux reconciles by labels or by name, never all.
   * Labels beside a name are not read.
   */
  readonly object: EventSource;

  /**
   * A CEL expression that must be true: `res` is the object, `req` the body of the call, `claims` those of the token where the type
   * is `GENERIC_OIDC`. It stands beside the Receiver's `resourceFilter`: both must be true.
   *
   * @default - none
   */
  readonly filter?: string;
}

/** What a Receiver takes. */
export interface ReceiverProps extends ResourceProps {
  /** Who calls. */
  readonly type: ReceiverType;

  /** What is reconciled, at least one. */
  readonly resources: ReceiverResource[];

  /**
   * The key `token` of a Secret in the Receiver's own namespace. It is part of the path that is called, for each type, so that it
   * should be long and random; a new token is a new path.
   *
   * @default - none, which only `GENERIC_OIDC` takes
   */
  readonly secret?: SecretKey;

  /**
   * Further keys of the same Secret: `email` and `audience`, for `GCR`.
   *
   * @default - none
   */
  readonly moreKeys?: SecretKey[];

  /**
   * Which events count, as the service names them, such as `push`; upper or lower case. Every other one, GitHub's `ping` included, is
   * answered as an error.
   *
   * @default - all
   */
  readonly events?: string[];

  /**
   * A CEL expression that must be true for each of the resources; see `ReceiverResource.filter` (since notification-controller 1.5).
   *
   * @default - none
   */
  readonly resourceFilter?: string;

  /**
   * Whose tokens are taken, at least one, with `GENERIC_OIDC` alone.
   *
   * @default - none
   */
  readonly oidcProviders?: OidcProvider[];

  /**
   * How often the Secret is read again. A rotated token counts after that time.
   *
   * @default Duration.minutes(10)
   */
  readonly interval?: Duration;

  /**
   * Whether calls are refused.
   *
   * @default false
   */
  readonly suspend?: boolean;
}

/** The types that read `events` (fluxcd/notification-controller v1.9.3 internal/server/receiver_handlers.go). */
const WITH_EVENTS: readonly ReceiverType[] = [ReceiverType.GITHUB, ReceiverType.GITLAB, ReceiverType.BITBUCKET, ReceiverType.CDEVENTS];

const GCR_KEYS = ['email', 'audience'];

/**
 * Makes a Receiver (notification.toolkit.fluxcd.io/v1): a path of notification-controller that a service calls after a push, so that
 * Flux reconciles at once and not at the next interval. The path, `/hook/` and a hash of token, name and namespace, is in
 * `status.webhookPath`; it must be made reachable by an Ingress or the like.
 */
export class Receiver extends Resource {
  private readonly props: ReceiverProps;

  public constructor(scope: Construct, id: string, props: ReceiverProps) {
    super(scope, id, k8s.Receiver.GVK, props);
    this.props = props;
    present(this.reference, props, { type: 'flux.ReceiverType.GITHUB', resources: '[{ object: flux.EventSource.gitRepository(…) }]' });
    checkOptions(this.reference, 'flux.ReceiverProps', props);
    this.checkSecret();
    this.checkResources();
    this.checkRest();
  }

  /** @internal */
  public _toManifest(): { readonly [field: string]: unknown } {
    const { type, resources, secret, events, resourceFilter, oidcProviders, interval, suspend } = this.props;
    return {
      spec: k8s.toJson_ReceiverSpec({
        type: type as string as k8s.ReceiverSpecType,
        events,
        resources: resources.map(({ object: { kind, name, options }, filter }) => ({
          apiVersion: apiVersionOf(kind),
          kind: kind as k8s.ReceiverSpecResourcesKind,
          name,
          ...(options.namespace !== undefined && options.namespace !== this.namespace && { namespace: options.namespace }),
          matchLabels: options.matchLabels,
          filter,
        })),
        resourceFilter,
        suspend,
        ...(secret && { secretRef: { name: secret.secretName } }),
        ...(interval && { interval: fluxDuration(interval) }),
        ...(oidcProviders && { oidcProviders: oidcProviders.map((each) => ({ ...each })) }),
      }),
    };
  }

  private checkSecret(): void {
    const { type, secret, moreKeys = [], oidcProviders } = this.props;
    if (type === ReceiverType.GENERIC_OIDC) {
      if (secret !== undefined || moreKeys.length > 0) {
        throw invalid({ at: this.reference, what: 'generic-oidc has a Secret', allowed: 'none: the CRD refuses it; who calls is known by its token', fix: 'leave secret out' });
      }
      checkOidcProviders(this.reference, oidcProviders ?? []);
      return;
    }
    if ((oidcProviders ?? []).length > 0) {
      throw invalid({ at: this.reference, what: `${type} has oidcProviders`, allowed: 'only generic-oidc: the CRD refuses them elsewhere', fix: 'leave them out, or type: flux.ReceiverType.GENERIC_OIDC' });
    }
    if (secret === undefined) {
      throw invalid({ at: this.reference, what: `${type} has no Secret`, allowed: 'a Secret with the key token: it verifies who calls, and the path is made of it', fix: `secret: SecretKey.of('${this.name}', '${TOKEN}')` });
    }
    if (secret.key !== TOKEN) {
      throw invalid({ at: this.reference, what: 'the Secret\'s key is not the one that Flux reads', value: secret.key, allowed: TOKEN, fix: `secret: SecretKey.of('${secret.secretName}', '${TOKEN}')` });
    }
    this.checkMoreKeys(secret, moreKeys);
  }

  private checkMoreKeys({ secretName }: SecretKey, moreKeys: readonly SecretKey[]): void {
    const { type } = this.props;
    const needed = type === ReceiverType.GCR ? GCR_KEYS : [];
    const other = moreKeys.find((each) => each.secretName !== secretName || !needed.includes(each.key));
    if (other !== undefined) {
      throw invalid({
        at: this.reference, what: `${type} does not read a key of moreKeys`, value: `${other.secretName}: ${other.key}`,
        allowed: needed.length === 0 ? `none: the key ${TOKEN} is all` : `${needed.join(', ')} of the Secret ${secretName}`, fix: 'leave it out',
      });
    }
    const missing = needed.filter((key) => !moreKeys.some((each) => each.key === key));
    if (missing.length > 0) {
      throw invalid({
        at: this.reference, what: `${type}'s Secret lacks ${missing.join(' and ')}`, allowed: 'the keys token, email and audience: without one of them every call is refused',
        fix: `moreKeys: [${GCR_KEYS.map((key) => `SecretKey.of('${secretName}', '${key}')`).join(', ')}]`,
      });
    }
  }

  private checkResources(): void {
    const { resources } = this.props;
    if (resources.length === 0) {
      throw invalid({ at: this.reference, what: 'there is no resource', allowed: 'at least one: a call would do nothing', fix: 'resources: [{ object: flux.EventSource.gitRepository(…) }]' });
    }
    for (const { object: { kind, name, options: { matchLabels } }, filter } of resources) {
      const labels = Object.keys(matchLabels ?? {}).length;
      if (name === EventSource.ALL && labels === 0) {
        throw invalid({ at: this.reference, what: `all of ${kind} are named without labels`, allowed: 'matchLabels with at least one label: Flux refuses the call otherwise', fix: 'matchLabels, or a name' });
      }
      if (name !== EventSource.ALL && labels > 0) {
        throw invalid({ at: this.reference, what: `${kind} ${name} has labels beside its name`, allowed: 'a name, or labels: Flux does not read labels beside a name', fix: 'flux.EventSource.ALL, or leave matchLabels out' });
      }
      this.checkFilter('a resource\'s filter', filter);
    }
    this.checkFilter('resourceFilter', this.props.resourceFilter);
  }

  private checkFilter(what: string, expression: string | undefined): void {
    if (expression === undefined) { return; }
    if (expression.trim() === '') {
      throw invalid({ at: this.reference, what: `${what} is empty`, allowed: 'a CEL expression that is true or false', fix: 'leave it out' });
    }
    if (/(^|[^\w.])claims\s*[.[]/.test(expression) && this.props.type !== ReceiverType.GENERIC_OIDC) {
      throw invalid({ at: this.reference, what: `${what} speaks of claims`, value: expression, allowed: 'res and req: only generic-oidc has claims, and Flux stalls on an unknown name' });
    }
  }

  private checkRest(): void {
    const { type, events, interval } = this.props;
    if (events !== undefined && !WITH_EVENTS.includes(type)) {
      throw invalid({ at: this.reference, what: `${type} does not read events`, value: events, allowed: `only ${WITH_EVENTS.join(', ')}: every call would count`, fix: 'leave events out, and say it by resourceFilter' });
    }
    if (events?.some((event) => event.trim() === '')) {
      throw invalid({ at: this.reference, what: 'an event is empty', value: events, allowed: 'names of events as the service gives them', fix: 'events: [\'push\', \'ping\']' });
    }
    if (interval !== undefined && milliseconds(interval) <= 0) {
      throw invalid({ at: this.reference, what: 'the interval is not positive', value: fluxDuration(interval), fix: 'Duration.minutes(10)' });
    }
  }
}
