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
   * How Flux decrypts the Secrets of `SecretSource.sopsFile`. Without it Flux applies nothing of a folder with one of them.
   *
   * @default - not at all; required with such Secrets
   */
  readonly decryption?: flux.Decryption;

  /**
   * The Kustomization that installs Flagger; what needs Flagger's CRDs or namespace waits for it.
   *
   * @default - Flagger is there already
   */
  readonly flagger?: flux.IKustomization;

  /**
   * The Kustomization that installs Prometheus and its operator; what needs their CRDs or namespace waits for it.
   *
   * @default - they are there already
   */
  readonly prometheus?: flux.IKustomization;

  /**
   * The Kustomization that installs External Secrets and its stores; the ExternalSecrets wait for it.
   *
   * @default - they are there already
   */
  readonly externalSecrets?: flux.IKustomization;
}
