import { Duration } from 'cdk8s';
import { milliseconds, prometheusDuration } from '../duration';
import { invalid, wholeNumber } from '../invalid';
import { FileTlsConfig } from './http-client';
import { given, httpClientFields } from './http-client-fields';
import { MetricsEndpoint, ScrapeScheme } from './metrics-endpoint';
import { Relabeling } from './relabeling';
import { checkTime } from './time';

interface Fields { readonly [field: string]: unknown }

/** The fields of an endpoint that PodMonitor and ServiceMonitor have in common. */
export function endpointFields(at: string, endpoint: MetricsEndpoint, tls: FileTlsConfig | undefined): Fields {
  checkEndpoint(at, endpoint, tls);
  const { interval, scrapeTimeout, relabelings, metricRelabelings } = endpoint;
  const timeout = scrapeTimeout ?? (interval && Duration.millis(Math.min(milliseconds(interval), 10_000)));
  return given({
    path: endpoint.path ?? '/metrics',
    scheme: endpoint.scheme,
    params: endpoint.params && { ...endpoint.params },
    interval: interval && prometheusDuration(interval),
    scrapeTimeout: timeout && prometheusDuration(timeout),
    honorLabels: endpoint.honorLabels ?? true,
    honorTimestamps: endpoint.honorTimestamps,
    trackTimestampsStaleness: endpoint.trackTimestampsStaleness,
    filterRunning: endpoint.filterRunning,
    ...httpClientFields(at, endpoint, tls),
    relabelings: relabelings?.map((each) => each._toRelabeling()),
    metricRelabelings: metricRelabelings?.map((each) => each._toRelabeling()),
  });
}

/**
 * Refuses the name of a port that is none. The operator writes it into prometheus.yaml as a regular expression, and asks nothing of it: with one that is
 * none Prometheus refuses its whole configuration.
 */
export function checkPortName(at: string, what: string, port: string, longest: 15 | 63): void {
  if (/^\d*$/.test(port)) {
    throw invalid({ at, what: `the ${what} is not a name`, value: port, allowed: 'the name of the port: the operator looks it up by name', fix: `${what}: 'http'` });
  }
  if (port.length <= longest && /^(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(port)) { return; }
  throw invalid({
    at, what: `the ${what} is not the name of a port`, value: port,
    allowed: `at most ${longest} lower-case letters, digits and "-": no port is called otherwise, and the operator makes a regular expression of it`, fix: `${what}: 'http'`,
  });
}

/** Refuses the number of a port that is none. */
export function checkPortNumber(at: string, what: string, port: number): void {
  wholeNumber(at, what, port, { min: 1, max: 65535 });
}

/** Refuses any number of ports but one. */
export function checkOnePort(at: string, ports: { readonly [name: string]: unknown }, why: string): void {
  const names = Object.entries(ports).filter(([, port]) => port !== undefined).map(([name]) => name);
  if (names.length === 1) { return; }
  throw invalid({
    at, what: names.length === 0 ? 'no port is given' : `both ${names.join(' and ')} are given`,
    allowed: `one of ${Object.keys(ports).join(', ')}: ${names.length === 0 ? 'otherwise every port is scraped' : why}`, fix: 'port: \'http\'',
  });
}

function checkEndpoint(at: string, endpoint: MetricsEndpoint, tls: FileTlsConfig | undefined): void {
  const { path, scheme, params, interval, scrapeTimeout, relabelings = [] } = endpoint;
  if (path !== undefined && !/^\/[^?#\s]*$/.test(path)) {
    throw invalid({ at, what: 'the path is none', value: path, allowed: 'a path that begins with "/", without parameters: Prometheus would ask for a path with a question mark in it', fix: 'path: \'/metrics\', and params' });
  }
  for (const [name, values] of Object.entries(params ?? {})) {
    if (name === '') { throw invalid({ at, what: 'a parameter has no name', fix: 'params: { module: [\'http_2xx\'] }' }); }
    if (values.length === 0) { throw invalid({ at, what: `the parameter ${name} has no value`, allowed: 'at least one; the empty text is one', fix: 'leave it out' }); }
  }
  checkTimes(at, interval, scrapeTimeout);
  if (tls !== undefined && scheme !== ScrapeScheme.HTTPS && !relabelings.some((each) => each._mayWrite('__scheme__'))) {
    throw invalid({ at, what: 'tls is given, and the scheme is http', allowed: 'https, or a relabeling that writes __scheme__: Prometheus would scrape in plain text', fix: 'scheme: prometheus.ScrapeScheme.HTTPS' });
  }
  keeps(at, relabelings, 'relabelings', '__address__', 'no target has an address any more');
  keeps(at, endpoint.metricRelabelings ?? [], 'metricRelabelings', '__name__', 'no sample has a metric any more, and the scrape fails');
}

function checkTimes(at: string, interval: Duration | undefined, scrapeTimeout: Duration | undefined): void {
  if (interval !== undefined) { checkTime(at, 'interval', interval); }
  if (interval !== undefined && milliseconds(interval) < 1000) {
    throw invalid({ at, what: 'the scrape interval is under a second', value: prometheusDuration(interval), allowed: '1s or more' });
  }
  if (scrapeTimeout === undefined) { return; }
  checkTime(at, 'scrapeTimeout', scrapeTimeout);
  if (milliseconds(scrapeTimeout) === 0) { throw invalid({ at, what: 'the scrape timeout is zero', allowed: 'a time: Prometheus takes zero for its own timeout', fix: 'leave it out' }); }
  if (interval === undefined) {
    throw invalid({ at, what: 'scrapeTimeout is given without interval', allowed: 'both: the operator leaves the monitor out where the Prometheus\' own interval is shorter, and that is not known here', fix: 'interval: Duration.seconds(30)' });
  }
  if (milliseconds(scrapeTimeout) > milliseconds(interval)) {
    throw invalid({
      at, what: 'the scrape timeout is longer than the interval', value: prometheusDuration(scrapeTimeout),
      allowed: `at most ${prometheusDuration(interval)}: the operator rejects the monitor otherwise`,
    });
  }
}

function keeps(at: string, relabelings: readonly Relabeling[], what: string, label: string, consequence: string): void {
  for (const relabeling of relabelings) {
    if (!relabeling._keeps(label)) {
      throw invalid({ at, what: `a ${relabeling.action} among the ${what} takes ${label} away`, allowed: `an expression that leaves it: ${consequence}`, fix: `metricRelabelings, or an expression ${relabeling.action === 'labelkeep' ? 'that also matches __.*' : 'that does not match it'}` });
    }
  }
}
