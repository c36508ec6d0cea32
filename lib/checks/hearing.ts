import { AlertmanagerTree } from './alertmanager-tree';
import { CanaryRule, canaryRules, isFailureRule, targetName, waysOf } from './alerts';
import { Channel, channelOfIntegration, channelOfProvider } from './channel';
import { eventWebhooks } from './flagger-settings';
import { isForCanaries } from './latency-path';
import { Located } from './located';
import { ManifestObject, World } from './world';

/** An entry of `analysis.alerts`, and where it sends. */
export interface ProviderAlert {
  readonly at: Located;
  /** `info`, `warn`, `error`; undefined for none, which is never sent. */
  readonly severity?: string;
  /** Where it sends; undefined where its provider is not among the manifests. */
  readonly channel?: Channel;
  /** The provider's name as it is referred to. */
  readonly provider: string;
}

/** The alerts of a Canary's analysis; those under its old name, too, which the API server drops. */
export function providerAlerts(world: World, canary: ManifestObject): readonly ProviderAlert[] {
  return analysesOf(canary).flatMap((analysis) => analysis.at('alerts').items).map((at) => {
    const name = at.at('providerRef', 'name').text ?? '';
    const namespace = at.at('providerRef', 'namespace').text ?? canary.namespace;
    // A Provider of Flux in its place is told by the family `reference`; what was meant is clear.
    const provider = world.find('flagger.app', 'AlertProvider', namespace, name) ?? world.find('notification.toolkit.fluxcd.io', 'Provider', namespace, name);
    const severity = at.at('severity').text;
    return { at, provider: `${namespace}/${name}`, severity: severity === '' ? undefined : severity, channel: provider === undefined ? undefined : channelOfProvider(provider.spec) };
  });
}

/** Whether a Canary tells its events to a webhook: of each rollback, whatever its reason. */
export function hasEventWebhook(world: World, canary: ManifestObject): boolean {
  return analysesOf(canary).some((analysis) => analysis.at('webhooks').items.some((each) => each.at('type').text === 'event'))
    || eventWebhooks(world).length > 0;
}

/** Whether a rule notices the failure of a Canary, or may. */
export function noticesFailureOf(rule: CanaryRule, canary: ManifestObject): boolean {
  return (rule.failure === 'fires' || rule.failure === 'unknown') && rule.readsMetrics && !rule.misses.has(canary);
}

/** The channels that Alertmanager tells of the failure of a Canary; undefined where the manifests do not show it. */
export function channelsOfFailure(world: World, canary: ManifestObject): readonly Channel[] {
  const rules = canaryRules(world).filter(isFailureRule);
  const trees = AlertmanagerTree.of(world);
  if (rules.length === 0) {
    return trees.flatMap((tree) => tree.routes.filter(isForCanaries).flatMap(({ receiver }) => tree.integrationsOf(receiver)).map(channelOfIntegration));
  }
  return rules.filter((each) => !each.misses.has(canary) || each.failure === 'meant').flatMap(({ alerts }) => alerts.filter((each) => each.canary === canary || each.canary === undefined).slice(0, 4))
    .flatMap((alert) => trees.flatMap((tree) => ((waysOf(tree, alert, world) ?? [])[0] ?? []).flatMap(({ receiver }) => tree.integrationsOf(receiver)).map(channelOfIntegration)));
}

/** How a finding calls a Canary. */
export function canaryWords(canary: ManifestObject): string {
  return `${canary.namespace}/${targetName(canary)}`;
}

function analysesOf(canary: ManifestObject): Located[] {
  return [canary.spec.at('analysis'), canary.spec.at('canaryAnalysis')];
}
