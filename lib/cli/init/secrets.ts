import { Answers } from './answers';
import { SERVICES } from './place';

/** A Secret that somebody must make before the first commit is applied. */
export interface NeededSecret {
  readonly name: string;
  readonly key: string;
  readonly holds: string;
  readonly namespaces: readonly string[];
}

const FLUX = 'flux-system';

/** The services that Flux posts to itself; to the others Alertmanager passes on what Flux says. */
const OF_FLUX = ['slack', 'msteams', 'discord'];

/** The Secrets that the program names, and where they are read: a channel of failures by Alertmanager and Flux, one of progress by Flagger. */
export function neededSecrets({ failures, progress, monitoring, flagger }: Answers): NeededSecret[] {
  const needed = (service: string, name: string, namespaces: readonly string[]): NeededSecret[] => {
    const known = SERVICES[service];
    return known?.secret === undefined ? [] : [{ name, key: known.secret[1], holds: known.holds, namespaces: [...new Set(namespaces)] }];
  };
  return [
    ...failures.flatMap(({ service, secret }) => needed(service, secret, [monitoring, ...(OF_FLUX.includes(service) ? [FLUX] : [])])),
    ...progress.flatMap(({ service, secret }) => needed(service, secret, [flagger])),
    { name: 'dead-mans-switch', key: 'url', holds: 'the URL that a heartbeat is posted to every minute', namespaces: [monitoring] },
  ];
}
