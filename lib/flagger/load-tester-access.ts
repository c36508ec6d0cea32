import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { FlaggerInstallation } from '../flagger-installation';

/** What reaches a load tester over the network. */
export interface LoadTesterAccess {
  /** The metadata of the load tester's objects. */
  readonly metadata: ApiObjectMetadata;
  /** The labels of its pods. */
  readonly labels: { readonly [label: string]: string };
  /** The port of its pods. */
  readonly port: number;
  /** Who may. */
  readonly flagger: FlaggerInstallation;
}

/** Makes the NetworkPolicy that lets Flagger's pods in and nobody else. The label of the namespace is Kubernetes' own, on each since 1.21. */
export function onlyFromFlagger(scope: Construct, id: string, { metadata, labels, port, flagger }: LoadTesterAccess): ApiObject {
  return new ApiObject(scope, id, {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata,
    spec: {
      podSelector: { matchLabels: labels },
      policyTypes: ['Ingress'],
      ingress: [{
        from: [{
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': flagger.namespace ?? 'flagger-system' } },
          podSelector: { matchLabels: flagger.podLabels ?? { 'app.kubernetes.io/name': 'flagger' } },
        }],
        ports: [{ port, protocol: 'TCP' }],
      }],
    },
  });
}
