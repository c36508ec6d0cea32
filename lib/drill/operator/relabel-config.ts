import { re2 } from '../../re2';
import { fields, Fields, given, list, text } from './fields';

/** A relabeling as prometheus.yaml has it. */
export type RelabelConfig = Fields;

/** The actions that need a label to write to. */
const NEED_TARGET = ['replace', 'hashmod', 'lowercase', 'uppercase', 'keepequal', 'dropequal'];

/**
 * Relabelings of a monitor as prometheus.yaml has them.
 * Source: prometheus-operator v0.93.0 pkg/prometheus/promcfg.go (generateRelabelConfig).
 */
export function relabelConfigs(relabelings: unknown): RelabelConfig[] {
  return list(relabelings).map((each) => {
    const { sourceLabels, separator, targetLabel, regex, modulus, replacement, action } = fields(each);
    return given({
      source_labels: list(sourceLabels).length > 0 ? sourceLabels : undefined,
      separator: separator ?? undefined,
      target_label: text(targetLabel),
      regex: text(regex),
      modulus: modulus === 0 || modulus === null ? undefined : modulus,
      replacement: replacement ?? undefined,
      action: text(action)?.toLowerCase(),
    });
  });
}

/**
 * Why the operator refuses relabelings; undefined where it takes them.
 * Source: prometheus-operator v0.93.0 pkg/prometheus/validation/validator.go, for a Prometheus from 3.0, where a label may have any name.
 */
export function relabelFault(relabelings: unknown): string | undefined {
  for (const [index, each] of list(relabelings).entries()) {
    const fault = faultOf(fields(each));
    if (fault !== undefined) { return `[${index}]: ${fault}`; }
  }
  return undefined;
}

function faultOf({ sourceLabels, separator, targetLabel, regex, modulus, replacement, action: given }: Fields): string | undefined {
  const action = (text(given) ?? 'replace').toLowerCase();
  const target = text(targetLabel);
  const isSet = (value: unknown, usual: unknown): boolean => value !== undefined && value !== null && value !== usual;
  try {
    re2('', `(?s:${text(regex) ?? ''})`);
  } catch {
    return `${JSON.stringify(regex)} is no regular expression that RE2 reads`;
  }
  if (action === 'hashmod' && (modulus === undefined || modulus === null || modulus === 0)) { return 'the action hashmod needs a modulus that is not 0'; }
  if (NEED_TARGET.includes(action) && target === undefined) { return `the action ${action} needs a targetLabel`; }
  if (['lowercase', 'uppercase', 'keepequal', 'dropequal'].includes(action) && isSet(replacement, '$1')) { return `the action ${action} takes no replacement`; }
  if (action === 'labelmap' && replacement === '') { return 'the action labelmap needs a replacement that is a label\'s name'; }
  if (['keepequal', 'dropequal'].includes(action) && ((text(regex) !== undefined && regex !== '(.*)') || isSet(modulus, 0) || isSet(separator, ';'))) {
    return `the action ${action} takes sourceLabels and targetLabel only`;
  }
  if (['labeldrop', 'labelkeep'].includes(action) && (list(sourceLabels).length > 0 || target !== undefined || isSet(modulus, 0) || isSet(separator, ';') || isSet(replacement, '$1'))) {
    return `the action ${action} takes a regex only`;
  }
  return undefined;
}
