import { Duration } from 'cdk8s';
import * as flux from './flux';

/** How Flux applies what is synthesized. */
export interface FluxDelivery {
  /**
   * The namespace of Flux.
   *
   * @default flux-system
   */
  readonly namespace?: string;

  /**
   * The source that holds the synthesized folder.
   *
   * @default - the GitRepository `flux-system` in Flux' namespace, which `flux bootstrap` makes
   */
  readonly source?: flux.ISource;

  /**
   * The synthesized folder in the source.
   *
   * @default ./dist
   */
  readonly path?: string;

  /**
   * How often each Kustomization is applied again, so that what the cluster may have changed is put right. A new commit does not wait for it.
   *
   * @default Duration.minutes(10)
   */
  readonly interval?: Duration;

  /**
   * How soon Flux tries a Kustomization again that has failed, for whatever reason: a webhook that was away for a moment as much as a commit that cannot be
   * applied. A shorter time ends a passing failure sooner; and a commit that stays broken is told again with an attempt, at most once in five minutes for
   * the same words (notification-controller's flag `--rate-limit-interval`), and each time where the words differ: those of a health check say
   * how long it took, and two mistakes of one object are told in one order or the other.
   *
   * Source: fluxcd/kustomize-controller/api v1.9.5 v1/kustomization_types.go (GetRetryInterval); fluxcd/notification-controller v1.9.3
   * internal/server/event_server.go (eventKeyFunc).
   *
   * @default - Flux' own: the interval
   */
  readonly retryInterval?: Duration;

  /**
   * How Flux decrypts the Secrets of `SecretSource.sopsFile`. Without it Flux applies nothing of a folder with one of them.
   *
   * @default - not at all; required with such Secrets
   */
  readonly decryption?: flux.Decryption;

  /**
   * The Kustomization that installs Flagger; what needs Flagger's CRDs or namespace waits for it, and so does a folder with an object of yours
   * in that namespace or of the group flagger.app.
   *
   * @default - Flagger is there already
   */
  readonly flagger?: flux.IKustomization;

  /**
   * The Kustomization that installs Prometheus and its operator; what needs their CRDs or namespace waits for it, and so does a folder with an
   * object of yours in that namespace or of the group monitoring.coreos.com, such as a ServiceMonitor in `team.chart`.
   *
   * @default - they are there already
   */
  readonly prometheus?: flux.IKustomization;

  /**
   * The Kustomization that installs External Secrets and its stores; the ExternalSecrets wait for it, and so does a folder with an object of yours of
   * the groups external-secrets.io and generators.external-secrets.io.
   *
   * @default - they are there already
   */
  readonly externalSecrets?: flux.IKustomization;
}
