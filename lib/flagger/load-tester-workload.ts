import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { SecretKey } from '../secret-key';

/** What a load tester's Deployment and Service are made of. */
export interface LoadTesterWorkload {
  /** The metadata of the load tester's objects. */
  readonly metadata: ApiObjectMetadata;
  /** The labels by which its pods are selected. */
  readonly labels: { readonly [label: string]: string };
  readonly image: string;
  /** The port of its pods. */
  readonly port: number;
  /** The namespaces whose canaries it serves; all where there are none. */
  readonly namespaces?: readonly string[];
  readonly serviceAccountName?: string;
  /** The keys of Secrets that its pods have as files. */
  readonly secretFiles: readonly SecretKey[];
  /** The folder of these files; each Secret has a folder in it. */
  readonly folder: string;
}

/** Makes the Deployment. What upstream's has beside this is an API server's own default. */
export function loadTesterDeployment(scope: Construct, id: string, workload: LoadTesterWorkload): ApiObject {
  const { metadata, labels, image, port, namespaces, serviceAccountName, secretFiles, folder } = workload;
  const healthy = { httpGet: { path: '/healthz', port }, timeoutSeconds: 5 };
  const secrets = [...new Set(secretFiles.map(({ secretName }) => secretName))];
  return new ApiObject(scope, id, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: {
      // Gates are kept in memory: two pods would answer differently, during an update as well.
      replicas: 1,
      strategy: { type: 'Recreate' },
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName,
          automountServiceAccountToken: serviceAccountName !== undefined,
          containers: [{
            name: 'loadtester',
            image,
            imagePullPolicy: 'IfNotPresent',
            command: ['./loadtester', `-port=${port}`, '-log-level=info', '-timeout=1h', ...namespaces === undefined ? [] : [`-namespace-regexp=^(${namespaces.join('|')})$`]],
            ports: [{ name: 'http', containerPort: port }],
            livenessProbe: healthy,
            readinessProbe: healthy,
            // Idle most of the time (upstream's requests).
            resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { cpu: '1000m', memory: '512Mi' } },
            securityContext: {
              // The user of upstream's kustomize/tester/deployment.yaml; the rest is what the Pod Security Standard "restricted" asks for.
              runAsUser: 10001,
              runAsGroup: 10001,
              runAsNonRoot: true,
              readOnlyRootFilesystem: true,
              allowPrivilegeEscalation: false,
              capabilities: { drop: ['ALL'] },
              seccompProfile: { type: 'RuntimeDefault' },
            },
            volumeMounts: orNone(secrets.map((name, index) => ({ name: volumeName(index), mountPath: `${folder}/${name}`, readOnly: true }))),
          }],
          volumes: orNone(secrets.map((name, index) => ({
            name: volumeName(index),
            secret: { secretName: name, items: secretFiles.filter(({ secretName }) => secretName === name).map(({ key }) => ({ key, path: key })) },
          }))),
        },
      },
    },
  });
}

/** Makes the Service. */
export function loadTesterService(scope: Construct, id: string, { metadata, labels, port }: LoadTesterWorkload): ApiObject {
  return new ApiObject(scope, id, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: { selector: labels, ports: [{ name: 'http', port: 80, targetPort: port }] },
  });
}

/** Not the Secret's own name: that may have dots and 253 characters, a volume's neither. */
function volumeName(index: number): string {
  return `secret-${index}`;
}

function orNone<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}
