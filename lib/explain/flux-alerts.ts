import { walk } from '../alertmanager/route-walk';
import { milliseconds } from '../duration';
import { AlertmanagerConfig, integrationsOf } from './alertmanager-config';
import { integrationChannel, providerChannel } from './channel';
import { Ledger } from './ledger';
import { Fields, fields, items, Manifest, Manifests, text, textMap, texts } from './manifest';

const GROUP = 'notification.toolkit.fluxcd.io';

/**
 * Follows each Alert of Flux to the channel of its Provider, which is in the Alert's own namespace; where that is an
 * Alertmanager, on through its routes to the channels that it reaches.
 */
export function explainFluxAlerts(manifests: Manifests, configs: readonly AlertmanagerConfig[], ledger: Ledger): void {
  for (const alert of manifests.of(GROUP, 'Alert')) {
    const name = text(fields(alert.spec.providerRef).name) ?? '';
    const provider = manifests.find(GROUP, 'Provider', alert.namespace, name);
    const channel = provider === undefined ? `Provider ${alert.namespace}/${name}` : providerChannel(name, provider.spec);
    const suspended = [alert, provider].find((each) => each?.spec.suspend === true);
    if (suspended !== undefined) {
      ledger.unheard({ what: `what Flux tells ${channel}`, why: `${suspended.reference} is suspended` });
      continue;
    }
    if (provider === undefined) { ledger.note(`Provider/${alert.namespace}/${name} is not among the manifests.`); }
    for (const source of items(alert.spec.eventSources)) {
      const about = [text(source.kind) ?? '', text(source.namespace) ?? alert.namespace, text(source.name) ?? ''].join('/');
      const passedOn = provider?.spec.type === 'alertmanager' ? passedOnTo(alert, source, configs) : [];
      for (const { channel: reached, first } of passedOn) { ledger.hearing({ channel: reached, what: whatOf(alert), through: 'Alertmanager', first, next: first }, about); }
      if (passedOn.length === 0) { ledger.hearing({ channel, what: whatOf(alert), through: 'Flux' }, about); }
    }
  }
}

/** The CRD's default severity is info, which includes errors. */
function whatOf(alert: Manifest): string {
  const what = alert.spec.eventSeverity === 'error' ? 'Flux: failures' : 'Flux: changes and failures';
  const chosen = texts(alert.spec.inclusionList).length + texts(alert.spec.exclusionList).length > 0;
  return chosen ? `${what}, some of them` : what;
}

/**
 * Whom Alertmanager tells of what Flux posts to it: the labels of such an alert are the event's metadata, and what it is about.
 * Source: fluxcd/notification-controller v1.9.3 internal/notifier/alertmanager.go.
 */
function passedOnTo(alert: Manifest, source: Fields, configs: readonly AlertmanagerConfig[]): { readonly channel: string; readonly first: number }[] {
  const labels = {
    ...textMap(alert.spec.eventMetadata), severity: 'error', kind: text(source.kind) ?? '', name: text(source.name) ?? '',
    namespace: text(source.namespace) ?? alert.namespace,
  };
  return configs.flatMap(({ config }) => {
    try {
      return walk(config, labels).flatMap((route) => integrationsOf(config, route.receiver)
        .map(({ section, entry }) => ({ channel: integrationChannel(section, entry, route.receiver, fields(config.global)), first: milliseconds(route.groupWait) / 1000 })));
    } catch {
      // What Alertmanager refuses is noted where its rules are followed.
      return [];
    }
  });
}
