import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, ServerOptions } from '../../lib/drill/process/server';
import { ApiServer } from '../api-server';

/** After how many seconds a program is stopped, whatever happens. */
const LIFE = 1800;

/** Flux' controllers take the cluster from the environment alone, as the operator does. */
const environment = (server: ApiServer): Readonly<Record<string, string>> => ({ KUBECONFIG: server.kubeconfig, RUNTIME_NAMESPACE: 'flux-system' });

/** A program without an address to ask is ready when its log says so, beyond what it said before a restart. */
function says(words: string): Pick<ServerOptions, 'prepare' | 'ready'> {
  const log = (folder: string): string => existsSync(join(folder, 'log')) ? readFileSync(join(folder, 'log'), 'utf8') : '';
  let before = 0;
  return {
    prepare: (folder) => { before = log(folder).length; return undefined; },
    ready: (folder) => Promise.resolve(log(folder).includes(words, before)),
  };
}

/** Deployments become ReplicaSets and pods; what is owned goes with its owner; namespaces can be deleted. */
export function controllerManager(server: ApiServer): ServerOptions {
  return {
    program: 'kube-controller-manager', life: LIFE, ...says('"Caches are synced"'),
    args: () => [
      `--kubeconfig=${server.kubeconfig}`,
      '--controllers=deployment-controller,replicaset-controller,garbage-collector-controller,namespace-controller',
      '--secure-port=0',
      '--leader-elect=false',
      '--kube-api-qps=200',
      '--kube-api-burst=400',
    ],
  };
}

/** Flagger, with the provider of those canaries that name none. Its port cannot be bound to loopback alone: it has no flag for that. */
export function flagger(server: ApiServer, metricsServer: string, more: readonly string[] = []): ServerOptions {
  return {
    program: 'flagger', life: LIFE, ready: '/healthz',
    args: (_, port) => [
      `-kubeconfig=${server.kubeconfig}`,
      `-metrics-server=${metricsServer}`,
      '-mesh-provider=kubernetes',
      `-port=${port}`,
      '-control-loop-interval=1s',
      '-log-level=info',
      '-zap-encoding=console',
      ...more,
    ],
  };
}

/** The Prometheus operator. */
export function operator(server: ApiServer): ServerOptions {
  return {
    program: 'prometheus-operator', life: LIFE, ready: '/healthz', env: environment(server),
    args: (_, port) => [`-web.listen-address=127.0.0.1:${port}`, '-kubelet-endpoints=false'],
  };
}

/** Flux' notification-controller; its port is the one that events are posted to. */
export async function notificationController(server: ApiServer): Promise<ServerOptions> {
  const [health, receiver] = [await freePort(), await freePort()];
  return {
    program: 'notification-controller', life: LIFE, env: environment(server),
    ready: async () => (await fetch(`http://127.0.0.1:${health}/readyz`)).ok,
    args: (_, port) => [
      `--events-addr=127.0.0.1:${port}`,
      `--receiverAddr=127.0.0.1:${receiver}`,
      `--health-addr=127.0.0.1:${health}`,
      '--metrics-addr=0',
      '--log-encoding=console',
    ],
  };
}

/** Flux' kustomize-controller. */
export function kustomizeController(server: ApiServer, eventsPort: number): ServerOptions {
  return {
    program: 'kustomize-controller', life: LIFE, ready: '/readyz', env: environment(server),
    args: (_, port) => [
      `--events-addr=http://127.0.0.1:${eventsPort}/`,
      `--health-addr=127.0.0.1:${port}`,
      '--metrics-addr=0',
      // 30 s is what a cluster has; nothing but the waiting is shorter here.
      '--requeue-dependency=1s',
      '--log-encoding=console',
    ],
  };
}

/** Flux' helm-controller. */
export function helmController(server: ApiServer, eventsPort: number): ServerOptions {
  return {
    program: 'helm-controller', life: LIFE, ready: '/readyz', env: environment(server),
    args: (_, port) => [
      `--events-addr=http://127.0.0.1:${eventsPort}/`,
      `--health-addr=127.0.0.1:${port}`,
      '--metrics-addr=0',
      '--graceful-shutdown-timeout=5s',
      '--log-encoding=console',
    ],
  };
}
