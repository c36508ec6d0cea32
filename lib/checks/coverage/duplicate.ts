import { AlertmanagerTree } from '../alertmanager-tree';
import { canariesOf, CanaryAlert, canaryRules, isFailureRule, waysOf } from '../alerts';
import { Channel, channelOfIntegration, channelOfProvider, isSameChannel } from '../channel';
import { Check, Report } from '../check';
import { channelsOfFailure, providerAlerts } from '../hearing';
import { Located } from '../located';
import { World } from '../world';

/** One failure that reaches the same people twice. */
export const duplicate: Check = {
  id: 'coverage/duplicate',
  run: (world, report) => {
    flaggerAndAlertmanager(world, report);
    twoAlerts(world, report);
    twoRoutes(world, report);
    twoFluxAlerts(world, report);
  },
};

const NOT_MUTED = 'one way for each kind of event and channel: inhibit_rules mute alerts inside Alertmanager, never Flagger\'s own messages';

function flaggerAndAlertmanager(world: World, report: Report): void {
  if (AlertmanagerTree.of(world).length === 0) { return; }
  for (const canary of canariesOf(world)) {
    const alerts = providerAlerts(world, canary).filter(({ severity }) => severity !== undefined);
    if (alerts.length === 0) { continue; }
    const heard = channelsOfFailure(world, canary);
    for (const alert of alerts) {
      const same = heard.find((each) => alert.channel !== undefined && isSameChannel(each, alert.channel));
      if (same !== undefined) {
        report(alert.at, {
          severity: 'warning',
          what: `a failed canary is told twice in ${same.words}: by Flagger through ${alert.provider}, and by Alertmanager`,
          value: alert.severity, allowed: NOT_MUTED,
          fix: 'leave failures to Alertmanager, and let Flagger tell its progress in another channel',
        });
      } else if (heard[0] !== undefined && alert.severity === 'error') {
        report(alert.at, {
          severity: 'info',
          what: `a failed canary is told twice: by Flagger through ${alert.provider}${alert.channel === undefined ? '' : ` to ${alert.channel.words}`}, and by Alertmanager to ${heard[0].words}`,
          value: alert.severity, allowed: NOT_MUTED,
          fix: 'leave the alert out where the same people read both channels',
        });
      }
    }
  }
}

/** Two alerts of one Canary: a failure reaches each, whatever its severity. */
function twoAlerts(world: World, report: Report): void {
  for (const canary of canariesOf(world)) {
    const sent = providerAlerts(world, canary).filter(({ severity }) => severity !== undefined);
    for (const [index, alert] of sent.entries()) {
      const twin = sent.slice(0, index).find(({ provider, channel }) => provider === alert.provider || (channel !== undefined && alert.channel !== undefined && isSameChannel(channel, alert.channel)));
      if (twin === undefined) { continue; }
      report(alert.at, {
        severity: 'warning',
        what: `a failed canary is told twice in ${alert.channel?.words ?? alert.provider}: by the alerts ${twin.at.at('name').text ?? twin.provider} and ${alert.at.at('name').text ?? alert.provider}`,
        value: `${twin.severity ?? ''} and ${alert.severity ?? ''}`,
        allowed: 'one alert for each canary and channel: info hears all that warn hears, and warn all that error hears (fluxcd/flagger v1.44.0 pkg/controller/events.go)',
        fix: 'keep the lower severity alone',
      });
    }
  }
}

function twoRoutes(world: World, report: Report): void {
  const told = new Set<string>();
  for (const tree of AlertmanagerTree.of(world)) {
    for (const alert of canaryRules(world).filter(isFailureRule).flatMap(({ alerts }) => alerts)) {
      for (const { at, words } of doubled(tree, alert, world)) {
        const key = `${at.document.file ?? ''} ${at.object ?? ''} ${at.field ?? ''}`;
        if (told.has(key)) { continue; }
        told.add(key);
        report(at, {
          severity: 'warning',
          what: `${alert.labels.alertname ?? ''} is told twice in ${words}: another route or entry sends it there before`,
          allowed: 'one route to each channel; a route with `continue`, which the operator forces on every AlertmanagerConfig, lets the alert go on to the next',
          fix: 'remove one of the two, or leave `continue` out',
        });
      }
    }
  }
}

function doubled(tree: AlertmanagerTree, alert: CanaryAlert, world: World): { readonly at: Located; readonly words: string }[] {
  const [way = []] = waysOf(tree, alert, world) ?? [];
  const seen: Channel[] = [];
  return way.flatMap(({ receiver, path }) => tree.integrationsOf(receiver).flatMap((integration) => {
    const channel = channelOfIntegration(integration);
    const isDouble = seen.some((each) => isSameChannel(each, channel));
    seen.push(channel);
    return isDouble ? [{ at: tree.routeAt(path)?.at ?? integration.at, words: channel.words }] : [];
  }));
}

function twoFluxAlerts(world: World, report: Report): void {
  const seen = new Map<string, string>();
  for (const alert of world.of('notification.toolkit.fluxcd.io', 'Alert')) {
    if (['inclusionList', 'exclusionList'].some((field) => alert.spec.at(field).items.length > 0) || alert.spec.at('suspend').value === true) { continue; }
    const name = alert.spec.at('providerRef', 'name').text ?? '';
    const provider = world.find('notification.toolkit.fluxcd.io', 'Provider', alert.namespace, name);
    const channel = provider === undefined ? undefined : channelOfProvider(provider.spec);
    // Metadata are labels of the alert that Flux posts there (fluxcd/notification-controller v1.9.3 internal/notifier/alertmanager.go): by them
    // it is routed to one receiver or another.
    const routedBy = channel?.service === 'alertmanager' ? alert.spec.at('eventMetadata').value ?? null : null;
    const target = channel === undefined ? `${alert.namespace}/${name}` : JSON.stringify([channel.service, channel.place ?? channel.address ?? `${alert.namespace}/${name}`, routedBy]);
    for (const source of alert.spec.at('eventSources').items) {
      const of = (each: string): string => JSON.stringify([target, source.at('kind').text, source.at('namespace').text ?? alert.namespace, each, source.at('matchLabels').value ?? null]);
      const key = of(source.at('name').text ?? '');
      const before = seen.get(key) ?? seen.get(of('*'));
      if (before !== undefined && before !== alert.reference) {
        report(source, {
          severity: 'warning',
          what: `each event of ${source.at('kind').text ?? ''} ${source.at('name').text ?? ''} is told twice in ${channel?.words ?? name}: ${before} sends it there, too`,
          allowed: 'one Alert for each source and channel: eventSeverity info includes errors',
          fix: 'remove one of the two',
        });
      }
      if (!seen.has(key)) { seen.set(key, alert.reference); }
    }
  }
}
