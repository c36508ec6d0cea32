import { manifestYaml } from '../manifest-yaml';

/**
 * A configuration as YAML for people and for Go, written as the manifest around it is: a text that could be anything else to a reader of YAML 1.1 or 1.2 is
 * quoted, several lines are a block. What is undefined is left out.
 */
export function yamlText(value: unknown): string {
  return manifestYaml(defined(value), 'a text within a manifest');
}

function defined(value: unknown): unknown {
  if (Array.isArray(value)) { return value.map(defined); }
  if (typeof value !== 'object' || value === null || value.constructor !== Object) { return value; }
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined).map(([key, each]) => [key, defined(each)]));
}
