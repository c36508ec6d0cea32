import { Construct } from 'constructs';
import { IEventSource } from './event-source';
import { existingSource } from './existing-source';

/** What a Kustomization applies: a source of Flux, ours or one that exists. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- a role of its own; jsii lets no member be declared anew
export interface ISource extends IEventSource {}

/**
 * References to sources of the kinds that this library does not write. A Bucket or an ExternalArtifact holds what somebody else's program puts
 * there, so that what it needs is known to whoever runs that program; a HelmChart is made by helm-controller from a HelmRelease
 * (`HelmChart.fromHelmChartName` refers to one that was made by hand).
 */
export class Source {
  /**
   * Refers to a Bucket that exists already.
   *
   * @param scope The construct that holds the reference.
   * @param id The id of the reference.
   * @param name The Bucket's name.
   * @param namespace The Bucket's namespace; the Kustomization's own unless given.
   */
  public static fromBucketName(scope: Construct, id: string, name: string, namespace?: string): ISource {
    return existingSource(scope, id, { kind: 'Bucket', name, namespace });
  }

  /**
   * Refers to an ExternalArtifact that exists already; kustomize-controller needs its gate ExternalArtifact, which is off
   * unless it is set (fluxcd/kustomize-controller v1.9.4 internal/features/features.go).
   *
   * @param scope The construct that holds the reference.
   * @param id The id of the reference.
   * @param name The ExternalArtifact's name.
   * @param namespace The ExternalArtifact's namespace; the Kustomization's own unless given.
   */
  public static fromExternalArtifactName(scope: Construct, id: string, name: string, namespace?: string): ISource {
    return existingSource(scope, id, { kind: 'ExternalArtifact', name, namespace });
  }

  private constructor() {}
}
