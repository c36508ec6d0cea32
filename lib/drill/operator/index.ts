import { World } from '../../checks/world';
import { Plan } from '../plan';
import { alertmanagerPlan } from './alertmanager-plan';
import { Fields } from './fields';
import { assumedScrape } from './flagger-scrape';
import { selectedMonitors } from './monitor';
import { prometheusConfig } from './prometheus-config';
import { prometheusOf, STACK_NAMESPACE } from './prometheus-object';
import { ruleFiles } from './rule-files';
import { droppedTransport } from './transport';

/**
 * What Helm and the operator would give to Prometheus and Alertmanager. Pure; what they would leave out is in `refused`, what
 * the manifests do not say in `assumptions`.
 *
 * @throws Error where the manifests hold several configurations of Alertmanager, and nothing says which one it runs.
 */
export function planOf(world: World): Plan {
  const prometheus = prometheusOf(world);
  const own = selectedMonitors(world, prometheus);
  const assumed = assumedScrape(world, prometheus.additionalJobs);
  const monitors = [...own.monitors, ...assumed.monitors];
  // One shard scrapes what all of them would.
  const settings = { namespace: prometheus.namespace ?? STACK_NAMESPACE, name: prometheus.name, spec: { ...prometheus.spec, shards: 1 } };
  const config = prometheusConfig(settings, monitors, prometheus.additionalJobs);
  const rules = ruleFiles(world, prometheus);
  const alertmanager = alertmanagerPlan(world);
  return {
    prometheus: {
      global: filledIn(config.global, prometheus.name),
      scrape_configs: config.scrape_configs.map((job) => filledIn(job, prometheus.name)),
      alert_relabel_configs: [...config.alert_relabel_configs, ...prometheus.additionalAlertRelabelings],
    },
    rules: rules.files,
    alertmanager: alertmanager.plan,
    assumptions: [
      ...prometheus.assumptions,
      ...(Number(prometheus.spec.shards) > 1 ? [`one shard of Prometheus is played, instead of ${String(prometheus.spec.shards)}`] : []),
      ...droppedTransport(monitors), ...assumed.assumptions, ...notPlayed(world), ...alertmanager.assumptions,
    ],
    refused: [...own.refused, ...config.refused, ...rules.refused, ...alertmanager.refused],
  };
}

/** What else Prometheus would scrape. */
function notPlayed(world: World): string[] {
  return ['ScrapeConfig', 'Probe'].flatMap((kind) => world.of('monitoring.coreos.com', kind)).map(({ reference }) => `${reference} is not played`);
}

/** What the config reloader of the first replica puts in; what is nothing else is a number then. Source: prometheus-operator v0.93.0 cmd/prometheus-config-reloader. */
function filledIn(config: Fields, name: string): Fields {
  return JSON.parse(JSON.stringify(config).replaceAll('$(POD_NAME)', `prometheus-${name}-0`).replaceAll('"$(SHARD)"', '0').replaceAll('$(SHARD)', '0')) as Fields;
}
