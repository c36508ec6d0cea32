import { walk } from '../alertmanager/route-walk';
import { Document } from '../checks/document';
import { isHeartbeat } from '../checks/heartbeat-rule';
import { Located } from '../checks/located';
import { RuleSource } from '../checks/sources';
import { integrationChannel } from '../explain/channel';
import { Plan } from './plan';
import { Redirected, Redirection } from './stand-ins/redirect';
import { Integration, PlayedCanary } from './timeline';

interface PlannedRule {
  readonly alert?: string;
  readonly expr: unknown;
  readonly labels?: Readonly<Record<string, string>>;
}

/** Where messages end, by the numbers of the stand-ins: as people call it, and whether it only hears that all is well. */
export function integrationsOf({ config, integrations }: Redirection, plan: Plan, canaries: readonly PlayedCanary[]): ReadonlyMap<number, Integration> {
  const quiet = heartbeatReceivers(config, plan, canaries);
  const channels = channelsOf(integrations);
  return new Map(integrations.map((each) => [each.id, {
    receiver: each.receiver, service: each.service, index: each.index, channel: channels.get(placeOf(each)) ?? each.receiver, isHeartbeat: quiet.has(each.receiver),
  }]));
}

/** Fields that say where a message ends, with the address or the secret that leads there (prometheus/alertmanager v0.34.2 config/notifiers.go). */
const PLACE = /^(channel|to|chat_id|chat_id_file|room_id|project|topic_arn|target_arn|phone_number|corp_id|to_user|to_party|to_tag|url|url_file|smarthost|(api|webhook)_url|(api|webhook)_url_file|\w*(key|token)|\w*(key|token)_file)$/;

/** What leads to one place is the same, in whichever receiver it stands. */
function placeOf({ service, entry, global }: Redirected): string {
  const own = Object.entries(entry).filter(([field]) => PLACE.test(field));
  const inherited = Object.entries(global).filter(([field]) => field.startsWith(`${service}_`) && !Object.hasOwn(entry, field.slice(service.length + 1)));
  return JSON.stringify([service, ...[...own, ...inherited].map(([field, value]) => `${field}=${String(value)}`).sort()]);
}

/** What people call each place; two that they would call the same are told apart by their receivers. */
function channelsOf(integrations: readonly Redirected[]): ReadonlyMap<string, string> {
  const channels = new Map<string, string>();
  for (const each of integrations) {
    const place = placeOf(each);
    if (channels.has(place)) { continue; }
    const { service, receiver, entry, global } = each;
    const words = integrationChannel({ service, at: new Located(Document.of(entry), []) }, receiver, new Located(Document.of(global), []));
    const isTaken = [...channels.values()].includes(words);
    channels.set(place, isTaken ? `${words}, receiver ${receiver}${each.index === 0 ? '' : `, ${each.index + 1}`}` : words);
  }
  return channels;
}

/** Receivers that an alert comes to that fires always and on purpose, and none that tells of something. */
function heartbeatReceivers(config: unknown, { rules }: Plan, canaries: readonly PlayedCanary[]): ReadonlySet<string> {
  const alerting = rules.flatMap(({ groups }) => groups).flatMap((group) => (group as { rules?: PlannedRule[] }).rules ?? []).filter((rule) => rule.alert !== undefined);
  const [beats, news] = [true, false].map((wanted) => new Set(alerting.filter((rule) => isBeat(rule) === wanted).flatMap((rule) => receiversOf(config, rule, canaries))));
  return new Set([...(beats ?? [])].filter((receiver) => news?.has(receiver) !== true));
}

function isBeat({ alert, expr }: PlannedRule): boolean {
  return isHeartbeat({ alert, expr: String(expr) } as RuleSource);
}

/** Of labels that no route tells apart, one set: ten thousand canaries are of some hundred namespaces. */
function toldApart(config: unknown, sets: readonly Readonly<Record<string, string>>[]): readonly Readonly<Record<string, string>>[] {
  const routes = JSON.stringify((config as { route?: unknown }).route ?? {});
  // In a matcher, `name="cart"`, with quotes or without, or as a key of match and match_re; a text too many only makes it slower.
  const asked = ['name', 'namespace', 'exported_namespace'].filter((label) => new RegExp(`(?<![a-z_])${label}[\\\\"]*\\s*[=!:]`).test(routes));
  return [...new Map(sets.map((labels) => [JSON.stringify(asked.map((label) => labels[label])), labels])).values()];
}

/** Where an alert ends that is about any of the canaries, or about none. */
function receiversOf(config: unknown, { alert = '', labels = {} }: PlannedRule, canaries: readonly PlayedCanary[]): string[] {
  const own = { ...labels, alertname: alert };
  const about: Readonly<Record<string, string>>[] = [{}, ...canaries.flatMap(({ namespace, name }): Record<string, string>[] => [{ namespace, name }, { exported_namespace: namespace, name, namespace: 'flagger-system' }, { namespace }])];
  try {
    return toldApart(config, about).flatMap((each) => walk(config, { ...each, ...own })).map(({ receiver }) => receiver);
  } catch {
    // Alertmanager itself says what is wrong with its configuration.
    return [];
  }
}
