import { yamlText } from '../../alertmanager/yaml-text';
import { ManifestObject, World } from '../../checks/world';
import { Plan } from '../plan';
import { configFault } from './alertmanager-config-fault';
import { mergedConfig, SelectedConfig } from './alertmanager-merge';
import { normalForm, StructMistake } from './alertmanager-normal-form';
import { AlertmanagerObject, alertmanagersOf, chartAlertmanager } from './alertmanager-object';
import { chartConfig, WrittenConfig, writtenConfig } from './alertmanager-written';
import { fields, Fields } from './fields';
import { globalConfiguration } from './global-configuration';
import { mailFault } from './mail-server';
import { refusal } from './refusal';

/** What Alertmanager is given, and what is left out. */
export interface AlertmanagerPlan {
  readonly plan: Plan['alertmanager'];
  readonly assumptions: readonly string[];
  readonly refused: readonly string[];
}

/**
 * What the operator gives to Alertmanager: the configuration of its Secret, read into the operator's own structs, with the
 * AlertmanagerConfigs merged into it. A plain alertmanager.yaml is given as it is.
 */
export function alertmanagerPlan(world: World): AlertmanagerPlan {
  const alertmanagers = alertmanagersOf(world);
  const configs = world.of('monitoring.coreos.com', 'AlertmanagerConfig');
  const written = writtenConfig(world, alertmanagers);
  const missing = alertmanagers.filter(({ configuration }) => configuration === undefined).flatMap(({ secret }) => secret ?? []);
  const isChart = written === undefined && configs.length > 0 && missing.length === 0;
  const main = written ?? (isChart ? chartConfig() : undefined);
  const alertmanager = alertmanagers[0] ?? chartAlertmanager(world);
  const assumptions = [
    ...(alertmanagers.length > 1 ? [`of ${alertmanagers.length} Alertmanagers the first is played`] : []),
    ...(isChart && alertmanager.configuration === undefined ? ['Alertmanager has the configuration that kube-prometheus-stack gives it where its values say nothing'] : []),
    ...(written === undefined && missing.length > 0 ? [`Alertmanager reads the Secret ${missing.join(', ')}, which the manifests do not have: it is played without a configuration`] : []),
    ...(main?.assumptions ?? []),
  ];
  if (main === undefined && alertmanager.configuration === undefined) { return { plan: undefined, assumptions, refused: [] }; }
  const made = main?.byOperator === false ? asItIs(main, configs) : byOperator(world, main, alertmanager, configs);
  return { ...made, assumptions: [...assumptions, ...made.assumptions] };
}

/** Without the operator nobody reads AlertmanagerConfigs. */
function asItIs({ name, config, templates }: WrittenConfig, configs: readonly ManifestObject[]): AlertmanagerPlan {
  return {
    plan: { config: yaml(config), templates }, assumptions: [],
    refused: configs.map(({ reference }) => `${reference}: Alertmanager reads the file ${name}, and the operator nothing`),
  };
}

function byOperator(world: World, main: WrittenConfig | undefined, alertmanager: AlertmanagerObject, configs: readonly ManifestObject[]): AlertmanagerPlan {
  const refused: string[] = [];
  const selected = configs.flatMap((object): SelectedConfig[] => {
    const config = { namespace: object.namespace, name: object.name, spec: fields(object.spec.value) };
    const fault = configFault(config);
    const why = refusal(world, object) ?? (alertmanager.selects(object) ? fault === undefined ? undefined : `the operator skips it: ${fault}`
      : isConfiguration(alertmanager, object) ? '' : 'Alertmanager does not select it: it has not the labels that the selector wants, or is in another namespace');
    if (why !== undefined && why !== '') { refused.push(`${object.reference}: ${why}`); }
    return why === undefined ? [config] : [];
  });
  const own = alertmanager.configuration === undefined ? undefined : globalConfiguration(world, alertmanager.configuration, alertmanager.namespace);
  if (own?.config === undefined && own !== undefined) { return { plan: undefined, assumptions: own.assumptions, refused: [...refused, ...own.refused] }; }
  const { name, config = {}, text, fault, templates } = own === undefined ? main ?? chartConfig() : { ...own, text: undefined, fault: undefined, templates: {} };
  const assumptions = own?.assumptions ?? [];
  if (!alertmanager.isDecoded) { return { plan: { config: text ?? yaml(config), templates }, assumptions, refused }; }
  try {
    if (fault !== undefined) { throw new StructMistake(fault); }
    // The configuration alone first: what is wrong with it is not the fault of an AlertmanagerConfig.
    const decoded = normalForm(config);
    const mail = mailFault(decoded, selected);
    if (mail !== undefined) { return { plan: undefined, assumptions, refused: [...refused, `${mail}: the operator writes no configuration, and Alertmanager gets none`] }; }
    const merged = normalForm(mergedConfig(decoded, selected, alertmanager.strategy, alertmanager.namespace));
    return { plan: { config: yaml(merged), templates }, assumptions, refused };
  } catch (error) {
    if (!(error instanceof StructMistake)) { throw error; }
    return { plan: undefined, assumptions, refused: [...refused, `${name}: the operator refuses it, and Alertmanager gets no configuration: ${error.message}`] };
  }
}

function isConfiguration({ configuration, namespace }: AlertmanagerObject, object: ManifestObject): boolean {
  return configuration?.name === object.name && (namespace === undefined || namespace === object.namespace);
}

function yaml(config: Fields): string {
  return yamlText(config);
}
