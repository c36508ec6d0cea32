import { SelectedConfig } from './alertmanager-merge';
import { fields, Fields, list, text } from './fields';

/**
 * Why the operator can write no configuration at all: an e-mail of an AlertmanagerConfig has no server or sender, and the main
 * configuration has none for all. Undefined where each has.
 * Source: prometheus-operator v0.93.0 pkg/alertmanager/amcfg.go (convertEmailConfig).
 */
export function mailFault(main: Fields, configs: readonly SelectedConfig[]): string | undefined {
  const { smtp_smarthost: server, smtp_from: sender } = fields(main.global);
  for (const { namespace, name, spec } of configs.filter(({ spec }) => spec.route !== undefined && spec.route !== null)) {
    for (const email of list(spec.receivers).flatMap((receiver) => list(fields(receiver).emailConfigs)).map(fields)) {
      const missing = (text(email.smarthost) ?? text(server)) === undefined ? 'smarthost' : (text(email.from) ?? text(sender)) === undefined ? 'from' : undefined;
      if (missing === undefined) { continue; }
      return `AlertmanagerConfig/${namespace}/${name}: an e-mail has no ${missing}, and the configuration has none for all (global.smtp_${missing})`;
    }
  }
  return undefined;
}
