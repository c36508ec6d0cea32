import { Check, Report } from '../check';
import { isPatch } from '../schema/patch-files';
import { ManifestObject, World } from '../world';
import { endpointsOf, flaggerMonitors, flaggerNamespace, namespacesOf } from './flagger-monitor';
import { isFilledIn } from './lookup';
import { inNamespace as isLookedInto, labelsOf, valueOf } from './rule-selector';
import { missingLabels, selectorOf } from './selector';

/** A monitor of Flagger that finds nothing, or that Prometheus does not find. */
export const monitor: Check = {
  id: 'reference/monitor',
  run: (world, report) => {
    for (const each of flaggerMonitors(world)) {
      if (isPatch(world, each)) { continue; }
      selected(world, each, report);
      isLookedInto(world, each, report);
      inNamespace(world, each, report);
      if (each.kind === 'ServiceMonitor') { hasService(world, each, report); }
      for (const endpoint of endpointsOf(each)) {
        const port = endpoint.at('port');
        if (port.text === undefined || port.text === 'http' || isFilledIn(port.text) || (each.kind === 'ServiceMonitor' && servicesOf(world, each).some((service) => hasPort(service, port.text as string)))) { continue; }
        const isNumber = /^\d+$/.test(port.text);
        report(port, {
          severity: isNumber ? 'error' : 'warning',
          what: isNumber ? `the port ${port.text} of ${each.kind} ${each.name} is a number, where the name of a port is wanted` : `${each.kind} ${each.name} scrapes a port ${port.text}, which Flagger does not have`,
          value: port.text, allowed: 'http: so Flagger\'s chart calls the port of its pods and of its Service', fix: 'write http', assuming: isNumber ? undefined : 'Flagger is installed by its chart',
        });
      }
    }
  },
};

function selected(world: World, each: ManifestObject, report: Report): void {
  const selector = selectorOf(world, each.kind);
  const missing = selector === undefined ? undefined : missingLabels(each, selector);
  if (selector === undefined || missing === undefined) { return; }
  report(labelsOf(each, selector.labels), {
    severity: selector.assuming === undefined ? 'error' : 'warning',
    what: `${each.kind} ${each.name} is not selected by Prometheus: it has no label ${missing}`,
    value: valueOf(each, selector.labels), allowed: 'the labels of the operator\'s selector; a monitor without is ignored without a word', fix: `add ${missing} to metadata.labels`, assuming: selector.assuming,
  });
}

function inNamespace(world: World, each: ManifestObject, report: Report): void {
  const flagger = flaggerNamespace(world);
  const namespaces = namespacesOf(each);
  if (flagger === undefined || isFilledIn(flagger) || namespaces === undefined || namespaces.includes(flagger) || namespaces.some(isFilledIn)) { return; }
  const at = each.spec.at('namespaceSelector').exists ? each.spec.at('namespaceSelector') : each.spec;
  report(at, {
    severity: 'error', what: `${each.kind} ${each.name} looks in ${namespaces.join(', ')}, but Flagger is in ${flagger}`, value: namespaces.join(', '),
    allowed: 'the namespace of Flagger; without a namespaceSelector a monitor looks in its own', fix: `add namespaceSelector.matchNames: [${flagger}]`,
  });
}

/** Source: fluxcd/flagger v1.44.0 charts/flagger/templates/service.yaml. */
function hasService(world: World, each: ManifestObject, report: Report): void {
  const isMade = world.flaggerValues.some((values) => values.at('serviceMonitor', 'enabled').value === true);
  if (isMade || servicesOf(world, each).length > 0) { return; }
  report(each.spec.at('selector').exists ? each.spec.at('selector') : each.spec, {
    severity: 'warning',
    what: `ServiceMonitor ${each.name} selects a Service that Flagger's chart makes only with serviceMonitor.enabled`,
    allowed: 'a Service to select; a PodMonitor needs none',
    fix: 'make a PodMonitor of it, or set serviceMonitor.enabled in the chart\'s values',
    assuming: world.flaggerValues.length > 0 ? undefined : 'Flagger is installed without serviceMonitor.enabled, as its chart has it',
  });
}

/** The Services of the manifests that the monitor selects. */
function servicesOf(world: World, each: ManifestObject): ManifestObject[] {
  const wanted = Object.entries(each.spec.at('selector', 'matchLabels').texts);
  const namespaces = namespacesOf(each);
  return world.of('', 'Service').filter((service) => {
    const { labels } = service;
    return wanted.every(([name, value]) => labels[name] === value) && (namespaces === undefined || !service.at('metadata', 'namespace').exists || namespaces.includes(service.namespace));
  });
}

function hasPort(service: ManifestObject, name: string): boolean {
  return service.spec.at('ports').items.some((port) => port.at('name').text === name);
}
