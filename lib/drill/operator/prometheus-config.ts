import { compare } from '../../checks/compare';
import { Fields, fields, given, list, text } from './fields';
import { Monitor, referenceOf } from './monitor';
import { monitorFault } from './monitor-fault';
import { endpointsOf, scrapeJob, ScrapeJob } from './scrape-job';
import { ScrapeContext } from './scrape-context';
import { globalLimits } from './scrape-limits';
import { shardRelabelings } from './target-relabelings';

/** The Prometheus that a configuration is for. */
export interface PrometheusSettings {
  readonly namespace: string;
  readonly name: string;
  /** Its spec with the CRD's defaults. */
  readonly spec: Fields;
}

/** What the operator writes of a Prometheus object and the monitors that it selects. */
export interface PrometheusConfig {
  readonly global: Fields;
  readonly scrape_configs: readonly ScrapeJob[];
  /** What happens to the labels of alerts on their way to Alertmanager. */
  readonly alert_relabel_configs: readonly Fields[];
  /** The monitors that it leaves out, and why. */
  readonly refused: readonly string[];
}

const NAME_ESCAPING: Readonly<Record<string, string>> = { AllowUTF8: 'allow-utf-8', Underscores: 'underscores', Dots: 'dots', Values: 'values' };

/**
 * prometheus.yaml as the operator writes it, for a Prometheus from 3.10, with `$(POD_NAME)` and `$(SHARD)` for the config
 * reloader to fill in; without rule files, alerting, storage and remote ends.
 * Source: prometheus-operator v0.93.0 pkg/prometheus/promcfg.go (GenerateServerConfiguration).
 */
export function prometheusConfig(settings: PrometheusSettings, monitors: readonly Monitor[], additionalJobs: readonly Fields[] = []): PrometheusConfig {
  const context = new ScrapeContext(settings.spec);
  const faults = monitors.map((monitor) => ({ monitor, fault: monitorFault(monitor, settings.spec) }));
  const valid = faults.filter(({ fault }) => fault === undefined).map(({ monitor }) => monitor).sort((a, b) => compare(key(a), key(b)));
  return {
    global: globalSettings(settings),
    scrape_configs: [
      ...valid.filter(({ kind }) => kind === 'ServiceMonitor'), ...valid.filter(({ kind }) => kind === 'PodMonitor'),
    ].flatMap((monitor) => endpointsOf(monitor).map((_, index) => scrapeJob(monitor, index, context))).concat(additionalJobs.map((job) => sharded(job, context.shards))),
    alert_relabel_configs: replicaLabel(settings.spec) === '' ? [] : [{ action: 'labeldrop', regex: quoted(replicaLabel(settings.spec)) }],
    refused: faults.flatMap(({ monitor, fault }) => fault === undefined ? [] : [`${referenceOf(monitor)}: the operator leaves it out: ${fault}`]),
  };
}

function key({ namespace, name }: Monitor): string {
  return `${namespace}/${name}`;
}

function globalSettings({ namespace, name, spec }: PrometheusSettings): Fields {
  return given({
    scrape_interval: spec.scrapeInterval,
    scrape_timeout: text(spec.scrapeTimeout),
    scrape_protocols: list(spec.scrapeProtocols).length > 0 ? spec.scrapeProtocols : undefined,
    external_labels: externalLabels(`${namespace}/${name}`, spec),
    ...globalLimits(spec),
    metric_name_validation_scheme: text(spec.nameValidationScheme)?.toLowerCase(),
    metric_name_escaping_scheme: NAME_ESCAPING[text(spec.nameEscapingScheme) ?? ''],
    convert_classic_histograms_to_nhcb: spec.convertClassicHistogramsToNHCB ?? undefined,
    always_scrape_classic_histograms: spec.scrapeClassicHistograms ?? undefined,
    scrape_native_histograms: spec.scrapeNativeHistograms ?? undefined,
    evaluation_interval: spec.evaluationInterval,
    rule_query_offset: spec.ruleQueryOffset ?? undefined,
  });
}

function externalLabels(prometheus: string, spec: Fields): Fields {
  const own = typeof spec.prometheusExternalLabelName === 'string' ? spec.prometheusExternalLabelName : 'prometheus';
  const replica = replicaLabel(spec);
  return {
    ...fields(spec.externalLabels),
    ...(own === '' ? {} : { [own]: prometheus }),
    ...(replica === '' ? {} : { [replica]: '$(POD_NAME)' }),
  };
}

/** The label by which Alertmanager would tell replicas apart, if it were not taken away. */
function replicaLabel(spec: Fields): string {
  return typeof spec.replicaExternalLabelName === 'string' ? spec.replicaExternalLabelName : 'prometheus_replica';
}

/** As Go's regexp.QuoteMeta has it. */
function quoted(label: string): string {
  return label.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}

/** A job of additionalScrapeConfigs; one that makes shards itself is left as it is. Source: the same, generateAdditionalScrapeConfigs. */
function sharded(job: Fields, shards: number): ScrapeJob {
  const own = list(job.relabel_configs);
  if (shards === 1 || own.some((each) => fields(each).action === 'hashmod')) { return job; }
  return { ...job, relabel_configs: [...own, ...shardRelabelings(shards)] };
}
