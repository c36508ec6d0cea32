import { Located } from '../located';
import { ManifestObject, World } from '../world';
import { givenNamespace } from './lookup';

/** The monitors that mean Flagger itself, not its load tester, Grafana or Prometheus. */
export function flaggerMonitors(world: World): ManifestObject[] {
  return ['PodMonitor', 'ServiceMonitor'].flatMap((kind) => world.of('monitoring.coreos.com', kind)).filter((each) => {
    const labels = each.spec.at('selector', 'matchLabels').texts;
    const values = ['app.kubernetes.io/name', 'app', 'name', 'k8s-app', 'app.kubernetes.io/instance'].flatMap((label) => labels[label] ?? []);
    return values.includes('flagger') || (values.length === 0 && /^flagger(-(metrics|monitor|servicemonitor|podmonitor|controller))?$/.test(each.name));
  });
}

/** What it scrapes. */
export function endpointsOf(monitor: ManifestObject): Located[] {
  return monitor.spec.at(monitor.kind === 'PodMonitor' ? 'podMetricsEndpoints' : 'endpoints').items;
}

/** Where it looks: the namespaces; undefined for all of them, or where it is not known. */
export function namespacesOf(monitor: ManifestObject): readonly string[] | undefined {
  const selector = monitor.spec.at('namespaceSelector');
  if (selector.at('any').value === true) { return undefined; }
  const names = selector.at('matchNames').items.flatMap(({ text }) => text ?? []);
  const own = givenNamespace(monitor);
  return names.length > 0 ? names : own === undefined ? undefined : [own];
}

/** Flagger's namespace, where the manifests install it or the options say it. */
export function flaggerNamespace(world: World): string | undefined {
  const release = world.of('helm.toolkit.fluxcd.io', 'HelmRelease').find((each) => (each.spec.at('chart', 'spec', 'chart').text ?? each.spec.at('chartRef', 'name').text) === 'flagger');
  if (release !== undefined) { return release.spec.at('targetNamespace').text ?? givenNamespace(release); }
  const deployment = world.of('apps', 'Deployment').find((each) => each.name === 'flagger');
  return deployment === undefined ? world.options.scrape?.namespace : givenNamespace(deployment);
}
