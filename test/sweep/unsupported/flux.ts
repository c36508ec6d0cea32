import type { UnsupportedFields } from '.';

const NO_API_VERSION = { why: 'refused', reason: 'Flux finds the object by kind and name, and does not read it.' } as const;

const REWRITES = {
  why: 'refused',
  reason: 'It rewrites the names or namespaces of objects, but not the references within custom resources (a Canary\'s targetRef, providerRef), which then lead nowhere. Write names and namespaces into the objects.',
} as const;

/** What the constructs of the room flux do not write. */
export const FLUX_UNSUPPORTED: UnsupportedFields = {
  'notification.toolkit.fluxcd.io/Provider': {
    'spec.interval': { why: 'deprecated', reason: 'Flux does not read it.' },
    'spec.proxy': { why: 'deprecated', reason: 'A proxy\'s URL may hold a password: `proxy` names a Secret, written as `proxySecretRef`.' },
  },
  'notification.toolkit.fluxcd.io/Alert': {
    'spec.summary': { why: 'deprecated', reason: 'Replaced upstream by `eventMetadata: { summary: … }`.' },
    'spec.eventSources[].apiVersion': NO_API_VERSION,
  },
  'kustomize.toolkit.fluxcd.io/Kustomization': {
    'spec.targetNamespace': REWRITES,
    'spec.namePrefix': REWRITES,
    'spec.nameSuffix': REWRITES,
    'spec.sourceRef.apiVersion': NO_API_VERSION,
  },
  'source.toolkit.fluxcd.io/HelmRepository': {
    'spec.accessFrom': { why: 'refused', reason: 'Upstream has never built what it stands for.' },
  },
  'helm.toolkit.fluxcd.io/HelmRelease': {
    'spec.chart.spec.sourceRef.apiVersion': NO_API_VERSION,
    'spec.chartRef.apiVersion': NO_API_VERSION,
    'spec.install.skipCRDs': { why: 'deprecated', reason: 'Replaced upstream by `crds`: `flux.CrdsPolicy.SKIP`.' },
    'spec.rollback.recreate': { why: 'deprecated', reason: 'Helm 4 does not do it any more.' },
  },
};
