import { re2 } from '../../re2';
import { Check, Report } from '../check';
import { Located } from '../located';
import { isPatch } from '../schema/patch-files';
import { secondsOf } from '../scrape';
import { endpointsOf } from './flagger-monitor';
import { isFilledIn } from './lookup';

/** The longest that Prometheus counts: 2^63 nanoseconds (prometheus/common v0.70.1 model/time.go). */
const LONGEST_SECONDS = 9_223_372_036;

/**
 * A monitor, of whatever application, that the API server and the operator take, and with which Prometheus refuses the whole of its configuration.
 * Source: prometheus-operator v0.93.0 pkg/prometheus/promcfg.go (generatePodMonitorConfig, generateServiceMonitorConfig); each row of the test was
 * refused by promtool.
 */
export const reload: Check = {
  id: 'reference/reload',
  run: (world, report) => {
    for (const monitor of ['PodMonitor', 'ServiceMonitor'].flatMap((kind) => world.of('monitoring.coreos.com', kind))) {
      if (isPatch(world, monitor)) { continue; }
      const name = `${monitor.kind} ${monitor.name}`;
      for (const endpoint of endpointsOf(monitor)) {
        // The operator reads targetPort where there is no port alone.
        const port = endpoint.at('port').text ?? '';
        checkPort(endpoint.at(port === '' ? 'targetPort' : 'port'), name, report);
        for (const field of ['interval', 'scrapeTimeout']) { checkTime(endpoint.at(field), name, report); }
      }
      for (const label of [...monitor.spec.at('podTargetLabels').items, ...monitor.kind === 'ServiceMonitor' ? monitor.spec.at('targetLabels').items : []]) {
        if (label.text !== '') { continue; }
        tell(label, `${name} copies a label without a name`, '', 'the name of a label: without one the series\' label would have none', 'remove it', report);
      }
      checkProtocols(monitor.spec.at('scrapeProtocols'), name, report);
    }
  },
};

function checkPort(at: Located, name: string, report: Report): void {
  const port = at.text;
  if (port === undefined || /^[\w-]*$/.test(port) || isFilledIn(port)) { return; }
  try {
    re2(name, port);
  } catch {
    tell(at, `the port of ${name} is no regular expression, and no name of a port`, port, 'the name of a port: the operator makes a regular expression of it without a look', 'port: http', report);
  }
}

function checkTime(at: Located, name: string, report: Report): void {
  const seconds = secondsOf(at.text);
  if (seconds === undefined || seconds <= LONGEST_SECONDS) { return; }
  tell(at, `${name} has an interval that Prometheus cannot count`, at.text ?? '', 'at most 106751 days: the operator passes it on without a look', `${String(at.path.at(-1))}: 30s`, report);
}

function checkProtocols(at: Located, name: string, report: Report): void {
  const protocols = at.items.map(({ text }) => text);
  const twice = protocols.findIndex((each, index) => each !== undefined && protocols.indexOf(each) < index);
  if (twice === -1) { return; }
  tell(at.at(twice), `${name} asks for a format twice`, protocols[twice] ?? '', 'each once', 'remove it', report);
}

function tell(at: Located, what: string, value: string, allowed: string, fix: string, report: Report): void {
  report(at, { severity: 'error', what: `${what}: Prometheus loads no configuration any more, for anybody`, value, allowed, fix });
}
