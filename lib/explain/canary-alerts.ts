import { canariesOf, targetName } from '../checks/alerts';
import { World } from '../checks/world';
import { providerChannel, textOf } from './channel';
import { Ledger } from './ledger';

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
export function explainCanaryAlerts(world: World, ledger: Ledger): void {
  for (const canary of canariesOf(world)) {
    const about = `${canary.namespace}/${targetName(canary)}`;
    for (const alert of canary.spec.at('analysis', 'alerts').items) {
      const name = textOf(alert.at('providerRef', 'name')) ?? '';
      const namespace = textOf(alert.at('providerRef', 'namespace')) ?? canary.namespace;
      const provider = world.find('flagger.app', 'AlertProvider', namespace, name);
      const channel = provider === undefined ? `AlertProvider ${namespace}/${name}` : providerChannel(provider);
      const what = SEVERITIES[alert.at('severity').text ?? ''];
      if (what === undefined) {
        ledger.unheard({ what: `what Flagger tells ${channel}`, why: 'the alert has no severity: Flagger never sends it' }, about);
        continue;
      }
      if (provider === undefined) { ledger.note(`AlertProvider/${namespace}/${name} is not among the manifests.`); }
      ledger.hearing({ channel, what, through: 'Flagger' }, about);
    }
  }
}
