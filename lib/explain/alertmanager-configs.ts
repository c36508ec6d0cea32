import { AlertmanagerTree } from '../checks/alertmanager-tree';
import { World } from '../checks/world';

/** The configurations of Alertmanager that can be read. */
export function readableTrees(world: World): readonly AlertmanagerTree[] {
  return AlertmanagerTree.of(world).filter(({ source }) => source === undefined || source.at.document.unreadable.length === 0);
}

/** How people call a configuration: by the object or the file that holds it. */
export function treeName({ source, routes }: AlertmanagerTree): string {
  return source?.owner?.reference ?? source?.at.document.file ?? (source?.via === 'values' ? 'the values of kube-prometheus-stack' : routes[0]?.at.object) ?? 'alertmanager.yaml';
}

/** Why Alertmanager refuses a configuration; undefined where nothing is known against it. */
export function refusal(tree: AlertmanagerTree): string | undefined {
  if (tree.sound) { return undefined; }
  const unread = tree.routes.find(({ matchers }) => matchers === undefined);
  if (unread !== undefined) { return `a matcher of ${unread.path} is none`; }
  return tree.at?.at('route').exists === true ? 'its root route has no receiver' : 'no route provided in config';
}
