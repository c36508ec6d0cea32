import { ManifestObject, World } from '../../checks/world';
import { targetName } from '../../checks/alerts';
import { CanaryExplanation, EventExplanation, EventName, Way } from './canary-explanation';
import { CanaryHappening, HAPPENINGS } from './event';
import { gates, hooksOf, waysByFlagger } from './flagger-ways';
import { waysByFlux } from './flux-ways';
import { waysOfDelivery, waysOfHeartbeat } from './monitoring-ways';
import { placeOf } from './place';
import { analysisOf, analysisWords, withoutWeights } from './rollout';
import { alwaysFiringOn, waysAfterDeletion, waysByRules, waysWithoutFlagger } from './rule-ways';
import { Ways } from './ways';

/** Says who hears what of one Canary, on which way, how fast. Pure; made of what the checks know. */
export function explainCanary(canary: ManifestObject, world: World): CanaryExplanation {
  const kept = waysAfterDeletion(canary, world);
  const before = [
    ...HAPPENINGS.map((each) => explained(each.event, each.what, impossible(each, canary, world), [waysByRules(each, canary, world), waysByFlagger(each, canary, world)])),
    ...(kept.ways.length === 0 ? [] : [explained('deleted', 'it is deleted after it failed', undefined, [kept])]),
    explained('flagger-down', 'Flagger is down', undefined, [waysWithoutFlagger('down', canary, world)]),
    explained('flagger-not-scraped', 'Flagger is not scraped', undefined, [waysWithoutFlagger('unscraped', canary, world)]),
    explained('delivery-failing', 'Alertmanager cannot deliver', undefined, [waysOfDelivery(world)]),
    explained('monitoring-down', 'Prometheus or Alertmanager is down', undefined, [waysOfHeartbeat(world)]),
  ];
  const events = [...before, explained('not-applied', 'the commit does not apply', undefined, [asBefore(waysByFlux(canary, world), before)])];
  return {
    canary: `${canary.namespace}/${canary.name}`,
    target: `${canary.spec.at('targetRef', 'kind').text ?? 'Deployment'}/${targetName(canary)}`,
    at: placeOf(canary.at('metadata', 'name')),
    analysis: analysisWords(canary, world),
    events,
    notes: notesOf(canary, world),
  };
}

function explained(event: EventName, what: string, why: string | undefined, parts: readonly Ways[]): EventExplanation {
  if (why !== undefined) { return { event, what, ways: [], impossible: why }; }
  const ways = distinct(parts.flatMap((each) => each.ways));
  if (ways.some(({ channel }) => channel !== undefined)) { return { event, what, ways }; }
  const unknown = ways.find((each) => each.unknown !== undefined)?.unknown;
  if (unknown !== undefined) { return { event, what, ways, unknown }; }
  const reasons = [...new Set([...ways.flatMap(({ lost }) => lost ?? []), ...parts.flatMap((each) => each.reasons)])];
  return { event, what, ways, nobody: reasons.join('; ') };
}

/** Flux' Alerts come in the order of their files; who hears of other events comes in that of the routes, and keeps it. */
function asBefore({ ways, reasons }: Ways, before: readonly EventExplanation[]): Ways {
  const channels = [...new Set(before.flatMap((event) => event.ways.map(({ channel }) => channel)))];
  const rank = ({ channel }: Way): number => (channels.includes(channel) ? channels.indexOf(channel) : channels.length);
  return { ways: [...ways].sort((a, b) => rank(a) - rank(b)), reasons };
}

/** Several alerts of one rule may go the same way. */
function distinct(ways: readonly Way[]): Way[] {
  return [...new Map(ways.map((way) => [JSON.stringify(way), way])).values()];
}

/** Why something cannot happen to a canary. */
function impossible({ event }: CanaryHappening, canary: ManifestObject, world: World): string | undefined {
  switch (event) {
    case 'failed-checks': return analysisOf(canary, world) === undefined ? 'it is not analysed' : undefined;
    case 'rolled-back': return hooksOf(canary).some((each) => each.at('type').text === 'rollback') ? undefined : 'it has no webhook of type rollback';
    case 'waiting': return gates(canary).length > 0 ? undefined : 'it has no webhook that asks for approval (confirm-…)';
    case 'overweight': return withoutWeights(canary, world);
    default: return undefined;
  }
}

function notesOf(canary: ManifestObject, world: World): string[] {
  const always = alwaysFiringOn(canary, world);
  const { scrape, documents } = world;
  return [
    ...(scrape.assuming === undefined ? [] : [`No monitor that scrapes Flagger is among the manifests. Assumed: ${scrape.assuming}.`]),
    ...(always.length === 0 ? [] : [`${always.join(' and ')} fire${always.length === 1 ? 's' : ''} on a healthy canary, too, and tell${always.length === 1 ? 's' : ''} of nothing.`]),
    ...documents.flatMap(({ file, unreadable }) => unreadable.slice(0, 1).map(({ message, position }) => `${[file ?? 'a manifest', ...(position === undefined ? [] : [position.line, position.column])].join(':')}: it cannot be read, and may be what is missing here: ${message.split('\n')[0] ?? ''}.`)),
  ];
}
