import { re2 } from '../../re2';
import { InvalidInput } from '../../invalid';
import { Check, Report } from '../check';
import { Located } from '../located';
import { ManifestObject, World } from '../world';

/** Flux' group of Alerts and Providers. */
const NOTIFICATION = 'notification.toolkit.fluxcd.io';

/** An Alert that cannot hear what it names. */
export const alertSource: Check = {
  id: 'flux/alert-source',
  run: (world, report) => {
    const namespacesOf = namespacesByName(world);
    for (const alert of world.of(NOTIFICATION, 'Alert')) {
      const sources = alert.spec.at('eventSources');
      if (Array.isArray(sources.value) && sources.value.length === 0) {
        report(sources, { severity: 'error', what: `the Alert ${alert.name} hears nothing: it has no event source`, value: '[]', allowed: 'at least one: the CRD takes an empty list', fix: 'eventSources: [{ kind: Kustomization, name: "*" }]' });
      }
      for (const source of sources.items) { checkSource(alert, source, namespacesOf, report); }
      checkScope(alert, sources, namespacesOf, report);
      checkPatterns(alert, report);
    }
  },
};

/** The namespaces in which there are objects, by kind and by kind and name. */
type Namespaces = ReadonlyMap<string, ReadonlySet<string>>;

function namespacesByName(world: World): Namespaces {
  const found = new Map<string, Set<string>>();
  for (const { group, kind, name, namespace } of world.objects) {
    if (!group.endsWith('toolkit.fluxcd.io')) { continue; }
    for (const key of [kind, `${kind}/${name}`]) { found.set(key, (found.get(key) ?? new Set()).add(namespace)); }
  }
  return found;
}

function checkSource(alert: ManifestObject, source: Located, namespacesOf: Namespaces, report: Report): void {
  const [kind, name, namespace] = [source.at('kind').text, source.at('name').text, source.at('namespace').text];
  if (kind === 'Canary') {
    report(source.at('kind'), {
      severity: 'error', what: `the Alert ${alert.name} cannot hear of a Canary: Flagger sends Flux no events`, value: kind,
      allowed: 'Flux\' own kinds (fluxcd/notification-controller#242)', fix: 'an AlertProvider of flagger.app/v1beta1, and analysis.alerts in the Canary',
    });
    return;
  }
  if (namespace !== undefined && namespace.includes('*')) {
    report(source.at('namespace'), { severity: 'error', what: `the Alert ${alert.name} hears nothing of the namespace "${namespace}": there is no wildcard for namespaces`, value: namespace, allowed: 'one namespace, compared exactly (fluxcd/notification-controller#71)', fix: 'an event source for each namespace' });
  }
  if (name !== undefined && name !== '*' && name.includes('*')) {
    report(source.at('name'), { severity: 'error', what: `the Alert ${alert.name} hears of no ${kind ?? 'object'} called "${name}": names are compared whole`, value: name, allowed: 'a whole name, or "*" alone', fix: 'name: "*", and matchLabels' });
    return;
  }
  const elsewhere = namespacesOf.get(`${kind ?? ''}/${name ?? ''}`);
  if (namespace !== undefined || name === undefined || name === '*' || elsewhere === undefined || elsewhere.has(alert.namespace)) { return; }
  const [other] = [...elsewhere].sort();
  report(source, {
    severity: 'warning', what: `the Alert ${alert.name} does not hear of ${kind ?? ''}/${other ?? ''}/${name}: it listens in its own namespace ${alert.namespace}`, value: name,
    allowed: 'the namespace of the object: the Alert\'s own is meant where none is given', fix: `namespace: ${other ?? ''}`,
  });
}

/** `*` is for names only: said once for an Alert. */
function checkScope(alert: ManifestObject, sources: Located, namespacesOf: Namespaces, report: Report): void {
  const open = sources.items.filter((source) => source.at('name').text === '*' && !source.at('namespace').exists && source.at('matchLabels').entries.length === 0 && source.at('kind').text !== 'Canary')
    .map((source) => ({ source, kind: source.at('kind').text ?? '', others: [...namespacesOf.get(source.at('kind').text ?? '') ?? []].filter((each) => each !== alert.namespace).sort() }));
  const first = open.find(({ others }) => others.length > 0) ?? open.find(({ kind }) => !namespacesOf.has(kind));
  if (first === undefined) { return; }
  const kinds = [...new Set(open.map(({ kind }) => `${/y$/.test(kind) ? `${kind.slice(0, -1)}ies` : `${kind}s`}`))].join(' and ');
  report(first.others.length > 0 ? first.source : (open[0] ?? first).source, {
    severity: first.others.length > 0 ? 'warning' : 'info', what: `the Alert ${alert.name} hears only of the ${kinds} of its own namespace ${alert.namespace}`, value: 'name: "*"',
    allowed: `"*" is for names only${first.others.length > 0 ? `; there are others in ${first.others.join(', ')}` : ''}`, fix: `an event source with namespace: ${first.others[0] ?? '…'} for each other namespace`,
  });
}

function checkPatterns(alert: ManifestObject, report: Report): void {
  const inclusions = alert.spec.at('inclusionList').items;
  for (const [list, effect] of [['inclusionList', 'it matches nothing'], ['exclusionList', 'it excludes nothing']] as const) {
    for (const at of alert.spec.at(list).items) {
      if (at.text === undefined) { continue; }
      const problem = problemOf(at.text);
      if (problem !== undefined) {
        report(at, { severity: 'error', what: `Flux cannot read a pattern of ${list}, so that ${effect}: ${problem}`, value: at.text, allowed: 'Go\'s regular expressions (RE2): no look-ahead, look-behind or back-reference', fix: list === 'inclusionList' ? 'say what to leave out in exclusionList' : undefined });
      } else if (list === 'exclusionList' && /^\^?(?:\.[*+]|\(\.[*+]\))?\$?$/.test(at.text)) {
        report(at, { severity: 'error', what: `the Alert ${alert.name} excludes every message`, value: at.text, allowed: 'patterns of what shall not be sent: they are not anchored, and an empty one matches everything', fix: 'remove it' });
      } else if (list === 'inclusionList' && inclusions.length === 1 && alert.spec.at('eventSeverity').text === 'error' && /^\W*(?:reconciliation finished|reconciliation succeeded|health check passed|.*succeeded)\W*$/i.test(at.text)) {
        report(at, { severity: 'warning', what: `the Alert ${alert.name} sends nothing: what its inclusionList names are no errors`, value: at.text, allowed: 'messages of errors, or eventSeverity: info, which includes them', fix: 'eventSeverity: info' });
      }
    }
  }
}

function problemOf(pattern: string): string | undefined {
  try {
    re2('', pattern);
    return undefined;
  } catch (error) {
    return error instanceof InvalidInput ? error.message.split('\n')[0]?.replace(/^: the regular expression is none that RE2 reads: /, '') : 'it is none';
  }
}
