import { Crd } from '../crds';

/** A CRD that takes every object of a kind: for kinds whose own CRD is not at hand, and that are only written and read here. */
export function openCrd(apiVersion: string, kind: string): Crd {
  const [group, version] = apiVersion.split('/') as [string, string];
  const plural = kind.endsWith('y') ? `${kind.slice(0, -1)}ies`.toLowerCase() : `${kind}s`.toLowerCase();
  const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
  return {
    apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition',
    // Some groups are Kubernetes' own, and ask who has approved of their CRDs.
    metadata: { name: `${plural}.${group}`, annotations: { 'api-approved.kubernetes.io': 'unapproved, a stand-in' } },
    spec: {
      group, scope: 'Namespaced', names: { kind, plural },
      versions: [{ name: version, served: true, storage: true, subresources: { status: {} }, schema }],
    },
  } as unknown as Crd;
}

/** External Secrets' kind, where its CRD is missing. */
export const EXTERNAL_SECRET = openCrd('external-secrets.io/v1', 'ExternalSecret');
