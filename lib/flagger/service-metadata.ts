import { invalid } from '../invalid';
import { ServiceMetadata, UnmanagedMetadata } from './canary-service';

/** Refuses labels and annotations that the API server would, so that Flagger could not make the Services. Not exported from the room. */
export function checkServiceMetadata(at: string, which: string, { labels = {}, annotations = {} }: ServiceMetadata): void {
  Object.keys(labels).forEach((name) => { checkName(at, `service.${which}.labels`, name); });
  Object.keys(annotations).forEach((name) => { checkName(at, `service.${which}.annotations`, name); });
  for (const [name, value] of Object.entries(labels)) {
    if (/^([A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?)?$/.test(value)) { continue; }
    throw invalid({
      at,
      what: `service.${which}.labels has a value that no label can have`,
      value: { [name]: value },
      allowed: 'letters, digits, "-", "_" and ".", beginning and ending with a letter or digit; at most 63. An annotation takes any text',
    });
  }
}

/** Refuses names that no label and no annotation has. Not exported from the room. */
export function checkUnmanagedMetadata(at: string, { labels = [], annotations = [] }: UnmanagedMetadata): void {
  labels.forEach((name) => { checkName(at, 'service.unmanagedMetadata.labels', name); });
  annotations.forEach((name) => { checkName(at, 'service.unmanagedMetadata.annotations', name); });
}

function checkName(at: string, where: string, name: string): void {
  const [, prefix, own] = /^(?:([^/]*)\/)?([^/]*)$/.exec(name) ?? [];
  const isPrefix = prefix === undefined || (prefix.length <= 253 && /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(prefix));
  if (isPrefix && own !== undefined && /^[A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?$/.test(own)) { return; }
  throw invalid({
    at,
    what: `${where} has a name that Kubernetes refuses`,
    value: name,
    allowed: 'an optional domain and "/", then at most 63 letters, digits, "-", "_" and "."',
    fix: '\'example.com/name\'',
  });
}
