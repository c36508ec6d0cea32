import { compare } from '../../checks/compare';
import { Located } from '../../checks/located';
import { World } from '../../checks/world';
import { enforcedGroups } from './enforced-rules';
import { fields, Fields, list, text } from './fields';
import { PrometheusObject, STACK_NAMESPACE } from './prometheus-object';
import { refusal } from './refusal';
import { ruleFault } from './rule-fault';
import { ScrapeContext } from './scrape-context';

/** A rule file, as Prometheus reads it. */
export interface RuleFile {
  /** Where it comes from: `PrometheusRule/monitoring/canaries`, or a file's name. */
  readonly name: string;
  readonly groups: readonly Fields[];
}

/** The rule files that Prometheus loads, and what it does not, with the reason. */
export interface RuleFiles {
  readonly files: readonly RuleFile[];
  readonly refused: readonly string[];
}

/**
 * What the operator makes of PrometheusRules and kube-prometheus-stack's values, and the rule files that stand for themselves.
 * Source: prometheus-operator v0.93.0 pkg/operator/rules.go (Select, sanitizePrometheusRulesSpec); kube-prometheus-stack 88.5.3
 * templates/prometheus/additionalPrometheusRules.yaml.
 */
export function ruleFiles(world: World, prometheus: PrometheusObject): RuleFiles {
  const refused: string[] = [];
  const context = new ScrapeContext(prometheus.spec);
  const label = text(prometheus.spec.enforcedNamespaceLabel);
  const files: RuleFile[] = [];
  for (const object of [...world.of('monitoring.coreos.com', 'PrometheusRule')].sort((a, b) => compare(a.reference, b.reference))) {
    const groups = cleanGroups(object.spec.at('groups'));
    const fault = ruleFault(groups);
    const why = refusal(world, object, prometheus) ?? (fault === undefined ? undefined : `the operator leaves it out: ${fault}`);
    if (why !== undefined) {
      refused.push(`${object.reference}: ${why}`);
      continue;
    }
    files.push({ name: object.reference, groups: label === undefined || context.isExcluded(object) ? groups : enforcedGroups(groups, label, object.namespace) });
  }
  const own = prometheus.namespace ?? STACK_NAMESPACE;
  const ofChart = fromValues(world).map((file) => label === undefined ? file : { ...file, groups: enforcedGroups(file.groups, label, own) });
  for (const { name, groups } of [...bareFiles(world), ...ofChart]) {
    const fault = ruleFault(groups);
    if (fault === undefined) { files.push({ name, groups }); } else { refused.push(`${name}: Prometheus does not load it: ${fault}`); }
  }
  return { files, refused };
}

/** The groups without what only Thanos reads, and without durations that are empty. */
function cleanGroups(groups: Located): Fields[] {
  return list(groups.value).map((each) => {
    const group = Object.fromEntries(Object.entries(fields(each)).filter(([field]) => field !== 'partial_response_strategy'));
    const rules = list(group['rules']).map((rule) => without(fields(rule), ['for']));
    return { ...without(group, ['interval']), ...(Array.isArray(group['rules']) ? { rules } : {}) };
  });
}

function without(map: Fields, emptiable: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(map).filter(([field, value]) => !(emptiable.includes(field) && value === '')));
}

/** The rule files that are no objects of a cluster. */
function bareFiles(world: World): RuleFile[] {
  const documents = [...new Set(world.rules.filter(({ owner, at }) => owner === undefined && at.path[0] === 'groups').map(({ at }) => at.document))];
  return documents.map((document, index) => ruleFile(document.file ?? `rule file ${index + 1}`, document.value));
}

function ruleFile(name: string, file: unknown): RuleFile {
  return { name, groups: list(fields(file).groups).map(fields) };
}

function fromValues(world: World): RuleFile[] {
  return world.stackValues.flatMap((values) => [
    ...values.at('additionalPrometheusRulesMap').entries.map(([name, file]) => ruleFile(`additionalPrometheusRulesMap.${name}`, file.value)),
    ...values.at('additionalPrometheusRules').items.map((file, index) => ruleFile(`additionalPrometheusRules.${file.at('name').text ?? index}`, file.value)),
  ]);
}
