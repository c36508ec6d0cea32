import { Crd } from '../crds';

/** A CRD that takes every ExternalSecret: where upstream's is not at hand, only its kind is known. */
export function openExternalSecretCrd(): Crd {
  const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
  return {
    apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: 'externalsecrets.external-secrets.io' },
    spec: {
      group: 'external-secrets.io', scope: 'Namespaced', names: { kind: 'ExternalSecret', plural: 'externalsecrets' },
      versions: [{ name: 'v1', served: true, storage: true, subresources: { status: {} }, schema }],
    },
  } as unknown as Crd;
}
