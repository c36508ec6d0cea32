const SOURCE_API = 'source.toolkit.fluxcd.io/v1';
const IMAGE_API = 'image.toolkit.fluxcd.io/v1';

const API_VERSIONS: { readonly [kind: string]: string } = {
  Kustomization: 'kustomize.toolkit.fluxcd.io/v1',
  HelmRelease: 'helm.toolkit.fluxcd.io/v2',
  GitRepository: SOURCE_API,
  OCIRepository: SOURCE_API,
  Bucket: SOURCE_API,
  HelmRepository: SOURCE_API,
  HelmChart: SOURCE_API,
  ExternalArtifact: SOURCE_API,
  ImageRepository: IMAGE_API,
  ImagePolicy: IMAGE_API,
  ImageUpdateAutomation: IMAGE_API,
  ArtifactGenerator: 'source.extensions.fluxcd.io/v1beta1',
};

/** The version that Flux 2.9 serves of a kind. An Alert does without it; a Receiver fails on Kustomization, HelmRelease and others. */
export function apiVersionOf(kind: string): string | undefined {
  return API_VERSIONS[kind];
}
