import { Located } from './located';
import { World } from './world';

/** What the values of Flagger's chart tell of how it runs. Source: fluxcd/flagger v1.44.0 cmd/flagger/main.go, charts/flagger/templates/deployment.yaml. */

/** Flagger's own notifier, for canaries without alerts. */
export interface GlobalNotifier {
  readonly service: 'slack' | 'msteams';
  /** Where its address is given. */
  readonly at: Located;
  /** What gives it: `slack.url`, or `SLACK_URL` of the environment. */
  readonly name: string;
  /** The channel in Slack; undefined where there is none, and nothing is sent. */
  readonly channel?: string;
}

/** A Secret that Flagger's pods read as a variable of their environment. */
export interface EnvironmentSecret {
  readonly name: string;
  readonly key: string;
}

/** The notifier; undefined where the values give none. Microsoft Teams takes the place of Slack. */
export function globalNotifier(world: World): GlobalNotifier | undefined {
  for (const values of world.flaggerValues) {
    for (const [service, variable] of [['msteams', 'MSTEAMS_URL'], ['slack', 'SLACK_URL']] as const) {
      const channel = values.at('slack', 'channel').text || undefined;
      const set = variableOf(values, variable);
      if (set !== undefined) { return { service, at: set, name: variable, channel }; }
      const url = values.at(service, 'url');
      if ((url.text ?? '') !== '') { return { service, at: url, name: `${service}.url`, channel }; }
    }
  }
  return undefined;
}

/** The webhooks of Flagger that hear of every event, where each is given. */
export function eventWebhooks(world: World): Located[] {
  return world.flaggerValues.flatMap((values) => {
    const set = variableOf(values, 'EVENT_WEBHOOK_URL');
    const url = values.at('eventWebhook');
    return set !== undefined ? [set] : (url.text ?? '') === '' ? [] : [url];
  });
}

/** The Secrets that the pods read by their environment. */
export function environmentSecrets(values: Located): EnvironmentSecret[] {
  return values.at('env').items.flatMap((entry) => {
    const reference = entry.at('valueFrom', 'secretKeyRef');
    const [name, key] = [reference.at('name').text, reference.at('key').text];
    return name === undefined || key === undefined || reference.at('optional').value === true ? [] : [{ name, key }];
  });
}

/** Whether Flagger ignores a canary that refers to another namespace. */
export function forbidsCrossNamespaceRefs(world: World): boolean {
  return world.options.noCrossNamespaceRefs === true || world.flaggerValues.some((each) => each.at('noCrossNamespaceRefs').value === true);
}

/** The only namespace that Flagger watches; undefined where it watches all, or the values of several say different things. */
export function watchedNamespace(world: World): string | undefined {
  const names = new Set(world.flaggerValues.map((each) => each.at('namespace').text ?? ''));
  const [name] = names;
  return names.size === 1 && name !== '' && !/\$\{|\{\{/.test(name ?? '') ? name : undefined;
}

/** A variable that is set, and not to nothing: its value, or where that comes from. */
function variableOf(values: Located, name: string): Located | undefined {
  const entry = values.at('env').items.find((each) => each.at('name').text === name);
  if (entry === undefined) { return undefined; }
  return entry.at('valueFrom').exists ? entry.at('valueFrom') : (entry.at('value').text ?? '') === '' ? undefined : entry.at('value');
}
