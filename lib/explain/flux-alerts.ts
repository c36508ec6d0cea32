import { CanaryAlert, waysOf } from '../checks/alerts';
import { AlertmanagerTree } from '../checks/alertmanager-tree';
import { Located } from '../checks/located';
import { ManifestObject, World } from '../checks/world';
import { RouteMatch } from '../alertmanager/route-walk';
import { milliseconds } from '../duration';
import { readableTrees } from './alertmanager-configs';
import { integrationChannel, providerChannel, textOf } from './channel';
import { Ledger } from './ledger';

/** Flux' group of Alerts and Providers. */
export const NOTIFICATION = 'notification.toolkit.fluxcd.io';

/** An Alert of Flux, and where it sends. */
export interface FluxAlert {
  readonly alert: ManifestObject;
  /** The Provider as it is referred to: `namespace/name`. */
  readonly reference: string;
  /** The Provider, which is in the Alert's own namespace; undefined where it is not among the manifests. */
  readonly provider?: ManifestObject;
  /** Where it sends, as people call it. */
  readonly channel: string;
  /** The object that is suspended, so that nothing is sent. */
  readonly suspended?: ManifestObject;
}

/** The Alerts of Flux. */
export function fluxAlerts(world: World): readonly FluxAlert[] {
  return world.of(NOTIFICATION, 'Alert').map((alert) => {
    const name = textOf(alert.spec.at('providerRef', 'name')) ?? '';
    const provider = world.find(NOTIFICATION, 'Provider', alert.namespace, name);
    const reference = `${alert.namespace}/${name}`;
    return {
      alert, reference, provider,
      channel: provider === undefined ? `Provider ${reference}` : providerChannel(provider),
      suspended: [alert, provider].find((each) => each?.spec.at('suspend').value === true),
    };
  });
}

/** Follows each Alert of Flux to its channel; where that is an Alertmanager, on through its routes to the channels that it reaches. */
export function explainFluxAlerts(world: World, ledger: Ledger): void {
  for (const each of fluxAlerts(world)) {
    const { alert, provider, channel, suspended } = each;
    if (suspended !== undefined) {
      ledger.unheard({ what: `what Flux tells ${channel}`, why: `${suspended.reference} is suspended` });
      continue;
    }
    if (provider === undefined) { ledger.note(`Provider/${each.reference} is not among the manifests.`); }
    for (const source of alert.spec.at('eventSources').items) {
      const about = [source.at('kind').text ?? '', sourceNamespace(source, alert), source.at('name').text ?? ''].join('/');
      const passedOn = passedOnTo(each, source, world);
      for (const { channel: reached, route } of passedOn) {
        const first = milliseconds(route.groupWait) / 1000;
        ledger.hearing({ channel: reached, what: whatOf(alert), through: 'Alertmanager', first, next: first }, about);
      }
      if (passedOn.length === 0) { ledger.hearing({ channel, what: whatOf(alert), through: 'Flux' }, about); }
    }
  }
}

/** The namespace that a source of an Alert means: the Alert's own where none is given. */
export function sourceNamespace(source: Located, alert: ManifestObject): string {
  return textOf(source.at('namespace')) ?? alert.namespace;
}

/** Whether an Alert sends a part of the messages only. */
export function isSelective(alert: ManifestObject): boolean {
  return ['inclusionList', 'exclusionList'].some((list) => alert.spec.at(list).items.length > 0);
}

/** The CRD's default severity is info, which includes errors. */
function whatOf(alert: ManifestObject): string {
  const what = alert.spec.at('eventSeverity').text === 'error' ? 'Flux: failures' : 'Flux: changes and failures';
  return isSelective(alert) ? `${what}, some of them` : what;
}

/** A channel that Alertmanager passes on to. */
export interface PassedOn {
  readonly tree: AlertmanagerTree;
  readonly route: RouteMatch;
  readonly channel: string;
}

/**
 * Whom Alertmanager tells of what Flux posts to it: the labels of such an alert are the event's metadata, and what it is about.
 * Source: fluxcd/notification-controller v1.9.3 internal/notifier/alertmanager.go.
 */
export function passedOnTo({ alert, provider }: FluxAlert, source: Located, world: World): readonly PassedOn[] {
  if (provider?.spec.at('type').text !== 'alertmanager') { return []; }
  const labels = {
    ...alert.spec.at('eventMetadata').texts, severity: 'error', kind: source.at('kind').text ?? '', name: source.at('name').text ?? '',
    namespace: sourceNamespace(source, alert),
  };
  const event: Pick<CanaryAlert, 'labels' | 'open'> = { labels, open: new Set(labels.name === '*' ? ['name'] : []) };
  return readableTrees(world).flatMap((tree) => (waysOf(tree, event, world)?.[0] ?? []).flatMap((route) => tree.integrationsOf(route.receiver)
    .map((each) => ({ tree, route, channel: integrationChannel(each, route.receiver, tree.at?.at('global')) }))));
}
