import { eventWebhooks, forbidsCrossNamespaceRefs, globalNotifier } from '../../checks/flagger-settings';
import { hasEventWebhook, providerAlerts } from '../../checks/hearing';
import { Located } from '../../checks/located';
import { ManifestObject, World } from '../../checks/world';
import { hostOf, providerChannel, textOf } from '../channel';
import { NOTIFICATION } from '../flux-alerts';
import { Step, Way } from './canary-explanation';
import { CanaryHappening, FlaggerSeverity } from './event';
import { placeOf } from './place';
import { Ways } from './ways';

/**
 * What a severity of an alert lets through. Source: fluxcd/flagger v1.44.0 pkg/controller/events.go (alert).
 */
const HEARS: { readonly [severity: string]: readonly FlaggerSeverity[] } = {
  info: ['info', 'warn', 'error'],
  warn: ['warn', 'error'],
  error: ['error'],
};

/** Who hears from Flagger itself of what happens to a canary: by its alerts, by the notifier of Flagger's chart, by a webhook for events. */
export function waysByFlagger(happening: CanaryHappening, canary: ManifestObject, world: World): Ways {
  const alerts = providerAlerts(world, canary);
  const { severity, event } = happening;
  const isMuted = event === 'waiting' && gates(canary).every((gate) => gate.at('muteAlert').value === true);
  const posted = severity === undefined || isMuted ? [] : alerts.length > 0 ? alertWays(severity, canary, world) : notifierWays(world);
  const ways = [...posted, ...(happening.hooked ? webhookWays(canary, world) : [])];
  if (ways.some(({ lost }) => lost === undefined)) { return { ways, reasons: [] }; }
  if (severity === undefined) { return { ways, reasons: ['Flagger posts nothing then'] }; }
  if (isMuted) { return { ways, reasons: ['muteAlert keeps Flagger silent'] }; }
  if (ways.length > 0) { return { ways, reasons: [] }; }
  const left = [...new Set(alerts.map((each) => each.severity ?? ''))].filter((each) => each !== '').join(', ');
  return { ways, reasons: [alerts.length === 0 ? 'it has no alerts' : `severity ${left} of its alerts leaves it out`] };
}

/** The webhooks that somebody must approve by. */
export function gates(canary: ManifestObject): readonly Located[] {
  return hooksOf(canary).filter((each) => /^confirm-(?:rollout|promotion|traffic-increase)$/.test(each.at('type').text ?? ''));
}

/** The webhooks of an analysis. */
export function hooksOf(canary: ManifestObject): readonly Located[] {
  return canary.spec.at('analysis', 'webhooks').items;
}

const FLAGGER: Step = { lane: 'seen', name: 'Flagger', waits: [] };

function alertWays(severity: FlaggerSeverity, canary: ManifestObject, world: World): Way[] {
  return providerAlerts(world, canary).flatMap((alert): Way[] => {
    if (alert.severity !== undefined && Object.hasOwn(HEARS, alert.severity) && HEARS[alert.severity]?.includes(severity) !== true) { return []; }
    const name = textOf(alert.at.at('name')) ?? alert.provider;
    const decided: Step = { lane: 'decided', name: `alert ${name}`, detail: alert.severity === undefined ? 'no severity' : `severity ${alert.severity}`, waits: [], at: placeOf(alert.at) };
    const lost = lostAlert(alert.at, alert.severity, alert.provider, canary, world);
    if (lost !== undefined) { return [{ through: 'Flagger', steps: [FLAGGER, decided], lost, caveats: [] }]; }
    const [namespace = '', provider = ''] = alert.provider.split('/');
    const object = world.find('flagger.app', 'AlertProvider', namespace, provider);
    const sent: Step = { lane: 'sent', name: 'AlertProvider', detail: alert.provider, waits: [], at: placeOf(object) };
    const channel = object === undefined ? `AlertProvider ${alert.provider}` : providerChannel(object);
    return [{
      through: 'Flagger', steps: [FLAGGER, decided, sent, { lane: 'heard', name: channel, waits: [] }], channel, firstSeconds: 0, againSeconds: 0,
      caveats: object === undefined ? [`AlertProvider/${alert.provider} is not among the manifests`] : [],
    }];
  });
}

