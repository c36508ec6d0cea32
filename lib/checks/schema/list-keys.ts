import { Located } from '../located';
import { Fault } from './fault';
import { ownValue } from './schemas';
import { shown } from './value-problem';

/**
 * Lists whose items the API server tells apart, by kind and place: by these fields, or by the whole item where there are none.
 * Sources: x-kubernetes-list-type and x-kubernetes-list-map-keys in the CRDs of notification-controller v1.9.3 and
 * prometheus-operator v0.93.0; a test holds the table against them.
 */
export const LIST_KEYS: { readonly [kindAndPlace: string]: readonly string[] } = {
  'AlertmanagerConfig spec.receivers': ['name'],
  'AlertmanagerConfig spec.route.activeTimeIntervals': [],
  'AlertmanagerConfig spec.route.groupBy': [],
  'AlertmanagerConfig spec.route.muteTimeIntervals': [],
  'PodMonitor spec.scrapeProtocols': [],
  'PrometheusRule spec.groups': ['name'],
  'Receiver spec.oidcProviders': ['issuerURL'],
  'ServiceMonitor spec.scrapeProtocols': [],
};

const KINDS = new Set(Object.keys(LIST_KEYS).map((key) => key.split(' ')[0]));

/** Whether a kind has such a list. */
export function hasKeyedLists(kind: string): boolean {
  return KINDS.has(kind);
}

/** Each item of such a list that is there already. */
export function duplicateFaults(kind: string, place: string, list: readonly unknown[], at: Located): Fault[] {
  const keys = ownValue(LIST_KEYS, `${kind} ${place}`);
  if (keys === undefined) { return []; }
  const first = new Map<string, number>();
  return list.flatMap((item, index) => {
    const [own, key] = keys.length === 0 ? [item, undefined] : [valueOf(item, keys[0] as string), keys[0]];
    const text = JSON.stringify(own) ?? '';
    // What Flux fills in may differ.
    if (text.includes('${')) { return []; }
    const before = first.get(text);
    if (before === undefined) { first.set(text, index); return []; }
    const here = key === undefined ? at.at(index) : at.at(index, key);
    return [{
      check: 'value' as const, at: here,
      problem: {
        severity: 'error' as const, what: `${here.field ?? ''} is the same as ${(key === undefined ? at.at(before) : at.at(before, key)).field ?? ''}`, value: shown(own, key),
        allowed: `each ${key ?? 'item'} of ${at.field ?? 'the list'} once; the API server refuses the object`, fix: key === undefined ? 'remove it' : 'rename it, or join the two',
      },
    }];
  });
}

function valueOf(item: unknown, key: string): unknown {
  return typeof item === 'object' && item !== null ? ownValue(item as Record<string, unknown>, key) : undefined;
}
