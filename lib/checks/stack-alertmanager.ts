import { Located } from './located';
import { AlertmanagerSource } from './sources';

/** Something in the values of kube-prometheus-stack that it does not use. */
export interface UnusedValue {
  readonly at: Located;
  /** What it is, and why it counts for nothing. */
  readonly what: string;
  readonly allowed: string;
  readonly fix: string;
}

/** The configuration of Alertmanager that values of kube-prometheus-stack make, and what in them is left out. */
export interface StackAlertmanager {
  readonly sources: readonly AlertmanagerSource[];
  readonly unused: readonly UnusedValue[];
}

/**
 * Reads `alertmanager` of the values. The chart makes the configuration's Secret from `config`, or with tplConfig from
 * `stringConfig`, unless another Secret is named.
 * Source: prometheus-community/helm-charts kube-prometheus-stack 88.5.3 templates/alertmanager/secret.yaml, alertmanager.yaml.
 */
export function stackAlertmanager(values: Located): StackAlertmanager {
  const alertmanager = values.at('alertmanager');
  const config = alertmanager.at('config');
  const text = alertmanager.at('stringConfig');
  const given = [config, text, alertmanager.at('templateFiles')].filter(isGiven);
  const instead = replacedBy(alertmanager);
  if (instead !== undefined) { return { sources: [], unused: given.map((at) => ({ at, ...instead(String(at.path.at(-1))) })) }; }
  const templates = alertmanager.at('templateFiles').entries.map(([name, at]) => ({ name, at }));
  const isTemplate = alertmanager.at('tplConfig').value === true;
  if (isTemplate && isGiven(text)) {
    return {
      sources: ofText(text, templates),
      unused: isGiven(config) ? [{ at: config, what: 'alertmanager.config is not used: with tplConfig the chart takes stringConfig', allowed: 'one of the two', fix: 'remove stringConfig or config' }] : [],
    };
  }
  const unused: UnusedValue[] = isGiven(text)
    ? [{ at: text, what: 'alertmanager.stringConfig is not used: the chart takes it only with tplConfig', allowed: 'stringConfig beside tplConfig: true; otherwise config', fix: 'tplConfig: true' }] : [];
  if (config.text !== undefined) {
    return isTemplate ? { sources: ofText(config, templates), unused } : {
      sources: [],
      unused: [...unused, { at: config, what: 'alertmanager.config is a text: without tplConfig the chart makes a quoted text of it, which Alertmanager refuses', allowed: 'a map, or a text beside tplConfig: true', fix: 'remove the "|" after config:' }],
    };
  }
  return { sources: config.entries.length === 0 ? [] : [{ at: config, templates, via: 'values', isTemplate }], unused };
}

/** Why the configuration of the values counts for nothing; undefined where it counts. */
function replacedBy(alertmanager: Located): ((field: string) => Omit<UnusedValue, 'at'>) | undefined {
  const spec = alertmanager.at('alertmanagerSpec');
  const secret = spec.at('configSecret').text;
  const global = spec.at('alertmanagerConfiguration', 'name').text;
  if (alertmanager.at('enabled').value === false) {
    return (field) => ({ what: `alertmanager.${field} is not used: alertmanager.enabled is false, and the chart makes no Alertmanager`, allowed: 'enabled: true, which is the chart\'s default', fix: 'remove enabled: false' });
  }
  if (global !== undefined && global !== '') {
    return (field) => ({ what: `alertmanager.${field} is not used: Alertmanager runs with the AlertmanagerConfig ${global}`, allowed: 'one of config and alertmanagerSpec.alertmanagerConfiguration', fix: `put it into the AlertmanagerConfig ${global}, or remove alertmanagerConfiguration` });
  }
  if (secret !== undefined && secret !== '') {
    return (field) => ({ what: `alertmanager.${field} is not used: Alertmanager runs with the Secret ${secret}`, allowed: 'one of config and alertmanagerSpec.configSecret', fix: `put it into the Secret ${secret}, or remove configSecret` });
  }
  if (spec.at('useExistingSecret').value === true) {
    return (field) => ({ what: `alertmanager.${field} is not used: with useExistingSecret the chart makes no Secret of it`, allowed: 'one of config and alertmanagerSpec.useExistingSecret', fix: 'put it into the Secret, or remove useExistingSecret' });
  }
  return undefined;
}

/** A text that Helm fills in first is known only where there is nothing to fill in. */
function ofText(text: Located, templates: AlertmanagerSource['templates']): AlertmanagerSource[] {
  return text.text === undefined || text.text.includes('{{') ? [] : text.embedded().slice(0, 1).filter(({ entries }) => entries.length > 0).map((at) => ({ at, templates, via: 'text' }));
}

function isGiven(at: Located): boolean {
  return at.text === undefined ? at.entries.length > 0 : at.text.trim() !== '';
}