function lostAlert(at: Located, severity: string | undefined, reference: string, canary: ManifestObject, world: World): string | undefined {
  if (at.path.includes('canaryAnalysis')) { return 'canaryAnalysis is no field of a Canary: the API server drops it'; }
  if (severity === undefined) { return 'the alert has no severity: Flagger never sends it'; }
  if (!Object.hasOwn(HEARS, severity)) { return `the severity "${severity}" does not exist: Flagger never sends it`; }
  const [namespace = '', name = ''] = reference.split('/');
  if (forbidsCrossNamespaceRefs(world) && namespace !== canary.namespace) { return `Flagger runs with -no-cross-namespace-refs, and ${reference} is in another namespace`; }
  if (world.find('flagger.app', 'AlertProvider', namespace, name) !== undefined || world.find(NOTIFICATION, 'Provider', namespace, name) === undefined) { return undefined; }
  return `${reference} is a Provider of Flux, and Flagger reads AlertProviders only`;
}

/**
 * The notifier of Flagger's chart, which hears everything of canaries without alerts. Without a channel it sends nothing to
 * Slack; Microsoft Teams replaces Slack. Source: fluxcd/flagger v1.44.0 cmd/flagger/main.go (initNotifier).
 */
function notifierWays(world: World): Way[] {
  const notifier = globalNotifier(world);
  if (notifier === undefined) { return []; }
  const isTeams = notifier.service === 'msteams';
  const place = notifier.channel;
  const decided: Step = { lane: 'decided', name: 'global notifier', detail: 'the values of Flagger\'s chart', waits: [], at: placeOf(notifier.at) };
  if (!isTeams && place === undefined) { return [{ through: 'Flagger', steps: [FLAGGER, decided], lost: 'slack.channel is empty: Flagger sends nothing', caveats: [] }]; }
  const channel = isTeams ? 'Microsoft Teams (global)' : `Slack ${place ?? ''}`;
  return [{ through: 'Flagger', steps: [FLAGGER, decided, { lane: 'heard', name: channel, waits: [] }], channel, firstSeconds: 0, againSeconds: 0, caveats: [] }];
}

/** Webhooks of type `event`, which take the place of the one of Flagger's chart. */
function webhookWays(canary: ManifestObject, world: World): Way[] {
  if (!hasEventWebhook(world, canary)) { return []; }
  const own = hooksOf(canary).filter((each) => each.at('type').text === 'event').map((at) => ({ name: `webhook ${textOf(at.at('name')) ?? ''}`.trimEnd(), url: at.at('url'), at }));
  const dropped = canary.spec.at('canaryAnalysis', 'webhooks').items.filter((each) => each.at('type').text === 'event');
  const chart = eventWebhooks(world).map((at) => ({ name: 'eventWebhook', url: at, at }));
  const ways = (own.length > 0 ? own : chart).map(({ name, url, at }): Way => {
    const channel = `webhook (${hostOf(url.text) ?? (name.replace(/^webhook /, '') || 'event')})`;
    return {
      through: 'Flagger', channel, firstSeconds: 0, againSeconds: 0, caveats: [],
      steps: [FLAGGER, { lane: 'decided', name, detail: 'every event', waits: [], at: placeOf(at) }, { lane: 'heard', name: channel, waits: [] }],
    };
  });
  return [...ways, ...dropped.map((at): Way => ({
    through: 'Flagger', steps: [FLAGGER, { lane: 'decided', name: `webhook ${textOf(at.at('name')) ?? ''}`.trimEnd(), detail: 'every event', waits: [], at: placeOf(at) }],
    lost: 'canaryAnalysis is no field of a Canary: the API server drops it', caveats: [],
  }))];
}
