import { Duration } from 'cdk8s';
import { milliseconds, prometheusDuration } from '../duration';
import { invalid } from '../invalid';
import { MetricsEndpoint } from './metrics-endpoint';

/** The fields of an endpoint that PodMonitor and ServiceMonitor have in common. */
export function scrapeFields(endpoint: MetricsEndpoint): { port: string; path: string; interval: string; scrapeTimeout: string; honorLabels: boolean } {
  const timeout = endpoint.scrapeTimeout ?? Duration.millis(Math.min(milliseconds(endpoint.interval), 10_000));
  return {
    port: endpoint.port,
    path: endpoint.path ?? '/metrics',
    interval: prometheusDuration(endpoint.interval),
    scrapeTimeout: prometheusDuration(timeout),
    honorLabels: endpoint.honorLabels ?? true,
  };
}

/** Refuses what the operator would reject or what would find nothing. */
export function checkScrape(at: string, selector: { readonly [label: string]: string }, endpoint: MetricsEndpoint): void {
  if (Object.keys(selector).length === 0) {
    throw invalid({ at, what: 'the selector is empty', allowed: 'at least one label: an empty selector takes everything in the namespace' });
  }
  if (/^\d*$/.test(endpoint.port)) {
    throw invalid({ at, what: 'the port is not a name', value: endpoint.port, allowed: 'the name of the port: the operator looks it up by name', fix: 'port: \'http\'' });
  }
  if (milliseconds(endpoint.interval) < 1000) {
    throw invalid({ at, what: 'the scrape interval is under a second', value: prometheusDuration(endpoint.interval), allowed: '1s or more' });
  }
  const { scrapeTimeout } = endpoint;
  if (scrapeTimeout !== undefined && milliseconds(scrapeTimeout) > milliseconds(endpoint.interval)) {
    throw invalid({
      at, what: 'the scrape timeout is longer than the interval', value: prometheusDuration(scrapeTimeout),
      allowed: `at most ${prometheusDuration(endpoint.interval)}: the operator rejects the monitor otherwise`,
    });
  }
}
