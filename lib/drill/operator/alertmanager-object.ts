import { Located } from '../../checks/located';
import { ManifestObject, World } from '../../checks/world';
import { MatcherStrategy } from './alertmanager-merge';
import { fields, Fields, text } from './fields';
import { LabelSelector } from './label-selector';

/** The Alertmanager that the operator would run. */
export interface AlertmanagerObject {
  /** Its namespace; undefined where nothing says it. */
  readonly namespace: string | undefined;
  /** The Secret that holds its configuration; undefined where the chart writes one of its values. */
  readonly secret: string | undefined;
  /** The AlertmanagerConfig that is its configuration instead of the Secret (`alertmanagerConfiguration`). */
  readonly configuration: Fields | undefined;
  readonly strategy: MatcherStrategy;
  /** Whether the operator reads the configuration at all, instead of passing it on (it does where AlertmanagerConfigs are selected). */
  readonly isDecoded: boolean;
  /** Whether it selects an AlertmanagerConfig. */
  selects(config: ManifestObject): boolean;
}

/** The Alertmanagers of the manifests: objects, and those of kube-prometheus-stack's values. */
export function alertmanagersOf(world: World): AlertmanagerObject[] {
  return [
    ...world.of('monitoring.coreos.com', 'Alertmanager').map((object) => {
      const spec = fields(object.spec.value);
      return ofSpec(world, spec, object.namespace, text(spec.configSecret) ?? `alertmanager-${object.name}`, false);
    }),
    ...world.stackValues.map((values) => values.at('alertmanager', 'alertmanagerSpec')).filter(({ exists }) => exists).map((spec) => stackAlertmanager(world, spec)),
  ];
}

/** What kube-prometheus-stack runs where its values say nothing: it selects every AlertmanagerConfig. */
export function chartAlertmanager(world: World): AlertmanagerObject {
  return ofSpec(world, {}, undefined, undefined, true);
}

function stackAlertmanager(world: World, spec: Located): AlertmanagerObject {
  const { useExistingSecret, configSecret } = fields(spec.value);
  return ofSpec(world, fields(spec.value), undefined, useExistingSecret === true ? text(configSecret) : undefined, true);
}

/** The chart selects everything where its values say nothing (kube-prometheus-stack 88.5.3 templates/alertmanager/alertmanager.yaml). */
function ofSpec(world: World, spec: Fields, namespace: string | undefined, secret: string | undefined, ofChart: boolean): AlertmanagerObject {
  const { alertmanagerConfigSelector, alertmanagerConfigNamespaceSelector, alertmanagerConfigMatcherStrategy, alertmanagerConfiguration } = spec;
  const isGiven = (value: unknown): boolean => value !== undefined && value !== null;
  const labels = new LabelSelector(alertmanagerConfigSelector ?? (ofChart ? {} : undefined));
  const namespaces = alertmanagerConfigNamespaceSelector ?? (ofChart ? {} : undefined);
  const within = namespaces === undefined ? undefined : new LabelSelector(namespaces);
  const configuration = text(fields(alertmanagerConfiguration).name) === undefined ? undefined : fields(alertmanagerConfiguration);
  return {
    namespace, secret, configuration,
    strategy: (text(fields(alertmanagerConfigMatcherStrategy).type) ?? 'OnNamespace') as MatcherStrategy,
    isDecoded: ofChart || isGiven(alertmanagerConfigSelector) || configuration !== undefined,
    selects: (config) => {
      const isInside = within === undefined ? namespace === undefined || config.namespace === namespace
        : within.selects({ ...world.of('', 'Namespace').find(({ name }) => name === config.namespace)?.labels, 'kubernetes.io/metadata.name': config.namespace });
      const isConfiguration = configuration?.name === config.name && (namespace === undefined || config.namespace === namespace);
      return isInside && labels.selects(config.labels) && !isConfiguration;
    },
  };
}
