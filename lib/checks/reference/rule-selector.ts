import { Check, Report } from '../check';
import { Located } from '../located';
import { isPatch } from '../schema/patch-files';
import { ManifestObject, World } from '../world';
import { missingLabels, missingNamespace, selectorOf } from './selector';

/** A PrometheusRule that Prometheus does not select: none of its alerts exists. */
export const ruleSelector: Check = {
  id: 'reference/rule-selector',
  run: (world, report) => {
    const selector = selectorOf(world, 'PrometheusRule');
    for (const rule of world.of('monitoring.coreos.com', 'PrometheusRule')) {
      if (isPatch(world, rule)) { continue; }
      inNamespace(world, rule, report);
      const missing = selector === undefined ? undefined : missingLabels(rule, selector);
      if (selector === undefined || missing === undefined) { continue; }
      report(labelsOf(rule, selector.labels), {
        severity: selector.assuming === undefined ? 'error' : 'warning',
        what: `PrometheusRule ${rule.name} is not selected by Prometheus: it has no label ${missing}`,
        value: valueOf(rule, selector.labels), allowed: 'the labels of the operator\'s ruleSelector; a rule without is ignored without a word', fix: `add ${missing} to metadata.labels`, assuming: selector.assuming,
      });
    }
  },
};

/** Says that Prometheus does not look into the namespace of an object. */
export function inNamespace(world: World, object: ManifestObject, report: Report): void {
  const missing = missingNamespace(world, object);
  if (missing === undefined) { return; }
  report(object.at('metadata', 'namespace').exists ? object.at('metadata', 'namespace') : object.at('metadata'), {
    severity: 'error', what: `${object.kind} ${object.name} is not selected by Prometheus: it is not in a namespace of ${missing}`, value: object.namespace,
    allowed: 'a namespace of the operator\'s namespace selector; without one it looks in the namespace of its Prometheus alone', fix: `another namespace, or a namespace selector that takes ${object.namespace}`,
  });
}

/** The label that is wrong, or the place where it is missing. */
export function labelsOf(object: ManifestObject, labels: { readonly [label: string]: string }): Located {
  const wrong = Object.keys(labels).find((name) => name in object.labels && object.labels[name] !== labels[name]);
  return wrong === undefined ? object.at('metadata') : object.at('metadata', 'labels', wrong);
}

/** The label as it is, where there is one. */
export function valueOf(object: ManifestObject, labels: { readonly [label: string]: string }): string | undefined {
  return Object.keys(labels).flatMap((name) => object.labels[name] !== undefined && object.labels[name] !== labels[name] ? [`${name}: ${object.labels[name]}`] : []).at(0);
}
