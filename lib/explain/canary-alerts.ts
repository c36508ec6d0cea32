import { providerChannel } from './channel';
import { Ledger } from './ledger';
import { fields, items, Manifests, text } from './manifest';

/**
 * What a severity lets through. Without one nothing is ever sent, whatever the CRD's text says of a default.
 * Source: fluxcd/flagger v1.44.0 pkg/controller/events.go (alert).
 */
const SEVERITIES: { readonly [severity: string]: string } = {
  info: 'rollouts: every step',
  warn: 'rollouts: warnings and failures',
  error: 'rollouts: failures',
};

/** Follows the alerts of each Canary's analysis to the channels of their AlertProviders. */
export function explainCanaryAlerts(manifests: Manifests, ledger: Ledger): void {
  for (const canary of manifests.of('flagger.app', 'Canary')) {
    const about = `${canary.namespace}/${text(fields(canary.spec.targetRef).name) ?? canary.name}`;
    for (const alert of items(fields(canary.spec.analysis).alerts)) {
      const reference = fields(alert.providerRef);
      const name = text(reference.name) ?? '';
      const namespace = text(reference.namespace) ?? canary.namespace;
      const provider = manifests.find('flagger.app', 'AlertProvider', namespace, name);
      const channel = provider === undefined ? `AlertProvider ${namespace}/${name}` : providerChannel(name, provider.spec);
      const what = SEVERITIES[text(alert.severity) ?? ''];
      if (what === undefined) {
        ledger.unheard({ what: `what Flagger tells ${channel}`, why: 'the alert has no severity: Flagger never sends it' }, about);
        continue;
      }
      if (provider === undefined) { ledger.note(`AlertProvider/${namespace}/${name} is not among the manifests.`); }
      ledger.hearing({ channel, what, through: 'Flagger' }, about);
    }
  }
}
