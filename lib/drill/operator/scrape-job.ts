import { fields, Fields, given, list, text, texts } from './fields';
import { histogramSettings } from './histogram-settings';
import { LabelSelector } from './label-selector';
import { Monitor } from './monitor';
import { relabelConfigs } from './relabel-config';
import { ScrapeContext } from './scrape-context';
import { jobLimits } from './scrape-limits';
import { targetRelabelings } from './target-relabelings';

/** A scrape job as prometheus.yaml has it. */
export type ScrapeJob = Fields;

/** The fields of an endpoint that a stand-in on loopback has no use for: it asks for no password and has no certificate. */
export const TRANSPORT_FIELDS: readonly string[] = [
  'scheme', 'tlsConfig', 'authorization', 'basicAuth', 'oauth2', 'bearerTokenSecret', 'bearerTokenFile', 'proxyUrl', 'noProxy', 'proxyFromEnvironment', 'proxyConnectHeader',
];

/**
 * The scrape job of an endpoint, as the operator writes it for a Prometheus from 3.8; without TRANSPORT_FIELDS.
 * Source: prometheus-operator v0.93.0 pkg/prometheus/promcfg.go (generatePodMonitorConfig, generateServiceMonitorConfig).
 */
export function scrapeJob(monitor: Monitor, index: number, context: ScrapeContext): ScrapeJob {
  const { prometheus } = context;
  const { spec } = monitor;
  const endpoint = fields(endpointsOf(monitor)[index]);
  const scrapeClass = context.scrapeClass(monitor);
  const metricRelabelings = [...list(scrapeClass.metricRelabelings), ...context.enforced(monitor, list(endpoint.metricRelabelings))];
  return given({
    job_name: `${monitor.kind === 'PodMonitor' ? 'podMonitor' : 'serviceMonitor'}/${monitor.namespace}/${monitor.name}/${index}`,
    honor_labels: endpoint.honorLabels === true && prometheus.overrideHonorLabels !== true,
    honor_timestamps: honorsTimestamps(endpoint.honorTimestamps, prometheus.overrideHonorTimestamps === true),
    track_timestamps_staleness: endpoint.trackTimestampsStaleness ?? undefined,
    kubernetes_sd_configs: [discovery(monitor, scrapeClass, context)],
    scrape_interval: text(endpoint.interval),
    scrape_timeout: text(endpoint.scrapeTimeout),
    metrics_path: text(endpoint.path),
    params: endpoint.params ?? undefined,
    follow_redirects: endpoint.followRedirects ?? undefined,
    enable_http2: endpoint.enableHttp2 ?? undefined,
    relabel_configs: targetRelabelings(monitor, endpoint, context),
    ...jobLimits(spec, prometheus),
    ...histogramSettings(spec),
    scrape_protocols: list(spec.scrapeProtocols).length > 0 ? spec.scrapeProtocols : undefined,
    fallback_scrape_protocol: spec.fallbackScrapeProtocol ?? scrapeClass.fallbackScrapeProtocol ?? undefined,
    metric_relabel_configs: metricRelabelings.length > 0 ? relabelConfigs(metricRelabelings) : undefined,
  });
}

/** The endpoints of a monitor. */
export function endpointsOf({ kind, spec }: Monitor): readonly unknown[] {
  return list(kind === 'PodMonitor' ? spec.podMetricsEndpoints : spec.endpoints);
}

function honorsTimestamps(given: unknown, isOverridden: boolean): boolean | undefined {
  if (typeof given !== 'boolean' && !isOverridden) { return undefined; }
  return given === true && !isOverridden;
}

/** Where the targets are looked for. */
function discovery(monitor: Monitor, scrapeClass: Fields, context: ScrapeContext): Fields {
  const { spec } = monitor;
  const role = monitor.kind === 'PodMonitor' ? 'pod' : context.endpointsRole(spec);
  const names = namespaces(monitor, context.prometheus.ignoreNamespaceSelectors === true);
  const metadata = spec.attachMetadata ?? scrapeClass.attachMetadata ?? undefined;
  const label = spec.selectorMechanism === 'RoleSelector' ? new LabelSelector(spec.selector ?? {}).toString() : undefined;
  const roles = monitor.kind === 'PodMonitor' ? ['pod'] : [role, 'service'];
  return given({
    role,
    namespaces: names.length > 0 ? { names } : undefined,
    attach_metadata: metadata === undefined ? undefined : { node: fields(metadata).node === true },
    selectors: label === undefined ? undefined : roles.map((each) => ({ role: each, label })),
  });
}

/** The namespaces in which a monitor looks; none for all. */
function namespaces({ namespace, spec }: Monitor, ownOnly: boolean): readonly string[] {
  const { any, matchNames } = fields(spec.namespaceSelector);
  const names = texts(matchNames);
  if (ownOnly) { return [namespace]; }
  return any === true ? [] : names.length === 0 ? [namespace] : names;
}
