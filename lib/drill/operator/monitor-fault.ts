import { secondsOf } from '../../checks/scrape';
import { fields, Fields, list, text } from './fields';
import { LabelSelector } from './label-selector';
import { Monitor } from './monitor';
import { relabelFault } from './relabel-config';
import { endpointsOf } from './scrape-job';

/**
 * Why the operator leaves a monitor out; undefined where it takes it. Whether the Secrets that it names exist is not asked:
 * manifests rarely hold them, and the drill needs none of them.
 * Source: prometheus-operator v0.93.0 pkg/prometheus/resource_selector.go (checkPodMonitor, checkServiceMonitor).
 *
 * @param prometheus The Prometheus object's spec.
 */
export function monitorFault(monitor: Monitor, prometheus: Fields): string | undefined {
  const selector = faultOf(() => new LabelSelector(monitor.spec.selector ?? {}));
  if (selector !== undefined) { return `selector: ${selector}`; }
  const at = monitor.kind === 'PodMonitor' ? 'podMetricsEndpoints' : 'endpoints';
  for (const [index, each] of endpointsOf(monitor).entries()) {
    const fault = endpointFault(monitor, fields(each), prometheus);
    if (fault !== undefined) { return `${at}[${index}]: ${fault}`; }
  }
  const name = text(monitor.spec.scrapeClass);
  const isKnown = name === undefined || list(prometheus.scrapeClasses).some((each) => fields(each).name === name);
  return isKnown ? undefined : `scrapeClass: the Prometheus has no scrape class ${name}`;
}

function endpointFault({ kind }: Monitor, endpoint: Fields, prometheus: Fields): string | undefined {
  const { arbitraryFSAccessThroughSMs } = prometheus;
  const tls = fields(endpoint.tlsConfig);
  const readsFiles = [endpoint.bearerTokenFile, tls.caFile, tls.certFile, tls.keyFile].some((each) => text(each) !== undefined);
  if (kind === 'ServiceMonitor' && fields(arbitraryFSAccessThroughSMs).deny === true && readsFiles) {
    return 'it reads files, which the Prometheus forbids (arbitraryFSAccessThroughSMs)';
  }
  const credentials = ['authorization', 'basicAuth', 'oauth2'].filter((field) => endpoint[field] !== undefined && endpoint[field] !== null);
  if (credentials.length > 1) { return `${credentials.join(' and ')} exclude one another`; }
  const [interval, timeout] = [text(endpoint.interval) ?? text(prometheus.scrapeInterval), text(endpoint.scrapeTimeout)];
  const [every, atMost] = [secondsOf(interval), secondsOf(timeout)];
  if (timeout !== undefined) {
    if (every === undefined) { return `interval ${JSON.stringify(interval)} is no duration`; }
    if (atMost === undefined) { return `scrapeTimeout ${JSON.stringify(timeout)} is no duration`; }
    if (atMost > every) { return `scrapeTimeout ${timeout} is longer than the interval ${interval}`; }
  }
  const target = relabelFault(endpoint.relabelings);
  if (target !== undefined) { return `relabelings${target}`; }
  const metric = relabelFault(endpoint.metricRelabelings);
  return metric === undefined ? undefined : `metricRelabelings${metric}`;
}

function faultOf(read: () => unknown): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
