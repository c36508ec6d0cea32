import { Located } from './located';
import { unmet } from './label-selector';
import { unmetByNamespace } from './namespace-selector';
import { ManifestObject, World } from './world';

/** The fields of an Alertmanager that say which AlertmanagerConfigs it takes, and where they are looked for. */
interface Selection {
  readonly spec: Located;
  /** The operator's Alertmanager; undefined for the one that kube-prometheus-stack makes. */
  readonly object?: ManifestObject;
}

/**
 * Why no Alertmanager of the manifests takes an AlertmanagerConfig; undefined where one takes it, or none is shown.
 * kube-prometheus-stack takes all unless its values say otherwise; an Alertmanager without a selector takes none.
 * Source: prometheus-operator v0.93.0 pkg/alertmanager/operator.go (selectAlertmanagerConfigs); prometheus-community/helm-charts
 * kube-prometheus-stack 88.5.3 templates/alertmanager/alertmanager.yaml.
 */
export function unselected(world: World, config: ManifestObject): string | undefined {
  const reasons = selectionsOf(world).map((selection) => reasonOf(world, config, selection));
  return reasons.includes(undefined) ? undefined : reasons[0];
}

function selectionsOf(world: World): readonly Selection[] {
  return [
    ...world.of('monitoring.coreos.com', 'Alertmanager').map((object) => ({ spec: object.spec, object })),
    ...world.stackValues.filter((values) => values.at('alertmanager', 'enabled').value !== false).map((values) => ({ spec: values.at('alertmanager', 'alertmanagerSpec') })),
  ];
}

function reasonOf(world: World, config: ManifestObject, { spec, object }: Selection): string | undefined {
  // The configuration for all is named, not selected.
  if (spec.at('alertmanagerConfiguration', 'name').text === config.name) { return undefined; }
  const selector = spec.at('alertmanagerConfigSelector');
  if (object !== undefined && !selector.exists) { return `${object.reference} has no alertmanagerConfigSelector, and takes none`; }
  const missing = Object.values(config.labels).some((value) => value.includes('${')) ? undefined : unmet(selector, config.labels);
  if (missing !== undefined) { return `it has no label ${missing}`; }
  const namespaces = spec.at('alertmanagerConfigNamespaceSelector');
  if (object === undefined && !namespaces.exists) { return undefined; }
  const namespace = unmetByNamespace(world, config, namespaces, object?.at('metadata', 'namespace').text);
  return namespace === undefined ? undefined : `it is not in a namespace of ${namespace}`;
}
