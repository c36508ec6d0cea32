import { nearest } from '../../nearest';
import { Check, Report } from '../check';
import { isPatch } from '../schema/patch-files';
import { ManifestObject, World } from '../world';
import { isFilledIn } from './lookup';
import { targetOf } from './target';

/** A canary whose Services Flagger cannot make, or that lead to a port that the pods do not have. */
export const service: Check = {
  id: 'reference/service',
  run: (world, report) => {
    for (const canary of world.of('flagger.app', 'Canary')) {
      const { spec } = canary;
      // Knative makes its own Services; what the API server wants of a service that is there is schema/required's.
      if (isPatch(world, canary) || spec.at('targetRef', 'kind').text === 'Service' || spec.entries.length === 0) { continue; }
      if (spec.at('service').value === undefined) {
        if (spec.entries.some(([key]) => nearest(key, ['service']) !== undefined)) { continue; }
        report(spec, {
          severity: 'error', what: `canary ${canary.name} has no spec.service.port: the Service cannot be made`,
          allowed: 'a port: the CRD does not ask for it, but Flagger makes three Services of it, and the API server refuses port 0', fix: 'add service with the port of the application',
        });
      } else {
        portsOf(world, canary, report);
      }
    }
  },
};

function portsOf(world: World, canary: ManifestObject, report: Report): void {
  const service = canary.spec.at('service');
  const [workload, ...others] = targetOf(world, canary).found.found;
  if (workload === undefined || others.length > 0 || isPatch(world, workload)) { return; }
  const ports = ['containers', 'initContainers'].flatMap((list) => workload.spec.at('template', 'spec', list).items).flatMap((container) => container.at('ports').items);
  if (ports.length === 0) { return; }
  const names = ports.flatMap((port) => port.at('name').text ?? []);
  const numbers = ports.flatMap((port) => port.at('containerPort').number ?? []);
  const at = service.at('targetPort').exists ? service.at('targetPort') : service.at('port');
  const what = `${workload.kind} ${workload.name}`;
  if (at.text !== undefined && at.path.at(-1) === 'targetPort' && !names.includes(at.text) && !isFilledIn(at.text) && !/^\d+$/.test(at.text)) {
    const near = nearest(at.text, names);
    report(at, { severity: 'error', what: `no container of ${what} has a port named ${at.text}: the Service leads nowhere`, value: at.text, allowed: names.length > 0 ? names.join(', ') : 'the name of a port of a container', fix: near === undefined ? numbers.length === 1 ? `write ${numbers[0] ?? ''}` : undefined : `did you mean ${near}?` });
  } else if (at.number !== undefined && numbers.length === ports.length && !numbers.includes(at.number)) {
    report(at, {
      severity: 'warning', what: `no container of ${what} has the port ${at.number}`, value: String(at.number), allowed: numbers.join(', '),
      fix: at.path.at(-1) === 'port' ? `add targetPort: ${names[0] ?? numbers[0] ?? ''}` : `write ${numbers[0] ?? ''}`,
      assuming: 'the containers listen on the ports that they declare, and on no others',
    });
  }
}
