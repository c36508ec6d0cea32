import { Located } from './located';
import { isSelective, unmet } from './label-selector';
import type { ManifestObject, World } from './world';

/** The label that every namespace has, with its name. */
const NAME_LABEL = 'kubernetes.io/metadata.name';

/**
 * What the namespace of an object lacks for a namespace selector of the operator; undefined where nothing is missing, or where the
 * manifests do not show the namespace's labels.
 *
 * @param selector Without one, the operator looks in the namespace of its own object alone; an empty one takes all.
 * @param own The namespace of the operator's object; undefined where it is not shown.
 * Source: prometheus-operator v0.93.0 pkg/prometheus/rules.go, pkg/alertmanager/operator.go (selectNamespaces).
 */
export function unmetByNamespace(world: World, object: ManifestObject, selector: Located, own: string | undefined): string | undefined {
  const namespace = object.at('metadata', 'namespace').text;
  if (namespace === undefined || namespace.includes('${')) { return undefined; }
  if (!selector.exists) { return own === undefined || own === namespace ? undefined : `namespace ${own}`; }
  if (!isSelective(selector)) { return undefined; }
  const shown = world.find('', 'Namespace', 'default', namespace);
  const names = [...selector.at('matchLabels').entries.map(([name]) => name), ...selector.at('matchExpressions').items.flatMap((each) => each.at('key').text ?? [])];
  if (shown === undefined && names.some((name) => name !== NAME_LABEL)) { return undefined; }
  return unmet(selector, { ...shown?.labels, [NAME_LABEL]: namespace });
}
