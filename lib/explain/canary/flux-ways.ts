import { foldersOf } from '../../checks/folders';
import { Located } from '../../checks/located';
import { ManifestObject, World } from '../../checks/world';
import { milliseconds } from '../../duration';
import { treeName } from '../alertmanager-configs';
import { FluxAlert, fluxAlerts, isSelective, passedOnTo, sourceNamespace } from '../flux-alerts';
import { span } from '../span';
import { Step, Way } from './canary-explanation';
import { placeOf } from './place';
import { Ways } from './ways';

/** Who hears from Flux that the commit with a canary does not apply. */
export function waysByFlux(canary: ManifestObject, world: World): Ways {
  const owners = foldersOf(world).ownersOf(canary.document.file);
  const ways = fluxAlerts(world).flatMap((alert) => {
    const sources = alert.alert.spec.at('eventSources').items.filter((source) => hears(source, alert.alert, owners));
    // Several sources of one Alert that hear of it are one message.
    const [source] = sources;
    return source === undefined ? [] : waysOfAlert(alert, source, owners, world);
  });
  const named = owners.map(({ namespace, name }) => `Kustomization ${namespace}/${name}`).join(', ') || 'the Kustomization that applies it';
  return { ways, reasons: ways.length > 0 ? [] : [world.of('notification.toolkit.fluxcd.io', 'Alert').length === 0 ? 'no Alert of Flux is among the manifests' : `no Alert of Flux hears of ${named}`] };
}

function hears(source: Located, alert: ManifestObject, owners: readonly ManifestObject[]): boolean {
  if (source.at('kind').text !== 'Kustomization') { return false; }
  const name = source.at('name').text;
  const labels = Object.entries(source.at('matchLabels').texts);
  return owners.length === 0 || owners.some((owner) => owner.namespace === sourceNamespace(source, alert) && (name === '*' || name === owner.name) && (name !== '*' || labels.every(([label, value]) => owner.labels[label] === value)));
}

function waysOfAlert(flux: FluxAlert, source: Located, owners: readonly ManifestObject[], world: World): Way[] {
  const { alert, provider, reference, channel, suspended } = flux;
  const [owner] = owners;
  const seen: Step = { lane: 'seen', name: 'Flux', detail: owner === undefined ? undefined : `Kustomization ${owner.namespace}/${owner.name}`, waits: [], at: placeOf(owner) };
  const decided: Step = { lane: 'decided', name: 'Alert', detail: `${alert.namespace}/${alert.name}, ${alert.spec.at('eventSeverity').text === 'error' ? 'failures' : 'changes and failures'}`, waits: [], at: placeOf(alert) };
  const caveats = [
    ...(isSelective(alert) ? ['some messages only: it has an inclusionList or exclusionList'] : []),
    ...(owner === undefined ? [`if ${kustomization(source, alert)} applies it`] : []),
    ...(provider === undefined ? [`Provider/${reference} is not among the manifests`] : []),
  ];
  if (suspended !== undefined) { return [{ through: 'Flux', steps: [seen, decided], lost: `${suspended.reference} is suspended`, caveats }]; }
  const sent: Step = { lane: 'sent', name: 'Provider', detail: reference, waits: [], at: placeOf(provider) };
  const passedOn = passedOnTo(flux, source, world).map((each): Way => {
    const wait = milliseconds(each.route.groupWait) / 1000;
    const route: Step = { lane: 'sent', name: each.route.path, detail: `${treeName(each.tree)}, receiver ${each.route.receiver}`, waits: [`group_wait ${span(wait)}`] };
    return { through: 'Flux', steps: [seen, { ...decided, detail: `${decided.detail ?? ''}, Provider ${reference}` }, route, { lane: 'heard', name: each.channel, waits: [] }], channel: each.channel, firstSeconds: wait, againSeconds: wait, caveats };
  });
  return passedOn.length > 0 ? passedOn : [{ through: 'Flux', steps: [seen, decided, sent, { lane: 'heard', name: channel, waits: [] }], channel, firstSeconds: 0, againSeconds: 0, caveats }];
}

function kustomization(source: Located, alert: ManifestObject): string {
  const labels = Object.entries(source.at('matchLabels').texts).map(([label, value]) => `${label}=${value}`).join(', ');
  const name = source.at('name').text ?? '';
  const namespace = sourceNamespace(source, alert);
  return name !== '*' ? `Kustomization ${namespace}/${name}` : `a Kustomization in ${namespace}${labels === '' ? '' : ` with ${labels}`}`;
}
