import { DocumentOptions, ParseOptions, SchemaOptions } from 'yaml';

/**
 * How Kubernetes reads YAML: as version 1.1, save for its dates and its numbers to the base of 60 (sigs.k8s.io/yaml v1.6.0).
 * For `parseAllDocuments`; warnings of the reader are nobody's business here.
 */
export const KUBERNETES_YAML: ParseOptions & DocumentOptions & SchemaOptions = {
  version: '1.1',
  logLevel: 'silent',
  customTags: (tags) => tags.filter((tag) => !isForeign(tag)),
};

function isForeign(tag: unknown): boolean {
  const { tag: name, format } = tag as { tag?: string; format?: string };
  return name === 'tag:yaml.org,2002:timestamp' || format === 'TIME';
}
