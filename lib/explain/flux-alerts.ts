import { providerChannel } from './channel';
import { Ledger } from './ledger';
import { items, Manifest, Manifests, text, texts, fields } from './manifest';

const GROUP = 'notification.toolkit.fluxcd.io';

/** Follows each Alert of Flux to the channel of its Provider, which is in the Alert's own namespace. */
export function explainFluxAlerts(manifests: Manifests, ledger: Ledger): void {
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
      ledger.hearing({ channel, what: whatOf(alert), through: 'Flux' }, [text(source.kind) ?? '', text(source.namespace) ?? alert.namespace, text(source.name) ?? ''].join('/'));
    }
  }
}

/** The CRD's default severity is info, which includes errors. */
function whatOf(alert: Manifest): string {
  const what = alert.spec.eventSeverity === 'error' ? 'Flux: failures' : 'Flux: changes and failures';
  const chosen = texts(alert.spec.inclusionList).length + texts(alert.spec.exclusionList).length > 0;
  return chosen ? `${what}, some of them` : what;
}
